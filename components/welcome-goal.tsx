import type { Forgets } from '../lib/domain/first-steps.ts';
import type { GoalMeasure } from '../lib/domain/report/goal.ts';
import { dayOf } from '../lib/domain/report/period.ts';
import { useBeside } from './context.ts';
import { useGoalAmount } from './reports/goal-amount.ts';

/** What can be counted of what is forgotten, and three heights of the bar. */
const OFFERS: Record<Forgets, { measure: GoalMeasure; targets: number[] }> = {
  reply: { measure: 'replyMinutes', targets: [15, 30, 60] },
  promise: { measure: 'orders', targets: [10, 20, 50] },
  who: { measure: 'newBuyers', targets: [5, 10, 20] },
  again: { measure: 'backBuyers', targets: [3, 5, 10] },
};
/** The first goal is for so many days: long enough to see something, short enough to be thought of again. */
const DAYS = 30;

/** One measurable goal, set by one tap: it stands at the head of every report from then on. */
export function WelcomeGoal({ forgets }: { forgets: Forgets }) {
  const { t, host, act } = useBeside();
  const amount = useGoalAmount();
  const { measure, targets } = OFFERS[forgets];
  const from = dayOf(host.now(), host.zone);
  const by = Temporal.PlainDate.from(from)
    .add({ days: DAYS - 1 })
    .toString();
  return (
    <>
      <p class="hint">{t('welcome_goal_how', { measure: t(`goal_measure_${measure}`), days: DAYS })}</p>
      <div class="welcome-choices">
        {targets.map((target) => (
          <button
            key={target}
            type="button"
            class="choice"
            data-act="welcome-goal"
            data-target={target}
            onClick={(event) =>
              void act(
                event,
                {
                  name: 'goal.save',
                  args: { measure, target, from, by, problem: t(`welcome_goal_problem_${forgets}`) },
                },
                { said: t('goal_saved'), undo: true },
              )
            }
          >
            {amount(measure, '', target)}
          </button>
        ))}
      </div>
    </>
  );
}
