import type { CommandArgs } from '../../domain/command.ts';
import { displayNameKey } from '../../domain/display-name.ts';
import type { Customer, Evidence } from '../../domain/entities.ts';
import { Failure } from '../../domain/failure.ts';
import { DELETED } from '../../domain/merge.ts';
import type { Fields } from '../../domain/row.ts';
import { readTaxCode } from '../../domain/tax-code.ts';
import { chosenIn } from '../groups.ts';
import type { Book, BookState } from '../schema.ts';
import { withoutHints, withStageLog } from './knowing.ts';
import { tie } from './membership.ts';
import { editable, elements, need, needGroup, type Plan, type Planning, type Write } from './plan.ts';

/** The next free customer code: `KH-0001`. */
export function nextCode(state: BookState): string {
  const code = `KH-${String(state.nextCode).padStart(4, '0')}`;
  state.nextCode += 1;
  return code;
}

/** The customer that holds a key, or null. */
async function holderOf(book: Book, key: string): Promise<string | null> {
  const [holder] = await book.customers.where('keys').equals(key).primaryKeys();
  return holder ?? null;
}

async function refuseTaken(book: Book, key: string, by: string): Promise<void> {
  const holder = await holderOf(book, key);
  if (holder !== null && holder !== by) throw new Failure('key-taken', holder);
}

export async function saveCustomer(planning: Planning, args: CommandArgs<'customer.save'>): Promise<Plan> {
  const { book, now, state } = planning;
  const id = args.id ?? planning.newId();
  const existing = await editable(planning, 'customers', id);
  const { fields: custom, hints, ...set } = args.set;
  const fields: Fields = { ...set, ...elements('fields', custom ?? {}), ...elements('hints', hints ?? {}) };
  if (set.taxCode !== undefined) fields.taxCode = readTaxCode(set.taxCode).code;
  for (const tag of args.tags ?? []) fields[`tags/${tag}`] = true;
  const group = existing ? await needGroup(planning, id) : [];
  for (const key of args.keys ?? []) {
    const holder = await holderOf(book, key);
    // A handle of one who was merged into this customer is this person's already.
    if (group.some((one) => one.id === holder)) continue;
    if (holder !== null && holder !== id) throw new Failure('key-taken', holder);
    fields[`links/${key}`] = evidence(args.link, now);
  }
  for (const { channel, name } of args.displayNames ?? []) {
    const key = displayNameKey(channel, name);
    if (key === null || [existing, ...group].some((one) => one?.displayNames[key])) continue;
    fields[`displayNames/${key}`] = { ...evidence(args.link, now), name };
  }
  const people = existing ? group.map((one) => one.id) : [id];
  const { organisation } = args;
  const ties = organisation ? await tie(planning, people, { person: id, organisation }) : [];
  if (existing) {
    const own = withStageLog(planning, await writtenWhereShown(planning, existing, fields));
    return { writes: [...own, ...withoutHints(group, hints ?? {}, id), ...ties], id };
  }
  Object.assign(fields, { code: nextCode(state), createdAt: now, ...(args.sample && { sample: true }) });
  return { writes: [['customers', id, fields], ...ties], id };
}

/** An edit of what is shown of a merged customer belongs to that customer, and goes with them when they are split. */
async function writtenWhereShown(planning: Planning, row: Customer, fields: Fields): Promise<Write[]> {
  const members = row.members ?? [];
  if (members.length === 0) return [['customers', row.id, fields]];
  await planning.batch.load('merges', members);
  const own = { ...fields };
  const writes: Write[] = [];
  for (const id of members) {
    const merge = planning.batch.live('merges', id);
    const theirs: Fields = {};
    for (const field of merge ? chosenIn(merge, own) : []) {
      if (own[field] === undefined) continue;
      theirs[field] = own[field];
      delete own[field];
    }
    if (Object.keys(theirs).length > 0) writes.push(['customers', id, theirs]);
  }
  return [['customers', row.id, own], ...writes];
}

function evidence(link: CommandArgs<'customer.save'>['link'], now: number): Evidence {
  return { by: link?.by ?? 'user', from: link?.from ?? '', at: now };
}

export async function deleteCustomer(
  planning: Planning,
  { id }: CommandArgs<'customer.delete'>,
): Promise<Plan> {
  const group = await needGroup(planning, id);
  return { writes: group.map((row): Write => ['customers', row.id, { [DELETED]: true }]), id };
}

const ASIDE_FIELDS = {
  waiting: 'asideWaiting',
  quiet: 'asideQuiet',
  complaint: 'asideComplaint',
} as const;

export async function putAside(planning: Planning, args: CommandArgs<'customer.aside'>): Promise<Plan> {
  const row = await need(planning, 'customers', args.id);
  // Lists show the one who stands for a group.
  const id = row.root ?? row.id;
  return { writes: [['customers', id, { [ASIDE_FIELDS[args.list]]: args.aside }]], id };
}

export async function linkIdentity(planning: Planning, args: CommandArgs<'identity.link'>): Promise<Plan> {
  const { customer, key, link } = args;
  const group = await needGroup(planning, customer);
  if (group.some((row) => row.keys.includes(key))) return { writes: [], id: customer, existing: true };
  await refuseTaken(planning.book, key, customer);
  return {
    writes: [['customers', customer, { [`links/${key}`]: evidence(link, planning.now) }]],
    id: customer,
  };
}

export async function unlinkIdentity(
  planning: Planning,
  args: CommandArgs<'identity.unlink'>,
): Promise<Plan> {
  const group = await needGroup(planning, args.customer);
  const holders = group.filter((row) => args.key in row.links);
  const writes = holders.map((row): Write => ['customers', row.id, { [`links/${args.key}`]: false }]);
  return { writes, id: args.customer };
}

export async function forgetDisplayName(
  planning: Planning,
  args: CommandArgs<'displayName.forget'>,
): Promise<Plan> {
  const group = await needGroup(planning, args.customer);
  const known = group.filter((row) => args.key in row.displayNames);
  const writes = known.map((row): Write => ['customers', row.id, { [`displayNames/${args.key}`]: false }]);
  return { writes, id: args.customer };
}
