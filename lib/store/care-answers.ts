import type { CareCounts, CarePart, CareQueries, MatterOrEntry, RadarArgs } from '../domain/care-query.ts';
import type { Customer, Interaction, Order } from '../domain/entities.ts';
import { churnOf, isSilentAfterTrouble, isStopped, leftAt, monthBounds, overrun } from '../domain/leaving.ts';
import type { Matter } from '../domain/matter.ts';
import { wholeRow } from '../domain/merge.ts';
import { cameBack } from '../domain/order-outcome.ts';
import { countParcels, type Parcel, type ParcelEnd } from '../domain/parcels.ts';
import { catalogueOf, fitsOf, productKey, stockOf } from '../domain/product.ts';
import { type Arrival, causesOf, monthIn, sourcesOf, surveyOf, topicsOf } from '../domain/tally.ts';
import type { Columns } from './columns.ts';
import { customersFor } from './customer-list.ts';
import { groupOf, ownedBy, shownOf } from './groups.ts';
import type { Book } from './schema.ts';
import type { Search } from './search.ts';
import { notedRange } from './timeline-index.ts';

/** What a person can look through. */
const SHOWN = 200;
/** Products of a customer that others are looked for by: the newest. */
const ASKED = 6;
/** Buyers of each who are looked at: a count of more would be no other advice. */
const LOOKED_AT = 400;
const FITS = 5;

type Answers = {
  [N in keyof CareQueries]: (
    book: Book,
    args: CareQueries[N]['args'],
    search: Search,
  ) => Promise<CareQueries[N]['out']>;
};

export const CARE_ANSWERS: Answers = {
  matters: async (book, { customer }) => mattersOf(book, await groupIds(book, customer)),
  waits,
  referrals,
  radar,
  radarList,
  stock: async (book, { now, until }) => {
    // An end that passed by more than its own rhythm is none; a year and a half covers every rhythm that can be known.
    const rows = await book.customers
      .where('buysAt')
      .between(now - 550 * 86_400_000, until, true, true)
      .distinct()
      .toArray();
    return stockOf(rows, now, until, catalogueOf(await book.products.toArray()));
  },
  fits,
  careCounts,
  careList,
};

async function groupIds(book: Book, id: string): Promise<string[]> {
  const [row] = await shownOf(
    book,
    [await book.customers.get(id)].filter((one) => one !== undefined),
  );
  return row ? groupOf(row) : [id];
}

async function mattersOf(book: Book, ids: readonly string[]): Promise<Matter[]> {
  const rows = await ownedBy(book, 'matters', ids);
  return rows.map((row) => wholeRow('matters', row)).sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
}

async function waits(book: Book): Promise<CareQueries['waits']['out']> {
  const rows = await book.matters.where('[kind+state]').equals(['wait', 'open']).toArray();
  const customers = await customersFor(book, [...new Set(rows.map(({ customer }) => customer))]);
  return rows
    .flatMap((row) => {
      const customer = customers.get(row.customer);
      return customer ? [{ matter: wholeRow('matters', row), customer }] : [];
    })
    .sort((a, b) => a.matter.at - b.matter.at);
}

async function referrals(
  book: Book,
  { customer }: CareQueries['referrals']['args'],
): Promise<CareQueries['referrals']['out']> {
  const [row] = await shownOf(
    book,
    [await book.customers.get(customer)].filter((one) => one !== undefined),
  );
  if (!row) return { by: null, sent: [] };
  const { referredBy } = wholeRow('customers', row);
  const [by, sent] = await Promise.all([
    referredBy ? customersFor(book, [referredBy]) : null,
    book.customers.where('referredBy').anyOf(groupOf(row)).limit(SHOWN).toArray(),
  ]);
  const shown = await shownOf(book, sent);
  const once = new Map(shown.map((one) => [one.id, wholeRow('customers', one)]));
  return { by: by?.get(referredBy!) ?? null, sent: [...once.values()] };
}

/** The places of all who are shown. */
function* placesOf(columns: Columns): Generator<number> {
  for (let place = 0; place < columns.ids.length; place++) if (columns.shown.has(place)) yield place;
}

async function rowsAt(book: Book, columns: Columns, places: readonly number[]): Promise<Customer[]> {
  const rows = await book.customers.bulkGet(places.slice(0, SHOWN).map((place) => columns.ids[place]!));
  return rows.flatMap((row) => (row ? [wholeRow('customers', row)] : []));
}

async function radar(
  book: Book,
  { now, zone, months }: RadarArgs,
  search: Search,
): Promise<CareQueries['radar']['out']> {
  const columns = await search.columns.now();
  const { leaving } = columns;
  const quiet: [place: number, late: number][] = [];
  const silent: [place: number, since: number][] = [];
  const reasons = new Map<string, number>();
  const leavers = [];
  for (const place of placesOf(columns)) {
    const buyer = leaving.leaver(place);
    if (buyer.firstOrderAt !== undefined) leavers.push(buyer);
    if (leaving.isQuiet(place, now)) quiet.push([place, overrun(buyer, now)]);
    if (isSilentAfterTrouble(buyer, now)) silent.push([place, buyer.troubleAt!]);
    if (isStopped(buyer)) reasons.set(buyer.stopped!.reason, (reasons.get(buyer.stopped!.reason) ?? 0) + 1);
  }
  quiet.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  silent.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const [quietRows, silentRows] = await Promise.all(
    [quiet, silent].map((found) =>
      rowsAt(
        book,
        columns,
        found.map(([place]) => place),
      ),
    ),
  );
  return {
    quiet: { total: quiet.length, customers: quietRows! },
    silent: { total: silent.length, customers: silentRows! },
    churn: churnOf(leavers, months, zone, now),
    reasons: [...reasons]
      .map(([reason, count]) => ({ reason, count }))
      .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1)),
  };
}

async function radarList(
  book: Book,
  { now, zone, months, of }: CareQueries['radarList']['args'],
  search: Search,
): Promise<CareQueries['radarList']['out']> {
  const columns = await search.columns.now();
  const [from, until] = of.what === 'churn' ? monthBounds([of.month], zone).get(of.month)! : [0, 0];
  const places = [...placesOf(columns)].filter((place) => {
    const buyer = columns.leaving.leaver(place);
    if (of.what === 'source') return isOfSource(columns.leaving.arrival(place), of, months, zone);
    if (of.what === 'reason') return isStopped(buyer) && buyer.stopped!.reason === of.reason;
    const left = leftAt(buyer, now);
    return left !== undefined && left >= from && left < until && (buyer.firstOrderAt ?? from) < from;
  });
  return { total: places.length, customers: await rowsAt(book, columns, places) };
}

/** Whether `sourcesOf` counts them there. */
function isOfSource(
  arrival: Arrival,
  { source, who }: { source: string; who: 'customers' | 'buyers' },
  months: readonly string[],
  zone: string,
): boolean {
  const [line] = arrival.source === source ? sourcesOf([arrival], [], months, zone) : [];
  return line !== undefined && line[who] > 0;
}

async function fits(
  book: Book,
  { customer }: CareQueries['fits']['args'],
): Promise<CareQueries['fits']['out']> {
  const [row] = await shownOf(
    book,
    [await book.customers.get(customer)].filter((one) => one !== undefined),
  );
  const { bought: own = [], refusals = [] } = row ? wholeRow('customers', row) : {};
  if (!row || own.length === 0) return [];
  const { main, all, name: listedName } = catalogueOf(await book.products.toArray());
  const asked = [...new Set(own.map(main))].slice(0, ASKED);
  const group = new Set(groupOf(row));
  // One range read a key: faster than a cursor that hops over all of them.
  const found = await Promise.all(
    asked.map(async (product) => {
      const rows = await Promise.all(
        all(product).map((key) => book.customers.where('bought').equals(key).limit(LOOKED_AT).toArray()),
      );
      return [...new Map(rows.flat().map((one) => [one.id, one])).values()].slice(0, LOOKED_AT);
    }),
  );
  const buyers = found.map((rows) => rows.filter(({ id }) => !group.has(id)));
  const buyersOf = new Map(
    asked.map((key, i) => [key, buyers[i]!.map(({ bought = [] }) => bought.map(main))]),
  );
  const best = fitsOf(own.map(main), refusals.map(main), buyersOf).slice(0, FITS);
  // What a product that is in no list is called stands in somebody's order.
  const isOf = (key: string) => (one: string) => main(one) === key;
  const witnesses = best.map(({ key }) => buyers.flat().find(({ bought }) => bought?.some(isOf(key)))!);
  const others = [...new Set(witnesses.flatMap((one) => groupOf(one)))];
  const [theirs, mine] = await Promise.all([
    ownedBy(book, 'orders', others),
    ownedBy(book, 'orders', [...group]),
  ]);
  const names = new Map(
    [...theirs, ...mine].flatMap(({ goods = [] }) =>
      goods.map((line) => [main(productKey(line)), line.name] as const),
    ),
  );
  const nameOf = (key: string) => listedName(key) ?? names.get(key) ?? key;
  return best.map((one) => ({ ...one, name: nameOf(one.key), becauseName: nameOf(one.because) }));
}

/** The span that the months cover: from counted, until not. */
function spanOf(months: readonly string[], zone: string): [from: number, until: number] {
  const bounds = [...monthBounds(months, zone).values()];
  return [Math.min(...bounds.map(([from]) => from)), Math.max(...bounds.map(([, until]) => until))];
}

const COUNTED = ['complaint', 'idea', 'barrier', 'comparison'] as const;

async function notedIn(
  book: Book,
  kind: (typeof COUNTED)[number],
  span: [number, number],
): Promise<Interaction[]> {
  const rows = await book.interactions
    .where('noted')
    .between(...notedRange(kind, ...span))
    .toArray();
  return rows.map((row) => wholeRow('interactions', row));
}

const mattersIn = (book: Book, kind: Matter['kind'], [from, until]: [number, number]): Promise<Matter[]> =>
  book.matters.where('[kind+at]').between([kind, from], [kind, until], true, false).toArray();

/** Orders that came back, and what was noted of parcels by hand. */
const parcelsIn = (book: Book, span: [number, number]): Promise<[Order[], Matter[]]> =>
  Promise.all([
    book.orders
      .where('backAt')
      .between(...span, true, false)
      .toArray(),
    mattersIn(book, 'parcel', span),
  ]);

async function careCounts(
  book: Book,
  { months, zone }: CareQueries['careCounts']['args'],
  search: Search,
): Promise<CareCounts> {
  const columns = await search.columns.now();
  const span = spanOf(months, zone);
  const [complaints, ideas, barriers, comparisons] = await Promise.all(
    COUNTED.map((kind) => notedIn(book, kind, span)),
  );
  const [surveys, [back, noted], costs, referred] = await Promise.all([
    mattersIn(book, 'survey', span),
    parcelsIn(book, span),
    book.costs.where('month').anyOf(months).toArray(),
    book.customers.where('referredBy').above('').toArray(),
  ]);
  return {
    causes: causesOf(complaints!),
    ideas: topicsOf(ideas!),
    barriers: topicsOf(barriers!),
    comparisons: topicsOf(comparisons!),
    survey: surveyOf(surveys),
    parcels: parcelsByMonth(back, noted, months, zone),
    sources: sourcesOf(
      [...placesOf(columns)].map((place) => columns.leaving.arrival(place)),
      costs,
      months,
      zone,
    ),
    costs: costs.map((row) => wholeRow('costs', row)),
    senders: await sendersOf(book, referred),
  };
}

function parcelsByMonth(
  back: readonly Order[],
  noted: readonly Matter[],
  months: readonly string[],
  zone: string,
): CareCounts['parcels'] {
  // The seller's own word on an order holds.
  const told = new Set(noted.flatMap(({ order }) => order || []));
  const parcels: Parcel[] = [
    ...back.flatMap(({ id, at, outcome }) =>
      told.has(id) || !cameBack(outcome) ? [] : [{ at: at ?? 0, end: outcome as Parcel['end'], order: id }],
    ),
    ...noted.map(({ at, state, order }) => ({ at, end: state as Parcel['end'], order: order ?? '' })),
  ];
  return months.map((month) => ({
    month,
    counts: countParcels(parcels.filter(({ at }) => monthIn(at, zone) === month)),
  }));
}

async function sendersOf(book: Book, referred: readonly Customer[]): Promise<CareCounts['senders']> {
  const shown = referred.filter(({ root }) => root === undefined);
  const ids = [...new Set(shown.flatMap(({ referredBy }) => referredBy ?? []))];
  const senders = await customersFor(book, ids);
  const counts = new Map<string, { customer: Customer; count: number }>();
  for (const { referredBy = '' } of shown) {
    const customer = senders.get(referredBy);
    if (!customer) continue;
    const held = counts.get(customer.id) ?? { customer, count: 0 };
    counts.set(customer.id, held);
    held.count += 1;
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || (a.customer.id < b.customer.id ? -1 : 1));
}

async function careList(
  book: Book,
  { months, zone, of }: CareQueries['careList']['args'],
): Promise<CareQueries['careList']['out']> {
  const rows = await partOf(book, of, spanOf(months, zone));
  const customers = await customersFor(book, [...new Set(rows.map(({ who }) => who))]);
  return rows
    .map(({ who, ...row }) => ({ ...row, customer: customers.get(who) ?? null }))
    .sort((a, b) => b.at - a.at)
    .slice(0, SHOWN);
}

async function partOf(
  book: Book,
  of: CarePart,
  span: [number, number],
): Promise<(Omit<MatterOrEntry, 'customer'> & { who: string })[]> {
  if (of.what === 'survey') {
    const rows = await mattersIn(book, 'survey', span);
    return rows
      .filter((row) => surveyOf([row])[of.group] === 1)
      .map(({ id, at, customer, score, why = '' }) => ({
        id,
        at,
        who: customer,
        words: [String(score), why].filter((word) => word !== '').join(' · '),
        entry: null,
      }));
  }
  if (of.what === 'parcels') {
    const [back, noted] = await parcelsIn(book, span);
    const told = new Set(noted.flatMap(({ order }) => order || []));
    return [
      ...back
        .filter(({ id }) => !told.has(id))
        .map(({ id, at = 0, customer, number, status }) => ({
          ...{ id, at, who: customer, words: `#${number} · ${status}`, entry: null },
        })),
      ...noted.map(({ id, at, customer, what = '', state }) => ({
        ...{ id, at, who: customer, words: what, entry: null, end: state as ParcelEnd },
      })),
    ];
  }
  const entries = await notedIn(book, of.what === 'cause' ? 'complaint' : of.what, span);
  return entries
    .filter((entry) =>
      of.what === 'cause' ? (entry.cause ?? '') === of.cause : (entry.topic ?? '') === of.topic,
    )
    .map((entry) => ({
      id: entry.id,
      at: entry.at,
      who: entry.customers[0] ?? '',
      words: entry.subject || entry.text,
      entry,
    }));
}
