import type { Customer } from '../domain/entities.ts';
import { type RunDeps, runCommand } from '../store/run.ts';
import { type Book, withBook } from '../store/schema.ts';

/** Two customers that came together from two books, and the handles that say that they are one person. */
export interface Match {
  kept: string;
  member: string;
  keptName: string;
  memberName: string;
  keys: string[];
}

/**
 * Who of two books that met is one person: a handle of the one is a doubtful handle of the other. To be shown before
 * anything is done; who was said not to be the same is left out, and so are those who are merged already.
 */
export async function joinMatches(book: Book): Promise<Match[]> {
  return withBook(book, async () => {
    const doubtful = await book.customers.where('doubts').above('').distinct().toArray();
    const keys = [...new Set(doubtful.flatMap(({ doubts = [] }) => doubts))];
    const holders = new Map<string, Customer>();
    for (const row of await book.customers.where('keys').anyOf(keys).toArray())
      for (const key of row.keys) holders.set(key, row);
    const apart = new Set(await book.notSame.toCollection().primaryKeys());
    const matches = new Map<string, Match>();
    for (const row of doubtful)
      for (const key of row.doubts ?? []) {
        const holder = holders.get(key);
        if (!holder || (holder.root ?? holder.id) === (row.root ?? row.id)) continue;
        const pair = [holder.id, row.id].sort().join('/');
        if (apart.has(pair)) continue;
        const [kept, member] = holder.createdAt <= row.createdAt ? [holder, row] : [row, holder];
        const match = matches.get(pair) ?? matchOf(kept, member);
        match.keys.push(key);
        matches.set(pair, match);
      }
    return [...matches.values()];
  });
}

const matchOf = (kept: Customer, member: Customer): Match => ({
  kept: kept.id,
  member: member.id,
  keptName: kept.name ?? '',
  memberName: member.name ?? '',
  keys: [],
});

/** Lets the older stand for both. Each is a change of its own, and can be taken back; nothing is replaced. */
export async function linkMatches(book: Book, matches: readonly Match[], deps: RunDeps): Promise<string[]> {
  const changes: string[] = [];
  for (const { kept, member } of matches) {
    const { change } = await runCommand(book, { name: 'customer.merge', args: { kept, member } }, deps);
    if (change !== null) changes.push(change);
  }
  return changes;
}
