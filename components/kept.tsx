import { useState } from 'preact/hooks';
import {
  KEPT_OUTCOMES,
  type KeptCounts,
  type KeptOutcome,
  monthsBack,
  promisedDue,
} from '../lib/domain/kept.ts';
import type { KeptMonth } from '../lib/domain/query.ts';
import { useBeside } from './context.ts';
import { writeRoute } from './hash-route.ts';
import { Icon, type IconName } from './icon.tsx';
import { keptAll } from './kept-words.ts';
import { nameOf, Quiet, Section } from './parts.tsx';
import { useLive } from './use-live.ts';

const MONTHS = 12;
const ICONS: Record<KeptOutcome, IconName> = {
  kept: 'check',
  late: 'late',
  moved: 'calendar',
  missed: 'alert',
};

/** The months up to now, and how promises ended in each; asked anew each minute. */
function useKept(customer: string | null): { months: KeptMonth[]; now: number } | null {
  const { host } = useBeside();
  const now = Math.floor(host.now() / 60_000) * 60_000;
  const args = { customer, months: monthsBack(now, host.zone, MONTHS), now };
  const live = useLive(host.store, { name: 'kept', args });
  const isOurs = live.of?.args.customer === customer;
  return live.value && isOurs ? { months: live.value.filter((one) => keptAll(one.counts) > 0), now } : null;
}

const sumOf = (months: KeptMonth[]): KeptCounts =>
  months.reduce(
    (sum, { counts }) => ({
      kept: sum.kept + counts.kept,
      late: sum.late + counts.late,
      moved: sum.moved + counts.moved,
      missed: sum.missed + counts.missed,
    }),
    { kept: 0, late: 0, moved: 0, missed: 0 },
  );

/** How promises to one customer were kept; nothing where there were none. */
export function KeptOf({ customer }: { customer: string }) {
  const { t } = useBeside();
  const kept = useKept(customer);
  if (!kept || kept.months.length === 0) return null;
  const sum = sumOf(kept.months);
  return (
    <Section part="kept" title={t('kept')}>
      <p class="kept-line" data-part="kept-line">
        {t('kept_of', { kept: sum.kept, all: keptAll(sum) })}
      </p>
      <Months {...kept} customer={customer} />
    </Section>
  );
}

/** The page of kept promises: by month, and who was promised what. */
export function KeptSection() {
  const { t } = useBeside();
  const kept = useKept(null);
  return (
    <div class="sheet-page" data-part="kept-page">
      <h1 class="page-title">{t('section_promises')}</h1>
      <p class="hint">{t('kept_hint')}</p>
      {kept && kept.months.length === 0 && (
        <Quiet part="kept-none" icon="kept" title={t('kept_none_title')} text={t('kept_none_text')} />
      )}
      {kept && kept.months.length > 0 && <Months {...kept} customer={null} />}
    </div>
  );
}

interface MonthsProps {
  months: KeptMonth[];
  now: number;
  customer: string | null;
}

function Months({ months, now, customer }: MonthsProps) {
  const { t, format } = useBeside();
  const [open, setOpen] = useState<string | null>(null);
  return (
    <ul class="kept-months">
      {months.map(({ month, counts }) => {
        const all = keptAll(counts);
        return (
          <li key={month} class="kept-month" data-part="kept-month" data-month={month}>
            <button
              type="button"
              class="kept-open"
              data-act="open-month"
              aria-expanded={open === month}
              onClick={() => setOpen(open === month ? null : month)}
            >
              <span class="kept-name">{monthName(month)}</span>
              <span class="kept-bar" aria-hidden="true">
                {KEPT_OUTCOMES.filter((outcome) => counts[outcome] > 0).map((outcome) => (
                  <span
                    key={outcome}
                    class={`kept-part kept-${outcome}`}
                    style={{ flexGrow: counts[outcome] }}
                  />
                ))}
              </span>
              <span class="kept-rate">
                {t('kept_rate', { rate: format.count(Math.round((counts.kept / all) * 100)) })}
              </span>
              <span class="kept-counts">
                {KEPT_OUTCOMES.filter((outcome) => counts[outcome] > 0)
                  .map((outcome) => t(`kept_${outcome}`, { count: counts[outcome] }))
                  .join(' · ')}
              </span>
            </button>
            {open === month && <Behind month={month} now={now} customer={customer} />}
          </li>
        );
      })}
    </ul>
  );
}

/** `11/2026`: the same in both languages. */
const monthName = (month: string): string => `${Number(month.slice(5))}/${month.slice(0, 4)}`;

/** The promises that were counted. */
function Behind({ month, now, customer }: { month: string; now: number; customer: string | null }) {
  const { t, host, format } = useBeside();
  const rows = useLive(host.store, { name: 'keptList', args: { customer, month, now } }).value ?? [];
  return (
    <ul class="kept-list">
      {rows.map(({ reminder, customer: who, outcome }) => (
        <li
          key={reminder.id}
          class={`kept-row kept-is-${outcome}`}
          data-part="kept-row"
          data-outcome={outcome}
        >
          <Icon name={ICONS[outcome]} size={14} />
          <span class="kept-text">
            <span>{reminder.title}</span>
            <span class="hint">
              {customer === null && who && (
                <>
                  <a href={writeRoute('customers', who.id)}>{nameOf(who)}</a>
                  {' · '}
                </>
              )}
              {t(`kept_is_${outcome}`)}
              {' · '}
              {t('kept_promised_for', { when: format.moment(promisedDue(reminder).at, host.now()) })}
              {reminder.doneAt !== null &&
                ` · ${t('kept_done_at', { when: format.moment(reminder.doneAt, host.now()) })}`}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
