import type { Customer } from '../domain/entities.ts';
import { codesIn, phonesIn, type Reason, reasonsOfNames, taxWordsIn, weigh } from '../domain/likeness.ts';
import { isSharedKey } from '../domain/mail-domain.ts';
import { isInternal } from '../domain/membership.ts';
import { wholeRow } from '../domain/merge.ts';
import type { DuplicatePair } from '../domain/query.ts';
import { pairId } from '../domain/row-id.ts';
import { bondsOf } from './bonds.ts';
import type { Book } from './schema.ts';
import type { Search, SearchLine } from './search.ts';

/** A name, number or code that more customers share is common, and says nothing of any two of them. */
const COMMON = 4;
/** Pairs that are looked into; the rest come when these are decided. */
const LOOKED_INTO = 2000;

interface Found {
  one: string;
  other: string;
  reasons: Reason[];
}

/**
 * Customers who may be the same person, the likeliest first, with the reasons. Works on the search text, which is in
 * memory already; rows are read for the pairs alone.
 */
export async function duplicates(
  book: Book,
  limit: number,
  search: Search,
): Promise<{ pairs: DuplicatePair[]; total: number }> {
  const [lines, notSame] = await Promise.all([search.lines(), book.notSame.toCollection().primaryKeys()]);
  const apart = new Set(notSame);
  const pairs = new Map<string, Found>();
  const add = (one: string, other: string, reason?: Reason) => {
    const id = pairId(one, other);
    if (one === other || apart.has(id)) return;
    const known = pairs.get(id);
    if (!known && pairs.size >= LOOKED_INTO) return;
    const found = known ?? { one, other, reasons: [] };
    if (reason && !found.reasons.some(({ kind }) => kind === reason.kind)) found.reasons.push(reason);
    pairs.set(id, found);
  };
  for (const [key, holder, doubtful] of await doubtfulLinks(book)) {
    if (!isSharedKey(key)) add(holder, doubtful, { kind: 'key', value: key });
  }
  phonePairs(lines, add);
  codePairs(lines, add);
  taxPairs(lines, add);
  namePairs(lines, add);
  const rows = await rowsOf(book, [...pairs.values()]);
  const tied = await tiedAmong(book, [...rows.values()]);
  const judged = [...pairs.values()].flatMap((found): (DuplicatePair & { weight: number })[] => {
    const one = rows.get(found.one);
    const other = rows.get(found.other);
    if (!one || !other || mayNotBeOne(one, other, tied)) return [];
    const reasons = [...found.reasons, ...reasonsOfNames(one, other)];
    return reasons.length > 0 ? [{ one, other, reasons, weight: weigh(reasons) }] : [];
  });
  judged.sort((a, b) => b.weight - a.weight || (a.one.id < b.one.id ? -1 : 1));
  return {
    pairs: judged.slice(0, limit).map(({ weight: _weight, ...pair }) => pair),
    total: judged.length,
  };
}

type Add = (one: string, other: string, reason?: Reason) => void;

/** Keys that two customers claim: who holds each, and who claims it too. */
async function doubtfulLinks(book: Book): Promise<[key: string, holder: string, doubtful: string][]> {
  const doubtful = await book.customers.where('doubts').above('').toArray();
  const keys = [...new Set(doubtful.flatMap((row) => row.doubts ?? []))];
  const holders = await book.customers.where('keys').anyOf(keys).toArray();
  return doubtful.flatMap((row) =>
    (row.doubts ?? []).flatMap((key) => {
      const holder = holders.find((one) => one.keys.includes(key));
      return holder ? [[key, holder.root ?? holder.id, row.root ?? row.id] as [string, string, string]] : [];
    }),
  );
}

/** A number that one customer is reached by, and that stands in the notes or the address of another. */
function phonePairs(lines: readonly SearchLine[], add: Add): void {
  const holders = new Map<string, string>();
  for (const { id, refs } of lines) for (const key of refs) if (key.startsWith('tel:')) holders.set(key, id);
  const named = new Map<string, Set<string>>();
  for (const { id, text } of lines)
    for (const key of phonesIn(text)) if (holders.get(key) !== id) group(named, key, id);
  for (const [key, ids] of named) {
    const holder = holders.get(key);
    if (isSharedKey(key) || ids.size >= COMMON) continue;
    const [first, ...others] = holder ? [holder, ...ids] : [...ids];
    for (const other of others) add(first!, other, { kind: 'phone', value: key });
  }
}

/** The same order or parcel number in what is known of two customers. */
function codePairs(lines: readonly SearchLine[], add: Add): void {
  const named = new Map<string, Set<string>>();
  for (const { id, text } of lines) for (const code of codesIn(text)) group(named, code, id);
  for (const [code, ids] of named) {
    if (ids.size < 2 || ids.size >= COMMON) continue;
    const [first, ...others] = ids;
    for (const other of others) add(first!, other, { kind: 'code', value: code.toUpperCase() });
  }
}

/** The same tax code, branch and all. */
function taxPairs(lines: readonly SearchLine[], add: Add): void {
  const named = new Map<string, Set<string>>();
  for (const { id, text } of lines) for (const word of taxWordsIn(text)) group(named, word, id);
  for (const [word, ids] of named) {
    const [first, ...others] = ids;
    if (ids.size < COMMON)
      for (const other of others) add(first!, other, { kind: 'tax', value: word.slice(3) });
  }
}

/** A colleague is no buyer met twice, and a firm is none of its people, whatever numbers they share. */
const mayNotBeOne = (one: Customer, other: Customer, tied: ReadonlySet<string>): boolean =>
  isInternal(one) !== isInternal(other) || tied.has(pairId(one.id, other.id));

/** Pairs of these customers of whom one works for the other. */
async function tiedAmong(book: Book, rows: readonly Customer[]): Promise<Set<string>> {
  const people = rows.filter((row) => row.bonds);
  const ties = await Promise.all(people.map((row) => bondsOf(book, row)));
  return new Set(
    people.flatMap((row, i) => ties[i]!.organisations.map(({ other }) => pairId(row.id, other.id))),
  );
}

/** The same name; a name of one word is a first name or a nickname, and too common. */
function namePairs(lines: readonly SearchLine[], add: Add): void {
  const named = new Map<string, Set<string>>();
  for (const { id, folded } of lines) if (folded.trim().includes(' ')) group(named, folded, id);
  for (const ids of named.values()) {
    if (ids.size < 2 || ids.size > COMMON * 2) continue;
    const all = [...ids];
    for (const [at, one] of all.entries()) for (const other of all.slice(at + 1)) add(one, other);
  }
}

function group(groups: Map<string, Set<string>>, name: string, id: string): void {
  const known = groups.get(name);
  if (known) known.add(id);
  else groups.set(name, new Set([id]));
}

async function rowsOf(book: Book, pairs: readonly Found[]): Promise<Map<string, Customer>> {
  const ids = [...new Set(pairs.flatMap(({ one, other }) => [one, other]))];
  const rows = await book.customers.bulkGet(ids);
  return new Map(
    rows.flatMap((row) =>
      row && row.root === undefined ? [[row.id, wholeRow('customers', row)] as const] : [],
    ),
  );
}
