import type { Customer, Evidence } from '../domain/entities.ts';
import { isLive, stampOf } from '../domain/merge.ts';
import type { Stamp } from '../domain/stamp.ts';
import { type Batch, setField, type Touched, writable } from './batch.ts';
import type { Book } from './schema.ts';

/**
 * Who holds each identity key. A key has one holder: the live customer whose link was written last (then the larger
 * id, so that every device agrees). Other links of the key stay and become doubtful; nothing is ever refused here.
 */
export async function settleHolders(book: Book, batch: Batch): Promise<void> {
  const keys = contested(batch);
  await loadClaimants(book, batch, keys);
  const holders = holdersOf(batch, keys);
  for (const row of batch.of('customers')) if (isLive(row.after)) settleLinks(row, holders);
}

/** Keys whose links were written, removed, buried or brought back. */
function contested(batch: Batch): Set<string> {
  const keys = new Set<string>();
  for (const row of batch.of('customers')) {
    if (row.after === row.before) continue;
    const before = linksOf(row.before);
    const after = linksOf(row.after);
    for (const key of after)
      if (!before.includes(key) || linkStamp(row.before!, key) !== linkStamp(row.after!, key)) keys.add(key);
    for (const key of before) if (!after.includes(key)) keys.add(key);
    for (const key of row.before?.doubts ?? []) keys.add(key);
  }
  return keys;
}

const linksOf = (row: Customer | null): string[] => (isLive(row) ? Object.keys(row.links) : []);

const linkStamp = (row: Customer, key: string): Stamp => stampOf('customers', row, `links/${key}`);

async function loadClaimants(book: Book, batch: Batch, keys: Set<string>): Promise<void> {
  const maybe = await book.known.among(book, [...keys]);
  if (maybe.length === 0) return;
  const [holders, doubtful] = await Promise.all([
    book.customers.where('keys').anyOf(maybe).toArray(),
    book.customers.where('doubts').anyOf(maybe).toArray(),
  ]);
  batch.hold('customers', holders);
  batch.hold('customers', doubtful);
}

function holdersOf(batch: Batch, keys: Set<string>): Map<string, string> {
  const best = new Map<string, { stamp: string; id: string }>();
  for (const { after } of batch.of('customers') as Touched<Customer>[]) {
    if (!isLive(after)) continue;
    for (const key of Object.keys(after.links)) {
      if (!keys.has(key)) continue;
      const claim = { stamp: linkStamp(after, key), id: after.id };
      const held = best.get(key);
      if (!held || claim.stamp > held.stamp || (claim.stamp === held.stamp && claim.id > held.id))
        best.set(key, claim);
    }
  }
  return new Map([...best].map(([key, claim]) => [key, claim.id]));
}

/** Marks the links whose key another customer holds; `keys` and `doubts` are the links, sorted by that. */
function settleLinks(row: Touched<Customer>, holders: Map<string, string>): void {
  const links = Object.entries(row.after!.links);
  const isDoubtful = (key: string, evidence: Evidence) => {
    const holder = holders.get(key);
    return holder === undefined ? evidence.doubtful === true : holder !== row.id;
  };
  const turned = links.filter(
    ([key, evidence]) => isDoubtful(key, evidence) !== (evidence.doubtful === true),
  );
  if (row.after === row.before && turned.length === 0) return;
  const customer = writable(row);
  for (const [key, { doubtful, ...plain }] of turned)
    customer.links = { ...customer.links, [key]: doubtful ? plain : { ...plain, doubtful: true } };
  const doubts = links.filter(([key, evidence]) => isDoubtful(key, evidence)).map(([key]) => key);
  customer.keys = links.map(([key]) => key).filter((key) => !doubts.includes(key));
  setField(customer, 'doubts', doubts.length > 0 ? doubts : undefined);
}
