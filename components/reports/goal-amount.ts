import type { GoalMeasure } from '../../lib/domain/report/goal.ts';
import { useBeside } from '../context.ts';

/** `20.000.000 ₫`, `12 khách`, `30 phút`. */
export function useGoalAmount() {
  const { t, format } = useBeside();
  return (measure: GoalMeasure, currency: string, amount: number): string => {
    if (measure === 'revenue') return format.money(Math.round(amount), currency);
    if (measure === 'replyMinutes') return format.span(amount * 60_000);
    return t(`goal_count_${measure}`, { count: format.count(amount) });
  };
}
