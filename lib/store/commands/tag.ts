import type { CommandArgs } from '../../domain/command.ts';
import { deletion, editable, need, type Plan, type Planning, type Write } from './plan.ts';

export async function saveTag(planning: Planning, args: CommandArgs<'tag.save'>): Promise<Plan> {
  const { id: given, cadence, ...fields } = args;
  const id = given ?? planning.newId();
  const before = await editable(planning, 'tags', id);
  const from = before?.cadence?.from ?? planning.now;
  return { writes: [['tags', id, { ...fields, cadence: cadence && { ...cadence, from } }]], id };
}

/** Customers keep the tag's register: nothing shows a tag that is gone, and undo brings it back to all of them. */
export async function deleteTag(planning: Planning, { id }: CommandArgs<'tag.delete'>): Promise<Plan> {
  await need(planning, 'tags', id);
  return deletion('tags', id);
}

export async function putTag(planning: Planning, args: CommandArgs<'tag.put'>): Promise<Plan> {
  const { tag, customers, on } = args;
  if (on) await need(planning, 'tags', tag);
  await planning.batch.load('customers', customers);
  const here = [...new Set(customers)].filter((id) => planning.batch.live('customers', id) !== null);
  if (here.length === 0) await need(planning, 'customers', customers[0]!);
  const members = here.flatMap((id) => planning.batch.live('customers', id)?.members ?? []);
  await planning.batch.load('customers', members);
  // What is taken off a person is taken off whichever of their customers wears it.
  const worn = members.filter((id) => !on && planning.batch.live('customers', id)?.tags.includes(tag));
  const writes = [...here, ...worn].map((id): Write => ['customers', id, { [`tags/${tag}`]: on }]);
  return { writes, id: tag };
}
