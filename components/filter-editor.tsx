import { DEAL_STEPS } from '../lib/domain/deal.ts';
import type { FieldType } from '../lib/domain/filter/field-value.ts';
import type { Condition, FieldTest, Filter, HasName } from '../lib/domain/filter/filter.ts';
import { partsOf, provinceNow, wholeProvince } from '../lib/domain/filter/provinces.ts';
import { RELATIONS } from '../lib/domain/knowing.ts';
import { bareFieldName } from '../lib/domain/private-field.ts';
import { TIERS } from '../lib/domain/value.ts';
import { useBeside } from './context.ts';
import { useFilterScene, useFilterWords } from './filter-context.ts';
import { SpanFields, WhenFields } from './filter-fields.tsx';
import { type FilterOption, FilterOptions } from './filter-options.tsx';
import { valueName } from './filter-words.ts';
import { KINDS, STAGE_ORDER } from './vocabulary.ts';

interface EditorProps<C extends Condition = Condition> {
  condition: C;
  /** The rest of the filter: counts are of those who fit it. */
  rest: Filter | null;
  onChange: (condition: C) => void;
}

/** The fields of one condition. Every change is at work at once. */
export function ConditionEditor(props: EditorProps) {
  const { t } = useBeside();
  const { condition, rest, onChange } = props;
  switch (condition.is) {
    case 'tag':
    case 'channel':
    case 'province':
    case 'owner':
    case 'stage':
    case 'been':
    case 'tier':
    case 'relation':
    case 'deal':
    case 'kind':
      return <ListEditor condition={condition} rest={rest} onChange={onChange} />;
    case 'date':
      return (
        <WhenFields
          when={condition.when}
          ahead={condition.of === 'due'}
          onWhen={(when) => onChange({ ...condition, when })}
        />
      );
    case 'money':
      return <MoneyEditor condition={condition} rest={rest} onChange={onChange} />;
    case 'orders':
      return (
        <SpanFields
          span={condition.span}
          unit={t('filter_unit_orders')}
          onSpan={(span) => onChange({ ...condition, span })}
        />
      );
    case 'lead':
      return (
        <SpanFields
          span={condition.span}
          unit={t('filter_unit_lead')}
          onSpan={(span) => onChange({ ...condition, span })}
        />
      );
    case 'waiting':
      return (
        <label class="label">
          <span>{t('filter_hours')}</span>
          <input
            class="field"
            type="number"
            min={0}
            data-part="waiting-hours"
            value={condition.hours}
            onInput={(event) => {
              const hours = event.currentTarget.valueAsNumber;
              if (hours >= 0 && hours <= 876_000) onChange({ ...condition, hours });
            }}
          />
        </label>
      );
    case 'has':
      return <HasEditor condition={condition} rest={rest} onChange={onChange} />;
    case 'field':
      return <FieldEditor condition={condition} rest={rest} onChange={onChange} />;
  }
}

type Listed = Extract<Condition, { in: string[] }>;

/** The values that a condition may name, those of this book first. */
function useValues(is: Listed['is'], chosen: readonly string[]): readonly string[] {
  const { tags, values } = useFilterScene();
  if (is === 'stage' || is === 'been') return STAGE_ORDER;
  if (is === 'tier') return TIERS;
  if (is === 'relation') return [...RELATIONS, ''];
  if (is === 'deal') return DEAL_STEPS;
  // Colleagues stand in no list of customers.
  if (is === 'kind') return KINDS.filter((kind) => kind !== 'internal');
  if (is === 'tag') return tags.map(({ id }) => id);
  const known = values?.[`${is}s` as 'owners' | 'channels' | 'provinces'] ?? [];
  if (is === 'province') {
    // The whole of a unit of today, where an old part of it is lived in.
    const whole = known.filter((id) => provinceNow(id) !== id || partsOf(id).length > 1).map(wholeProvince);
    return [...new Set([...known, ...whole, '', ...chosen])];
  }
  return [...new Set([...known, ...(is === 'channel' ? [] : ['']), ...chosen])];
}

function ListEditor({ condition, rest, onChange }: EditorProps<Listed>) {
  const { t } = useBeside();
  const words = useFilterWords();
  const options = useValues(condition.is, condition.in).map((value): FilterOption => {
    const colour = words.tags.find(({ id }) => condition.is === 'tag' && id === value)?.colour;
    return {
      value,
      name: valueName(condition.is, value, words),
      ...(colour && { colour }),
      filter: { ...condition, in: [value] } as Condition,
    };
  });
  return (
    <FilterOptions
      label={t(`filter_blank_${condition.is}`)}
      options={options}
      chosen={condition.in}
      rest={rest}
      onChoose={(chosen) => onChange({ ...condition, in: chosen } as Listed)}
    />
  );
}

function MoneyEditor({ condition, onChange }: EditorProps<Extract<Condition, { is: 'money' }>>) {
  const { t } = useBeside();
  const { values } = useFilterScene();
  const currencies = [...new Set([condition.currency, ...(values?.currencies ?? [])])];
  return (
    <>
      {currencies.length > 1 && (
        <label class="label">
          <span>{t('filter_currency')}</span>
          <select
            class="field"
            data-act="filter-currency"
            value={condition.currency}
            onChange={(event) => onChange({ ...condition, currency: event.currentTarget.value })}
          >
            {currencies.map((currency) => (
              <option key={currency} value={currency}>
                {currency}
              </option>
            ))}
          </select>
        </label>
      )}
      <SpanFields
        span={condition.span}
        unit={condition.currency}
        onSpan={(span) => onChange({ ...condition, span })}
      />
    </>
  );
}

/** As they are asked for, the most wanted first. */
const HAS: Record<HasName, true> = {
  phone: true,
  email: true,
  address: true,
  company: true,
  about: true,
  tag: true,
  due: true,
  contact: true,
  order: true,
};

function HasEditor({ condition, onChange }: EditorProps<Extract<Condition, { is: 'has' }>>) {
  const { t } = useBeside();
  return (
    <label class="label">
      <span>{t('filter_pick_has')}</span>
      <select
        class="field"
        data-act="filter-has"
        value={condition.what}
        onChange={(event) => onChange({ is: 'has', what: event.currentTarget.value as HasName })}
      >
        {(Object.keys(HAS) as HasName[]).map((what) => (
          <option key={what} value={what}>
            {t(`filter_has_${what}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What a field of each type is first asked for. */
export const FIRST_TEST: Record<FieldType, FieldTest> = {
  text: { as: 'text', text: '' },
  number: { as: 'number', span: {} },
  date: { as: 'date', when: { in: 'last', days: 30 } },
  choice: { as: 'in', values: [] },
};
const TESTS: readonly FieldTest[] = [...Object.values(FIRST_TEST), { as: 'any' }];

function FieldEditor({ condition, rest, onChange }: EditorProps<Extract<Condition, { is: 'field' }>>) {
  const { t } = useBeside();
  const { values } = useFilterScene();
  const { name, holds } = condition;
  const known = values?.fields.find((field) => field.name === name)?.values ?? [];
  const set = (next: FieldTest) => onChange({ ...condition, holds: next });
  const offered = [...new Set([...known, ...(holds.as === 'in' ? holds.values : [])])];
  return (
    <>
      <label class="label">
        <span>{bareFieldName(name)}</span>
        <select
          class="field"
          data-act="field-test"
          value={holds.as}
          onChange={(event) => {
            const wanted = event.currentTarget.value;
            set(TESTS.find(({ as }) => as === wanted) ?? { as: 'any' });
          }}
        >
          {TESTS.map(({ as }) => (
            <option key={as} value={as}>
              {t(`filter_test_${as}`)}
            </option>
          ))}
        </select>
      </label>
      {holds.as === 'in' && (
        <FilterOptions
          label={bareFieldName(name)}
          options={offered.map((value) => ({
            value,
            name: value,
            filter: { is: 'field', name, holds: { as: 'in', values: [value] } },
          }))}
          chosen={holds.values}
          rest={rest}
          onChoose={(chosen) => set({ as: 'in', values: chosen })}
        />
      )}
      {holds.as === 'text' && (
        <input
          class="field"
          data-part="field-text"
          aria-label={t('filter_test_text')}
          maxLength={200}
          value={holds.text}
          onInput={(event) => set({ as: 'text', text: event.currentTarget.value })}
        />
      )}
      {holds.as === 'number' && (
        <SpanFields span={holds.span} unit="" onSpan={(span) => set({ ...holds, span })} />
      )}
      {holds.as === 'date' && (
        <WhenFields when={holds.when} ahead onWhen={(when) => set({ ...holds, when })} />
      )}
    </>
  );
}
