import { noCounts } from '../domain/kept.ts';
import { wholeRow } from '../domain/merge.ts';
import type { Queries } from '../domain/query.ts';
import { membersBy, type ReportData } from '../domain/report/data.ts';
import { goalView } from '../domain/report/goal.ts';
import type { Segment } from '../domain/report/money.ts';
import { dayOf, lastOf, shifted, trendOf } from '../domain/report/period.ts';
import { partOf, peopleBehind, type Report, type ReportArgs } from '../domain/report/report.ts';
import { fitsOf } from './customer-list.ts';
import { promisesIn } from './kept.ts';
import type { Book } from './schema.ts';
import type { Search } from './search.ts';

type Args<N extends 'report' | 'reportPeople' | 'goal'> = Queries[N]['args'];

/** Answers that were worked out of the columns as they are now: another owner and back costs nothing. */
const answered = new WeakMap<ReportData, Map<string, unknown>>();

function once<T>(data: ReportData, question: object, work: () => T): T {
  let known = answered.get(data);
  if (!known) {
    known = new Map();
    answered.set(data, known);
  }
  const name = JSON.stringify(question);
  if (!known.has(name)) known.set(name, work());
  return known.get(name) as T;
}

/** One part of the reports, made from the columns and, of promises, from the reminders of those months. */
export async function report(book: Book, args: Args<'report'>, search: Search): Promise<Report> {
  const { part } = args;
  if (part === 'promises') return { part, value: await keptOver(book, args, search) };
  const data = await search.cells.now();
  // Lists change with rows that are in no column: they are worked out each time.
  if (part === 'segment') {
    const segments = await segmentsOf(book, data, args, search);
    return { part, value: partOf(data, part, args, segments) };
  }
  const value = once(data, args, () => partOf(data, part, args));
  return { part, value } as Report;
}

/** Customers behind a figure. */
export async function reportPeople(
  book: Book,
  { behind, ...args }: Args<'reportPeople'>,
  search: Search,
): Promise<string[]> {
  const data = await search.cells.now();
  const segments = behind.part === 'segment' ? await segmentsOf(book, data, args, search) : [];
  return peopleBehind(data, behind, args, segments);
}

export async function reportOwners(_book: Book, _args: object, search: Search): Promise<string[]> {
  const { people } = await search.cells.now();
  const { codes, texts } = people.words.owner;
  const counts = new Map<string, number>();
  for (let place = 0; place < people.count; place++)
    if (people.root[place] === place && codes[place] !== 0) {
      const owner = texts[codes[place]!]!;
      counts.set(owner, (counts.get(owner) ?? 0) + 1);
    }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([owner]) => owner);
}

/** The goal that was set last, with how far it has come. */
export async function goal(
  book: Book,
  { zone, now }: Args<'goal'>,
  search: Search,
): Promise<Queries['goal']['out']> {
  const rows = (await book.goals.toArray()).map((row) => wholeRow('goals', row));
  const standing = rows
    .filter(({ ended }) => !ended)
    .sort((a, b) => b.setAt - a.setAt || (a.id < b.id ? -1 : 1));
  const [newest] = standing;
  return newest ? goalView(await search.cells.now(), newest, zone, now) : null;
}

/** The saved lists, each with who is on it now. Lists with words in them are left out: they are looked for, not kept. */
async function segmentsOf(
  book: Book,
  data: ReportData,
  { now, zone }: ReportArgs,
  search: Search,
): Promise<Segment[]> {
  const views = (await book.views.toArray()).map((row) => wholeRow('views', row));
  const columns = await search.columns.now();
  const segments: Segment[] = [];
  for (const { id, text, where } of views) {
    if (text !== '' || where === null) continue;
    const fits = await fitsOf(columns, { text, where, time: { at: now, zone } }, search);
    const ids = new Set(
      columns.ids.filter((_id, place) => columns.shown.has(place) && (fits === null || fits(place))),
    );
    segments.push({ id, among: membersBy(data, (place) => ids.has(data.people.ids[place]!)) });
  }
  return segments;
}

/** How promises ended, by the period of the day they were given for; of customers of one owner, or of all. */
async function keptOver(book: Book, args: ReportArgs, search: Search): Promise<Report<'promises'>['value']> {
  const { at, unit, zone, now, owner } = args;
  const names = trendOf(at, unit);
  const [first, until] = [`${names[0]}-01`, `${shifted(at, unit, 1)}-01`];
  const ended = await promisesIn(book, [first, until], now);
  const isTheirs = owner === null ? () => true : await ownedIn(search, owner);
  const counted = (from: string, to: string) => {
    const counts = noCounts();
    for (const { day, customer, outcome } of ended)
      if (day >= from && day < to && isTheirs(customer)) counts[outcome] += 1;
    return counts;
  };
  const trend = names.map((period) => ({
    period,
    value: counted(`${period}-01`, `${shifted(period, unit, 1)}-01`),
  }));
  const last = counted(`${shifted(at, unit, -1)}-01`, dayOf(lastOf(at, unit, zone, now).until, zone));
  return { now: trend.at(-1)!.value, last, trend };
}

async function ownedIn(search: Search, owner: string): Promise<(customer: string) => boolean> {
  const { people } = await search.cells.now();
  const { codes, texts } = people.words.owner;
  const ids = new Set(
    people.ids.filter((_id, place) => {
      const root = people.root[place]!;
      return root >= 0 && texts[codes[root]!] === owner;
    }),
  );
  return (customer) => ids.has(customer);
}
