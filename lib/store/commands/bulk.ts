import type { CommandArgs } from '../../domain/command.ts';
import type { Customer } from '../../domain/entities.ts';
import type { Fields } from '../../domain/row.ts';
import { chosenIn } from '../groups.ts';
import { withStageLog } from './knowing.ts';
import { elements, need, type Plan, type Planning, type Write } from './plan.ts';

/**
 * The same change of many customers at once. Who is gone meanwhile is passed by: a choice of thousands is older than
 * the press of the button.
 */
export async function changeCustomers(
  planning: Planning,
  { customers, set, tags }: CommandArgs<'customers.change'>,
): Promise<Plan> {
  const { batch } = planning;
  for (const [tag, on] of Object.entries(tags ?? {})) if (on) await need(planning, 'tags', tag);
  await batch.load('customers', customers);
  const rows = [...new Set(customers)].flatMap((id) => batch.live('customers', id) ?? []);
  const members = rows.flatMap((row) => row.members ?? []);
  await batch.load('customers', members);
  await batch.load('merges', members);
  const fields = { ...set, ...elements('tags', tags ?? {}) };
  const writes = rows.flatMap((row) => writesOf(planning, row, fields));
  return { writes: withStageLog(planning, writes), id: rows[0]?.id ?? null };
}

/** What is shown of one who is merged is written to that one; a tag is taken off whoever of them wears it. */
function writesOf({ batch }: Planning, row: Customer, fields: Fields): Write[] {
  const own = { ...fields };
  const others: Write[] = [];
  for (const id of row.members ?? []) {
    const member = batch.live('customers', id);
    const merge = batch.live('merges', id);
    if (!member) continue;
    const theirs: Fields = {};
    for (const name of merge ? chosenIn(merge, own) : []) {
      theirs[name] = own[name];
      delete own[name];
    }
    for (const tag of member.tags) if (fields[`tags/${tag}`] === false) theirs[`tags/${tag}`] = false;
    if (Object.keys(theirs).length > 0) others.push(['customers', id, theirs]);
  }
  return [['customers', row.id, own], ...others];
}
