import type { CommandArgs } from '../../domain/command.ts';
import { Failure } from '../../domain/failure.ts';
import { DELETED } from '../../domain/merge.ts';
import type { Fields } from '../../domain/row.ts';
import { memberId, pairId } from '../../domain/row-id.ts';
import { movedCare } from './moved-care.ts';
import { need, type Plan, type Planning, type Write } from './plan.ts';

/** Lets one customer stand for another. Each side is the person it belongs to, whichever of their customers is named. */
export async function mergeCustomers(planning: Planning, args: CommandArgs<'customer.merge'>): Promise<Plan> {
  const { batch, now } = planning;
  const kept = await rootOf(planning, args.kept);
  const member = await rootOf(planning, args.member);
  if (kept === member) return { writes: [], id: kept, existing: true };
  await batch.load('merges', [member]);
  const before = batch.row('merges', member);
  const fields: Fields = { into: kept, at: now };
  for (const field of before?.shown ?? []) fields[`shown/${field}`] = false;
  for (const field of args.shown ?? []) fields[`shown/${field}`] = true;
  if (before?._del) fields[DELETED] = false;
  return { writes: [['merges', member, fields]], id: kept };
}

async function rootOf(planning: Planning, id: string): Promise<string> {
  return (await need(planning, 'customers', id)).root ?? id;
}

/** Parts two who were merged. What came since the merge stays with the one who was shown, but for what is named. */
export async function splitCustomer(planning: Planning, args: CommandArgs<'customer.split'>): Promise<Plan> {
  const { member, move = [] } = args;
  const { root } = await need(planning, 'customers', member);
  await need(planning, 'merges', member);
  const moves = move.map(readMove);
  // All at once: nothing may be waited for in a loop.
  for (const table of MOVED) {
    const ids = moves.filter((one) => one.kind === table).map(({ id }) => id);
    await planning.batch.load(table, ids);
  }
  const writes: Write[] = [['merges', member, { [DELETED]: true }]];
  // Where the other end is gone or not here yet, nothing came since.
  if (root !== undefined) {
    await planning.batch.load('customers', [root]);
    const ids = moves.flatMap((one) => movedMember(planning, one, root, member)?.id ?? []);
    await planning.batch.load('memberships', ids);
    const idsOf = (table: Kind) => moves.filter((one) => one.kind === table).map(({ id }) => id);
    const care = { runs: idsOf('runs'), sends: idsOf('sends') };
    for (const one of moves) writes.push(...moving(planning, one, root, member));
    writes.push(...(await movedCare(planning, care, root, member)));
  }
  return { writes: joined(writes), id: member };
}

const MOVED = [
  'notes',
  'orders',
  'reminders',
  'interactions',
  'memberships',
  'deals',
  'matters',
  'runs',
  'sends',
  'quotes',
] as const;
type Kind = (typeof MOVED)[number] | 'keys' | 'tags';

function readMove(name: string): { kind: Kind; id: string } {
  const slash = name.indexOf('/');
  return { kind: name.slice(0, slash) as Kind, id: name.slice(slash + 1) };
}

/** Writes to one row are one write. */
function joined(writes: readonly Write[]): Write[] {
  const byRow = new Map<string, Write>();
  for (const [table, id, fields] of writes) {
    const key = `${table}/${id}`;
    byRow.set(key, [table, id, { ...byRow.get(key)?.[2], ...fields }]);
  }
  return [...byRow.values()];
}

/** A membership as it is when the other customer has it: the row's id names both ends, so it is another row. */
function movedMember(
  { batch }: Planning,
  { kind, id }: ReturnType<typeof readMove>,
  from: string,
  to: string,
): { id: string; fields: Fields } | null {
  const row = kind === 'memberships' ? batch.live('memberships', id) : null;
  if (!row || (row.person !== from && row.organisation !== from)) return null;
  const person = row.person === from ? to : row.person;
  const organisation = row.organisation === from ? to : row.organisation;
  const { primary, from: since, until, at } = row;
  const roles = Object.fromEntries(row.roles.map((role) => [`roles/${role}`, true]));
  const fields = { person, organisation, primary, from: since, until, at, ...roles };
  return { id: memberId(person, organisation), fields };
}

/** What is no longer there, or was never the root's, is left where it is. */
function moving(
  planning: Planning,
  { kind, id }: ReturnType<typeof readMove>,
  from: string,
  to: string,
): Write[] {
  const { batch } = planning;
  if (kind === 'interactions') {
    if (!batch.live('interactions', id)?.customers.includes(from)) return [];
    return [['interactions', id, { [`customers/${from}`]: false, [`customers/${to}`]: true }]];
  }
  if (kind === 'memberships') {
    const moved = movedMember(planning, { kind, id }, from, to);
    if (!moved) return [];
    const back = batch.row('memberships', moved.id)?._del && { [DELETED]: false };
    return [
      ['memberships', id, { [DELETED]: true }],
      ['memberships', moved.id, { ...moved.fields, ...back }],
    ];
  }
  if (kind === 'keys' || kind === 'tags') {
    const owner = batch.live('customers', from);
    const value = kind === 'keys' ? owner?.links[id] : owner?.tags.includes(id);
    const field = kind === 'keys' ? `links/${id}` : `tags/${id}`;
    if (!value) return [];
    return [
      ['customers', from, { [field]: false }],
      ['customers', to, { [field]: value }],
    ];
  }
  // See `movedCare`.
  if (kind === 'runs' || kind === 'sends') return [];
  return batch.live(kind, id)?.customer === from ? [[kind, id, { customer: to }]] : [];
}

/** @param args.on false takes it back. */
export async function markNotSame(
  planning: Planning,
  { one, other, on }: CommandArgs<'customer.notSame'>,
): Promise<Plan> {
  const id = pairId(one, other);
  for (const customer of [one, other]) await need(planning, 'customers', customer);
  if (one === other) throw new Failure('bad-input', 'other');
  await planning.batch.load('notSame', [id]);
  const held = planning.batch.row('notSame', id);
  if (!on) return { writes: held && !held._del ? [['notSame', id, { [DELETED]: true }]] : [], id };
  const back = held?._del && { [DELETED]: false };
  const writes: Write[] = held && !held._del ? [] : [['notSame', id, { at: planning.now, ...back }]];
  return { writes, id, existing: writes.length === 0 };
}
