import type { Span, When } from '../lib/domain/filter/filter.ts';
import { useBeside } from './context.ts';

/** From and to, each may be empty. */
export function SpanFields({
  span,
  unit,
  onSpan,
}: {
  span: Span;
  unit: string;
  onSpan: (span: Span) => void;
}) {
  const { t } = useBeside();
  const set = (end: 'from' | 'to', text: string) => {
    const { [end]: _old, ...other } = span;
    const value = Number(text);
    onSpan(text.trim() === '' || !Number.isFinite(value) ? other : { ...other, [end]: value });
  };
  return (
    <div class="filter-line">
      {(['from', 'to'] as const).map((end) => (
        <label key={end} class="label">
          <span>
            {t(`filter_end_${end}`)} {unit && <span class="hint">{unit}</span>}
          </span>
          <input
            class="field"
            type="number"
            min={0}
            data-part={`span-${end}`}
            value={span[end] ?? ''}
            onInput={(event) => set(end, event.currentTarget.value)}
          />
        </label>
      ))}
    </div>
  );
}

const WHENS = ['last', 'notLast', 'older', 'next', 'past', 'days'] as const;
type WhenWord = (typeof WHENS)[number];

/** A date by what it is to today, or by its days. @param ahead whether such a date may lie ahead. */
export function WhenFields(props: { when: When; ahead: boolean; onWhen: (when: When) => void }) {
  const { t } = useBeside();
  const { when, onWhen } = props;
  const choose = (word: WhenWord) => {
    if (word === 'past' || word === 'days') onWhen({ in: word });
    else onWhen({ in: word, days: 'days' in when ? when.days : 30 });
  };
  const setDay = (end: 'from' | 'to', day: string) => {
    if (when.in !== 'days') return;
    const { [end]: _old, ...other } = when;
    onWhen(day === '' ? other : { ...other, [end]: day });
  };
  const words = WHENS.filter((word) => props.ahead || (word !== 'next' && word !== 'past'));
  return (
    <div class="filter-line">
      <label class="label">
        <span>{t('filter_when')}</span>
        <select
          class="field"
          data-act="filter-when"
          value={when.in}
          onChange={(event) => choose(event.currentTarget.value as WhenWord)}
        >
          {words.map((word) => (
            <option key={word} value={word}>
              {t(`filter_when_${word}`)}
            </option>
          ))}
        </select>
      </label>
      {'days' in when && (
        <label class="label filter-short">
          <span>{t('filter_count_days')}</span>
          <input
            class="field"
            type="number"
            min={0}
            max={36_500}
            data-part="when-days"
            value={when.days}
            onInput={(event) => {
              const days = Math.trunc(event.currentTarget.valueAsNumber);
              if (days >= 0 && days <= 36_500) onWhen({ ...when, days });
            }}
          />
        </label>
      )}
      {when.in === 'days' &&
        (['from', 'to'] as const).map((end) => (
          <label key={end} class="label">
            <span>{t(`filter_day_${end}`)}</span>
            <input
              class="field"
              type="date"
              data-part={`when-${end}`}
              value={when[end] ?? ''}
              onChange={(event) => setDay(end, event.currentTarget.value)}
            />
          </label>
        ))}
    </div>
  );
}
