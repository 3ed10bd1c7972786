import { useRef, useState } from 'preact/hooks';
import type { CareRun } from '../lib/domain/care-view.ts';
import type { Reminder } from '../lib/domain/entities.ts';
import type { Progress, Step } from '../lib/domain/playbook.ts';
import { isTask, taskId } from '../lib/domain/row-id.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { isComposing } from './keys.ts';
import { PhaseName, RESULT_ORDER, SKIP_REASONS } from './playbook-words.tsx';
import { useLive } from './use-live.ts';

/** Where a customer stands in playbooks. On a card one is asked for only where there is something to do. */
export function CareOfCard({ customer, reminders }: { customer: string; reminders: readonly Reminder[] }) {
  const shown = useRef('');
  // Once it was there it stays, so that what came of the last step can be told.
  if (reminders.some((one) => isTask(one.id) && one.state === 'open')) shown.current = customer;
  return shown.current === customer ? <Care customer={customer} /> : null;
}

export function Care({ customer }: { customer: string }) {
  const { t, host } = useBeside();
  const live = useLive(host.store, { name: 'care', args: { customer } });
  const isOurs = live.of?.args.customer === customer;
  if (!live.value || !isOurs || live.value.length === 0) return null;
  return (
    <section class="care" data-part="care" aria-label={t('care')}>
      {live.value.map((care) => (
        <CareLine key={care.run.id} care={care} />
      ))}
    </section>
  );
}

/** One line: which playbook, which step, what is next. It unfolds to all steps. */
function CareLine({ care }: { care: CareRun }) {
  const { t, format, host } = useBeside();
  const [open, setOpen] = useState(false);
  const { playbook, progress, due } = care;
  const { place, steps } = progress;
  const next = steps[place - 1]?.step;
  const when = next && due[next.id];
  const all = steps.length;
  const ended = steps.filter(({ state }) => state === 'done' || state === 'skipped').length;
  return (
    <div class="care-run">
      <button
        type="button"
        class="care-line"
        data-act="care-open"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name={open ? 'down' : 'next'} size={14} />
        <span class="care-place">
          {place > 0 ? t('care_place', { at: place, all }) : t('care_ended', { count: ended, all })}
        </span>
        <span class="care-next">{next ? next.title : playbook.name}</span>
        {when && (
          <span class={when.at <= host.now() ? 'care-when care-late' : 'care-when'}>
            {format.moment(when.at, host.now())}
          </span>
        )}
      </button>
      {open && (
        <div class="care-steps">
          <p class="hint">{playbook.name}</p>
          <ol>
            {steps.map((one) => (
              <CareStep key={one.step.id} run={care.run.id} {...one} due={due[one.step.id]?.at} />
            ))}
          </ol>
        </div>
      )}
    </div>
  );
}

type StepProps = Progress['steps'][number] & { run: string; due: number | undefined };

function CareStep({ run, step, state, outcome, due }: StepProps) {
  const { t, act, format, host } = useBeside();
  const [skipping, setSkipping] = useState(false);
  const said = `care_is_${state}` as const;
  const done = (event: Event) =>
    void act(
      event,
      { name: 'reminder.done', args: { id: taskId(run, step.id) } },
      { said: t('reminder_done'), undo: true },
    );
  return (
    <li class={`care-step care-${state}`} data-part="care-step" data-step={step.id} data-state={state}>
      {state === 'open' ? (
        <button
          type="button"
          class="tick"
          data-act="care-done"
          aria-label={t('done_label', { title: step.title })}
          onClick={done}
        >
          <Icon name="check" size={14} />
        </button>
      ) : (
        <span class="tick-none" aria-hidden="true">
          <Icon name={state === 'done' ? 'check' : state === 'skipped' ? 'next' : 'wait'} size={14} />
        </span>
      )}
      <span class="care-text">
        <span>{step.title}</span>
        <span class="hint">
          <PhaseName phase={step.phase} />
          {' · '}
          {t(said)}
          {due !== undefined && ` · ${format.moment(due, host.now())}`}
          {outcome?.reason && ` · ${outcome.reason}`}
        </span>
        {state === 'done' && <Results run={run} step={step} result={outcome?.result} />}
        {skipping && <SkipForm run={run} step={step} onClose={() => setSkipping(false)} />}
      </span>
      {state === 'open' && !skipping && (
        <button type="button" class="text-button" data-act="care-skip" onClick={() => setSkipping(true)}>
          {t('care_skip')}
        </button>
      )}
      {state === 'skipped' && (
        <button
          type="button"
          class="text-button"
          data-act="care-again"
          onClick={(event) =>
            void act(
              event,
              { name: 'playbook.step', args: { run, step: step.id, as: null } },
              { said: t('care_back'), undo: true },
            )
          }
        >
          {t('care_again')}
        </button>
      )}
    </li>
  );
}

/** What came of a step that was done: one press, and it is counted; another press takes it back. */
function Results(props: { run: string; step: Step; result: string | undefined }) {
  const { t, act } = useBeside();
  const { run, step, result } = props;
  return (
    <fieldset class="care-results" aria-label={t('care_result')}>
      {RESULT_ORDER.filter((one) => result === undefined || one === result).map((one) => (
        <button
          key={one}
          type="button"
          class="chip-button"
          data-act={`care-${one}`}
          aria-pressed={result === one}
          onClick={(event) =>
            void act(
              event,
              {
                name: 'playbook.step',
                args: { run, step: step.id, as: 'done', result: result === one ? null : one },
              },
              { said: t('saved'), undo: true },
            )
          }
        >
          {t(`care_result_${one}`)}
        </button>
      ))}
    </fieldset>
  );
}

function SkipForm(props: { run: string; step: Step; onClose: () => void }) {
  const { t, act } = useBeside();
  const { run, step, onClose } = props;
  const [reason, setReason] = useState('');
  const skip = async (event: Event, why: string) => {
    const done = await act(
      event,
      { name: 'playbook.step', args: { run, step: step.id, as: 'skipped', reason: why } },
      { said: t('care_skipped'), undo: true },
    );
    if (done) onClose();
  };
  return (
    <form
      class="care-skip"
      data-part="care-skip"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== '') void skip(event, reason.trim());
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || isComposing(event)) return;
        event.stopPropagation();
        onClose();
      }}
    >
      <fieldset class="care-results" aria-label={t('care_skip_why')}>
        {SKIP_REASONS.map((one) => (
          <button
            key={one}
            type="button"
            class="chip-button"
            data-act={`skip-${one}`}
            onClick={(event) => void skip(event, t(`care_why_${one}`))}
          >
            {t(`care_why_${one}`)}
          </button>
        ))}
      </fieldset>
      <input
        class="field"
        data-part="skip-reason"
        maxLength={200}
        aria-label={t('care_skip_why')}
        placeholder={t('care_skip_other')}
        value={reason}
        onInput={(event) => setReason(event.currentTarget.value)}
      />
      <span class="form-acts">
        <button type="submit" class="button" data-act="skip-other" disabled={reason.trim() === ''}>
          {t('care_skip')}
        </button>
        <button type="button" class="text-button" data-act="cancel" onClick={onClose}>
          {t('cancel')}
        </button>
      </span>
    </form>
  );
}
