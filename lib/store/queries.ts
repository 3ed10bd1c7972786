import type { Tag, View } from '../domain/entities.ts';
import { wholeRow } from '../domain/merge.ts';
import type { Queries, Query, QueryName, QueryResult } from '../domain/query.ts';
import { employersOf } from './bonds.ts';
import { CAMPAIGN_ANSWERS } from './campaign-answers.ts';
import { card, customerView } from './card.ts';
import { CARE_ANSWERS } from './care-answers.ts';
import { changesOf } from './changes.ts';
import { customerIds, customersById } from './customer-list.ts';
import { duplicates } from './duplicates.ts';
import { eraseView } from './erase/reach.ts';
import { filterCounts, filterValues } from './filter-answers.ts';
import { firstSteps } from './first-steps.ts';
import { groupJourney, journey } from './journey.ts';
import { keptList, keptMonths } from './kept.ts';
import { readLedger } from './ledger.ts';
import { livingState } from './living.ts';
import { mergedInto } from './merged.ts';
import { priceList, quotesOf, templatesOf } from './offers.ts';
import { colleagues, organisationView } from './organisation.ts';
import { deals, pipeline } from './pipeline.ts';
import { careOf, playbookCounts, playbookPreview, playbooks, stepCustomers } from './playbook-answers.ts';
import { listedCustomers, ownersOf } from './recognised.ts';
import { goal, report, reportOwners, reportPeople } from './report.ts';
import { retentionPreview } from './retention.ts';
import { type Book, countShown, withBook } from './schema.ts';
import { createSearch, type Search } from './search.ts';
import { membersOf, segmentsOf } from './segments.ts';
import { syncView } from './sync-state.ts';
import { timelinePage } from './timeline.ts';
import { complaintsOf, openReminders, today } from './today.ts';

type Answers = {
  [N in QueryName]: (book: Book, args: Queries[N]['args'], search: Search) => Promise<Queries[N]['out']>;
};

const ANSWERS: Answers = {
  card,
  customer: (book, { id }) => customerView(book, id),
  timeline: timelinePage,
  customerIds,
  filterCounts,
  filterValues: (_book, _args, search) => filterValues(search),
  views: async (book) => (await book.views.toArray()).map((view) => wholeRow('views', view)).sort(byPosition),
  customers: (book, { ids }) => customersById(book, ids),
  search: async (_book, { text, limit }, search) =>
    (await search.find(text, limit)).map((hit) => ({
      ...hit,
      customer: wholeRow('customers', hit.customer),
    })),
  duplicates: (book, { limit }, search) => duplicates(book, limit, search),
  merged: (book, { customer }) => mergedInto(book, customer),
  owners: (book, { keys }) => ownersOf(book, keys),
  listed: (book, { keys, until }) => listedCustomers(book, keys, until),
  organisation: (book, { id, zone }) => organisationView(book, id, zone),
  employers: (book, { keys }) => employersOf(book, keys),
  colleagues,
  segmentsOf,
  membersOf,
  pipeline,
  deals,
  ...CARE_ANSWERS,
  today: (book, { now, endOfDay }) => today(book, now, endOfDay),
  complaints: (book, { customer }) => complaintsOf(book, customer),
  kept: keptMonths,
  keptList,
  report,
  reportPeople,
  reportOwners,
  goal,
  openReminders: (book) => openReminders(book),
  erase: (book, { id }) => eraseView(book, id),
  retention: (book, { rules, now }) => retentionPreview(book, rules, now),
  living: livingState,
  ledger: readLedger,
  sync: (book) => syncView(book),
  versions: async (book, { note, now }) =>
    (await book.versions.where('note').equals(note).toArray())
      // What is over is taken away when something comes next; until then nobody is shown it.
      .filter(({ until }) => until >= now)
      .map(({ stamp, text, until }) => ({ stamp, text, until }))
      .sort((a, b) => (a.stamp < b.stamp ? 1 : -1)),
  ...CAMPAIGN_ANSWERS,
  journey,
  groupJourney,
  playbooks,
  care: careOf,
  playbookCounts,
  stepCustomers,
  playbookPreview,
  tags: async (book) => (await book.tags.toArray()).map((tag) => wholeRow('tags', tag)).sort(byPosition),
  neverLog: async (book) => (await book.neverLog.toArray()).map((rule) => wholeRow('neverLog', rule)),
  templates: templatesOf,
  priceList,
  quotes: (book, { customer }) => quotesOf(book, customer),
  changes: (book, { customer, limit }) => changesOf(book, customer, limit),
  firstSteps,
  count: async (book) => {
    const [shown, samples, colleagues] = await Promise.all([
      countShown(book),
      book.customers.where('isSample').equals(1).count(),
      book.customers.where('isInternal').equals(1).count(),
    ]);
    return { customers: shown - colleagues, samples, colleagues };
  },
};

const byPosition = (a: Tag | View, b: Tag | View): number =>
  a.position - b.position || (a.name < b.name ? -1 : 1);

/**
 * Answers one question. Only reads the database, so that it can run inside a live query.
 * @param search text in memory, held by the caller; without one the text is read for this question alone.
 * @throws Failure when the book cannot be read.
 */
export function answer<N extends QueryName>(
  book: Book,
  query: Query<N>,
  search: Search = createSearch(book),
): Promise<QueryResult<N>> {
  const { name, args } = query as { name: N; args: Queries[N]['args'] };
  return withBook(book, () => ANSWERS[name](book, args, search));
}
