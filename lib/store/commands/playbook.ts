import type { CommandArgs } from '../../domain/command.ts';
import { Failure } from '../../domain/failure.ts';
import { DELETED } from '../../domain/merge.ts';
import type { Outcome } from '../../domain/playbook.ts';
import type { Fields } from '../../domain/row.ts';
import { careWrites } from '../care.ts';
import { deletion, editable, elements, need, type Plan, type Planning, type Write } from './plan.ts';

export async function savePlaybook(planning: Planning, args: CommandArgs<'playbook.save'>): Promise<Plan> {
  const { id: given, steps, ...fields } = args;
  const id = given ?? planning.newId();
  const before = await editable(planning, 'playbooks', id);
  const { now } = planning;
  // Switched on, it begins with what happens from now on.
  const since = args.on && !before?.on ? { since: now } : {};
  const held = before?.steps ?? {};
  const written: Record<string, unknown> = {};
  if (steps) for (const step of Object.keys(held)) written[step] = false;
  steps?.forEach(({ id: step, ...rest }, order) => {
    const was = held[step];
    const isSame = was?.trigger === rest.trigger && was.stage === rest.stage && was.days === rest.days;
    written[step] = { ...rest, order, since: was && isSame ? was.since : now };
  });
  return { writes: [['playbooks', id, { ...fields, ...since, ...elements('steps', written) }]], id };
}

export async function deletePlaybook(
  planning: Planning,
  { id }: CommandArgs<'playbook.delete'>,
): Promise<Plan> {
  await need(planning, 'playbooks', id);
  return deletion('playbooks', id);
}

/** The same as `careWrites`, inside the transaction that writes it. */
export async function planCustomers(
  planning: Planning,
  { customers, value }: CommandArgs<'playbook.plan'>,
): Promise<Plan> {
  const found = await careWrites(planning.book, customers, planning.now, value);
  await planning.batch.load(
    'runs',
    found.map(({ id }) => id),
  );
  const writes = found.map(({ id, fields }): Write => {
    // A run that was taken back with undo begins anew under its own name.
    const back: Fields = planning.batch.row('runs', id)?._del ? { [DELETED]: false } : {};
    return ['runs', id, { ...fields, ...back }];
  });
  return { writes, id: null };
}

export async function markStep(planning: Planning, args: CommandArgs<'playbook.step'>): Promise<Plan> {
  const { run: id, step, as, reason, result } = args;
  const run = await need(planning, 'runs', id);
  const before = run.outcomes?.[step];
  if (as === null) return { writes: [['runs', id, { [`outcomes/${step}`]: null }]], id };
  if (!before && as === 'skipped' && !reason) throw new Failure('bad-input', 'reason');
  return { writes: [['runs', id, outcomeOf(step, { as, reason, result }, before, planning.now)]], id };
}

function outcomeOf(
  step: string,
  { as, reason, result }: Pick<CommandArgs<'playbook.step'>, 'as' | 'reason' | 'result'>,
  before: Outcome | undefined,
  now: number,
): Fields {
  const why = reason ?? before?.reason;
  const came = result === undefined ? before?.result : (result ?? undefined);
  // What is told of it later does not change when it was done.
  const at = before?.as === as ? before.at : now;
  return { [`outcomes/${step}`]: { as, at, ...(why && { reason: why }), ...(came && { result: came }) } };
}
