import { type GroupJourney, type JourneyPart, joinJourneys, journeyOf } from '../domain/journey.ts';
import type { Queries } from '../domain/query.ts';
import { groupOf, ownedBy, shownOf } from './groups.ts';
import { audienceOf } from './playbook-answers.ts';
import type { Book } from './schema.ts';
import type { Search } from './search.ts';
import { timelineRange } from './timeline-index.ts';

/** Customers of a group that are looked at. */
const LOOKED = 300;

/** The journey of one person, whichever of their customers is named. */
export async function journey(book: Book, { customer }: Queries['journey']['args']): Promise<JourneyPart[]> {
  const row = await book.customers.get(customer);
  const [shown] = row ? await shownOf(book, [row]) : [];
  const [found] = await journeysOf(book, [shown ? groupOf(shown) : [customer]]);
  return found!;
}

/** The journeys of a list or tag together. */
export async function groupJourney(
  book: Book,
  { now, value, ...audience }: Queries['groupJourney']['args'],
  search: Search,
): Promise<GroupJourney> {
  const { columns, places } = await audienceOf(book, audience, { at: now, value }, search);
  const ids = places.slice(0, LOOKED).map((at) => columns.ids[at]!);
  const rows = (await book.customers.bulkGet(ids)).filter((row) => row !== undefined);
  const journeys = await journeysOf(book, rows.map(groupOf));
  return { looked: rows.length, audience: places.length, parts: joinJourneys(journeys) };
}

async function journeysOf(book: Book, groups: readonly string[][]): Promise<JourneyPart[][]> {
  const orders = Map.groupBy(await ownedBy(book, 'orders', groups.flat()), ({ customer }) => customer);
  const entries = await Promise.all(
    groups.map((group) =>
      Promise.all(
        group.map((id) =>
          book.interactions
            .where('who')
            .between(...timelineRange(id))
            .toArray(),
        ),
      ),
    ),
  );
  return groups.map((group, i) => {
    // An entry that names two of them is one.
    const once = new Map(entries[i]!.flat().map((entry) => [entry.id, entry]));
    return journeyOf(
      [...once.values()],
      group.flatMap((id) => orders.get(id) ?? []),
    );
  });
}
