import type { Customer, Reminder, Tag } from '../domain/entities.ts';
import { isLive } from '../domain/merge.ts';
import { HOME_SPACE } from '../domain/row.ts';
import { NO_STAMP } from '../domain/stamp.ts';
import type { Batch, Touched } from './batch.ts';
import type { Book } from './schema.ts';

/**
 * Keeping in touch with everybody who wears a tag: one reminder for each of them, made here and not recorded. Each
 * device makes the same ones, whichever of tag and cadence reached it first; what is recorded of one is what its seller
 * did with it: done, moved, taken away. Tags must be written, groups settled.
 */
const KEEPER = 'keep:';
const keeperId = (tag: string, customer: string): string => `${KEEPER}${tag}:${customer}`;

/** Whether a row is only what a tag makes of it: nothing of it is kept, sent or given away. */
export const isUnrecorded = (row: { stamp: string; stamps?: object }): boolean =>
  row.stamp === NO_STAMP && row.stamps === undefined;

export async function settleKeepers(book: Book, batch: Batch, regrouped: ReadonlySet<string>): Promise<void> {
  const turned = batch
    .of('tags')
    .filter(({ before, after }) => wordsOf(before) !== wordsOf(after))
    .map(({ id }) => id);
  const customers = new Set(regrouped);
  for (const { id, before, after } of batch.of('customers'))
    if (before !== after && wornBy(before).join() !== wornBy(after).join()) customers.add(id);
  if (turned.length === 0 && customers.size === 0) return;
  const tags = new Map((await book.tags.toArray()).filter((tag) => tag.cadence).map((tag) => [tag.id, tag]));
  if (turned.length === 0 && tags.size === 0) return;
  const pairs = await pairsOf(book, batch, turned, customers, tags);
  await batch.load(
    'customers',
    pairs.map(([, customer]) => customer),
  );
  await batch.load(
    'reminders',
    pairs.map(([tag, customer]) => keeperId(tag, customer)),
  );
  for (const [tag, id] of pairs) {
    const customer = batch.row('customers', id);
    const found = tags.get(tag);
    const worn = found && wornBy(customer).includes(tag);
    keep(batch.find('reminders', keeperId(tag, id))!, worn ? found : null, customer);
  }
}

const wordsOf = (tag: Tag | null): string =>
  isLive(tag) && tag.cadence ? JSON.stringify([tag.name, tag.cadence]) : '';

/** Tags of a person, on the one who is shown. */
function wornBy(row: Customer | null): string[] {
  if (!isLive(row) || row.root !== undefined) return [];
  return row.shows?.tags ?? row.tags ?? [];
}

/** Who may need another reminder: all who wear a tag that changed, and every such tag of customers who changed. */
async function pairsOf(
  book: Book,
  batch: Batch,
  turned: readonly string[],
  customers: ReadonlySet<string>,
  tags: ReadonlyMap<string, Tag>,
): Promise<[tag: string, customer: string][]> {
  const wearers = await Promise.all(
    turned.map((tag) => book.customers.where('tags').equals(tag).primaryKeys()),
  );
  const shown = await batchRoots(batch, wearers.flat());
  const kept = await Promise.all(
    turned.map((tag) => book.reminders.where('id').startsWith(`${KEEPER}${tag}:`).toArray()),
  );
  const pairs = new Map<string, [string, string]>();
  const add = (tag: string, customer: string) => pairs.set(keeperId(tag, customer), [tag, customer]);
  turned.forEach((tag, i) => {
    for (const id of wearers[i]!) add(tag, shown.get(id) ?? id);
    // Without the occurrences that were done, which are named after it and stay as they are.
    for (const { id, customer } of kept[i]!) if (keeperId(tag, customer ?? '') === id) add(tag, customer!);
    for (const { id } of batch.of('customers')) add(tag, id);
  });
  for (const customer of customers) for (const tag of tags.keys()) add(tag, customer);
  return [...pairs.values()];
}

/** Who is shown in the place of those who are merged. */
async function batchRoots(batch: Batch, ids: readonly string[]): Promise<Map<string, string>> {
  await batch.load('customers', ids);
  const roots = new Map<string, string>();
  for (const id of ids) {
    const root = batch.row('customers', id)?.root;
    if (root !== undefined) roots.set(id, root);
  }
  return roots;
}

/** @param tag null where nobody is to be kept in touch with. */
function keep(row: Touched<Reminder>, tag: Tag | null, customer: Customer | null): void {
  if (tag?.cadence && customer) {
    const { days, time, zone, from } = tag.cadence;
    const made = {
      customer: customer.id,
      title: tag.name,
      rule: { kind: 'cadence' as const, days, time },
      // A customer nobody has been in touch with yet counts from the later of the two.
      createdAt: Math.max(from, customer.createdAt ?? 0),
    };
    if (row.after === null) {
      const due = { at: 0, zone, wall: '1970-01-01T00:00' };
      row.after = { id: row.id, space: HOME_SPACE, stamp: NO_STAMP, due, ...made } as Reminder;
    } else if (isLive(row.after)) {
      const { state: _rests, ...rest } = row.after;
      row.after = { ...rest, ...made } as Reminder;
    }
  } else if (row.after !== null && isLive(row.after)) {
    // What its seller did with it stays, for the day the tag comes back.
    row.after = isUnrecorded(row.after) ? null : { ...row.after, state: 'cancelled' };
  }
}
