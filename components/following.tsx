import { useEffect, useRef, useState } from 'preact/hooks';
import { dueAtWall } from '../lib/domain/due.ts';
import type { Customer } from '../lib/domain/entities.ts';
import type { Matter, MatterKind } from '../lib/domain/matter.ts';
import { PARCEL_ENDS, type ParcelEnd } from '../lib/domain/parcels.ts';
import { nextPurchase } from '../lib/domain/product.ts';
import { filledLine, lineOf } from './care-words.ts';
import { useBeside, useKey } from './context.ts';
import { Fits } from './fits.tsx';
import { Icon, type IconName } from './icon.tsx';
import { closeOnEscape, keyOf } from './keys.ts';
import { useMatters } from './parcel-warning.tsx';
import { FormActs, IconButton, Key, nameOf } from './parts.tsx';
import { useProposeDraft } from './propose-draft.ts';

const ICONS: Record<MatterKind, IconName> = {
  parcel: 'package',
  wait: 'wait',
  warranty: 'calendar',
  survey: 'message',
};
const KINDS = Object.keys(ICONS) as MatterKind[];
/** A reminder of a warranty comes so many days before its last. */
const AHEAD = 7;
const SCORES = Array.from({ length: 11 }, (_, score) => score);

/**
 * What is kept track of beside talk and orders: parcels, waits, warranties, what they said of the shop, what they will
 * need next. One line until it is unfolded.
 */
export function Following({ customer }: { customer: Customer }) {
  const { t, settings } = useBeside();
  const matters = useMatters(customer);
  const [open, setOpen] = useState(false);
  const [adding, setAdding] = useState<MatterKind | null>(null);
  const add = (kind: MatterKind) => {
    setOpen(true);
    setAdding(kind);
  };
  useKey('parcel', () => add('parcel'));
  useKey('survey', () => add('survey'));
  const line = useLine(customer, matters);
  return (
    <section class="following" data-part="following" aria-label={t('following')}>
      <button
        type="button"
        class="fold-line"
        data-act="following"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name={open ? 'up' : 'down'} size={14} />
        <span class="fold-name">{t('following')}</span>
        {line !== '' && <span class="fold-said">{line}</span>}
      </button>
      {open && (
        <div class="following-body">
          <Habits customer={customer} />
          {matters.length > 0 && (
            <ul class="matters">
              {matters.map((matter) => (
                <MatterRow key={matter.id} matter={matter} customer={customer} />
              ))}
            </ul>
          )}
          <span class="choices">
            {KINDS.map((kind) => (
              <button
                key={kind}
                type="button"
                class="chip chip-choice"
                data-act={`add-${kind}`}
                aria-pressed={adding === kind}
                onClick={() => setAdding(adding === kind ? null : kind)}
              >
                <Icon name={ICONS[kind]} size={14} /> {t(`matter_${kind}`)}
                {(kind === 'parcel' || kind === 'survey') && <Key of={keyOf(kind, settings.keys)} />}
              </button>
            ))}
          </span>
          {adding && (
            <MatterForm key={adding} kind={adding} customer={customer} onClose={() => setAdding(null)} />
          )}
          <Fits customer={customer} />
        </div>
      )}
    </section>
  );
}

/** The most pressing of it in one line. */
function useLine(customer: Customer, matters: readonly Matter[]): string {
  const { t, host, format } = useBeside();
  const now = host.now();
  const waits = matters.filter((one) => one.kind === 'wait' && one.state === 'open');
  const warranty = matters
    .filter((one) => one.kind === 'warranty' && one.state === 'open' && one.until !== '')
    .sort((a, b) => (a.until < b.until ? -1 : 1))[0];
  const next = (customer.habits ?? [])
    .flatMap((habit) => nextPurchase(habit, now) ?? [])
    .sort((a, b) => a - b)[0];
  return [
    waits[0] && t('following_waits', { what: waits[0].what }),
    warranty && t('following_warranty', { when: format.date(warranty.until) }),
    next !== undefined &&
      (next > now ? t('following_next', { when: format.day(next, now) }) : t('following_now')),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** When each product that is bought again and again is expected next. */
function Habits({ customer }: { customer: Customer }) {
  const { t, host, format } = useBeside();
  const now = host.now();
  const rows = (customer.habits ?? []).map((habit) => ({ habit, next: nextPurchase(habit, now) }));
  if (rows.length === 0) return null;
  return (
    <ul class="matters" data-part="habits">
      {rows.map(({ habit, next }) => (
        <li key={habit.key} class="matter">
          <Icon name="order" size={14} />
          <span class="matter-words">
            {habit.name}
            {habit.quantity > 1 && ` ×${format.count(habit.quantity)}`}
            <span class="hint">
              {t('habit_every', { span: format.span(habit.every) })}
              {' · '}
              {next === null
                ? t('habit_over', { span: format.span(now - habit.lastAt) })
                : next > now
                  ? t('habit_next', { when: format.day(next, now) })
                  : t('habit_now')}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function MatterRow({ matter, customer }: { matter: Matter; customer: Customer }) {
  const { t, act, host, format, settings } = useBeside();
  const propose = useProposeDraft();
  const { id, kind, state, what } = matter;
  const now = host.now();
  const save = (event: Event, args: Partial<Pick<Matter, 'state' | 'score' | 'why'>>) =>
    act(event, { name: 'matter.save', args: { id, ...args } }, { said: t('saved'), undo: true });
  const arrived = async (event: Event) => {
    if (!(await save(event, { state: 'told' }))) return;
    propose(event, filledLine(lineOf(t, settings, 'arrived'), { name: nameOf(customer), item: what }));
  };
  return (
    <li class="matter" data-part="matter" data-kind={kind} data-state={state}>
      <Icon name={ICONS[kind]} size={14} />
      <span class="matter-words">
        {[what, matterState(matter, t)].filter(Boolean).join(' · ')}
        {matter.why !== '' && <span class="fact-more">“{matter.why}”</span>}
        <span class="hint">
          {kind === 'warranty' && matter.until !== ''
            ? t('warranty_until', { when: format.date(matter.until) })
            : format.day(matter.at, now)}
        </span>
      </span>
      <span class="row-acts">
        <IconButton
          act="matter-delete"
          icon="trash"
          label={t('matter_delete')}
          onAct={(event) =>
            void act(
              event,
              { name: 'matter.delete', args: { id } },
              { said: t('matter_deleted'), undo: true },
            )
          }
        />
      </span>
      {kind === 'wait' && state === 'open' && (
        <span class="matter-acts">
          <button
            type="button"
            class="text-button"
            data-act="wait-arrived"
            onClick={(event) => void arrived(event)}
          >
            {t('wait_arrived')}
          </button>
          <button
            type="button"
            class="text-button"
            data-act="wait-off"
            onClick={(event) => void save(event, { state: 'off' })}
          >
            {t('wait_off')}
          </button>
        </span>
      )}
      {kind === 'survey' && state === 'asked' && (
        <Scores onScore={(event, score) => void save(event, { state: 'answered', score })} />
      )}
      {kind === 'survey' && state === 'answered' && matter.why === '' && (
        <WhyField onWhy={(event, why) => void save(event, { why })} />
      )}
    </li>
  );
}

function matterState({ kind, state, score }: Matter, t: ReturnType<typeof useBeside>['t']): string {
  if (kind === 'parcel') return t(`parcel_${state as ParcelEnd}`);
  if (kind === 'wait') return t(`wait_is_${state as 'open'}`);
  if (kind === 'survey') return score === null ? t('survey_asked') : t('survey_score', { score });
  return '';
}

/** 0 to 10: a press, or a digit; `+` is 10. */
function Scores({
  onScore,
  focused = false,
}: {
  onScore: (event: Event, score: number) => void;
  focused?: boolean;
}) {
  const { t } = useBeside();
  const root = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (focused) root.current?.querySelector<HTMLElement>('button')?.focus();
  }, [focused]);
  return (
    <fieldset
      ref={root}
      class="scores"
      data-part="scores"
      onKeyDown={(event) => {
        const score = event.key === '+' ? 10 : /^\d$/.test(event.key) ? Number(event.key) : null;
        if (score === null || event.altKey || event.ctrlKey || event.metaKey) return;
        event.stopPropagation();
        event.preventDefault();
        onScore(event, score);
      }}
    >
      <legend class="hint">{t('survey_scores')}</legend>
      {SCORES.map((score) => (
        <button
          key={score}
          type="button"
          class="score"
          data-act={`score-${score}`}
          onClick={(event) => onScore(event, score)}
        >
          {score}
        </button>
      ))}
    </fieldset>
  );
}

function WhyField({ onWhy }: { onWhy: (event: Event, why: string) => void }) {
  const { t } = useBeside();
  const [why, setWhy] = useState('');
  return (
    <form
      class="matter-more"
      onSubmit={(event) => {
        event.preventDefault();
        if (why.trim() !== '') onWhy(event, why.trim());
      }}
    >
      <input
        class="field"
        maxLength={1000}
        data-part="survey-why"
        aria-label={t('survey_why')}
        placeholder={t('survey_why')}
        value={why}
        onInput={(event) => setWhy(event.currentTarget.value)}
      />
    </form>
  );
}

function MatterForm({
  kind,
  customer,
  onClose,
}: {
  kind: MatterKind;
  customer: Customer;
  onClose: () => void;
}) {
  const { t, act, host, notify, fail, mayAct, settings } = useBeside();
  const propose = useProposeDraft();
  const [what, setWhat] = useState('');
  const [until, setUntil] = useState('');
  const root = useRef<HTMLFormElement>(null);
  useEffect(() => root.current?.querySelector<HTMLElement>('input, button')?.focus(), []);
  const ask = { customer: customer.id, kind };
  const write = async (event: Event, args: object) => {
    const said = t('matter_saved', { what: t(`matter_${kind}`) });
    const named = what.trim() === '' ? {} : { what: what.trim() };
    const done = await act(
      event,
      { name: 'matter.save', args: { ...ask, ...named, ...args } },
      { said, undo: true },
    );
    if (done) onClose();
    return done;
  };
  /** A warranty with its reminder: one undo takes both back. */
  const warrant = async (event: Event) => {
    if (until === '' || !mayAct(event)) return;
    try {
      const { change } = await host.store.run({
        name: 'matter.save',
        args: { ...ask, what: what.trim(), until },
      });
      const day = Temporal.PlainDate.from(until).subtract({ days: AHEAD });
      const due = dueAtWall(`${day}T09:00`, host.zone);
      const title = t('warranty_remind', { name: nameOf(customer), what: what.trim() });
      const set =
        due.at > host.now()
          ? await host.store.run({
              name: 'reminder.set',
              args: { customer: customer.id, title, due, thread: null },
            })
          : null;
      const changes = [change, set?.change ?? null].filter((one) => one !== null);
      notify({ text: t(set ? 'warranty_saved' : 'warranty_saved_late'), changes });
      onClose();
    } catch (error) {
      fail(error);
    }
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (kind === 'wait' && what.trim() !== '') void write(event, {});
    if (kind === 'warranty') void warrant(event);
  };
  return (
    <form
      ref={root}
      class="matter-form"
      data-part={`form-${kind}`}
      onSubmit={submit}
      onKeyDown={(event) => {
        closeOnEscape(onClose)(event);
        const end = kind === 'parcel' ? PARCEL_ENDS[Number(event.key) - 1] : undefined;
        if (!end || (event.target as HTMLElement).tagName === 'INPUT' || event.altKey) return;
        event.stopPropagation();
        void write(event, { state: end });
      }}
    >
      {kind === 'parcel' && (
        <span class="choices">
          {PARCEL_ENDS.map((end, i) => (
            <button
              key={end}
              type="button"
              class="button"
              data-act={`parcel-${end}`}
              onClick={(event) => void write(event, { state: end })}
            >
              {t(`parcel_${end}`)} <Key of={String(i + 1)} />
            </button>
          ))}
        </span>
      )}
      {kind === 'survey' && (
        <>
          <Scores focused onScore={(event, score) => void write(event, { state: 'answered', score })} />
          <span>
            <button
              type="button"
              class="button"
              data-act="survey-ask"
              onClick={(event) =>
                void write(event, {}).then(
                  (done) =>
                    done &&
                    propose(event, filledLine(lineOf(t, settings, 'survey'), { name: nameOf(customer) })),
                )
              }
            >
              <Icon name="reply" /> {t('survey_ask')}
            </button>
          </span>
        </>
      )}
      {(kind === 'wait' || kind === 'warranty') && (
        <>
          <input
            class="field"
            maxLength={200}
            data-part="matter-what"
            aria-label={t(`matter_what_${kind}`)}
            placeholder={t(`matter_what_${kind}`)}
            value={what}
            onInput={(event) => setWhat(event.currentTarget.value)}
          />
          {kind === 'warranty' && (
            <label class="label">
              <span>{t('warranty_last')}</span>
              <input
                class="field"
                type="date"
                data-part="matter-until"
                value={until}
                onInput={(event) => setUntil(event.currentTarget.value)}
              />
            </label>
          )}
          <FormActs
            act="save-matter"
            label={t('matter_save')}
            disabled={kind === 'wait' ? what.trim() === '' : until === ''}
            quiet
            onCancel={onClose}
          />
        </>
      )}
    </form>
  );
}
