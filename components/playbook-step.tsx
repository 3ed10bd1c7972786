import { useState } from 'preact/hooks';
import type { CommandInput } from '../lib/domain/command.ts';
import { useBeside } from './context.ts';
import { isComposing } from './keys.ts';
import { FormActs } from './parts.tsx';
import { PHASE_ORDER, TRIGGER_ORDER } from './playbook-words.tsx';
import { STAGE_ORDER } from './vocabulary.ts';

type Given = NonNullable<CommandInput<'playbook.save'>['steps']>[number];

/** One step: when it comes up, what is to be done, and the words for it. */
export function StepForm(props: {
  step: Given;
  isFirst: boolean;
  onSave: (event: Event, step: Given) => void;
  onClose: () => void;
}) {
  const { t } = useBeside();
  const { isFirst, onSave, onClose } = props;
  const [step, setStep] = useState(props.step);
  const change = (part: Partial<Given>) => setStep({ ...step, ...part });
  const triggers = TRIGGER_ORDER.filter((one) => one !== 'step' || !isFirst);
  const isBirthday = step.trigger === 'birthday';
  return (
    <form
      class="step-form"
      data-part="step-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (step.title.trim() !== '') onSave(event, step);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || isComposing(event)) return;
        event.stopPropagation();
        onClose();
      }}
    >
      <label class="label step-wide">
        <span>{t('step_title')}</span>
        <input
          class="field"
          data-part="step-title"
          required
          maxLength={200}
          value={step.title}
          onInput={(event) => change({ title: event.currentTarget.value })}
        />
      </label>
      <label class="label">
        <span>{t('step_phase')}</span>
        <select
          class="field"
          data-act="step-phase"
          value={step.phase}
          onChange={(event) => change({ phase: event.currentTarget.value as Given['phase'] })}
        >
          {PHASE_ORDER.map((phase) => (
            <option key={phase} value={phase}>
              {t(`phase_${phase}`)}
            </option>
          ))}
        </select>
      </label>
      <label class="label">
        <span>{t('step_trigger')}</span>
        <select
          class="field"
          data-act="step-trigger"
          value={step.trigger}
          onChange={(event) => {
            const trigger = event.currentTarget.value as Given['trigger'];
            // Nothing but a birthday is known before it comes.
            const days = trigger === 'birthday' ? -Math.abs(step.days || 7) : Math.abs(step.days);
            change({ trigger, days, stage: trigger === 'stage' ? (step.stage ?? 'first') : undefined });
          }}
        >
          {triggers.map((trigger) => (
            <option key={trigger} value={trigger}>
              {t(`trigger_${trigger}`)}
            </option>
          ))}
        </select>
      </label>
      {step.trigger === 'stage' && (
        <label class="label">
          <span>{t('step_stage')}</span>
          <select
            class="field"
            data-act="step-stage"
            value={step.stage}
            onChange={(event) => change({ stage: event.currentTarget.value as Given['stage'] })}
          >
            {STAGE_ORDER.map((stage) => (
              <option key={stage} value={stage}>
                {t(`stage_${stage}`)}
              </option>
            ))}
          </select>
        </label>
      )}
      <label class="label">
        <span>{t(isBirthday ? 'step_days_before' : 'step_days_after')}</span>
        <input
          class="field"
          type="number"
          data-part="step-days"
          min={0}
          max={isBirthday ? 60 : 3650}
          value={Math.abs(step.days)}
          onInput={(event) => {
            const days = Math.round(Math.abs(event.currentTarget.valueAsNumber)) || 0;
            change({ days: isBirthday ? -days : days });
          }}
        />
      </label>
      <label class="label step-wide">
        <span>{t('step_text')}</span>
        <textarea
          class="field"
          rows={3}
          data-part="step-text"
          maxLength={2000}
          placeholder={t('step_text_hint')}
          value={step.text}
          onInput={(event) => change({ text: event.currentTarget.value })}
        />
      </label>
      <span class="step-wide">
        <FormActs
          act="save-step"
          label={t('step_save')}
          disabled={step.title.trim() === ''}
          onCancel={onClose}
        />
      </span>
    </form>
  );
}
