import { tagsIn } from '../lib/domain/tag-suggestions.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { useTags } from './tag-book.tsx';

/** While a note is written: tags it speaks of, each put on by one press. */
export function TagOffer({ text, customer, worn }: { text: string; customer: string; worn: string[] }) {
  const { t, act } = useBeside();
  const offered = tagsIn(text, useTags() ?? [], worn);
  if (offered.length === 0) return null;
  return (
    <span class="tag-offer" data-part="tag-offer">
      <span class="hint">{t('note_tags')}</span>
      {offered.map((tag) => (
        <button
          key={tag.id}
          type="button"
          class={`chip chip-${tag.colour}`}
          data-act="offered-tag"
          onClick={(event) =>
            void act(
              event,
              { name: 'tag.put', args: { tag: tag.id, customers: [customer], on: true } },
              { said: t('tag_put', { name: tag.name }), undo: true },
            )
          }
        >
          <Icon name="plus" size={12} /> {tag.name}
        </button>
      ))}
    </span>
  );
}
