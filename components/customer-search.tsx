import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Customer } from '../lib/domain/entities.ts';
import { useBeside } from './context.ts';
import { isComposing } from './keys.ts';
import { Avatar, nameOf } from './parts.tsx';
import { useLive } from './use-live.ts';

export interface CustomerSearchProps {
  label: string;
  /** What is looked for at first; typing replaces it. */
  begin?: string;
  onChoose: (event: Event, customer: Customer) => void;
  /** Makes somebody of what was typed, where nobody is found or meant. */
  onCreate?: (event: Event, name: string) => void;
  onClose?: () => void;
}

/** Finds a customer as one types; arrows and Enter choose. */
export function CustomerSearch({ label, begin = '', onChoose, onCreate, onClose }: CustomerSearchProps) {
  const { t, host, format } = useBeside();
  const [text, setText] = useState(begin);
  const [at, setAt] = useState(0);
  const list = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const wanted = text.trim();
  const hits = useLive(
    host.store,
    wanted === '' ? null : { name: 'search', args: { text: wanted, limit: 8 } },
  );
  const found = wanted === '' ? [] : (hits.value ?? []);
  const answered = hits.of?.args.text === wanted;
  const current = Math.min(at, Math.max(0, found.length - 1));

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const hit = found[current];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setAt((current + step + found.length) % Math.max(1, found.length));
      event.preventDefault();
    } else if (event.key === 'Enter' && hit) {
      event.preventDefault();
      onChoose(event, hit.customer);
    } else if (event.key === 'Enter' && onCreate && answered && wanted !== '') {
      event.preventDefault();
      onCreate(event, wanted);
    } else if (event.key === 'Escape' && onClose) {
      event.stopPropagation();
      onClose();
    }
  };

  return (
    <div class="search" data-part="search">
      <input
        ref={field}
        class="field"
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls={list}
        aria-activedescendant={found.length > 0 ? `${list}-${current}` : undefined}
        aria-label={label}
        placeholder={label}
        maxLength={200}
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div class="search-list" role="listbox" id={list} aria-label={t('search_results')}>
        {found.map((hit, index) => (
          <div
            key={hit.customer.id}
            id={`${list}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === current}
            class={index === current ? 'picker-row picker-row-at' : 'picker-row'}
            data-act="choose"
            data-customer={hit.customer.id}
            onClick={(event) => onChoose(event, hit.customer)}
            onKeyDown={onKeyDown}
          >
            <Avatar name={nameOf(hit.customer)} id={hit.customer.id} size="s" />
            <span class="person-text">
              <span class="picker-name">{nameOf(hit.customer)}</span>
              <span class="hint">
                {hit.customer.code}
                {hit.matched.includes(':') && ` · ${format.handle(hit.matched)}`}
                {hit.excerpt !== undefined && ` · ${hit.excerpt}`}
              </span>
            </span>
          </div>
        ))}
      </div>
      {wanted !== '' && answered && found.length === 0 && (
        <p class="hint">{t('search_none', { text: wanted })}</p>
      )}
      {onCreate && wanted !== '' && answered && (
        <button
          type="button"
          class="text-button"
          data-act="create"
          onClick={(event) => onCreate(event, wanted)}
        >
          {t('search_create', { text: wanted })}
        </button>
      )}
    </div>
  );
}
