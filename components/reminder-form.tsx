import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { quickChoices } from '../lib/domain/due.ts';
import type { Due, Thread } from '../lib/domain/entities.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { isComposing } from './keys.ts';
import { FIRST_CHOICE, type KindChoice, needsTime, ruleFor } from './kind-rule.ts';
import { lunarDayOf, ruleWords } from './kind-words.ts';
import { FormActs } from './parts.tsx';
import { ReminderKind } from './reminder-kind.tsx';
import { DateField } from './reminders.tsx';
import { useCalendar } from './use-calendar.ts';

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
  const [choosing, setChoosing] = useState(false);
  const [choice, setChoice] = useState<KindChoice>(FIRST_CHOICE);
  const calendar = useCalendar(choosing);
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

  const once = choice.kind === 'once';
  const made = once ? due && { rule: null, due } : calendar && ruleFor(calendar, choice, due, now, host.zone);
  const waits = choice.kind === 'wait' || choice.kind === 'cadence';

  const set = async (event: Event) => {
    event.preventDefault();
    if (!made) {
      field.current?.focus();
      return;
    }
    const kind = once ? {} : { rule: made.rule };
    const args = { customer, title: name.trim() || title, due: made.due, thread, ...kind };
    const said = waits
      ? t('reminder_waits')
      : t('reminder_set', { when: format.moment(made.due.at, host.now()) });
    if (await act(event, { name: 'reminder.set', args }, { said, undo: true })) onClose();
  };

  const toggleKind = () => {
    if (choosing) setChoice(FIRST_CHOICE);
    setChoosing(!choosing);
    if (choosing) field.current?.focus();
  };
  const kindSaid = made ? ruleWords(made.rule, made.due, t, format) : '';
  const lunarDay = made ? lunarDayOf(made.rule, made.due, calendar, t) : '';

  return (
    <form
      class="reminder-form"
      data-part="reminder-form"
      aria-label={t('remind')}
      onSubmit={(event) => void set(event)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !isComposing(event)) {
          event.stopPropagation();
          onClose();
        } else if (event.altKey && event.code === 'KeyR' && !event.ctrlKey && !event.metaKey) {
          // By place on the keyboard: with Alt some layouts print another character.
          event.preventDefault();
          toggleKind();
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
      <p class={made ? 'meant meant-found' : 'meant'} data-part="meant" aria-live="polite">
        {made && waits ? (
          <>
            <Icon name="wait" size={14} /> {kindSaid}
          </>
        ) : made ? (
          <>
            <Icon name={sure || !needsTime(choice) ? 'bell' : 'help'} size={14} /> {format.exact(made.due.at)}
            {kindSaid && ` · ${kindSaid}`}
            {lunarDay && ` · ${lunarDay}`}
            {!sure && needsTime(choice) && <span> · {t('remind_unsure')}</span>}
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
        <button
          type="button"
          class="chip chip-choice"
          data-act="again"
          aria-expanded={choosing}
          aria-keyshortcuts="Alt+R"
          title={`${t('again')} (Alt R)`}
          onClick={toggleKind}
        >
          <Icon name="refresh" size={13} /> {t('again_more')}
        </button>
      </div>
      {choosing && <ReminderKind choice={choice} hasCustomer={customer !== null} onChoose={setChoice} />}
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
      <FormActs
        act="set-reminder"
        label={t('remind_set')}
        hotkey="Enter"
        disabled={!made}
        onCancel={onClose}
      />
    </form>
  );
}
