import type { Reminder } from '../domain/entities.ts';
import { Failure } from '../domain/failure.ts';
import { isLive, recordedPart } from '../domain/merge.ts';
import { type Row, TABLES, type TableName } from '../domain/row.ts';
import { Batch, graveId, graveOf } from './batch.ts';
import { isUnrecorded } from './keepers.ts';
import { checksum, pack, unpack } from './packing.ts';
import { type Book, type BookState, type Grave, readState, withBook, writing } from './schema.ts';
import { settle } from './settle.ts';

/**
 * The last-good snapshot: all recorded rows and graves, in another storage engine than the book (storage.local), for
 * the day the browser cannot open its own database. Two generations are kept. Format: docs/data-format.md.
 */
export interface Shelf {
  get(key: string): Promise<string | undefined>;
  set(key: string, text: string): Promise<void>;
  remove(key: string): Promise<void>;
}

const SNAPSHOT_VERSION = 1;
const SLOTS = ['a', 'b'] as const;
type Slot = (typeof SLOTS)[number];
/** Rows in a part: what is in memory at once. */
const PART_ROWS = 500;
/** More edits than this while a snapshot was being written: the book is busy, the next try will do. */
const LATE_ROWS = 20_000;

/** One part before packing. `rows` are live, `graves` dead; a later part overrides an earlier one. */
export interface SnapshotPart {
  rows: Partial<Record<TableName, Row[]>>;
  graves: Grave[];
}

export interface Manifest {
  v: number;
  slot: Slot;
  /** Name of the database it was taken of. */
  book: string;
  /** Milliseconds since 1970. */
  at: number;
  /** Number of the newest change it holds. */
  seq: number;
  clock: string;
  nextCode: number;
  customers: number;
  parts: { sha256: string; rows: number }[];
}

const manifestKey = (slot: Slot): string => `snapshot/${slot}`;
const partKey = (slot: Slot, number: number): string => `snapshot/${slot}/${number}`;

/**
 * Writes a snapshot over the older generation. Null when nothing changed since the last one, when nothing was ever
 * written, or when the book was too busy. The manifest is written last: until then, the other generation counts.
 */
export async function writeSnapshot(book: Book, shelf: Shelf, now: number): Promise<Manifest | null> {
  const newest = await newestManifest(shelf);
  const seq = await withBook(book, () => lastSeq(book));
  if (newest && newest.book === book.name && newest.seq === seq) return null;
  // A book in which nothing was ever written. Where there is a copy, the browser lost its database and made it anew:
  // the copy is all there is.
  if (seq === 0) return null;
  const slot = newest?.slot === 'a' ? 'b' : 'a';
  await shelf.remove(manifestKey(slot));
  const parts: Manifest['parts'] = [];
  const write = async (part: SnapshotPart, rows: number): Promise<void> => {
    const text = await pack(part);
    await shelf.set(partKey(slot, parts.length), text);
    parts.push({ sha256: await checksum(text), rows });
  };
  const end = await writeParts(book, write, true);
  if (end === null) return null;
  const customers = await book.customers.count();
  const manifest: Manifest = {
    v: SNAPSHOT_VERSION,
    slot,
    book: book.name,
    at: now,
    ...end,
    customers,
    parts,
  };
  await shelf.set(manifestKey(slot), JSON.stringify(manifest));
  await removeLeftOvers(shelf, slot, parts.length);
  return manifest;
}

export type WritePart = (part: SnapshotPart, rows: number) => Promise<void>;
/** The counters of the moment a copy stands for. */
export type PartsEnd = Pick<BookState, 'clock' | 'nextCode'> & { seq: number };

/**
 * Hands over the whole book part by part, while it goes on living. Null when it was too busy to be copied.
 * @param graves without them, deleted rows appear only where they were deleted meanwhile.
 */
export async function writeParts(book: Book, write: WritePart, graves: boolean): Promise<PartsEnd | null> {
  const seq = await withBook(book, () => lastSeq(book));
  for (const table of TABLES) await writeTable(book, table, write);
  if (graves) await writeGraves(book, write);
  return writeLateRows(book, seq, write);
}

async function writeTable(book: Book, table: TableName, write: WritePart): Promise<void> {
  const read = (after: string) =>
    book.table(table).where('id').above(after).limit(PART_ROWS).toArray() as PromiseLike<Row[]>;
  let next = read('');
  for (;;) {
    const page = await next;
    if (page.length === 0) return;
    // The database reads on while this page is packed; a failure is met when its turn comes.
    next = read(page.at(-1)!.id);
    next.then(undefined, () => undefined);
    const kept = page.filter((row) => !isUnrecorded(row)).map((row) => keptPart(table, row));
    if (kept.length > 0) await write({ rows: { [table]: kept }, graves: [] }, kept.length);
  }
}

async function writeGraves(book: Book, write: WritePart): Promise<void> {
  for (let after = ''; ; ) {
    const page = await book.graves.where('id').above(after).limit(PART_ROWS).toArray();
    if (page.length === 0) return;
    await write({ rows: {}, graves: page.map(keptGrave) }, page.length);
    after = page.at(-1)!.id;
  }
}

/**
 * Rows are read page by page while the book goes on living. Rows that changes touched meanwhile are written once more,
 * all in one read, which makes the whole the state of that moment.
 * @returns the counters of that moment, or null when there were too many.
 */
async function writeLateRows(book: Book, since: number, write: WritePart): Promise<PartsEnd | null> {
  const late = await book.transaction('r', book.tables, async () => {
    const touched = new Map<string, [TableName, string]>();
    await book.changes
      .where('seq')
      .above(since)
      .until(() => touched.size > LATE_ROWS)
      .each((change) => {
        for (const [table, id] of change.ops) touched.set(graveId(table, id), [table, id]);
      });
    if (touched.size > LATE_ROWS) return null;
    const { clock, nextCode } = await readState(book);
    const counters = { clock, nextCode, seq: await lastSeq(book) };
    return { part: await partOf(book, [...touched.values()]), rows: touched.size, counters };
  });
  if (late === null) return null;
  if (late.rows > 0) await write(late.part, late.rows);
  return late.counters;
}

async function partOf(book: Book, refs: readonly [TableName, string][]): Promise<SnapshotPart> {
  const batch = new Batch(book);
  const part: SnapshotPart = { rows: {}, graves: [] };
  for (const table of TABLES) {
    await batch.load(
      table,
      refs.filter((ref) => ref[0] === table).map((ref) => ref[1]),
    );
    const rows = batch.of(table).map((touched) => touched.after as Row | null);
    const live = rows.filter((row) => isLive(row)).map((row) => keptPart(table, row));
    if (live.length > 0) part.rows[table] = live;
    for (const row of rows)
      if (row !== null && !isLive(row)) part.graves.push(keptGrave(graveOf(table, row)));
  }
  return part;
}

/** What is recorded, and which reminders this device has shown. */
function keptPart(table: TableName, row: Row): Row {
  const { rungFor, rungBefore, toldTo } = row as Reminder;
  return {
    ...recordedPart(table, row),
    ...(rungFor !== undefined && { rungFor }),
    ...(rungBefore !== undefined && { rungBefore }),
    ...(toldTo !== undefined && { toldTo }),
  } as Row;
}

function keptGrave(grave: Grave): Grave {
  return { ...grave, row: keptPart(grave.table, grave.row) };
}

async function lastSeq(book: Book): Promise<number> {
  const [last] = await book.changes.orderBy('seq').reverse().limit(1).primaryKeys();
  return last ?? 0;
}

/**
 * Takes away the generations that were taken before a moment, and what an interrupted writing left of one.
 * @returns false when the newest is one of them: it stays until there is a newer one.
 */
export async function dropOlderSnapshots(shelf: Shelf, at: number): Promise<boolean> {
  const kept = await newestManifest(shelf);
  if (kept && kept.at < at) return false;
  for (const slot of SLOTS) {
    const manifest = await readManifest(shelf, slot);
    if (manifest && manifest.at >= at) continue;
    await shelf.remove(manifestKey(slot));
    for (const number of manifest?.parts.keys() ?? []) await shelf.remove(partKey(slot, number));
    await removeLeftOvers(shelf, slot, 0);
  }
  return true;
}

async function removeLeftOvers(shelf: Shelf, slot: Slot, from: number): Promise<void> {
  for (let number = from; (await shelf.get(partKey(slot, number))) !== undefined; number++)
    await shelf.remove(partKey(slot, number));
}

async function readManifest(shelf: Shelf, slot: Slot): Promise<Manifest | null> {
  try {
    const manifest = JSON.parse((await shelf.get(manifestKey(slot))) ?? 'null') as Manifest | null;
    return manifest?.v === SNAPSHOT_VERSION ? manifest : null;
  } catch (error) {
    // Damaged: as good as none. What the shelf itself says is somebody else's to handle.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

async function manifests(shelf: Shelf): Promise<Manifest[]> {
  const found = await Promise.all(SLOTS.map((slot) => readManifest(shelf, slot)));
  return found.filter((manifest) => manifest !== null).sort((a, b) => b.at - a.at || b.seq - a.seq);
}

/** The newest finished snapshot, its parts not yet checked: for "last saved at", and for what to write over. */
export async function newestManifest(shelf: Shelf): Promise<Manifest | null> {
  return (await manifests(shelf))[0] ?? null;
}

/** The newest snapshot of which every part is there and unharmed; null when there is none. */
export async function readSnapshot(shelf: Shelf): Promise<Manifest | null> {
  for (const manifest of await manifests(shelf)) if (await isWhole(shelf, manifest)) return manifest;
  return null;
}

async function isWhole(shelf: Shelf, manifest: Manifest): Promise<boolean> {
  for (const [number, part] of manifest.parts.entries()) {
    const text = await shelf.get(partKey(manifest.slot, number));
    if (text === undefined || (await checksum(text)) !== part.sha256) return false;
  }
  return true;
}

/**
 * Rebuilds the newest whole snapshot in a new, empty book, derived facts and search text included. The book it was
 * taken of is not touched.
 * @throws Failure `not-found` when there is no whole snapshot.
 */
export async function restoreSnapshot(shelf: Shelf, book: Book): Promise<Manifest> {
  const manifest = await readSnapshot(shelf);
  if (manifest === null) throw new Failure('not-found', 'snapshot');
  for (const number of manifest.parts.keys()) {
    const part = (await unpack((await shelf.get(partKey(manifest.slot, number))) ?? '')) as SnapshotPart;
    await restorePart(book, part, manifest);
  }
  return manifest;
}

/**
 * Puts the rows of one part in their place, as they are, in one transaction. Doing it twice changes nothing.
 * @param alongside written in the same transaction.
 */
export function restorePart(
  book: Book,
  part: SnapshotPart,
  end: Pick<BookState, 'clock' | 'nextCode'>,
  alongside: () => Promise<void> = async () => undefined,
): Promise<void> {
  return withBook(book, () =>
    writing(book, async () => {
      await putPart(book, part, end);
      await alongside();
    }),
  );
}

async function putPart(
  book: Book,
  part: SnapshotPart,
  { clock, nextCode }: Pick<BookState, 'clock' | 'nextCode'>,
): Promise<void> {
  const state = await readState(book);
  const batch = new Batch(book);
  const rows: [TableName, Row][] = part.graves.map(({ table, row }) => [table, row]);
  for (const table of TABLES) for (const row of part.rows[table] ?? []) rows.push([table, row]);
  for (const table of TABLES) {
    const ids = rows.filter(([name]) => name === table).map(([, row]) => row.id);
    await batch.load(table, ids);
  }
  for (const [table, row] of rows) batch.put(table, row);
  await settle(book, batch, state);
  // Whatever is written from now on beats all that was restored, and no code is given twice.
  state.clock = state.clock > clock ? state.clock : clock;
  state.nextCode = Math.max(state.nextCode, nextCode);
  await book.meta.put(state);
}
