import { useState } from 'preact/hooks';
import type { Customer, Reminder } from '../lib/domain/entities.ts';
import type { Occasion } from '../lib/domain/rule.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { closeOnEscape } from './keys.ts';
import { lunarDayOf } from './kind-words.ts';
import { AHEADS, aheadOf, FIXED, OCCASION_ORDER, occasionRule } from './occasion-rule.ts';
import { FormActs, IconButton, nameOf, Section } from './parts.tsx';
import { useCalendar } from './use-calendar.ts';

const occasionOf = ({ rule }: Reminder): Occasion | null =>
  rule?.kind === 'every' ? (rule.occasion ?? null) : null;

/** Birthdays and holidays of a customer: the day, how long before it rings, and what the present may cost. */
export function Occasions({ customer, reminders }: { customer: Customer; reminders: Reminder[] }) {
  const { t } = useBeside();
  const [adding, setAdding] = useState(false);
  const kept = reminders
    .filter((one) => one.state === 'open' && occasionOf(one) !== null)
    .toSorted((a, b) => a.due.at - b.due.at);
  return (
    <Section
      part="occasions"
      title={t('occasions')}
      tools={
        <IconButton
          act="add-occasion"
          icon="plus"
          label={t('occasion_add')}
          expanded={adding}
          onAct={() => setAdding(!adding)}
        />
      }
    >
      {kept.length > 0 ? (
        <ul class="reminders">
          {kept.map((reminder) => (
            <OccasionRow key={reminder.id} reminder={reminder} />
          ))}
        </ul>
      ) : (
        !adding && <p class="hint">{t('occasions_empty')}</p>
      )}
      {adding && <OccasionForm customer={customer} onClose={() => setAdding(false)} />}
    </Section>
  );
}

function OccasionRow({ reminder }: { reminder: Reminder }) {
  const { t, act, host, format } = useBeside();
  const { rule, due, budget } = reminder;
  const calendar = useCalendar(true);
  const occasion = occasionOf(reminder);
  if (occasion === null || rule?.kind !== 'every') return null;
  const now = host.now();
  // The day itself, and not the day of the ring, at noon so that no zone can move it.
  const day = calendar?.repeat
    .eventDay(rule, due)
    .toZonedDateTime({ timeZone: host.zone, plainTime: '12:00' });
  const lunar = lunarDayOf(rule, due, calendar, t);
  const parts = [
    day ? format.day(day.epochMilliseconds, now) : '',
    lunar,
    rule.ahead > 0 ? t('occasion_rings', { count: rule.ahead }) : '',
  ];
  return (
    <li class="reminder" data-part="occasion" data-occasion={occasion} data-reminder={reminder.id}>
      <span class="tick-none" aria-hidden="true">
        <Icon name="gift" size={14} />
      </span>
      <span class="reminder-text">
        <span class="reminder-title">{t(`occasion_${occasion}`)}</span>
        <span class="reminder-rule">{parts.filter((part) => part !== '').join(' · ')}</span>
        {budget && (
          <span class="reminder-rule" data-part="budget">
            {t('budget_of', { money: format.money(budget.amount, budget.currency) })}
          </span>
        )}
      </span>
      <span class="row-acts">
        {host.mayDestroy && (
          <IconButton
            act="delete-occasion"
            icon="trash"
            label={t('occasion_remove', { name: t(`occasion_${occasion}`) })}
            onAct={(event) =>
              void act(
                event,
                { name: 'reminder.delete', args: { id: reminder.id } },
                { said: t('occasion_removed'), undo: true },
              )
            }
          />
        )}
      </span>
    </li>
  );
}

/** `500.000`, `500,000`, `500k`, `1,5tr`: an amount; NaN for anything else, null where nothing is written. */
export function readBudget(text: string): number | null {
  const plain = text.trim().toLowerCase();
  if (plain === '') return null;
  const found = /^(\d[\d.,\s]*)(k|nghìn|ngàn|tr|triệu)?\s*(?:đ|vnd|₫)?$/.exec(plain);
  if (!found) return Number.NaN;
  const digits = found[1]!.replace(/\s/g, '');
  const unit = !found[2] ? 1 : found[2].startsWith('tr') ? 1_000_000 : 1000;
  // Three digits behind a mark are thousands; fewer are a fraction.
  const grouped = /^\d{1,3}([.,]\d{3})+$/.test(digits);
  const value = Number(grouped ? digits.replace(/[.,]/g, '') : digits.replace(',', '.'));
  return value * unit;
}

function OccasionForm({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const { t, act, host, format, settings } = useBeside();
  const [choice, setChoice] = useState({
    occasion: 'birthday' as Occasion,
    day: '',
    calendar: 'solar' as 'solar' | 'lunar',
    ahead: aheadOf('birthday'),
  });
  const [spend, setSpend] = useState('');
  const calendar = useCalendar(true);
  const { occasion } = choice;
  const own = FIXED[occasion] === undefined;
  const now = host.now();
  const made = calendar && occasionRule(calendar, choice, now, host.zone);
  const amount = readBudget(spend);
  const [used] = Object.keys(customer.money).filter((code) => /^[A-Z]{3}$/.test(code));
  const currency = used ?? (settings.region === 'VN' ? 'VND' : 'USD');
  const isMoney = amount === null || Number.isFinite(amount);

  const save = async (event: Event) => {
    event.preventDefault();
    if (!made || !isMoney) return;
    const args = {
      customer: customer.id,
      title: t('occasion_title', { occasion: t(`occasion_${occasion}`), name: nameOf(customer) }),
      due: made.due,
      thread: null,
      rule: made.rule,
      ...(amount !== null && { budget: { amount, currency } }),
    };
    const said = t('reminder_set', { when: format.moment(made.due.at, now) });
    if (await act(event, { name: 'reminder.set', args }, { said, undo: true })) onClose();
  };

  const lunar = made ? lunarDayOf(made.rule, made.due, calendar, t) : '';
  return (
    <form
      class="reminder-form"
      data-part="occasion-form"
      aria-label={t('occasion_add')}
      onSubmit={(event) => void save(event)}
      onKeyDown={closeOnEscape(onClose)}
    >
      <label class="label">
        <span>{t('occasion')}</span>
        <select
          class="field"
          data-part="occasion-kind"
          value={occasion}
          ref={(select) => {
            if (select && document.activeElement === document.body) select.focus();
          }}
          onChange={(event) => {
            const next = event.currentTarget.value as Occasion;
            // A day of remembrance is of the lunar calendar unless somebody says otherwise.
            const moon = next === 'death' ? 'lunar' : 'solar';
            setChoice({ ...choice, occasion: next, ahead: aheadOf(next), calendar: moon });
          }}
        >
          {OCCASION_ORDER.map((one) => (
            <option key={one} value={one}>
              {t(`occasion_${one}`)}
            </option>
          ))}
        </select>
      </label>
      {own && (
        <div class="occasion-day">
          <label class="label">
            <span>{t('occasion_day')}</span>
            <input
              class="field"
              data-part="occasion-day"
              placeholder={t('occasion_day_placeholder')}
              inputMode="numeric"
              autocomplete="off"
              maxLength={20}
              value={choice.day}
              onInput={(event) => setChoice({ ...choice, day: event.currentTarget.value })}
            />
          </label>
          <label class="check">
            <input
              type="checkbox"
              data-act="occasion-lunar"
              checked={choice.calendar === 'lunar'}
              onChange={(event) =>
                setChoice({ ...choice, calendar: event.currentTarget.checked ? 'lunar' : 'solar' })
              }
            />
            <span>{t('occasion_lunar')}</span>
          </label>
        </div>
      )}
      <div class="occasion-more">
        <label class="label">
          <span>{t('occasion_ahead')}</span>
          <select
            class="field"
            data-part="occasion-ahead"
            value={String(choice.ahead)}
            onChange={(event) => setChoice({ ...choice, ahead: Number(event.currentTarget.value) })}
          >
            {AHEADS.map((days) => (
              <option key={days} value={String(days)}>
                {days === 0 ? t('occasion_same_day') : t('occasion_days', { count: days })}
              </option>
            ))}
          </select>
        </label>
        <label class="label">
          <span>{t('budget_for')}</span>
          <input
            class="field"
            data-part="occasion-budget"
            placeholder={t('budget_placeholder')}
            autocomplete="off"
            maxLength={24}
            aria-invalid={!isMoney}
            value={spend}
            onInput={(event) => setSpend(event.currentTarget.value)}
          />
        </label>
      </div>
      <p
        class={made && isMoney ? 'meant meant-found' : 'meant'}
        data-part="occasion-meant"
        aria-live="polite"
      >
        {!isMoney ? (
          t('budget_unclear')
        ) : made ? (
          <>
            <Icon name="bell" size={14} /> {format.exact(made.due.at)}
            {lunar && ` · ${lunar}`}
            {amount !== null && ` · ${format.money(amount, currency)}`}
          </>
        ) : (
          t('occasion_day_hint')
        )}
      </p>
      <FormActs
        act="save-occasion"
        label={t('occasion_save')}
        disabled={!made || !isMoney}
        onCancel={onClose}
      />
    </form>
  );
}
