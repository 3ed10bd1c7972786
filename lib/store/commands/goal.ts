import type { CommandArgs } from '../../domain/command.ts';
import { Failure } from '../../domain/failure.ts';
import { editable, type Plan, type Planning, type Write } from './plan.ts';

/**
 * Sets a goal, or changes one. There is one at a time: a new one ends whichever stands.
 * @throws Failure `bad-input` for a new goal without a number or days, or one that ends before it begins.
 */
export async function saveGoal(planning: Planning, args: CommandArgs<'goal.save'>): Promise<Plan> {
  const { book, batch, now } = planning;
  const { id: given, ...set } = args;
  const id = given ?? planning.newId();
  const before = await editable(planning, 'goals', id);
  const fields = {
    ...set,
    ...(before === null && { setAt: now }),
    ...(set.next !== undefined && set.next !== (before?.next ?? '') && { nextAt: now }),
  };
  const { from, by, target } = { ...before, ...set };
  if (!from || !by || !target) throw new Failure('bad-input', 'target');
  if (by < from) throw new Failure('bad-input', 'by');
  const writes: Write[] = [['goals', id, fields]];
  if (before !== null) return { writes, id };
  const standing = (await book.goals.toArray()).filter((goal) => !goal.ended && goal.id !== id);
  batch.hold('goals', standing);
  return { writes: [...writes, ...standing.map((goal): Write => ['goals', goal.id, { ended: true }])], id };
}
