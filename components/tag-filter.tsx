import type { Tag } from '../lib/domain/entities.ts';
import type { CustomerFilter } from '../lib/domain/query.ts';
import { useBeside } from './context.ts';
import { Icon, type IconName } from './icon.tsx';

/** What is wished of a tag: all of these, one of these, none of these. */
export type Wish = 'all' | 'any' | 'none';
export type TagWish = Record<string, Wish>;
export const NO_TAGS: TagWish = {};

const NEXT: Record<Wish | 'off', Wish | 'off'> = { off: 'all', all: 'any', any: 'none', none: 'off' };
const ICONS: Record<Wish, IconName> = { all: 'check', any: 'help', none: 'ban' };
const WISHES: Wish[] = ['all', 'any', 'none'];

export function wishesOf(wishes: TagWish): Pick<CustomerFilter, 'tagsAll' | 'tagsAny' | 'tagsNone'> {
  const of = (wish: Wish) => Object.keys(wishes).filter((id) => wishes[id] === wish);
  return { tagsAll: of('all'), tagsAny: of('any'), tagsNone: of('none') };
}

/** Each press on a tag moves it on: must have, one of, must not have, does not matter. The line below says it in words. */
export function TagFilter(props: { tags: Tag[]; wishes: TagWish; onWish: (wishes: TagWish) => void }) {
  const { t } = useBeside();
  const { tags, wishes, onWish } = props;
  const press = (id: string) => {
    const next = NEXT[wishes[id] ?? 'off'];
    const { [id]: _old, ...others } = wishes;
    onWish(next === 'off' ? others : { ...others, [id]: next });
  };
  const named = (wish: Wish) => tags.filter((tag) => wishes[tag.id] === wish).map((tag) => tag.name);
  const words = WISHES.filter((wish) => named(wish).length > 0).map((wish) =>
    t(`wish_${wish}`, { tags: named(wish).join(', ') }),
  );
  return (
    <fieldset class="tag-filter" data-part="tag-filter">
      <legend class="unseen">{t('filter_tags')}</legend>
      {tags.map((tag) => {
        const wish = wishes[tag.id];
        return (
          <button
            key={tag.id}
            type="button"
            class={wish ? `chip chip-${tag.colour} chip-wish-${wish}` : 'chip chip-choice'}
            data-act="wish"
            data-wish={wish ?? 'off'}
            aria-label={t('wish_label', { tag: tag.name, wish: t(`wish_is_${wish ?? 'off'}`) })}
            onClick={() => press(tag.id)}
          >
            {wish ? <Icon name={ICONS[wish]} size={12} /> : <span class={`dot dot-${tag.colour}`} />}
            <span class="chip-name">{tag.name}</span>
          </button>
        );
      })}
      {words.length > 0 && (
        <span class="wish-words">
          {words.join(' · ')}{' '}
          <button type="button" class="text-button" data-act="clear-filter" onClick={() => onWish(NO_TAGS)}>
            {t('filter_clear')}
          </button>
        </span>
      )}
    </fieldset>
  );
}
