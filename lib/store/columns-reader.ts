import type { Customer } from '../domain/entities.ts';
import type { Change, Op } from '../domain/row.ts';
import { Columns } from './columns.ts';
import { type Book, countShown, reading } from './schema.ts';

/** Rows read at a time while the columns are filled: the page stays quick between. */
const PAGE = 2000;
/** More news than this is read quicker as a whole. */
const NEWS = 100;

interface Filled {
  columns: Columns;
  /** The newest change they know of. */
  seq: number;
  /** How many more the book counts than there are in the columns: 0, unless its counter is wrong. */
  missing: number | null;
  /** `BookState.untold`, from before they were read. */
  untold: number;
}

/**
 * Holds the columns of a book and brings them up to date by its change log: no command pays for them. Whoever shows a
 * list holds one, and lets go of it when hidden.
 */
export class ColumnsReader {
  readonly #book: Book;
  #held: Filled | null = null;
  #filling: Promise<Filled> | null = null;

  constructor(book: Book) {
    this.#book = book;
  }

  /** Whether an answer needs no reading of the whole table. */
  get isFilled(): boolean {
    return this.#held !== null;
  }

  /** The columns as the book is now. Reads the end of the change log, which makes a live query notice the next write. */
  async now(): Promise<Columns> {
    const filled = this.#held ?? (await Promise.resolve(this.#fill()));
    if (await this.#follow(filled)) return filled.columns;
    // Rows came without a change (a book that was put back), or more than is worth following.
    if (this.#held === filled) this.#held = null;
    const anew = await Promise.resolve(this.#fill());
    await this.#follow(anew);
    return anew.columns;
  }

  /**
   * As the book is at one moment: a count of another moment would look like rows that came by no change.
   * @returns false where the columns are not to be trusted any more.
   */
  #follow(filled: Filled): Promise<boolean> {
    const { changes, customers, meta } = this.#book;
    return reading(this.#book, [changes, customers, meta], async () => {
      const state = await meta.get('state');
      if ((state?.untold ?? 0) !== filled.untold || !(await this.#followLog(filled))) return false;
      const missing = (await countShown(this.#book, state)) - filled.columns.counted;
      // A count that was off when the columns were fresh is the counter's own mistake.
      filled.missing ??= missing;
      return missing === filled.missing;
    });
  }

  /** One filling for all who ask meanwhile. */
  #fill(): Promise<Filled> {
    this.#filling ??= this.#readAll().then(
      (filled) => {
        this.#held = filled;
        this.#filling = null;
        return filled;
      },
      (error: unknown) => {
        this.#filling = null;
        throw error;
      },
    );
    return this.#filling;
  }

  async #readAll(): Promise<Filled> {
    const newest = (await this.#book.changes.orderBy('seq').lastKey()) ?? 0;
    const untold = (await this.#book.meta.get('state'))?.untold ?? 0;
    const columns = new Columns();
    const read = (after: string) =>
      this.#book.customers.where('id').above(after).limit(PAGE).toArray() as PromiseLike<Customer[]>;
    let next = read('');
    for (;;) {
      const page = await next;
      if (page.length === 0) return { columns, seq: newest as number, missing: null, untold };
      // The database reads on meanwhile; a failure is met when its turn comes.
      next = read(page.at(-1)!.id);
      next.then(undefined, () => undefined);
      for (const row of page) columns.put(row);
    }
  }

  /** @returns false where the rest cannot be told from the log. */
  async #followLog(filled: Filled): Promise<boolean> {
    const { seq } = filled;
    const news = this.#book.changes.where('seq').above(seq);
    const count = await news.count();
    if (count === 0) return true;
    if (count > NEWS) return false;
    const changes = await news.toArray();
    const told = changes.map(customersIn);
    if (told.includes(null)) return false;
    const { columns } = filled;
    const touched = new Set(told.flatMap((ids) => [...ids!]));
    for (const id of columns.together(touched)) touched.add(id);
    // Those who have become one person with them since.
    const rows = await this.#book.customers.bulkGet([...touched]);
    const beside = new Set(rows.flatMap((row) => (row ? [...(row.members ?? []), row.root ?? row.id] : [])));
    const others = await this.#book.customers.bulkGet([...beside].filter((id) => !touched.has(id)));
    // Somebody else who asked was quicker: what was read may be older than what is held.
    if (filled.seq !== seq) return this.#followLog(filled);
    [...touched].forEach((id, i) => {
      const row = rows[i];
      if (row) columns.put(row);
      else columns.drop(id);
    });
    for (const row of others) if (row) columns.put(row);
    filled.seq = changes.at(-1)!.seq!;
    return true;
  }
}

/** A change of so few rows names all of its customers, see `Change.customers`. */
const FEW = 8;

/** The customers whose rows a change may have touched; null where it does not say. */
export function customersIn(change: Change): Set<string> | null {
  const found = new Set(change.customers);
  const isTold = found.size > 0 || change.ops.length <= FEW;
  for (const [i, op] of change.ops.entries()) {
    const named = namedIn(op, change.prior[i]);
    if (named === null && !isTold) return null;
    for (const id of named ?? []) found.add(id);
  }
  return found;
}

const WITHOUT_CUSTOMERS: ReadonlySet<Op[0]> = new Set([
  'tags',
  'neverLog',
  'notSame',
  'views',
  'memberships',
  'goals',
  'playbooks',
  'campaigns',
  'costs',
  'templates',
  'products',
  'priceGroups',
]);
const PART = 'customers/';

function namedIn([table, id, , fields]: Op, prior: Change['prior'][number] | undefined): string[] | null {
  if (WITHOUT_CUSTOMERS.has(table)) return [];
  if (table === 'customers') return [id];
  if (table === 'merges') return [id, fields.into, prior?.into].filter((one) => typeof one === 'string');
  const all = [...Object.keys(fields), ...Object.keys(prior ?? {})];
  const named = all.filter((name) => name.startsWith(PART)).map((name) => name.slice(PART.length));
  for (const one of [fields.customer, prior?.customer]) if (typeof one === 'string') named.push(one);
  return named.length > 0 ? named : null;
}
