import type { Phase, Step, StepResult, Trigger } from '../lib/domain/playbook.ts';
import type { Text } from '../lib/domain/text.ts';
import { useBeside } from './context.ts';

const PHASE_SET: Record<Phase, true> = { before: true, during: true, after: true };
export const PHASE_ORDER = Object.keys(PHASE_SET) as Phase[];

const TRIGGER_SET: Record<Trigger, true> = {
  message: true,
  order: true,
  delivered: true,
  step: true,
  quiet: true,
  birthday: true,
  stage: true,
  joined: true,
};
export const TRIGGER_ORDER = Object.keys(TRIGGER_SET) as Trigger[];

const RESULT_SET: Record<StepResult, true> = { replied: true, bought: true, silent: true, refused: true };
export const RESULT_ORDER = Object.keys(RESULT_SET) as StepResult[];

/** Why steps are passed over, most of the time. */
export const SKIP_REASONS = ['needless', 'asked', 'elsewhere'] as const;

export function PhaseName({ phase }: { phase: Phase }) {
  const { t } = useBeside();
  return <>{t(`phase_${phase}`)}</>;
}

/** When a step comes up: `3 ngày sau khi giao hàng`. */
export function triggerWords(
  { trigger, stage, days }: Pick<Step, 'trigger' | 'stage' | 'days'>,
  t: Text,
): string {
  const what =
    trigger === 'stage'
      ? t('trigger_stage_of', { stage: t(`stage_${stage ?? 'lead'}`) })
      : t(`trigger_${trigger}`);
  if (days === 0) return t('trigger_at_once', { what });
  return days < 0 ? t('trigger_before', { count: -days, what }) : t('trigger_after', { count: days, what });
}
