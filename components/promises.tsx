import { useEffect, useRef, useState } from 'preact/hooks';
import type { Due } from '../lib/domain/entities.ts';
import { learn } from '../lib/domain/promise/learned.ts';
import { useBeside } from './context.ts';
import type { PageState } from './host.ts';
import { Icon } from './icon.tsx';
import { isComposing, isTextField } from './keys.ts';
import { Key } from './parts.tsx';
import { type Proposal, SELECTED, useProposals, whenOf } from './use-proposals.ts';

/** A title that lacks so few letters of what was written says it all. */
const SAME = 6;
export interface PromisesProps {
  page: PageState;
  /** Whom the promise was given to; null where nobody is known. */
  customer: string | null;
}

/** What the seller promised in the line they just sent, or selected: Enter sets the reminder, Esc lets it go. */
export function Promises({ page, customer }: PromisesProps) {
  const { host } = useBeside();
  const [answered, setAnswered] = useState<readonly string[]>([]);
  const proposals = useProposals(page);
  const open = proposals.filter(({ id }) => !answered.includes(id));
  const [first] = open;
  if (!first) return null;
  const answer = () => {
    setAnswered([...answered, first.id]);
    const isLast = open.every(({ id, line }) => id === first.id || line !== first.line);
    if (isLast && !first.line.id.startsWith(SELECTED)) host.dropPromise?.(first.line.id);
  };
  return (
    <Strip
      key={first.id}
      promised={first}
      more={open.length - 1}
      page={page}
      customer={customer}
      onAnswer={answer}
    />
  );
}

interface StripProps extends PromisesProps {
  promised: Proposal;
  /** How many wait behind it. */
  more: number;
  onAnswer: () => void;
}

function Strip({ promised, more, page, customer, onAnswer }: StripProps) {
  const { t, act, host, settings, format, notify, fail, mayAct, language } = useBeside();
  const { title, words, signature, line } = promised;
  const [other, setOther] = useState<{ words: string; due: Due | null } | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const isSelected = line.id.startsWith(SELECTED);
  const due = other ? other.due : promised.due;
  const isSure = promised.sure || other !== null;
  useEffect(() => {
    if (other) field.current?.focus();
  }, [other === null]);

  const accept = async (event: Event) => {
    event.preventDefault();
    if (!due) return;
    const { sighting } = page;
    const thread = sighting ? { site: sighting.site, ...sighting.thread } : null;
    const said = t('reminder_set', { when: format.moment(due.at, host.now()) });
    const args = { customer, title, due, thread };
    if (await act(event, { name: 'reminder.set', args }, { said, undo: true })) onAnswer();
  };
  const teach = (event: Event) => {
    if (!mayAct(event)) return;
    const before = settings.notPromises;
    host.saveSettings({ notPromises: learn(before, signature) }).then(() => {
      const takeBack = () => host.saveSettings({ notPromises: before });
      notify({ text: t('promise_learned'), takeBack });
    }, fail);
    onAnswer();
  };
  useAnswerKeys(accept, onAnswer);

  const when = due ? format.moment(due.at, host.now()) : t('remind_unclear');
  return (
    <section class="promise" data-part="promise" aria-label={t('promise_label')}>
      <p class="promise-said" role="status">
        <Icon name={isSure ? 'bell' : 'help'} size={14} />
        <span>
          {t(isSelected ? 'promise_selected' : 'promise_said')} <b data-part="promise-title">{title}</b>
          <span class="promise-when" data-part="promise-when" title={due ? format.exact(due.at) : undefined}>
            {' · '}
            {when}
          </span>
        </span>
      </p>
      {words.length - title.length > SAME && (
        <p class="hint promise-words" data-part="promise-words">
          “{words}”
        </p>
      )}
      {!isSure && due && (
        <p class="hint" data-part="promise-guess">
          {format.exact(due.at)} · {t('remind_unsure')}
        </p>
      )}
      {other && (
        <label class="label">
          <span>{t('remind_when')}</span>
          <input
            ref={field}
            class="field"
            data-part="promise-field"
            placeholder={t('remind_placeholder')}
            maxLength={200}
            autocomplete="off"
            value={other.words}
            onInput={(event) => {
              const typed = event.currentTarget.value;
              const meant = whenOf(typed, { now: host.now(), zone: host.zone, language });
              setOther({ words: typed, due: typed.trim() === '' ? promised.due : (meant?.due ?? null) });
            }}
            onKeyDown={(event) => {
              if (isComposing(event)) return;
              if (event.key === 'Enter') void accept(event);
              if (event.key === 'Escape') setOther(null);
              if (event.key === 'Enter' || event.key === 'Escape') event.stopPropagation();
            }}
          />
          <span class="hint" aria-live="polite" data-part="promise-exact">
            {due ? format.exact(due.at) : t('remind_unclear')}
          </span>
        </label>
      )}
      <span class="row-acts">
        <button
          type="button"
          class="button button-primary"
          data-act="keep-promise"
          disabled={!due}
          onClick={accept}
        >
          {t('promise_accept')} <Key of="Enter" />
        </button>
        <button type="button" class="button" data-act="drop-promise" onClick={onAnswer}>
          {t('promise_dismiss')} <Key of="Esc" />
        </button>
        {!other && (
          <button
            type="button"
            class="text-button"
            data-act="promise-other"
            onClick={() => setOther({ words: '', due: promised.due })}
          >
            {t('promise_other')}
          </button>
        )}
        <button type="button" class="text-button" data-act="not-promise" onClick={teach}>
          {t('promise_not')}
        </button>
      </span>
      {more > 0 && <p class="hint">{t('promise_more', { count: more })}</p>}
    </section>
  );
}

const OWN_KEYS =
  'button, a[href], summary, [role="option"], [role="menuitem"], [role="combobox"], [role="tab"], dialog';

/**
 * Enter and Esc answer while the panel has the focus and nothing else in it wants them: a button under the focus keeps
 * its Enter, a menu its Esc.
 */
function useAnswerKeys(accept: (event: Event) => Promise<void>, dismiss: () => void): void {
  const latest = useRef({ accept, dismiss });
  latest.current = { accept, dismiss };
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || isComposing(event) || isTextField(event.target)) return;
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const target = event.target instanceof Element ? event.target : null;
      if (event.key === 'Enter' && !target?.closest(OWN_KEYS)) void latest.current.accept(event);
      if (
        event.key === 'Escape' &&
        !document.querySelector('[role="menu"], [role="listbox"], dialog[open]')
      ) {
        latest.current.dismiss();
      }
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}
