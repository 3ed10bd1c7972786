import type { Stamp } from './stamp.ts';

/** The tables that are recorded in the change log, and therefore undone, exported and synced. */
export const TABLES = [
  'customers',
  'interactions',
  'notes',
  'reminders',
  'orders',
  'tags',
  'neverLog',
  'merges',
  'notSame',
  'views',
  'memberships',
  'goals',
  'deals',
  'playbooks',
  'runs',
  'campaigns',
  'sends',
  'templates',
  'products',
  'priceGroups',
  'quotes',
  'matters',
  'costs',
] as const;
export type TableName = (typeof TABLES)[number];

/** Every row belongs to a space (a book that may be shared). Before sync is set up there is one. */
export const HOME_SPACE = 'home';

/**
 * What every recorded row carries.
 *
 * `stamp` is the stamp of each field the row holds, unless `stamps` names another for that field. Rows are mostly
 * written at once, so this keeps one stamp instead of ten. A field that is absent from the row and from `stamps` was
 * never written. Elements of a set or map have registers of their own: `tags/vip`, `links/email:a@b.vn`,
 * `fields/size`.
 */
export interface Row {
  id: string;
  space: string;
  stamp: Stamp;
  stamps?: Record<string, Stamp>;
  /** True while the row lies in its grave. */
  _del?: boolean;
  /** True of a row that was erased: nothing is left of it but its id, and nothing can be written to it again. */
  _erased?: boolean;
}

/** Field (or `set/element`) → value. `null` clears a field; `false` takes an element out of a set or map. */
export type Fields = Record<string, unknown>;

/**
 * Fields to be filled in. Without a prototype an engine keeps an object as a table; else each handle, which no other
 * row has, would be a new shape of objects, and shapes are dear to make and to collect.
 */
export const emptyFields = (): Fields => Object.create(null) as Fields;

/**
 * One write to one row. Reserved fields: `_del` (true/false) deletes and restores the row, `_erased` empties it for ever,
 * `_thin` takes what was said out of a log entry for ever.
 */
export type Op = [table: TableName, id: string, stamp: Stamp, fields: Fields];

export type ChangeOrigin = 'local' | 'import' | 'undo' | 'sync';

/** One recorded edit: the unit of undo, audit and sync. It may hold one field or a page of rows. */
export interface Change {
  /** Local order of arrival; made by the store, never synced. */
  seq?: number;
  /** The change's own stamp: unique over all replicas. */
  id: string;
  /** The command that made it. */
  command: string;
  /** Milliseconds since 1970. */
  at: number;
  origin: ChangeOrigin;
  ops: Op[];
  /**
   * For each op, what its fields held before; a field that is absent here was empty. `{ _del: true }` beside an op that
   * does not write `_del` says that the op made the row. Empty when every op made its row (imports).
   */
  prior: Fields[];
  /** Of edits of a note's text, by op: the stamp of the text that was replaced. */
  over?: Record<number, Stamp>;
  /** Customers this change is about: the key of "what changed since last time". None for changes of more than 200. */
  customers: string[];
  /** Id of the change this one takes back. */
  undoes?: string;
  /** Id of the change that took this one back. */
  undoneBy?: string;
}
