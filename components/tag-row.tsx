import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Customer, Tag } from '../lib/domain/entities.ts';
import { fold } from '../lib/domain/fold.ts';
import { useBeside, useKey } from './context.ts';
import { Icon } from './icon.tsx';
import { isComposing, keyOf, tagDigit } from './keys.ts';
import { Key, TagChip } from './parts.tsx';
import { useTags } from './tag-book.tsx';
import { COLOURS } from './vocabulary.ts';

/** The customer's tags; Alt+1…9 toggles the first nine of the book, and a picker finds, adds and makes others. */
export function TagRow({ customer }: { customer: Customer }) {
  const { t, act, settings } = useBeside();
  const [picking, setPicking] = useState(false);
  const tags = useTags() ?? [];
  const worn = tags.filter((tag) => customer.tags.includes(tag.id));

  const put = (event: Event, tag: Tag, on: boolean) =>
    act(
      event,
      { name: 'tag.put', args: { tag: tag.id, customers: [customer.id], on } },
      { said: t(on ? 'tag_put' : 'tag_taken', { name: tag.name }), undo: true },
    );

  useKey('digit', (event) => {
    const tag = tags[tagDigit(event) - 1];
    if (tag) void put(event, tag, !customer.tags.includes(tag.id));
  });
  useKey('tag', () => setPicking(true));

  return (
    <div class="tags" data-part="tags">
      {worn.map((tag) => (
        <TagChip key={tag.id} tag={tag} onRemove={(event) => void put(event, tag, false)} />
      ))}
      {picking ? (
        <TagPicker
          tags={tags}
          worn={customer.tags}
          onPut={put}
          customer={customer}
          onClose={() => setPicking(false)}
        />
      ) : (
        <button
          type="button"
          class="chip chip-add"
          data-act="tag"
          aria-keyshortcuts={keyOf('tag', settings.keys)}
          onClick={() => setPicking(true)}
        >
          <Icon name="plus" size={12} /> {t('tag_add')} <Key of={keyOf('tag', settings.keys)} />
        </button>
      )}
    </div>
  );
}

interface TagPickerProps {
  tags: Tag[];
  worn: string[];
  customer: Customer;
  onPut: (event: Event, tag: Tag, on: boolean) => Promise<unknown>;
  onClose: () => void;
}

function TagPicker({ tags, worn, customer, onPut, onClose }: TagPickerProps) {
  const { t, act } = useBeside();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const list = useId();
  const field = useRef<HTMLInputElement>(null);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    const leave = (event: Event) => {
      if (!event.composedPath().includes(root.current as EventTarget)) onClose();
    };
    document.addEventListener('pointerdown', leave);
    return () => document.removeEventListener('pointerdown', leave);
  }, []);

  const wanted = fold(text);
  const found = tags.filter((tag) => fold(tag.name).includes(wanted));
  const exact = tags.some((tag) => fold(tag.name) === wanted);
  const name = text.trim();
  const choices: (Tag | null)[] = [...found, ...(name !== '' && !exact ? [null] : [])];
  const current = Math.min(at, Math.max(0, choices.length - 1));

  const make = async (event: Event) => {
    const colour = COLOURS[tags.length % COLOURS.length] ?? 'grey';
    const made = await act(event, { name: 'tag.save', args: { name, colour, position: tags.length } });
    if (!made?.id) return;
    await act(
      event,
      { name: 'tag.put', args: { tag: made.id, customers: [customer.id], on: true } },
      { said: t('tag_put', { name }), undo: true },
    );
    onClose();
  };
  const choose = (event: Event, index: number) => {
    const tag = choices[index];
    if (tag === null) void make(event);
    else if (tag) void onPut(event, tag, !worn.includes(tag.id));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setAt((current + step + choices.length) % Math.max(1, choices.length));
      event.preventDefault();
    } else if (event.key === 'Enter') {
      choose(event, current);
      event.preventDefault();
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      onClose();
    }
  };

  return (
    <div class="picker" ref={root} data-part="tag-picker">
      <input
        ref={field}
        class="field"
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={choices.length > 0 ? `${list}-${current}` : undefined}
        aria-label={t('tag_find')}
        placeholder={t('tag_find')}
        maxLength={60}
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div class="picker-list" role="listbox" id={list} aria-label={t('tags')}>
        {choices.map((tag, index) => (
          <div
            key={tag?.id ?? 'new'}
            id={`${list}-${index}`}
            role="option"
            tabIndex={-1}
            class={index === current ? 'picker-row picker-row-at' : 'picker-row'}
            aria-selected={tag ? worn.includes(tag.id) : false}
            data-act={tag ? 'pick-tag' : 'new-tag'}
            onClick={(event) => choose(event, index)}
            onKeyDown={onKeyDown}
          >
            {tag ? (
              <>
                <span class={`dot dot-${tag.colour}`} />
                <span class="picker-name">{tag.name}</span>
                {worn.includes(tag.id) && <Icon name="check" size={14} />}
                {tags.indexOf(tag) < 9 && <Key of={`Alt ${tags.indexOf(tag) + 1}`} />}
              </>
            ) : (
              <>
                <Icon name="plus" size={14} />
                <span class="picker-name">{t('tag_new', { name })}</span>
              </>
            )}
          </div>
        ))}
      </div>
      {choices.length === 0 && <p class="hint">{t('tags_none')}</p>}
    </div>
  );
}
