import type { CommandArgs } from '../../domain/command.ts';
import type { Evidence } from '../../domain/entities.ts';
import { Failure } from '../../domain/failure.ts';
import type { Fields } from '../../domain/row.ts';
import type { Book, BookState } from '../schema.ts';
import { deletion, editable, elements, need, type Plan, type Planning } from './plan.ts';

/** The next free customer code: `KH-0001`. */
export function nextCode(state: BookState): string {
  const code = `KH-${String(state.nextCode).padStart(4, '0')}`;
  state.nextCode += 1;
  return code;
}

/** The customer that holds a key, or null. */
export async function holderOf(book: Book, key: string): Promise<string | null> {
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
  const { fields: custom, ...set } = args.set;
  const fields: Fields = { ...set, ...elements('fields', custom ?? {}) };
  for (const tag of args.tags ?? []) fields[`tags/${tag}`] = true;
  for (const key of args.keys ?? []) {
    await refuseTaken(book, key, id);
    if (!existing?.keys.includes(key)) fields[`links/${key}`] = evidence(args.link, now);
  }
  if (existing) return { writes: [['customers', id, fields]], id };
  Object.assign(fields, { code: nextCode(state), createdAt: now, ...(args.sample && { sample: true }) });
  return { writes: [['customers', id, fields]], id };
}

function evidence(link: CommandArgs<'customer.save'>['link'], now: number): Evidence {
  return { by: link?.by ?? 'user', from: link?.from ?? '', at: now };
}

export async function deleteCustomer(
  planning: Planning,
  { id }: CommandArgs<'customer.delete'>,
): Promise<Plan> {
  await need(planning, 'customers', id);
  return deletion('customers', id);
}

export async function linkIdentity(planning: Planning, args: CommandArgs<'identity.link'>): Promise<Plan> {
  const { customer, key, link } = args;
  const row = await need(planning, 'customers', customer);
  if (row.keys.includes(key)) return { writes: [], id: customer, existing: true };
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
  await need(planning, 'customers', args.customer);
  return { writes: [['customers', args.customer, { [`links/${args.key}`]: false }]], id: args.customer };
}
