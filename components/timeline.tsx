import { Fragment } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Customer, Interaction, Stage } from '../lib/domain/entities.ts';
import type { TimelinePage } from '../lib/domain/query.ts';
import { type Stay, stayAt, staysOf } from '../lib/domain/stage-time.ts';
import { knownKey, type Text } from '../lib/domain/text.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { keyOf, writeKey } from './keys.ts';
import { IconButton, Section } from './parts.tsx';
import { readOnce } from './use-live.ts';
import { useSlots } from './use-slots.ts';
import { INTERACTION_ORDER, KIND_ICONS } from './vocabulary.ts';

const PAGE = 20;
/** An outgoing contact after this long without one from them is one that we started. */
const STARTED_MS = 3 * 24 * 3_600_000;
const SIDES = ['all', 'in', 'out', 'started'] as const;
type Side = (typeof SIDES)[number];

/** The contacts we opened: outgoing, with nothing from them shortly before. Newest first, as the timeline is. */
function startedByUs(items: Interaction[]): Set<string> {
  const started = new Set<string>();
  let lastIn = Number.NEGATIVE_INFINITY;
  let lastAny = Number.NEGATIVE_INFINITY;
  for (const item of items.toReversed()) {
    if (item.direction === 'in') lastIn = item.at;
    else if (item.direction === 'out' && item.at - Math.max(lastIn, lastAny) > STARTED_MS)
      started.add(item.id);
    lastAny = item.at;
  }
  return started;
}

export interface TimelineProps {
  customer: Customer;
  first: TimelinePage;
  /** An entry to show and mark, e.g. after a second click on Log. */
  shown: string | null;
}

/** Everything that has been between us, newest first; each entry leads back to its thread. */
export function Timeline({ customer, first, shown }: TimelineProps) {
  const { t, host, settings, fail } = useBeside();
  const [more, setMore] = useState<TimelinePage[]>([]);
  const [side, setSide] = useState<Side>('all');
  const [kind, setKind] = useState<Interaction['kind'] | ''>('');
  const busy = useRef(false);
  useEffect(() => setMore([]), [customer.id]);

  const known = new Set(first.items.map((item) => item.id));
  const items = [...first.items];
  for (const page of more) {
    for (const item of page.items) {
      if (known.has(item.id)) continue;
      known.add(item.id);
      items.push(item);
    }
  }
  const next = more.length > 0 ? (more.at(-1)?.next ?? null) : first.next;
  const started = startedByUs(items);
  const seen = items.filter((item) => {
    if (kind !== '' && item.kind !== kind) return false;
    if (side === 'started') return started.has(item.id);
    return side === 'all' || item.direction === side;
  });
  const slots = useSlots(
    customer.id,
    seen.map((item) => item.id),
  );
  const stays = staysOf(customer);
  const bands = seen.map(({ at }) => stayAt(stays, at));
  const kinds = INTERACTION_ORDER.filter((one) => items.some((item) => item.kind === one));

  const load = async () => {
    if (busy.current || next === null) return;
    busy.current = true;
    try {
      const args = { customer: customer.id, before: next, limit: PAGE };
      const page = await readOnce(host.store, { name: 'timeline', args });
      setMore((old) => [...old, page]);
    } catch (error) {
      fail(error);
    } finally {
      busy.current = false;
    }
  };

  return (
    <Section
      part="timeline"
      title={t('timeline')}
      tools={
        kinds.length > 1 && (
          <select
            class="plain-select"
            aria-label={t('filter_kind')}
            data-act="filter-kind"
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value as Interaction['kind'] | '')}
          >
            <option value="">{t('kind_all')}</option>
            {kinds.map((one) => (
              <option key={one} value={one}>
                {t(`contact_${one}`)}
              </option>
            ))}
          </select>
        )
      }
    >
      {items.length > 1 && (
        <div class="filters">
          <fieldset class="segments">
            <legend class="unseen">{t('filter')}</legend>
            {SIDES.map((one) => (
              <button
                key={one}
                type="button"
                class="segment"
                data-act={`filter-${one}`}
                aria-pressed={side === one}
                onClick={() => setSide(one)}
              >
                {t(`side_${one}`)}
              </button>
            ))}
          </fieldset>
        </div>
      )}
      {items.length === 0 && (
        <p class="empty">{t('timeline_empty', { key: writeKey(keyOf('log', settings.keys)) })}</p>
      )}
      {items.length > 0 && seen.length === 0 && <p class="empty">{t('filter_empty')}</p>}
      <ol class={`timeline band-${customer.stage}`}>
        {seen.map((item, i) => (
          <Entry
            key={slots.get(item.id)}
            item={item}
            stage={bands[i]!.stage}
            begins={bands[i] !== bands[i - 1] && stays.length > 1 ? bands[i]! : null}
            marked={item.id === shown}
            started={started.has(item.id)}
          />
        ))}
      </ol>
      {next !== null && (
        <button type="button" class="button button-quiet wide" data-act="more" onClick={() => void load()}>
          {t('timeline_more')}
        </button>
      )}
    </Section>
  );
}

/** How a call went, and how a complaint stands. */
function statusWords({ kind, status }: Interaction, t: Text): string[] {
  if (kind !== 'call' && kind !== 'complaint') return [];
  const key = knownKey(kind === 'call' ? `call_${status}` : `complaint_${status}`);
  return key ? [t(key)] : [];
}

function Entry(props: {
  item: Interaction;
  /** The stage the customer was in then: the line is drawn in its colour. */
  stage: Stage;
  /** The newest entry of a stay says which it is, and since when. */
  begins: Stay | null;
  marked: boolean;
  started: boolean;
}) {
  const { item, stage, begins, marked, started } = props;
  const { t, act, format, host } = useBeside();
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!marked) return;
    row.current?.scrollIntoView({ block: 'nearest' });
    row.current?.focus();
  }, [marked]);
  const now = host.now();
  const { thread } = item;
  const subject = item.subject || t(`contact_${item.kind}`);
  const words = [
    started ? t('side_started') : t(`direction_${item.direction}`),
    ...(item.channel === '' ? [] : [format.place(item.channel)]),
    ...statusWords(item, t),
    ...(item.count > 1 ? [t('messages', { count: item.count })] : []),
  ];
  const remove = (event: Event) =>
    void act(
      event,
      { name: 'interaction.delete', args: { id: item.id } },
      { said: t('entry_deleted'), undo: true },
    );
  return (
    <li
      ref={row}
      class={`entry band-${stage}${marked ? ' entry-marked' : ''}`}
      data-part="entry"
      data-id={item.id}
      tabIndex={-1}
      aria-current={marked ? 'true' : undefined}
    >
      <span class={`entry-icon entry-${item.direction}`}>
        <Icon name={KIND_ICONS[item.kind]} size={14} />
      </span>
      <div class="entry-body">
        {thread ? (
          <button
            type="button"
            class="entry-subject"
            data-act="open-thread"
            title={t('thread_open')}
            onClick={() => host.openThread(thread)}
          >
            {subject}
          </button>
        ) : (
          <p class="entry-subject">{subject}</p>
        )}
        <p class="entry-line">
          <time
            dateTime={new Date(item.at).toISOString()}
            // The costliest words of a row: made when somebody points at them.
            onPointerEnter={(event) => {
              event.currentTarget.title = format.exact(item.at);
            }}
          >
            {format.moment(item.at, now)}
          </time>
          {words.map((word, index) => (
            // By place: another row's words are written over these.
            <Fragment key={index}>
              {' · '}
              <span class="whole">
                {index === 0 && item.direction !== 'unknown' && <Icon name={item.direction} size={13} />}{' '}
                {word}
              </span>
            </Fragment>
          ))}
        </p>
        {begins && (
          <p class={`band-name stage-${stage}`} data-part="band">
            {begins.from > 0
              ? t('stage_band', { stage: t(`stage_${stage}`), day: format.day(begins.from, now) })
              : t(`stage_${stage}`)}
          </p>
        )}
        {item.text !== '' && <p class="entry-text">{item.text}</p>}
      </div>
      {host.mayDestroy && (
        <span class="row-tools">
          <IconButton act="delete-entry" icon="trash" label={t('entry_delete')} onAct={remove} />
        </span>
      )}
    </li>
  );
}
