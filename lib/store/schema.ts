import Dexie, { type EntityTable, type Table } from 'dexie';
import type { Campaign, Send } from '../domain/campaign.ts';
import type { Deal } from '../domain/deal.ts';
import type {
  Customer,
  Interaction,
  Membership,
  Merge,
  NeverLog,
  Note,
  NotSame,
  Order,
  Reminder,
  Tag,
  View,
} from '../domain/entities.ts';
import { Failure } from '../domain/failure.ts';
import type { LogOp } from '../domain/log-op.ts';
import type { Cost, Matter } from '../domain/matter.ts';
import type { Playbook, Run } from '../domain/playbook.ts';
import type { Goal } from '../domain/report/goal.ts';
import type { Change, Row, TableName } from '../domain/row.ts';
import type { RowOf } from '../domain/row-of.ts';
import type { PriceGroup, Product, Quote, Template } from '../domain/say/rows.ts';
import type { Stamp } from '../domain/stamp.ts';
import type { CellCounts } from './cells/cells.ts';
import type { CellChunk } from './cells/chunk.ts';
import { isClosed, toFailure } from './errors.ts';
import { KnownTokens } from './known-tokens.ts';
import { randomId } from './random-id.ts';

/** A deleted row, kept whole and for ever: what undo brings back, and what sync must not bring back. */
export interface Grave {
  /** `<table>/<row id>`. */
  id: string;
  table: TableName;
  /** Stamp of the deletion. */
  stamp: Stamp;
  row: Row;
}

/**
 * The names of some 512 customers, one line each, in step with their chunk. They stand apart because they are few: a book
 * just opened answers a name from them long before all text is read.
 */
export interface SearchHead {
  id: number;
  /** Rises over all heads and chunks with each write: what was written since a reader last looked. */
  version: number;
  size: number;
  /** Customer ids. */
  ids: string;
  names: string;
  folded: string;
}

/** The searched text of the same customers, line n of each text is one customer. */
export interface SearchChunk {
  id: number;
  version: number;
  size: number;
  /** Customer id, code and identity keys, tab-separated. */
  refs: string;
  text: string;
  /** Tag ids, each between tabs. Absent in a chunk that was written before there was such a text. */
  tags?: string;
}

/** A sealed segment of this device's, sent as it is as often as it takes. */
export interface SealedSegment {
  seq: number;
  bytes: Uint8Array<ArrayBuffer>;
  digest: string;
}

/** A write that only a newer Beside can read. */
export interface DeferredWrite {
  id: string;
  op: LogOp;
}

/** What a note said on a device whose edit lost. */
export interface NoteVersion {
  /** `<note>@<stamp>`. */
  id: string;
  note: string;
  stamp: Stamp;
  text: string;
  /** Milliseconds since 1970. */
  until: number;
}

/** Counters of this database, read and written inside the transaction of each command. */
export interface BookState {
  key: 'state';
  /** Id of this database among all copies of the book; never reused. */
  replica: string;
  /** Newest stamp made here. */
  clock: Stamp;
  /** Number of the next customer code. */
  nextCode: number;
  searchVersion: number;
  /** The chunk that takes new customers. */
  openChunk: number;
  /**
   * Customers who are shown: live, and merged into nobody. Counting a big table takes longer than a list may. Absent
   * where the counters were lost, until the next change counts anew.
   */
  shown?: number;
  /** Rises when rows of customers are written that no change tells of: what follows the change log reads anew. */
  untold?: number;
  /** Of the columns that reports are made from. Absent where the counters were lost, until the next command makes them anew. */
  cells?: CellCounts;
}

const VERSION = 1;
const SCHEMA = {
  customers:
    'id, *keys, *doubts, *nameKeys, *tags, sortName, code, createdAt, nextDueAt, lastContactAt, waitingSince, quietAt, isSample, isInternal, *domains, taxCode, root, *bought, *buysAt, troubleAt, referredBy, source',
  interactions: 'id, *who, *complaintOf, *troubles, noted',
  notes: 'id, customer',
  reminders: 'id, customer, dueAt, asideAt, ringAt, promisedAt, toldTo, watches, [customer+dueAt]',
  orders: 'id, customer, number, backAt',
  tags: 'id',
  neverLog: 'id',
  merges: 'id, into',
  notSame: 'id',
  views: 'id',
  memberships: 'id, person, organisation',
  goals: 'id',
  deals: 'id, customer, state',
  playbooks: 'id',
  runs: 'id, customer, playbook, [playbook+planned]',
  campaigns: 'id',
  sends: 'id, customer, campaign',
  templates: 'id',
  products: 'id',
  priceGroups: 'id',
  quotes: 'id, customer',
  matters: 'id, customer, [kind+state], [kind+at]',
  costs: 'id, month',
  graves: 'id',
  // Customers that rows refer to and nobody has seen yet: their facts are counted when they come.
  orphans: 'id',
  changes: '++seq, &id, *customers',
  searchHeads: 'id, version',
  searchChunks: 'id, version',
  cellChunks: 'id, version',
  meta: 'key',
  // Of syncing, and empty without it: own sealed segments, what only a newer Beside can read, texts of notes that lost.
  syncOut: 'seq',
  deferred: 'id',
  versions: 'id, note, until',
} as const;

export class Book extends Dexie {
  declare customers: EntityTable<Customer, 'id'>;
  declare interactions: EntityTable<Interaction, 'id'>;
  declare notes: EntityTable<Note, 'id'>;
  declare reminders: EntityTable<Reminder, 'id'>;
  declare orders: EntityTable<Order, 'id'>;
  declare tags: EntityTable<Tag, 'id'>;
  declare neverLog: EntityTable<NeverLog, 'id'>;
  declare merges: EntityTable<Merge, 'id'>;
  declare notSame: EntityTable<NotSame, 'id'>;
  declare views: EntityTable<View, 'id'>;
  declare memberships: EntityTable<Membership, 'id'>;
  declare goals: EntityTable<Goal, 'id'>;
  declare deals: EntityTable<Deal, 'id'>;
  declare playbooks: EntityTable<Playbook, 'id'>;
  declare runs: EntityTable<Run, 'id'>;
  declare campaigns: EntityTable<Campaign, 'id'>;
  declare sends: EntityTable<Send, 'id'>;
  declare templates: EntityTable<Template, 'id'>;
  declare products: EntityTable<Product, 'id'>;
  declare priceGroups: EntityTable<PriceGroup, 'id'>;
  declare quotes: EntityTable<Quote, 'id'>;
  declare matters: EntityTable<Matter, 'id'>;
  declare costs: EntityTable<Cost, 'id'>;
  declare graves: EntityTable<Grave, 'id'>;
  declare orphans: EntityTable<{ id: string }, 'id'>;
  declare changes: Table<Change, number, Change>;
  declare searchHeads: EntityTable<SearchHead, 'id'>;
  declare searchChunks: EntityTable<SearchChunk, 'id'>;
  declare cellChunks: EntityTable<CellChunk, 'id'>;
  declare meta: EntityTable<BookState, 'key'>;
  declare syncOut: EntityTable<SealedSegment, 'seq'>;
  declare deferred: EntityTable<DeferredWrite, 'id'>;
  declare versions: EntityTable<NoteVersion, 'id'>;

  readonly factory: IDBFactory | undefined;
  /** True once another window needs a newer schema: this connection must not come back. */
  retired = false;
  /** Lets an import skip look-ups of what cannot be there. */
  readonly known: KnownTokens = new KnownTokens();

  constructor(name: string, newReplica: () => string = randomId, engine: Partial<Engine> = {}) {
    // No cache: it may tell a subscriber of a write before that is committed (Dexie #2112), and every context has
    // its own. IndexedDB itself answers the card in a few milliseconds.
    super(name, { cache: 'disabled', ...engine });
    this.factory = engine.indexedDB;
    this.version(VERSION).stores(SCHEMA);
    this.on('populate', (tx) => tx.table('meta').add(firstState(newReplica())));
  }

  recorded<N extends TableName>(name: N): EntityTable<RowOf[N], 'id'> {
    return this.table(name);
  }
}

function firstState(replica: string): BookState {
  const cells = { event: 0, person: 0, version: 0 };
  return { key: 'state', replica, clock: '', nextCode: 1, searchVersion: 0, openChunk: 0, shown: 0, cells };
}

/** A database to use in place of the browser's own: the widget's where storage is refused. */
export interface Engine {
  indexedDB: IDBFactory;
  IDBKeyRange: typeof IDBKeyRange;
}

export interface OpenDeps {
  newReplica?: () => string;
  engine?: Engine;
  /** Another window with an older Beside holds the database: say "close or reload the other windows". */
  blocked?: () => void;
  /** Another window runs a newer Beside: this one has let go and must be reloaded. */
  outdated?: () => void;
}

/**
 * Opens a book, making it when there is none. A restored book is opened under a new name; nothing here ever deletes.
 * @throws Failure `database-newer`, `database-broken`, `disk-full`.
 */
export async function openBook(name: string, deps: OpenDeps = {}): Promise<Book> {
  await refuseNewer(name, deps.engine?.indexedDB);
  const book = new Book(name, deps.newReplica, deps.engine);
  if (deps.blocked) book.on('blocked', deps.blocked);
  book.on('versionchange', () => {
    book.retired = true;
    book.close({ disableAutoOpen: true });
    deps.outdated?.();
    // Dexie's own answer would open again on the next call.
    return false;
  });
  try {
    await book.open();
  } catch (error) {
    throw toFailure(error);
  }
  return book;
}

/** Dexie would open a newer database and patch it; asking first leaves it as it is. */
async function refuseNewer(name: string, factory?: IDBFactory): Promise<void> {
  // Dexie multiplies its versions by ten.
  const ours = VERSION * 10;
  try {
    const found = (await (factory ?? indexedDB).databases()).find((database) => database.name === name);
    // Dexie itself raises the last digit when it adds an index that is missing.
    if (found?.version !== undefined && found.version >= ours + 10) throw new Failure('database-newer');
  } catch (error) {
    throw toFailure(error);
  }
}

/**
 * Runs work on an open book and names its errors. A worker that was put to sleep may wake with a dead connection
 * (Dexie #1805): then the book is opened again and the work, which left nothing behind, is done once more.
 */
export async function withBook<T>(book: Book, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isClosed(error) || book.retired) throw toFailure(error);
  }
  try {
    book.close({ disableAutoOpen: false });
    // Beside may have been updated while the worker slept.
    await refuseNewer(book.name, book.factory);
    await book.open();
    return await work();
  } catch (error) {
    throw toFailure(error);
  }
}

/**
 * Reads several tables as they are at one moment. The answer comes with the last read: nobody need wait until the
 * browser has closed the transaction.
 */
export function reading<T>(book: Book, tables: Table[], work: () => Promise<T>): Promise<T> {
  return new Dexie.Promise<T>((resolve, reject) => {
    book.transaction('r', tables, async () => resolve(await work())).catch(reject);
  }) as unknown as Promise<T>;
}

/** Everything a command may read or write. One scope for all keeps writers in line, whichever context they are in. */
export function writing<T>(book: Book, work: () => Promise<T>): Promise<T> {
  // Dexie keeps hold of the transaction across awaits only in a function that is itself async.
  return book.transaction('rw', book.tables, async () => work());
}

/** The counters; made anew if a half-broken database lost them. */
export async function readState(book: Book): Promise<BookState> {
  const state = await book.meta.get('state');
  if (state) return state;
  const { shown: _unknown, cells: _lost, ...anew } = firstState(randomId());
  return anew;
}

/** How many customers are shown. @param known the counters, where they are read already. */
export async function countShown(book: Book, known?: BookState): Promise<number> {
  const state = known ?? (await book.meta.get('state'));
  if (state?.shown !== undefined) return state.shown;
  const [all, behind] = await Promise.all([
    book.customers.count(),
    book.customers.where('root').above('').count(),
  ]);
  return all - behind;
}
