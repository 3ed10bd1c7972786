import type { Customer, Interaction, Order } from './entities.ts';
import type { Filter } from './filter/filter.ts';
import { fits } from './filter/fits.ts';
import { bringsNothing, orderOutcome } from './order-outcome.ts';
import { type Anchor, anchorKey, MOST_AHEAD, type Playbook, type Run, stepsOf } from './playbook.ts';
import type { Fields } from './row.ts';
import { runId, turnOf } from './row-id.ts';
import type { ValueRules } from './value.ts';

/**
 * Who begins which playbook, and who has left it: worked out for one person from what the book knows and the clock.
 * Asking again changes nothing, so it may be asked at any time, by any device, as often as one likes.
 */
const DAY = 86_400_000;
/** What lies longer ago sets nothing off: a step that is added today does not ask about last year's orders. */
const NEWS = 30 * DAY;

export interface Person {
  /** As everybody reads it: the one who is shown. */
  customer: Customer;
  /** Ids of all customers who are this person. */
  group: readonly string[];
  runs: readonly Run[];
  /** Their first entry of the log, where it may be news. */
  first: Interaction | null;
  orders: readonly Order[];
  /** When an order's status was written, and the stage of the customer; milliseconds since 1970. */
  statusAt(order: Order): number;
  stageAt: number;
  /** When the tag of a playbook was put on; undefined where nobody can tell. */
  taggedAt(tag: string): number | undefined;
  /** Days of birthdays that are near, `2026-11-29`, with their beginning. */
  birthdays: readonly { day: string; at: number }[];
  /** Whether a log entry is still there. */
  isLogged(entry: string): boolean;
}

export interface CareBook {
  playbooks: readonly Playbook[];
  /** Saved lists by id: what each asks for. Those that `isAudience` is not said of are left out. */
  views: ReadonlyMap<string, Filter | null>;
  /** How the shop values its buyers, where it changed that. */
  value?: ValueRules | undefined;
}

/**
 * Whether a saved list says who is on it. One with words does not: words are looked for in notes and orders, which
 * nobody reads for each customer here, and without its words it would be a list of many more.
 */
export const isAudience = ({ text = '' }: { text?: string }): boolean => text.trim() === '';

export interface RunWrite {
  id: string;
  fields: Fields;
}

/** Whether somebody is one of a playbook's audience. A list that is gone, or has words, is nobody's. */
export function isIn(
  playbook: Pick<Playbook, 'tag' | 'view' | 'zone'>,
  customer: Customer,
  { views, value }: Pick<CareBook, 'views' | 'value'>,
  now: number,
): boolean {
  const { tag, view, zone } = playbook;
  if (customer.kind === 'internal') return false;
  if (tag !== null && !customer.tags.includes(tag)) return false;
  if (view === null) return true;
  const where = views.get(view);
  return where !== undefined && (where === null || fits(where, customer, { at: now, zone, value }));
}

/** What would have to be written for one person so that all playbooks are followed. */
export function planPerson(book: CareBook, person: Person, now: number): RunWrite[] {
  return book.playbooks.flatMap((playbook) => {
    if (!playbook.on) return [];
    const runs = person.runs
      .filter((run) => run.playbook === playbook.id)
      .sort((a, b) => turnOf(a.id) - turnOf(b.id) || (a.id < b.id ? -1 : 1));
    const writes = new Map<string, Fields>();
    const write = (id: string, fields: Fields) => writes.set(id, { ...writes.get(id), ...fields });
    const inside = isIn(playbook, person.customer, book, now);
    for (const run of runs) {
      const left = run.left ?? null;
      if (inside && left !== null) write(run.id, { left: null });
      if (!inside && left === null) write(run.id, { left: now });
    }
    const held = runs.map(
      ({ id, anchors, outcomes }): Held => ({
        id,
        anchors: { ...anchors },
        answered: answeredIn(playbook, outcomes),
      }),
    );
    const set = (run: Held, key: string, anchor: Anchor) => {
      run.anchors[key] = anchor;
      write(run.id, { [`anchors/${key}`]: anchor });
    };
    for (const run of held)
      for (const [key, anchor] of Object.entries(run.anchors))
        if (!anchor.void && isVoid(key, anchor, person)) set(run, key, { ...anchor, void: true });
    if (inside)
      for (const [key, anchor] of eventsOf(playbook, person, now)) {
        const known = held.find((run) => run.anchors[key]?.of === anchor.of);
        if (known && !known.anchors[key]?.void) continue;
        set(known ?? place(held, key, anchor) ?? begin(anchor), key, anchor);
      }
    return [...writes].map(([id, fields]) => ({ id, fields }));

    function begin({ at }: Anchor): Held {
      const turn = Math.max(0, ...held.map(({ id }) => turnOf(id))) + 1;
      const run: Held = {
        id: runId(playbook.id, person.customer.id, turn),
        anchors: {},
        answered: new Set(),
      };
      held.push(run);
      write(run.id, { playbook: playbook.id, customer: person.customer.id, at });
      return run;
    }
  });
}

interface Held {
  id: string;
  anchors: Record<string, Anchor>;
  /** Anchors of steps that something was done about. */
  answered: ReadonlySet<string>;
}

function answeredIn(playbook: Playbook, outcomes: Run['outcomes']): Set<string> {
  const steps = stepsOf(playbook).filter(({ id }) => outcomes[id]);
  return new Set(steps.flatMap((step) => anchorKey(step) ?? []));
}

/**
 * The run that an event belongs to: of an order that has arrived, the run of that order; else the newest. Null where
 * that one had an event of the kind already: then a new turn begins.
 */
function place(held: readonly Held[], key: string, { of }: Anchor): Held | null {
  const ordered = key === 'delivered' && held.find(({ anchors }) => anchors.order?.of === of);
  const run = ordered || held.at(-1);
  if (!run || run.answered.has(key)) return null;
  return !run.anchors[key] || run.anchors[key].void ? run : null;
}

/** Whether what set steps off has been taken back, or has come to its end. */
function isVoid(key: string, { at, of }: Anchor, person: Person): boolean {
  const { customer } = person;
  if (key === 'message') return !person.isLogged(of);
  if (key === 'quiet') return Math.max(customer.lastInAt ?? 0, customer.lastOrderAt ?? 0) > at;
  if (key.startsWith('stage-')) return customer.stage !== of;
  if (key !== 'order' && key !== 'delivered') return false;
  const order = person.orders.find((one) => one.id === of);
  if (!order) return true;
  const outcome = orderOutcome(order);
  return key === 'order' ? bringsNothing(outcome) : outcome !== 'delivered';
}

type Event = [key: string, anchor: Anchor];

/** What has happened that steps of the playbook wait for, earliest first. */
function eventsOf(playbook: Playbook, person: Person, now: number): Event[] {
  const wanted = new Set(stepsOf(playbook).map(anchorKey));
  const news = Math.max(playbook.since, now - NEWS);
  const isNews = (at: number) => at >= news;
  const { customer } = person;
  const found: Event[] = [];
  const add = (key: string, at: number, of: string) => {
    if (wanted.has(key)) found.push([key, { at, of }]);
  };
  const joinedAt = playbook.view === null && playbook.tag !== null ? person.taggedAt(playbook.tag) : now;
  if (joinedAt === undefined || playbook.past || joinedAt >= playbook.since)
    add('joined', joinedAt ?? now, '');
  if (person.first && isNews(person.first.at)) add('message', person.first.at, person.first.id);
  for (const order of person.orders) {
    const outcome = orderOutcome(order);
    if (!bringsNothing(outcome) && isNews(order.at ?? 0)) add('order', order.at ?? 0, order.id);
    const arrived = person.statusAt(order);
    // A list of orders that is imported tells of parcels that arrived long ago.
    if (outcome === 'delivered' && isNews(arrived) && (order.at ?? 0) >= news - NEWS)
      add('delivered', arrived, order.id);
  }
  const { quietAt } = customer;
  // What was so before the playbook was on is taken up today: its tasks are not overdue from the first.
  const takenUp = (at: number) => (at >= playbook.since ? at : now);
  if (quietAt !== undefined && quietAt <= now && (playbook.past || quietAt >= playbook.since))
    add('quiet', takenUp(quietAt), String(quietAt));
  const ahead = Math.min(MOST_AHEAD, Math.max(0, ...stepsOf(playbook).map(({ days }) => -days))) + 1;
  for (const { day, at } of person.birthdays)
    if (at >= now - DAY && at <= now + ahead * DAY) add('birthday', at, day);
  const { stage } = customer;
  if (playbook.past || person.stageAt >= playbook.since)
    add(`stage-${stage}`, takenUp(person.stageAt), stage);
  return found.sort(([a, one], [b, other]) => one.at - other.at || (a < b ? -1 : 1));
}
