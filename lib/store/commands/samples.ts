import { chunked } from '../../domain/chunked.ts';
import type { Fields } from '../../domain/row.ts';
import { timelineRange } from '../timeline-index.ts';
import type { Plan, Planning, Write } from './plan.ts';

const GONE: Fields = { _del: true };

/** Takes the practice customers away with everything that hangs on them; entries shared with a real customer stay. */
export async function removeSamples({ book }: Planning): Promise<Plan> {
  const samples = await book.customers.where('isSample').equals(1).primaryKeys();
  const gone = new Set(samples);
  const writes: Write[] = samples.map((id) => ['customers', id, GONE]);
  for (const table of [
    'notes',
    'reminders',
    'orders',
    'matters',
    'runs',
    'sends',
    'quotes',
    'deals',
  ] as const) {
    const ids = await book.table(table).where('customer').anyOf(samples).primaryKeys();
    for (const id of ids as string[]) writes.push([table, id, GONE]);
  }
  for (const side of ['person', 'organisation']) {
    const ids = await book.memberships.where(side).anyOf(samples).primaryKeys();
    for (const id of ids)
      if (!writes.some((write) => write[1] === id)) writes.push(['memberships', id, GONE]);
  }
  const entries = new Map<string, string[]>();
  for (const page of chunked(samples, 100)) {
    const found = await Promise.all(
      page.map((id) =>
        book.interactions
          .where('who')
          .between(...timelineRange(id))
          .toArray(),
      ),
    );
    for (const entry of found.flat()) entries.set(entry.id, entry.customers);
  }
  for (const [id, customers] of entries) writes.push(['interactions', id, without(customers, gone)]);
  return { writes, id: null };
}

function without(customers: readonly string[], gone: ReadonlySet<string>): Fields {
  if (customers.every((id) => gone.has(id))) return GONE;
  const leaving = customers.filter((id) => gone.has(id));
  return Object.fromEntries(leaving.map((id) => [`customers/${id}`, false]));
}
