import type { CommandArgs } from '../../domain/command.ts';
import { Failure } from '../../domain/failure.ts';
import { parseImport } from '../../domain/import-schema.ts';
import { isLive } from '../../domain/merge.ts';
import type { Fields } from '../../domain/row.ts';
import { RULES } from '../../domain/tables.ts';
import { loadRows } from '../apply.ts';
import { withoutErased } from '../erase/absent.ts';
import { nextCode } from './customer.ts';
import type { Plan, Planning, Write } from './plan.ts';

type ImportedRow = CommandArgs<'import.rows'>['rows'][number];

/**
 * A page of whole rows. Rows that exist are merged per field, rows in their graves come back. One bad row refuses the
 * page: the detail says which (its place in the page, from 0) and which field, never what was in it.
 */
export async function importRows(planning: Planning, { rows }: CommandArgs<'import.rows'>): Promise<Plan> {
  const all = rows.map(parsedRow);
  await loadRows(planning.batch, all);
  all.forEach((write, place) => {
    complete(planning, write, place);
  });
  const writes = await withoutErased(planning.book, planning.batch, all);
  await refuseTakenKeys(planning, writes);
  await giveCodes(planning, writes);
  return { writes, id: writes[0]?.[1] ?? null };
}

function refuse(place: number, what: string): Failure {
  return new Failure('bad-input', `row ${place}: ${what}`);
}

function parsedRow({ table, id, fields }: ImportedRow, place: number): Write {
  const parsed = parseImport(table, fields);
  if (parsed.fields === null) throw refuse(place, parsed.problem);
  return [table, id, parsed.fields];
}

/** A new row must say what it is; a row in its grave comes back; a logged entry keeps its core. */
function complete({ batch, now }: Planning, [table, id, fields]: Write, place: number): void {
  const row = batch.row(table, id);
  if (row !== null) {
    if (!isLive(row)) fields._del = false;
    dropCore(table, fields);
    return;
  }
  const missing = RULES[table].needed.find((name) => fields[name] === undefined);
  if (missing) throw refuse(place, missing);
  if (table === 'customers') fields.createdAt ??= now;
  if (table === 'interactions') fields.loggedAt ??= now;
}

function dropCore(table: Write[0], fields: Fields): void {
  for (const name of RULES[table].core) delete fields[name];
}

async function refuseTakenKeys({ book }: Planning, writes: readonly Write[]): Promise<void> {
  const takers = new Map<string, string>();
  for (const [place, [table, id, fields]] of writes.entries()) {
    if (table !== 'customers') continue;
    for (const name of Object.keys(fields)) {
      if (!name.startsWith('links/') || !fields[name]) continue;
      const key = name.slice('links/'.length);
      if ((takers.get(key) ?? id) !== id) throw refuse(place, name);
      takers.set(key, id);
    }
  }
  const maybe = await book.known.among(book, [...takers.keys()]);
  if (maybe.length === 0) return;
  for (const holder of await book.customers.where('keys').anyOf(maybe).toArray())
    for (const key of holder.keys)
      if ((takers.get(key) ?? holder.id) !== holder.id) throw new Failure('key-taken', holder.id);
}

const OUR_CODE = /^KH-(\d{1,9})$/;

/** Codes stay unique: an imported code that another customer has is given up for a new one. */
async function giveCodes(planning: Planning, writes: readonly Write[]): Promise<void> {
  const { book, batch, state } = planning;
  const customers = writes.filter(([table]) => table === 'customers');
  const codes = customers
    .map(([, , fields]) => fields.code)
    .filter((code) => typeof code === 'string' && code);
  const maybe = await book.known.among(book, codes as string[]);
  const owners = maybe.length > 0 ? await book.customers.where('code').anyOf(maybe).toArray() : [];
  const taken = new Map(owners.map((owner) => [owner.code, owner.id]));
  for (const code of codes as string[]) skipCode(state, code);
  for (const [, id, fields] of customers) {
    const code = fields.code as string | undefined;
    const free = code && (taken.get(code) ?? id) === id;
    if (free) taken.set(code, id);
    else if (batch.row('customers', id) === null) fields.code = nextCode(state);
    else delete fields.code;
  }
}

function skipCode(state: Planning['state'], code: string): void {
  const number = Number(OUR_CODE.exec(code)?.[1] ?? 0);
  state.nextCode = Math.max(state.nextCode, number + 1);
}
