import {
  type CampaignFigures,
  type CampaignPart,
  isReply,
  isWon,
  type Send,
  windowOf,
} from '../domain/campaign.ts';
import type { CampaignQueries } from '../domain/campaign-schema.ts';
import type { Customer, Interaction, Order } from '../domain/entities.ts';
import { wholeRow } from '../domain/merge.ts';
import { moneyOf } from '../domain/order-money.ts';
import { customersFor } from './customer-list.ts';
import { groupOf, ownedBy } from './groups.ts';
import { audienceOf } from './playbook-answers.ts';
import type { Book } from './schema.ts';
import type { Search } from './search.ts';
import { whoAt } from './timeline-index.ts';

/** What a person can look through. */
const LISTED = 300;

type Answers = {
  [N in keyof CampaignQueries]: (
    book: Book,
    args: CampaignQueries[N]['args'],
    search: Search,
  ) => Promise<CampaignQueries[N]['out']>;
};

export const CAMPAIGN_ANSWERS: Answers = {
  campaigns: async (book) => {
    const rows = (await book.campaigns.toArray()).map((row) => wholeRow('campaigns', row));
    return rows.sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1));
  },
  campaignFigures: async (book, args, search) => {
    const { parts, orders } = await partsOf(book, args, search);
    const counts = Object.fromEntries(
      Object.entries(parts).map(([part, ids]) => [part, ids.length]),
    ) as unknown as Record<CampaignPart, number>;
    const { saidNo, unasked, left, sent, skipped, replied, ordered } = counts;
    const figures: CampaignFigures = {
      ...{ saidNo, unasked, left, sent, skipped, replied, ordered },
      audience: saidNo + unasked + left + sent + skipped,
      orders: orders.length,
      money: moneyOf(orders),
    };
    return figures;
  },
  campaignPart: async (book, { part, ...args }, search) => {
    const { parts } = await partsOf(book, args, search);
    const ids = parts[part].slice(0, LISTED);
    return [...(await customersFor(book, ids)).values()];
  },
};

interface Parts {
  parts: Record<CampaignPart, string[]>;
  orders: Order[];
}

/** Everybody of a campaign, by what has become of them. Who was written to counts, whatever they are by now. */
async function partsOf(
  book: Book,
  { id, now, value }: CampaignQueries['campaignFigures']['args'],
  search: Search,
): Promise<Parts> {
  const parts: Parts['parts'] = {
    saidNo: [],
    unasked: [],
    left: [],
    sent: [],
    skipped: [],
    replied: [],
    ordered: [],
  };
  const row = await book.campaigns.get(id);
  if (!row) return { parts, orders: [] };
  const campaign = wholeRow('campaigns', row);
  const [{ columns, places }, sends] = await Promise.all([
    audienceOf(book, campaign, { at: now, value }, search),
    book.sends.where('campaign').equals(id).toArray(),
  ]);
  const handled = await personsOf(book, sends);
  for (const [person, { state = 'sent' }] of handled) parts[state].push(person);
  const { consent, ids } = columns;
  for (const place of places) {
    const customer = ids[place]!;
    if (handled.has(customer)) continue;
    const answer = consent.texts[consent.code(place)];
    parts[answer === 'yes' ? 'left' : answer === 'no' ? 'saidNo' : 'unasked'].push(customer);
  }
  const won = await wonBy(
    book,
    campaign,
    [...handled.values()].filter(({ state }) => (state ?? 'sent') === 'sent'),
  );
  for (const { person, hasReplied, orders } of won) {
    if (hasReplied) parts.replied.push(person);
    if (orders.length > 0) parts.ordered.push(person);
  }
  return { parts, orders: won.flatMap(({ orders }) => orders) };
}

/** The persons that were written to: of one who is several customers by now, the first that was sent counts. */
async function personsOf(book: Book, sends: readonly Send[]): Promise<Map<string, Send>> {
  const shown = await customersFor(
    book,
    sends.map(({ customer }) => customer),
  );
  const handled = new Map<string, Send>();
  const isBetter = (one: Send, other: Send) =>
    one.state !== other.state ? (one.state ?? 'sent') === 'sent' : one.at < other.at;
  for (const send of sends) {
    const person = shown.get(send.customer)?.id;
    if (person === undefined) continue;
    const held = handled.get(person);
    if (!held || isBetter(send, held)) handled.set(person, { ...send, customer: person });
  }
  return handled;
}

/** What came of it, person by person. */
async function wonBy(book: Book, campaign: { days: number }, sends: readonly Send[]) {
  const rows = (await book.customers.bulkGet(sends.map(({ customer }) => customer))) as (
    | Customer
    | undefined
  )[];
  const groups = sends.map(({ customer }, i) => (rows[i] ? groupOf(rows[i]) : [customer]));
  const orders = Map.groupBy(await ownedBy(book, 'orders', groups.flat()), ({ customer }) => customer);
  const entries = await Promise.all(
    sends.map((send, i) =>
      Promise.all(groups[i]!.map((id) => entriesIn(book, id, windowOf(campaign, send.at)))),
    ),
  );
  return sends.map((send, i) => {
    const window = windowOf(campaign, send.at);
    const theirs = groups[i]!.flatMap((id) => orders.get(id) ?? []);
    return {
      person: send.customer,
      hasReplied: entries[i]!.flat().some((entry) => isReply(entry, window)),
      orders: theirs.filter((order) => isWon(order, window)),
    };
  });
}

const entriesIn = (
  book: Book,
  customer: string,
  [after, until]: [number, number],
): PromiseLike<Interaction[]> =>
  book.interactions
    .where('who')
    .between(whoAt(customer, after + 1), whoAt(customer, until), true, true)
    .toArray();
