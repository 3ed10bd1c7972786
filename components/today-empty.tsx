import { monthsBack } from '../lib/domain/kept.ts';
import type { ReminderWithCustomer } from '../lib/domain/query.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { keptAll } from './kept-words.ts';
import { nameOf, Quiet } from './parts.tsx';
import { useLive } from './use-live.ts';

/** Nothing due, nobody waits, nothing to come: says how that begins. */
export function NothingYet() {
  const { t } = useBeside();
  return (
    <Quiet part="today-empty" icon="coffee" title={t('today_empty_title')} text={t('today_empty_text')} />
  );
}

/** Everything of today is done: what comes next, and how the month went. */
export function AllDone({ next }: { next: ReminderWithCustomer | null }) {
  const { t, host, format } = useBeside();
  const now = Math.floor(host.now() / 60_000) * 60_000;
  const months = monthsBack(now, host.zone, 1);
  const kept = useLive(host.store, { name: 'kept', args: { customer: null, months, now } }).value?.[0];
  const all = kept ? keptAll(kept.counts) : 0;
  return (
    <div class="all-done" data-part="all-done">
      <span class="quiet-icon">
        <Icon name="coffee" size={24} />
      </span>
      <h2 class="quiet-title">{t('today_done_title')}</h2>
      <p class="quiet-text">
        {next
          ? t('today_done_next', {
              what: next.customer ? `${next.reminder.title} · ${nameOf(next.customer)}` : next.reminder.title,
              when: format.moment(next.reminder.due.at, host.now()),
            })
          : t('today_done_text')}
      </p>
      {kept && all > 0 && (
        <button
          type="button"
          class="text-button"
          data-act="open-kept"
          onClick={() => host.openDashboard('promises')}
        >
          <Icon name="kept" size={14} /> {t('kept_this_month', { kept: kept.counts.kept, all })}
        </button>
      )}
    </div>
  );
}
