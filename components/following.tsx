import { useState } from 'preact/hooks';
import type { Customer } from '../lib/domain/entities.ts';
import type { Matter, MatterKind } from '../lib/domain/matter.ts';
import type { ParcelEnd } from '../lib/domain/parcels.ts';
import { nextPurchase } from '../lib/domain/product.ts';
import { filledLine, lineOf } from './care-words.ts';
import { useBeside, useKey } from './context.ts';
import { Fits } from './fits.tsx';
import { Icon, type IconName } from './icon.tsx';
import { keyOf } from './keys.ts';
import { MatterForm, Scores } from './matter-form.tsx';
import { useMatters } from './parcel-warning.tsx';
import { IconButton, Key, nameOf } from './parts.tsx';
import { useProposeDraft } from './propose-draft.ts';

const ICONS: Record<MatterKind, IconName> = {
  parcel: 'package',
  wait: 'wait',
  warranty: 'calendar',
  survey: 'message',
};
const KINDS = Object.keys(ICONS) as MatterKind[];

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
