import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { quickChoices } from '../lib/domain/due.ts';
import type { Due, Thread } from '../lib/domain/entities.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { isComposing } from './keys.ts';
import { Key } from './parts.tsx';
import { DateField } from './reminders.tsx';

type ParseWhen = typeof import('../lib/domain/when.ts').parseWhen;
let parser: ParseWhen | null = null;

/** The grammar of dates is larger than the rest of the panel: it comes when the first reminder is written. */
function useParser(): ParseWhen | null {
  const [parse, setParse] = useState<ParseWhen | null>(() => parser);
  const { fail } = useBeside();
  useEffect(() => {
    if (parse) return;
    let gone = false;
    import('../lib/domain/when.ts').then(
      (module) => {
        parser = module.parseWhen;
        if (!gone) setParse(() => module.parseWhen);
      },
      (error) => fail(error),
    );
    return () => {
      gone = true;
    };
  }, []);
  return parse;
}

export interface ReminderFormProps {
  customer: string | null;
  /** Prefilled title. */
  title: string;
  thread: Thread | null;
  onClose: () => void;
}

/** Plain words on one side, the exact time they mean on the other; or one press on a usual choice. */
export function ReminderForm({ customer, title, thread, onClose }: ReminderFormProps) {
  const { t, act, host, language, format } = useBeside();
  const [words, setWords] = useState('');
  const [what, setWhat] = useState<string | null>(null);
  const [picked, setPicked] = useState<Due | null>(null);
  const [picking, setPicking] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const parse = useParser();
  const now = host.now();
  useEffect(() => field.current?.focus(), []);

  const meant = useMemo(
    () => (parse && words.trim() !== '' ? parse(words, { now, zone: host.zone, language }) : null),
    [parse, words, Math.floor(now / 60_000), host.zone, language],
  );
  const due = picked ?? meant?.due ?? null;
  const sure = picked !== null || meant?.sure === true;
  const rest = picked ? '' : (meant?.rest.trim() ?? '');
  const name = what ?? (rest || title);

  const set = async (event: Event, chosen: Due | null) => {
    event.preventDefault();
    if (!chosen) {
      field.current?.focus();
      return;
    }
    const args = { customer, title: name.trim() || title, due: chosen, thread };
    const said = t('reminder_set', { when: format.moment(chosen.at, host.now()) });
    if (await act(event, { name: 'reminder.set', args }, { said, undo: true })) onClose();
  };

  return (
    <form
      class="reminder-form"
      data-part="reminder-form"
      aria-label={t('remind')}
      onSubmit={(event) => void set(event, due)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !isComposing(event)) {
          event.stopPropagation();
          onClose();
        }
      }}
    >
      <label class="label">
        <span>{t('remind_when')}</span>
        <input
          ref={field}
          class="field"
          data-part="when-field"
          placeholder={t('remind_placeholder')}
          maxLength={200}
          autocomplete="off"
          value={words}
          onInput={(event) => {
            setWords(event.currentTarget.value);
            setPicked(null);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && isComposing(event)) event.preventDefault();
          }}
        />
      </label>
      <p class={due ? 'meant meant-found' : 'meant'} data-part="meant" aria-live="polite">
        {due ? (
          <>
            <Icon name={sure ? 'bell' : 'help'} size={14} /> {format.exact(due.at)}
            {!sure && <span> · {t('remind_unsure')}</span>}
          </>
        ) : words.trim() === '' ? (
          t('remind_hint')
        ) : (
          t('remind_unclear')
        )}
      </p>
      <div class="choices">
        {quickChoices(now, host.zone).map((choice) => (
          <button
            key={choice.id}
            type="button"
            class="chip chip-choice"
            data-act={`due-${choice.id}`}
            title={format.exact(choice.due.at)}
            aria-pressed={picked?.at === choice.due.at}
            onClick={() => {
              setPicked(choice.due);
              setPicking(false);
            }}
          >
            {t(`due_${choice.id}`)}
          </button>
        ))}
        <button
          type="button"
          class="chip chip-choice"
          data-act="due-pick"
          aria-expanded={picking}
          onClick={() => setPicking(!picking)}
        >
          {t('due_pick')}
        </button>
      </div>
      {picking && <DateField due={due} onPick={setPicked} />}
      <label class="label">
        <span>{t('remind_what')}</span>
        <input
          class="field"
          data-part="title-field"
          maxLength={400}
          value={name}
          onInput={(event) => setWhat(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && isComposing(event)) event.preventDefault();
          }}
        />
      </label>
      <span class="form-acts">
        <button type="submit" class="button button-primary" data-act="set-reminder" disabled={!due}>
          {t('remind_set')} <Key of="Enter" />
        </button>
        <button type="button" class="text-button" data-act="cancel" onClick={onClose}>
          {t('cancel')}
        </button>
      </span>
    </form>
  );
}
