import { useState } from 'preact/hooks';
import {
  GOAL_MEASURES,
  type GoalMeasure,
  type GoalView,
  isLessBetter,
  isReached,
  shareReached,
} from '../../lib/domain/report/goal.ts';
import { dayOf, spanOfDays } from '../../lib/domain/report/period.ts';
import { readAmount } from '../../lib/domain/say/amount.ts';
import { useBeside } from '../context.ts';
import { Icon } from '../icon.tsx';
import { FormActs } from '../parts.tsx';
import { useLive } from '../use-live.ts';
import { useGoalAmount } from './goal-amount.ts';
import { percent } from './report-words.ts';
import type { ReportScene } from './use-report.ts';

/** The one goal: how far it has come, what is in the way, what will be done differently next. */
export function GoalCard({ scene, currency }: { scene: ReportScene; currency: string }) {
  const { t, host } = useBeside();
  const { zone, now } = scene.args;
  const asked = useLive(host.store, { name: 'goal', args: { zone, now } });
  const [form, setForm] = useState<'none' | 'new' | 'edit'>('none');
  const view = asked.value;
  if (view === undefined) return null;
  if (form !== 'none')
    return (
      <GoalForm
        view={form === 'edit' ? view : null}
        currency={currency}
        today={dayOf(host.now(), zone)}
        onEnd={() => setForm('none')}
      />
    );
  if (view === null)
    return (
      <section class="goal goal-none" data-part="goal-none">
        <span>{t('goal_none')}</span>
        <button type="button" class="button" data-act="goal-new" onClick={() => setForm('new')}>
          <Icon name="plus" /> {t('goal_set')}
        </button>
      </section>
    );
  return <Standing view={view} now={now} onEdit={() => setForm('edit')} />;
}

function Standing({ view, now, onEdit }: { view: GoalView; now: number; onEdit: () => void }) {
  const { t, format, host, act } = useBeside();
  const amount = useGoalAmount();
  const { goal, reached, before, gone } = view;
  const share = shareReached(view);
  const isOver = now >= spanOfDays(goal.from, goal.by, host.zone).until;
  const write = (measured: number | null) =>
    measured === null ? t('goal_no_number') : amount(goal.measure, goal.currency, measured);
  const [next, setNext] = useState<string | null>(null);
  const save = async (event: Event) => {
    event.preventDefault();
    const args = { id: goal.id, next: next ?? '' };
    if (await act(event, { name: 'goal.save', args }, { said: t('goal_saved'), undo: true })) setNext(null);
  };
  const state = isReached(view)
    ? 'goal_reached'
    : isOver
      ? 'goal_over'
      : share + 0.1 < gone
        ? 'goal_behind'
        : 'goal_going';
  return (
    <section class="goal" data-part="goal" aria-label={t('goal')}>
      <header class="goal-head">
        <Icon name="stairs" size={20} />
        <h2>
          {t(isLessBetter(goal.measure) ? 'goal_title_less' : 'goal_title', {
            measure: t(`goal_measure_${goal.measure}`),
            target: amount(goal.measure, goal.currency, goal.target),
            by: format.date(goal.by),
          })}
        </h2>
        <button type="button" class="text-button goal-edit" data-act="goal-edit" onClick={onEdit}>
          {t('goal_change')}
        </button>
      </header>
      <div
        class="goal-track"
        role="img"
        aria-label={t('goal_progress', { share: percent(share, format), gone: percent(gone, format) })}
      >
        <span class="goal-fill" style={{ width: `${share * 100}%` }} />
        <span class="goal-time" style={{ insetInlineStart: `${gone * 100}%` }} />
      </div>
      <p class="report-line">
        <b>{t(state)}</b>
        {' · '}
        {t('goal_so_far', {
          reached: write(reached),
          share: percent(share, format),
          gone: percent(gone, format),
        })}
        {before !== null && ` · ${t('goal_before', { before: write(before) })}`}
      </p>
      {(goal.state !== '' || goal.problem !== '') && (
        <dl class="goal-words">
          {goal.state !== '' && (
            <>
              <dt>{t('goal_state')}</dt>
              <dd>{goal.state}</dd>
            </>
          )}
          {goal.problem !== '' && (
            <>
              <dt>{t('goal_problem')}</dt>
              <dd>{goal.problem}</dd>
            </>
          )}
        </dl>
      )}
      {next === null ? (
        <button type="button" class="goal-next" data-act="goal-next" onClick={() => setNext(goal.next)}>
          <Icon name="note" size={14} />
          <span>
            {t('goal_next')}: {goal.next === '' ? t('goal_next_none') : goal.next}
          </span>
        </button>
      ) : (
        <form class="goal-form" onSubmit={save}>
          <label class="label">
            {t('goal_next')}
            <input
              class="field wide"
              data-part="goal-next-field"
              maxLength={400}
              value={next}
              onInput={(event) => setNext(event.currentTarget.value)}
            />
          </label>
          <FormActs act="goal-next-save" label={t('save')} onCancel={() => setNext(null)} />
        </form>
      )}
    </section>
  );
}

interface FormProps {
  /** The goal to change; null for a new one. */
  view: GoalView | null;
  currency: string;
  /** `2026-11-24`. */
  today: string;
  onEnd: () => void;
}

function GoalForm({ view, currency, today, onEnd }: FormProps) {
  const { t, act } = useBeside();
  const held = view?.goal;
  const [measure, setMeasure] = useState<GoalMeasure>(held?.measure ?? 'revenue');
  const [target, setTarget] = useState(held ? String(held.target) : '');
  const [by, setBy] = useState(held?.by ?? inMonths(today, 1));
  const [state, setState] = useState(held?.state ?? '');
  const [problem, setProblem] = useState(held?.problem ?? '');
  const number = readAmount(target) ?? 0;
  const isRight = number > 0 && /^\d{4}-\d\d-\d\d$/.test(by) && by >= (held?.from ?? today);
  const save = async (event: Event) => {
    event.preventDefault();
    if (!isRight) return;
    const set = { measure, target: number, by, state, problem, currency: held?.currency || currency };
    const args = held ? { id: held.id, ...set } : { ...set, from: today };
    if (await act(event, { name: 'goal.save', args }, { said: t('goal_saved'), undo: true })) onEnd();
  };
  const end = async (event: Event) => {
    if (!held) return;
    const args = { id: held.id, ended: true };
    if (await act(event, { name: 'goal.save', args }, { said: t('goal_ended'), undo: true })) onEnd();
  };
  return (
    <form class="goal goal-form" data-part="goal-form" aria-label={t('goal')} onSubmit={save}>
      <div class="goal-row">
        <label class="label">
          {t('goal_measure')}
          <select
            class="field"
            data-act="goal-measure"
            value={measure}
            onChange={(event) => setMeasure(event.currentTarget.value as GoalMeasure)}
          >
            {GOAL_MEASURES.map((one) => (
              <option key={one} value={one}>
                {t(`goal_measure_${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label class="label">
          {t(`goal_target_${measure}`, { currency: held?.currency || currency })}
          <input
            class="field"
            data-part="goal-target"
            inputMode="decimal"
            value={target}
            onInput={(event) => setTarget(event.currentTarget.value)}
          />
        </label>
        <label class="label">
          {t('goal_by')}
          <input
            class="field"
            type="date"
            data-part="goal-by"
            min={held?.from ?? today}
            value={by}
            onInput={(event) => setBy(event.currentTarget.value)}
          />
        </label>
      </div>
      <label class="label">
        {t('goal_state')}
        <input
          class="field wide"
          data-part="goal-state"
          maxLength={400}
          value={state}
          onInput={(event) => setState(event.currentTarget.value)}
        />
      </label>
      <label class="label">
        {t('goal_problem')}
        <input
          class="field wide"
          data-part="goal-problem"
          maxLength={400}
          value={problem}
          onInput={(event) => setProblem(event.currentTarget.value)}
        />
      </label>
      <div class="goal-acts">
        <FormActs act="goal-save" label={t('save')} disabled={!isRight} onCancel={onEnd} />
        {held && (
          <button type="button" class="text-button" data-act="goal-end" onClick={end}>
            {t('goal_end')}
          </button>
        )}
      </div>
    </form>
  );
}

/** The same day some months later. */
function inMonths(day: string, months: number): string {
  return Temporal.PlainDate.from(day).add({ months }).toString();
}
