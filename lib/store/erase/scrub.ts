import type { Customer } from '../../domain/entities.ts';
import type { LogOp } from '../../domain/log-op.ts';
import type { Change, Fields, Op } from '../../domain/row.ts';
import { graveId } from '../batch.ts';
import type { ImportJob } from '../jobs.ts';
import type { Book } from '../schema.ts';

/** What must be found in the history to be taken out of it. */
export interface Traces {
  /** `<table>/<row id>` of all rows that are gone. */
  rows: ReadonlySet<string>;
  customers: ReadonlySet<string>;
  /** Keys that nobody else holds now. */
  keys: ReadonlySet<string>;
  names: ReadonlySet<string>;
}

export interface Scrubbed {
  /** Edits that were taken out. */
  edits: number;
  /** Customers in whose past a key of the person stood by mistake, and the registers that told so. */
  strays: Map<string, Set<string>>;
}

/** Registers of a customer that are named by a key. */
const BY_KEY = ['links/', 'notOurs/'];
/** The key that a register is named by, '' for others. */
const keyIn = (register: string): string => {
  const prefix = BY_KEY.find((one) => register.startsWith(one));
  return prefix ? register.slice(prefix.length) : '';
};

/** Takes one person out of a change. @returns null when it says nothing of them. */
function scrubbedChange(change: Change, traces: Traces, found: Scrubbed): Change | null {
  const ops: Op[] = [];
  const prior: Fields[] = [];
  const over: NonNullable<Change['over']> = {};
  let touched = change.customers.some((id) => traces.customers.has(id));
  change.ops.forEach((op, index) => {
    if (traces.rows.has(graveId(op[0], op[1]))) {
      touched = true;
      found.edits += 1;
      return;
    }
    const kept = withoutStrays(op, change.prior[index], traces, found);
    if (kept.op !== op) touched = true;
    if (Object.keys(kept.op[3]).length === 0) return;
    const replaced = change.over?.[index];
    if (replaced !== undefined) over[ops.length] = replaced;
    ops.push(kept.op);
    if (change.prior.length > 0) prior.push(kept.prior);
  });
  if (!touched) return null;
  const customers = change.customers.filter((id) => !traces.customers.has(id));
  return { ...change, ops, prior, customers, ...(change.over && { over }) };
}

/** A key that somebody else once had or was asked about, by mistake, is this person's all the same. */
function withoutStrays(
  op: Op,
  prior: Fields = {},
  { keys }: Traces,
  found: Scrubbed,
): { op: Op; prior: Fields } {
  const [table, id, stamp, fields] = op;
  if (table !== 'customers' || keys.size === 0) return { op, prior };
  const stray = Object.keys(fields).filter((name) => keys.has(keyIn(name)));
  if (stray.length === 0) return { op, prior };
  const registers = found.strays.get(id) ?? new Set();
  for (const name of stray) registers.add(name);
  found.strays.set(id, registers);
  const without = (all: Fields) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => !stray.includes(name)));
  return { op: [table, id, stamp, without(fields)], prior: without(prior) };
}

/**
 * Takes a person out of the whole history. A change that said nothing else goes; the pages of an import stay, though
 * they may be empty, because the import is undone page by page.
 * @param own id of the erasing itself.
 */
export async function scrubHistory(book: Book, traces: Traces, own: string): Promise<Scrubbed> {
  const found: Scrubbed = { edits: 0, strays: new Map() };
  await book.changes.toCollection().modify((change, at) => {
    if (change.id === own) return false;
    const clean = scrubbedChange(change, traces, found);
    if (clean === null) return false;
    const context = at as unknown as { value?: Change };
    if (clean.ops.length === 0 && change.origin !== 'import') delete context.value;
    else context.value = clean;
    return true;
  });
  return found;
}

/** Forgets that other customers once had a key of the person, or were asked whether it is one of theirs. */
export async function scrubStrays(book: Book, strays: Scrubbed['strays']): Promise<void> {
  if (strays.size === 0) return;
  const forget = (row: Pick<Customer, 'id' | 'notOurs' | 'stamps'>): boolean => {
    const names = strays.get(row.id);
    if (!names) return false;
    for (const name of names) delete row.stamps?.[name];
    if (row.notOurs) row.notOurs = row.notOurs.filter((key) => !names.has(`notOurs/${key}`));
    return true;
  };
  await book.customers
    .where('id')
    .anyOf([...strays.keys()])
    .modify((row) => forget(row));
  await book.graves
    .where('id')
    .anyOf([...strays.keys()].map((id) => graveId('customers', id)))
    .modify((grave) => forget(grave.row as Customer));
}

/** Takes a person out of the doubtful rows that imports remember. */
export async function scrubImports(book: Book, { keys, names }: Traces): Promise<void> {
  await (book.table('meta') as unknown as { where: typeof book.meta.where })
    .where('key')
    .startsWith('import/')
    .modify((row) => {
      const job = row as unknown as ImportJob;
      const before = job.doubtful.length;
      job.doubtful = job.doubtful.filter(
        ({ name, handles, doubts }) =>
          !names.has(name) &&
          !handles.some((handle) => keys.has(handle)) &&
          !doubts.some(({ key, holder }) => keys.has(key) || names.has(holder)),
      );
      return job.doubtful.length !== before;
    });
}

/** Takes a person out of what came from other devices: texts that lost, and writes that wait for a newer Beside. */
export async function scrubWaiting(book: Book, { rows, customers, keys, names }: Traces): Promise<void> {
  await Promise.all([
    book.versions.filter(({ note }) => rows.has(graveId('notes', note))).delete(),
    book.deferred
      .filter(({ op }) => {
        const [table, id, , fields] = op;
        if (rows.has(`${table}/${id}`)) return true;
        // Another customer may go by the same name.
        const isTheirs = (word: string) => customers.has(word) || (table !== 'customers' && names.has(word));
        if ([...wordsIn(op)].some(isTheirs)) return true;
        const text = JSON.stringify(fields);
        return [...keys].some((key) => text.includes(JSON.stringify(key).slice(1, -1)));
      })
      .delete(),
  ]);
}

/** Leaves out the writes that are about somebody who was erased. Nothing is known of their tables: any word may be an id. */
export async function withoutTheirs(book: Book, ops: readonly LogOp[]): Promise<LogOp[]> {
  const words = new Map(ops.map((op) => [op, [...wordsIn(op)]]));
  const ids = new Set(
    [...words].flatMap(([op, all]) => [
      `${op[0]}/${op[1]}`,
      ...all.map((word) => graveId('customers', word)),
    ]),
  );
  const graves = await book.graves.bulkGet([...ids]);
  const erased = new Set(graves.flatMap((grave) => (grave?.row._erased ? [grave.id] : [])));
  if (erased.size === 0) return [...ops];
  return ops.filter(
    (op) =>
      !erased.has(`${op[0]}/${op[1]}`) &&
      !words.get(op)!.some((word) => erased.has(graveId('customers', word))),
  );
}

/** Longer texts are no ids and no names. */
const WORD = 512;

/** Everything in a write that may be an id or a name: the parts of its own, registers, and whatever texts it holds. */
function wordsIn([, id, , fields]: LogOp): Set<string> {
  const words = new Set([id, ...id.split('/')]);
  const take = (value: unknown): void => {
    if (typeof value === 'string') {
      if (value.length <= WORD) words.add(value);
    } else if (typeof value === 'object' && value !== null)
      for (const [name, held] of Object.entries(value)) {
        take(name);
        take(name.slice(name.indexOf('/') + 1));
        take(held);
      }
  };
  take(fields);
  return words;
}
