import { useState } from 'preact/hooks';
import type { Filter } from '../lib/domain/filter/filter.ts';
import { meant } from '../lib/domain/filter/tree.ts';
import { fold } from '../lib/domain/fold.ts';
import { useBeside } from './context.ts';
import { useFilterScene } from './filter-context.ts';
import { useLive } from './use-live.ts';

export interface FilterOption {
  value: string;
  name: string;
  /** Colour of a tag. */
  colour?: string;
  /** The filter that this option alone is. */
  filter: Filter;
}

/** More options than this are looked for by typing. */
const MANY = 10;

/** Options to tick, each with how many customers it would leave beside the rest of the filter. */
export function FilterOptions(props: {
  label: string;
  options: FilterOption[];
  chosen: readonly string[];
  /** The rest of the filter. */
  rest: Filter | null;
  onChoose: (chosen: string[]) => void;
}) {
  const { t, host, format } = useBeside();
  const { text, time } = useFilterScene();
  const { options, chosen, rest, onChoose } = props;
  const [find, setFind] = useState('');
  const args = { text, base: meant(rest), options: options.map(({ filter }) => filter), time };
  const live = useLive(host.store, options.length > 0 ? { name: 'filterCounts', args } : null);
  const counts = live.of?.args.options.length === options.length ? live.value?.options : undefined;
  const wanted = fold(find);
  const turn = (value: string) =>
    onChoose(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <>
      {options.length > MANY && (
        <input
          class="field"
          data-part="option-find"
          aria-label={t('filter_find')}
          placeholder={t('filter_find')}
          value={find}
          onInput={(event) => setFind(event.currentTarget.value)}
        />
      )}
      <fieldset class="filter-options">
        <legend class="unseen">{props.label}</legend>
        {options.map(({ value, name, colour }, index) => (
          <label
            key={value}
            class="check filter-option"
            hidden={wanted !== '' && !fold(name).includes(wanted)}
          >
            <input
              type="checkbox"
              data-act="filter-option"
              data-value={value}
              checked={chosen.includes(value)}
              onChange={() => turn(value)}
            />
            {colour && <span class={`dot dot-${colour}`} />}
            <span class="filter-option-name">{name}</span>
            <span class="hint number">{counts && format.count(counts[index] ?? 0)}</span>
          </label>
        ))}
      </fieldset>
      {options.length === 0 && <p class="hint">{t('filter_no_options')}</p>}
    </>
  );
}
