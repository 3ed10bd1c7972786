import { useEffect, useRef, useState } from 'preact/hooks';
import type { Command } from '../lib/domain/command.ts';
import { dueAtWall, snoozeChoices, zonedAt } from '../lib/domain/due.ts';
import type { CallOutcome, Customer, Interaction } from '../lib/domain/entities.ts';
import { useBeside, useKey } from './context.ts';
import { Icon, type IconName } from './icon.tsx';
import { isComposing, keyOf } from './keys.ts';
import { Key, nameOf } from './parts.tsx';
import { KIND_ICONS } from './vocabulary.ts';
import { WordChips } from './word-field.tsx';

/** What is logged by hand: nothing that a page would show by itself. */
const HAND_KINDS = ['call', 'meeting', 'visit', 'complaint', 'idea', 'comparison', 'barrier'] as const;
type HandKind = (typeof HAND_KINDS)[number];

const OUTCOMES: { outcome: CallOutcome; icon: IconName }[] = [
  { outcome: 'answered', icon: 'phone-on' },
  { outcome: 'busy', icon: 'phone-off' },
  { outcome: 'later', icon: 'remind' },
];

/** What is noted of a customer has no direction; a complaint is always theirs. */
const DIRECTED: ReadonlySet<HandKind> = new Set(['call', 'meeting', 'visit']);
/** What a thing is about, so that it can be counted: a rival, a product. */
const ABOUT: ReadonlySet<HandKind> = new Set(['idea', 'comparison', 'barrier']);
const LINE = 400;

export interface HandLogProps {
  /** Everybody the entry is about; the first is called back. */
  customers: Customer[];
  /** Handles on the page, which the never-log list is asked about. */
  keys: string[];
  onClose: () => void;
}

/** A call, a meeting, a complaint …: what happened away from the page, in one press where it can be. */
export function HandLog({ customers, keys, onClose }: HandLogProps) {
  const { t, host, format, settings, mayAct, notify, fail } = useBeside();
  const [kind, setKind] = useState<HandKind>('call');
  const [fromThem, setFromThem] = useState(false);
  const [words, setWords] = useState('');
  const [cause, setCause] = useState('');
  const [topic, setTopic] = useState('');
  const [wall, setWall] = useState<string | null>(null);
  const busy = useRef(false);
  const root = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // On the first outcome, so that 1, 2, 3 and Enter work at once and a letter starts nothing.
    const first = kind === 'call' ? '[data-act="call-answered"]' : '[data-part="hand-field"]';
    root.current?.querySelector<HTMLElement>(first)?.focus();
  }, [kind]);

  const save = async (event: Event, status: CallOutcome | undefined) => {
    event.preventDefault();
    if (busy.current || !mayAct(event)) return;
    busy.current = true;
    try {
      const [subject = '', ...rest] = words.trim().split('\n');
      const at = wall === null ? undefined : Math.min(dueAtWall(wall, host.zone).at, host.now());
      const log: Command = {
        name: 'interaction.log',
        args: {
          customers: customers.map((one) => one.id),
          kind,
          direction: directionOf(kind, fromThem),
          at,
          subject: subject.slice(0, LINE),
          text: [subject.slice(LINE), ...rest].join('\n').trim(),
          channel: kind === 'call' ? 'phone' : '',
          thread: null,
          messageId: '',
          count: 1,
          status,
          ...(kind === 'complaint' && cause !== '' && { cause }),
          ...(ABOUT.has(kind) && topic.trim() !== '' && { topic: topic.trim() }),
          keys,
        },
      };
      const changes: string[] = [];
      const run = async (command: Command) => {
        const { change } = await host.store.run(command);
        if (change) changes.push(change);
      };
      await run(log);
      let said = t('hand_logged', { what: t(`contact_${kind}`) });
      const [hour] = snoozeChoices(host.now(), host.zone);
      const who = customers[0];
      if (status === 'later' && hour && who) {
        const title = t('call_back', { name: nameOf(who) });
        await run({
          name: 'reminder.set',
          args: { customer: who.id, title, due: hour.due, thread: null },
        });
        said = t('reminder_set', { when: format.moment(hour.due.at, host.now()) });
      }
      notify({ text: said, changes });
      onClose();
    } catch (error) {
      fail(error);
    } finally {
      busy.current = false;
    }
  };
  useKey('answered', (event) => void save(event, 'answered'), kind === 'call');
  useKey('busy', (event) => void save(event, 'busy'), kind === 'call');
  useKey('later', (event) => void save(event, 'later'), kind === 'call');

  const latest = zonedAt(host.now(), host.zone).toPlainDateTime().toString({ smallestUnit: 'minute' });
  return (
    <form
      ref={root}
      class="hand-log"
      data-part="hand-log"
      aria-label={t('hand_log')}
      onSubmit={(event) => void save(event, kind === 'call' ? 'answered' : undefined)}
      onKeyDown={(event) => {
        if (isComposing(event)) return;
        if (event.key === 'Escape') {
          event.stopPropagation();
          onClose();
        }
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
          void save(event, kind === 'call' ? 'answered' : undefined);
      }}
    >
      <fieldset class="choices">
        <legend class="unseen">{t('hand_log')}</legend>
        {HAND_KINDS.map((one) => (
          <button
            key={one}
            type="button"
            class="chip chip-choice"
            data-act={`hand-${one}`}
            aria-pressed={kind === one}
            onClick={() => setKind(one)}
          >
            <Icon name={KIND_ICONS[one]} size={14} /> {t(`contact_${one}`)}
          </button>
        ))}
      </fieldset>
      {kind === 'call' && (
        <span class="outcomes">
          {OUTCOMES.map(({ outcome, icon }) => (
            <button
              key={outcome}
              type="button"
              class="button"
              data-act={`call-${outcome}`}
              aria-keyshortcuts={keyOf(outcome, settings.keys)}
              onClick={(event) => void save(event, outcome)}
            >
              <Icon name={icon} /> <span class="button-label">{t(`call_${outcome}`)}</span>
              <Key of={keyOf(outcome, settings.keys)} />
            </button>
          ))}
        </span>
      )}
      <textarea
        class="field"
        rows={kind === 'call' ? 1 : 2}
        maxLength={4000}
        data-part="hand-field"
        aria-label={t('hand_words')}
        placeholder={t(`hand_placeholder_${kind}`)}
        value={words}
        onInput={(event) => setWords(event.currentTarget.value)}
      />
      {kind === 'complaint' && (
        <WordChips list="cause" label={t('complaint_cause')} value={cause} onValue={setCause} />
      )}
      {ABOUT.has(kind) && (
        <input
          class="field"
          maxLength={120}
          data-part="hand-topic"
          aria-label={t(`hand_topic_${kind as 'idea'}`)}
          placeholder={t(`hand_topic_${kind as 'idea'}`)}
          value={topic}
          onInput={(event) => setTopic(event.currentTarget.value)}
        />
      )}
      <span class="hand-more">
        {DIRECTED.has(kind) && (
          <label class="check">
            <input
              type="checkbox"
              data-act="hand-from-them"
              checked={fromThem}
              onChange={(event) => setFromThem(event.currentTarget.checked)}
            />
            <span>{t('hand_from_them')}</span>
          </label>
        )}
        {wall === null ? (
          <button type="button" class="text-button" data-act="hand-when" onClick={() => setWall(latest)}>
            {t('hand_when')}
          </button>
        ) : (
          <input
            type="datetime-local"
            class="field"
            data-part="hand-at"
            aria-label={t('hand_when')}
            max={latest}
            value={wall}
            onInput={(event) => setWall(event.currentTarget.value || latest)}
          />
        )}
      </span>
      <span class="form-acts">
        {kind !== 'call' && (
          <button type="submit" class="button button-primary" data-act="hand-save">
            {t('hand_save')} <Key of="Ctrl ⏎" />
          </button>
        )}
        <button type="button" class="text-button" data-act="hand-close" onClick={onClose}>
          {t('cancel')}
        </button>
      </span>
    </form>
  );
}

function directionOf(kind: HandKind, fromThem: boolean): Interaction['direction'] {
  if (kind === 'complaint') return 'in';
  if (!DIRECTED.has(kind)) return 'unknown';
  return fromThem ? 'in' : 'out';
}
