import { useId } from 'preact/hooks';
import { keptWord, type ListName, listOf, wordOf } from './care-words.ts';
import { useBeside } from './context.ts';

export interface WordFieldProps {
  list: ListName;
  label: string;
  /** As it is kept: the id of a word, or the seller's own. */
  value: string;
  onValue: (value: string, event: Event) => void;
}

/** One word of a short list, or the seller's own: typed or chosen. */
export function WordField({ list, label, value, onValue }: WordFieldProps) {
  const { t, settings } = useBeside();
  const id = useId();
  return (
    <>
      <input
        class="field"
        list={id}
        maxLength={80}
        data-part={`word-${list}`}
        aria-label={label}
        placeholder={label}
        defaultValue={wordOf(t, list, value)}
        onChange={(event) => onValue(keptWord(t, list, event.currentTarget.value), event)}
      />
      <datalist id={id}>
        {listOf(settings, list).map((one) => (
          <option key={one} value={wordOf(t, list, one)} />
        ))}
      </datalist>
    </>
  );
}

/** The words of a list as chips, one of them pressed: chosen in one tap, and let go in another. */
export function WordChips({ list, label, value, onValue }: WordFieldProps) {
  const { t, settings } = useBeside();
  const known = listOf(settings, list);
  const all = value === '' || known.includes(value) ? known : [...known, value];
  return (
    <fieldset class="choices">
      <legend class="unseen">{label}</legend>
      {all.map((one) => (
        <button
          key={one}
          type="button"
          class="chip chip-choice"
          data-act={`${list}-${one}`}
          aria-pressed={value === one}
          onClick={(event) => onValue(value === one ? '' : one, event)}
        >
          {wordOf(t, list, one)}
        </button>
      ))}
    </fieldset>
  );
}
