import { useState } from 'preact/hooks';
import { type Limits, VALUE_RULES, type ValueRules } from '../lib/domain/value.ts';
import { useBeside } from './context.ts';
import { Section } from './parts.tsx';

const MARKS = [5, 4, 3, 2];

/** How buyers are valued in this shop: weights, limits, tiers. At work as soon as they make sense. */
export function ValueSettings() {
  const { t, host, settings, fail } = useBeside();
  const rules = settings.value ?? VALUE_RULES;
  const [bad, setBad] = useState(false);
  const save = (change: Partial<ValueRules>) => {
    const next = { ...rules, ...change };
    const isFine =
      runs(next.recency, 1) &&
      runs(next.frequency, -1) &&
      Object.values(next.money).every((limits) => runs(limits, -1)) &&
      next.tiers.silver <= next.tiers.gold &&
      next.weights.recency + next.weights.frequency + next.weights.money > 0;
    setBad(!isFine);
    if (isFine) host.saveSettings({ value: next }).catch(fail);
  };
  const limits = (name: string, title: string, held: Limits, set: (limits: Limits) => void) => (
    <fieldset class="value-row" data-part={`value-${name}`}>
      <legend>{title}</legend>
      {held.map((limit, i) => (
        <Amount
          key={MARKS[i]}
          part={`value-${name}-${MARKS[i]}`}
          label={t('value_mark', { mark: MARKS[i]! })}
          value={limit}
          onValue={(value) => set(held.with(i, value) as unknown as Limits)}
        />
      ))}
    </fieldset>
  );
  return (
    <Section part="value-settings" title={t('settings_value')}>
      <p class="hint">{t('settings_value_hint')}</p>
      <fieldset class="value-row">
        <legend>{t('value_weight')}</legend>
        {(['recency', 'frequency', 'money'] as const).map((name) => (
          <Amount
            key={name}
            part={`value-weight-${name}`}
            label={t(`worth_${name}`)}
            value={rules.weights[name]}
            most={9}
            onValue={(value) => save({ weights: { ...rules.weights, [name]: value } })}
          />
        ))}
      </fieldset>
      {limits('recency', t('value_recency'), rules.recency, (recency) => save({ recency }))}
      {limits('frequency', t('value_frequency'), rules.frequency, (frequency) => save({ frequency }))}
      {Object.entries(rules.money).map(([currency, held]) =>
        limits(currency, t('value_money', { currency }), held, (next) =>
          save({ money: { ...rules.money, [currency]: next } }),
        ),
      )}
      <fieldset class="value-row">
        <legend>{t('list_column_tier')}</legend>
        {(['gold', 'silver'] as const).map((tier) => (
          <Amount
            key={tier}
            part={`value-tier-${tier}`}
            label={t(`value_tier_${tier}`)}
            value={rules.tiers[tier]}
            most={100}
            onValue={(value) => save({ tiers: { ...rules.tiers, [tier]: value } })}
          />
        ))}
        <Amount
          part="value-fresh"
          label={t('value_fresh')}
          value={rules.freshDays}
          onValue={(freshDays) => save({ freshDays })}
        />
      </fieldset>
      <Amount
        part="stale-months"
        label={t('settings_stale')}
        value={settings.staleMonths}
        most={120}
        onValue={(months) => {
          host.saveSettings({ staleMonths: Math.trunc(months) }).catch(fail);
        }}
      />
      {bad && (
        <p class="fact fact-late" role="alert">
          {t('value_bad')}
        </p>
      )}
      {settings.value && (
        <span>
          <button
            type="button"
            class="text-button"
            data-act="value-reset"
            onClick={() => {
              setBad(false);
              host.saveSettings({ value: null }).catch(fail);
            }}
          >
            {t('value_reset')}
          </button>
        </span>
      )}
    </Section>
  );
}

/** Whether limits go one way. @param way 1 upward, -1 downward. */
const runs = (limits: Limits, way: 1 | -1): boolean =>
  limits.every((limit, i) => i === 0 || (limit - limits[i - 1]!) * way >= 0);

function Amount(props: {
  part: string;
  label: string;
  value: number;
  most?: number;
  onValue: (value: number) => void;
}) {
  const { most = 1e12 } = props;
  return (
    <label class="label">
      <span>{props.label}</span>
      <input
        class="field"
        type="number"
        min={0}
        max={most}
        data-part={props.part}
        defaultValue={props.value}
        onChange={(event) => {
          const value = event.currentTarget.valueAsNumber;
          if (value >= 0 && value <= most) props.onValue(value);
        }}
      />
    </label>
  );
}
