import type { Customer } from '../lib/domain/entities.ts';
import { boughtBy, VALUE_RULES, type Worth, worthOf } from '../lib/domain/value.ts';
import { useBeside } from './context.ts';
import { writeRoute } from './hash-route.ts';
import { Icon } from './icon.tsx';
import { Section } from './parts.tsx';

/** What a buyer is worth by this shop's own rules; null for somebody who never bought. */
export function useWorth(customer: Customer): Worth | null {
  const { host, settings } = useBeside();
  return worthOf(boughtBy(customer), host.now(), settings.value ?? VALUE_RULES);
}

function useMarks(worth: Worth | null): [label: string, what: string, mark: number][] {
  const { t, format } = useBeside();
  if (!worth) return [];
  const { days, count, sum, marks } = worth;
  return [
    [t('worth_recency'), days === 0 ? t('worth_today') : t('worth_days', { days }), marks.recency],
    [t('worth_frequency'), format.count(count), marks.frequency],
    [t('worth_money'), sum ? format.money(sum.total, sum.currency) : '–', marks.money],
  ];
}

/** The three numbers with their marks, and what they make, in one line each. */
function useMarkLines(worth: Worth | null): string[] {
  const { t } = useBeside();
  const marks = useMarks(worth);
  if (!worth) return [];
  const lines = marks.map(([label, what, mark]) => `${label}: ${what} (${t('worth_mark', { mark })})`);
  return [...lines, `${t(`tier_${worth.tier}`)}: ${t('worth_score', { score: worth.score })}`];
}

/** The tier in a list; the numbers behind it show themselves to whoever points at it. */
export function TierOf({ customer }: { customer: Customer }) {
  const { t } = useBeside();
  const worth = useWorth(customer);
  const lines = useMarkLines(worth);
  if (!worth) return null;
  return (
    <span class={`tier tier-${worth.tier}`} title={lines.join('\n')}>
      {t(`tier_${worth.tier}`)}
    </span>
  );
}

/** The one line of money on the card: tier, purchases, what they came to. Its reasons unfold on hover and focus. */
export function WorthLine({ customer }: { customer: Customer }) {
  const { t, format } = useBeside();
  const worth = useWorth(customer);
  const lines = useMarkLines(worth);
  if (!worth) return null;
  const { sum, count, tier } = worth;
  const said = [t('worth_orders', { count }), ...(sum ? [format.money(sum.total, sum.currency)] : [])];
  return (
    <p class="fact worth" data-part="worth">
      <Icon name="order" />
      <span class="worth-line">
        <button type="button" class={`tier tier-${tier}`} data-act="worth" aria-describedby="worth-why">
          {t(`tier_${tier}`)}
        </button>{' '}
        {said.join(' · ')}
        <span role="tooltip" id="worth-why" class="worth-why">
          {lines.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </span>
      </span>
    </p>
  );
}

/** The same on the customer's own page, where there is room for it. */
export function WorthSection({ customer }: { customer: Customer }) {
  const { t, settings } = useBeside();
  const worth = useWorth(customer);
  const marks = useMarks(worth);
  if (!worth) return null;
  const { tiers, freshDays } = settings.value ?? VALUE_RULES;
  return (
    <Section
      part="worth"
      title={t('worth')}
      aside={<span class={`tier tier-${worth.tier}`}>{t(`tier_${worth.tier}`)}</span>}
    >
      <dl class="worth-marks">
        {marks.map(([label, what, mark]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{what}</dd>
            <dd class="hint number">{t('worth_mark', { mark })}</dd>
          </div>
        ))}
        <div>
          <dt>{t('worth_why')}</dt>
          <dd>{t('worth_score', { score: worth.score })}</dd>
        </div>
      </dl>
      <p class="hint">
        {worth.tier === 'fresh' ? t('worth_fresh', { days: freshDays }) : t('worth_limits', tiers)}{' '}
        <a class="text-button" href={writeRoute('settings')} data-act="value-settings">
          {t('worth_change')}
        </a>
      </p>
    </Section>
  );
}
