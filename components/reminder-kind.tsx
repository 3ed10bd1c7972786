import { useEffect, useRef } from 'preact/hooks';
import { useBeside } from './context.ts';
import { KINDS, type Kind, type KindChoice, STEPS, type Step } from './kind-rule.ts';

/** Which kind a reminder is of, and the one thing that the kind asks. Left and right choose, as among radio buttons. */
export function ReminderKind(props: {
  choice: KindChoice;
  /** Nobody is watched where there is nobody. */
  hasCustomer: boolean;
  onChoose: (choice: KindChoice) => void;
}) {
  const { t } = useBeside();
  const { choice, onChoose } = props;
  const root = useRef<HTMLFieldSetElement>(null);
  useEffect(() => root.current?.querySelector<HTMLInputElement>('input:checked')?.focus(), []);
  const kinds = KINDS.filter((kind) => props.hasCustomer || !WATCHING.has(kind));
  return (
    <fieldset class="kinds" ref={root} data-part="kinds">
      <legend class="unseen">{t('again')}</legend>
      <div class="choices">
        {kinds.map((kind) => (
          <label key={kind} class="chip chip-choice kind">
            <input
              type="radio"
              class="unseen"
              name="kind"
              data-act={`kind-${kind}`}
              checked={choice.kind === kind}
              onChange={() => onChoose({ ...choice, kind })}
            />
            {t(`again_${kind}`)}
          </label>
        ))}
      </div>
      <KindDetail choice={choice} onChoose={onChoose} />
    </fieldset>
  );
}

const WATCHING: ReadonlySet<Kind> = new Set(['answer', 'wait', 'cadence']);

function KindDetail({ choice, onChoose }: { choice: KindChoice; onChoose: (choice: KindChoice) => void }) {
  const { t } = useBeside();
  const number = (name: 'hours' | 'days', max: number) => (
    <label class="kind-detail">
      <span>{t(`again_${name}_before`)}</span>
      <input
        type="number"
        class="field field-short"
        data-part={`kind-${name}`}
        aria-label={t(`again_${name}_label`)}
        min={1}
        max={max}
        required
        value={choice[name]}
        onInput={(event) => {
          const value = event.currentTarget.valueAsNumber;
          onChoose({ ...choice, [name]: value <= max ? value : Number.NaN });
        }}
      />
      <span>{t(`again_${name}_after`)}</span>
    </label>
  );
  if (choice.kind === 'every') {
    return (
      <select
        class="plain-select"
        data-part="kind-step"
        aria-label={t('again_step_label')}
        value={choice.step}
        onChange={(event) => onChoose({ ...choice, step: event.currentTarget.value as Step })}
      >
        {STEPS.map((step) => (
          <option key={step} value={step}>
            {t(`again_step_${step}`)}
          </option>
        ))}
      </select>
    );
  }
  if (choice.kind === 'ladder') {
    return (
      <label class="kind-detail">
        <span>{t('again_ladder_before')}</span>
        <input
          class="field field-short"
          data-part="kind-ladder"
          aria-label={t('again_ladder_label')}
          inputMode="numeric"
          maxLength={60}
          value={choice.ladder}
          onInput={(event) => onChoose({ ...choice, ladder: event.currentTarget.value })}
        />
        <span>{t('again_ladder_after')}</span>
      </label>
    );
  }
  if (choice.kind === 'wait') return number('hours', 2160);
  if (choice.kind === 'cadence') return number('days', 3650);
  return null;
}
