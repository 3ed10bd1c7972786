import type { CommandArgs } from '../../domain/command.ts';
import { movedTo } from '../../domain/deal.ts';
import { Failure } from '../../domain/failure.ts';
import type { Fields } from '../../domain/row.ts';
import { deletion, editable, elements, need, type Plan, type Planning } from './plan.ts';

/** @throws Failure `bad-input` for a new deal of nobody. */
export async function saveDeal(planning: Planning, args: CommandArgs<'deal.save'>): Promise<Plan> {
  const { id: given, milestones, ...set } = args;
  const id = given ?? planning.newId();
  const held = await editable(planning, 'deals', id);
  if (!held && !set.customer) throw new Failure('bad-input', 'customer');
  if (set.customer) await need(planning, 'customers', set.customer);
  const days = Object.entries(milestones ?? {}).map(([name, day]) => [name, day === '' ? null : day]);
  const fields: Fields = {
    ...set,
    ...elements('milestones', Object.fromEntries(days)),
    ...(!held && { createdAt: planning.now }),
    ...(set.state !== undefined &&
      set.state !== (held?.state ?? 'open') && { closedAt: set.state === 'open' ? 0 : planning.now }),
  };
  return { writes: [['deals', id, fields]], id };
}

export async function moveDeal(
  planning: Planning,
  { id, step, day }: CommandArgs<'deal.move'>,
): Promise<Plan> {
  const deal = await need(planning, 'deals', id);
  const fields = { ...movedTo(deal, step, day), state: 'open', closedAt: 0, reason: '' };
  return { writes: [['deals', id, fields]], id };
}

export async function deleteDeal(planning: Planning, { id }: CommandArgs<'deal.delete'>): Promise<Plan> {
  await need(planning, 'deals', id);
  return deletion('deals', id);
}
