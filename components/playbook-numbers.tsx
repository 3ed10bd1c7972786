import { useState } from 'preact/hooks';
import type { PlaybookCounts, StepPart } from '../lib/domain/care-view.ts';
import type { Step } from '../lib/domain/playbook.ts';
import { useBeside } from './context.ts';
import { writeRoute } from './hash-route.ts';
import { nameOf } from './parts.tsx';
import { RESULT_ORDER } from './playbook-words.tsx';
import { useLive } from './use-live.ts';

/** What became of a step, in numbers that open their customers. */
export function StepNumbers(props: { playbook: string; step: Step; counts: PlaybookCounts }) {
  const { t, format } = useBeside();
  const { playbook, step, counts } = props;
  const [part, setPart] = useState<StepPart | null>(null);
  const of = counts.steps[step.id];
  if (!of) return null;
  const numbers: [StepPart, number][] = [
    ['open', of.open],
    ['done', of.done],
    ...RESULT_ORDER.map((one): [StepPart, number] => [one, of.results[one]]),
    ['skipped', of.skipped],
  ];
  const told = numbers.filter(([, count]) => count > 0);
  if (told.length === 0) return null;
  return (
    <>
      <span class="step-numbers">
        {told.map(([one, count]) => (
          <button
            key={one}
            type="button"
            class="number-button"
            data-act={`count-${one}`}
            aria-expanded={part === one}
            onClick={() => setPart(part === one ? null : one)}
          >
            <b>{format.count(count)}</b> {t(`step_count_${one}`)}
          </button>
        ))}
      </span>
      {part && <Behind playbook={playbook} step={step.id} part={part} />}
    </>
  );
}

function Behind(props: { playbook: string; step: string; part: StepPart }) {
  const { t, host, format } = useBeside();
  const found = useLive(host.store, { name: 'stepCustomers', args: { ...props } });
  const isOurs = found.of?.args.part === props.part && found.of.args.step === props.step;
  if (!found.value || !isOurs) return <div aria-busy="true" />;
  return (
    <ul class="behind" data-part="step-customers">
      {found.value.map(({ customer, run, at, reason }) => (
        <li key={run.id}>
          <a href={writeRoute('customers', customer.id)} data-act="open-customer">
            {nameOf(customer)}
          </a>
          <span class="hint">
            {t(props.part === 'open' ? 'step_due' : 'step_at', { when: format.moment(at, host.now()) })}
            {reason !== '' && ` · ${reason}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
