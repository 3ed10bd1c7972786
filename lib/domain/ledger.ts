/**
 * What is written down of reading, sending and erasing on this device: counts, dates and names of sites, never a person.
 * It is what the privacy receipt shows.
 */

/** How often conversations of a site were opened and read. */
export interface ReadCount {
  threads: number;
  /** Milliseconds since 1970. */
  first: number;
  last: number;
}

/** Files that left Beside because the seller asked for them. */
export interface FileCount {
  files: number;
  bytes: number;
  /** Milliseconds since 1970. */
  last: number;
}

/** What went to and came from the seller's own store, counted where the requests are made. */
export interface SyncCount {
  requests: number;
  /** Bytes, headers included as far as they are known. */
  sent: number;
  received: number;
  /** Milliseconds since 1970. */
  first: number;
  last: number;
}

/** What is erased with a person, by kind. */
export const ERASED_KINDS = [
  'originals',
  'identities',
  'names',
  'fields',
  'notes',
  'interactions',
  'shared',
  'reminders',
  'orders',
  'deals',
  'quotes',
  'rules',
  'pairs',
  'ties',
  'matters',
  'runs',
  'sends',
  'bin',
  'edits',
] as const;
export type ErasedKind = (typeof ERASED_KINDS)[number];
export type ErasedCounts = Record<ErasedKind, number>;

export const NOTHING_ERASED = Object.fromEntries(ERASED_KINDS.map((kind) => [kind, 0])) as ErasedCounts;

/** Copies that a person may still stand in when the book itself is clean. */
export const COPIES = ['snapshot', 'pages', 'books', 'living'] as const;
export type CopyKind = (typeof COPIES)[number];

/** The receipt of one erasing. It names nobody. */
export interface EraseReceipt {
  /** Id of the change. */
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  counts: ErasedCounts;
  /** Copies that still have to follow. */
  pending: CopyKind[];
  /** Older books of this browser that could not be opened, and hold what they held. */
  closedBooks: number;
}

/** What a rule of retention took away, run by run. */
export interface ThinReceipt {
  /** Milliseconds since 1970. */
  at: number;
  /** Entries that were thinned, by site. */
  sites: Record<string, number>;
}

export interface LedgerView {
  reads: Record<string, ReadCount>;
  files: { exports: FileCount | null; living: FileCount | null };
  /** Null: sync has never asked for anything. */
  sync: SyncCount | null;
  /** Newest first. */
  erased: EraseReceipt[];
  /** Newest first. */
  thinned: ThinReceipt[];
}

/** What would go with a person, before it goes. */
export interface EraseView {
  name: string;
  code: string;
  counts: ErasedCounts;
  /** Name of the folder of the living backup, whose older copies go at its next writing; null where there is none. */
  living: string | null;
}
