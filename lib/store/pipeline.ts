import { order } from '../domain/deal.ts';
import { STAGES, type Stage } from '../domain/entities.ts';
import type { DealWithCustomer, PipelineView } from '../domain/knowing-query.ts';
import { wholeRow } from '../domain/merge.ts';
import { PipelineCount } from '../domain/pipeline.ts';
import type { Queries } from '../domain/query.ts';
import { customersFor, fitsOf } from './customer-list.ts';
import { groupOf, ownedBy, shownOf } from './groups.ts';
import type { Book } from './schema.ts';
import type { Search } from './search.ts';

/** Where everybody stands, from columns: no row is read. */
export async function pipeline(
  _book: Book,
  { where, time, few }: Queries['pipeline']['args'],
  search: Search,
): Promise<PipelineView> {
  const columns = await search.columns.now();
  const fits = await fitsOf(columns, { text: '', where, time }, search);
  const count = new PipelineCount(STAGES);
  const shown = Object.fromEntries(
    STAGES.map((stage): [Stage, string[]] => [stage, []]),
  ) as PipelineView['few'];
  for (const place of columns.inOrder('recent', false)) {
    if (fits !== null && !fits(place)) continue;
    const stays = columns.staysAt(place);
    count.add(stays);
    const ids = shown[stays.at(-1)!.stage];
    if (ids.length < few) ids.push(columns.ids[place]!);
  }
  return { ...count.figures(time.at), few: shown };
}

/** Deals, the nearest first; those that are closed come after, the last one first. */
export async function deals(
  book: Book,
  { customer, closed }: Queries['deals']['args'],
): Promise<DealWithCustomer[]> {
  const rows = customer === null ? await dealsOfAll(book, closed) : await dealsOfOne(book, customer, closed);
  const owners = await customersFor(book, [...new Set(rows.map((deal) => deal.customer))]);
  return rows.map((deal) => ({ deal, customer: owners.get(deal.customer) ?? null }));
}

async function dealsOfAll(book: Book, closed: number) {
  const rows = await book.deals.toArray();
  return sorted(
    rows.map((row) => wholeRow('deals', row)),
    closed,
  );
}

async function dealsOfOne(book: Book, id: string, closed: number) {
  const asked = await book.customers.get(id);
  const [row] = asked ? await shownOf(book, [asked]) : [];
  const rows = row ? await ownedBy(book, 'deals', groupOf(row)) : [];
  return sorted(
    rows.map((deal) => wholeRow('deals', deal)),
    closed,
  );
}

function sorted<D extends DealWithCustomer['deal']>(rows: D[], closed: number): D[] {
  const open = rows.filter(({ state }) => state === 'open').sort(order);
  const ended = rows.filter(({ state }) => state !== 'open').sort((a, b) => b.closedAt - a.closedAt);
  return [...open, ...ended.slice(0, closed)];
}
