import { cardArgs, newestId } from '../domain/card-args.ts';
import type { Command, CommandResult } from '../domain/command.ts';
import { Failure } from '../domain/failure.ts';
import { logOf, namedIn, orderOf, wholeMessage } from '../domain/log.ts';
import { isInternal } from '../domain/membership.ts';
import type { CardView, TodayView } from '../domain/query.ts';
import { entryId, orderId } from '../domain/row-id.ts';
import type { Sighting } from '../domain/sighting.ts';
import { type DueSource, dueSourceOf } from '../store/due.ts';
import { countReads } from '../store/ledger.ts';
import { answer } from '../store/queries.ts';
import { runCommand } from '../store/run.ts';
import { type Book, openBook } from '../store/schema.ts';
import { markSeen } from '../store/seen.ts';

/** The use cases of whoever may write: the background now, the widget and long jobs later. */
export interface Desk {
  book(): Promise<Book>;
  /** Closes the book: another one is in use from now on. */
  letGo(): void;
  run(command: Command): Promise<CommandResult>;
  due(): Promise<DueSource>;
  /** What is due and who waits. @param now,endOfDay milliseconds since 1970. */
  today(now: number, endOfDay: number): Promise<TodayView>;
  /** A customer's name, '' when there is none. */
  nameOf(customer: string): Promise<string>;
  /** The one customer that these words find; null when they find nobody, or several. */
  onlyOne(text: string): Promise<string | null>;
  /** Remembers, on this device, when a customer's page was last looked at. */
  seen(customer: string): Promise<void>;
  /** Counts that a conversation of a site was opened and read. */
  countRead(site: string): Promise<void>;
  /** The card of an open thread, as the panel would show it. */
  card(sighting: Sighting): Promise<CardView>;
  /**
   * Logs the open thread for the customers it belongs to. Null when nobody on it is known (the panel then offers to
   * save them), when several customers claim one person (only the seller can tell), or it is a group.
   */
  log(sighting: Sighting, text: string): Promise<CommandResult | null>;
  /**
   * Logs on its own where the user turned that on, for the site or the customer; silent about what may not be logged.
   * A message whose entry was taken back is left alone. The only place that does: panels may be shut, or several.
   */
  autoLog(sighting: Sighting, sites: string[]): Promise<void>;
  /**
   * Keeps the order of the page on its own where the user turned that on for the site, or what is new about it. Only
   * where one known customer stands on the page; an order that was taken back, or is another customer's, is left alone.
   */
  autoOrder(sighting: Sighting, sites: string[]): Promise<void>;
}

export interface DeskDeps {
  bookName(): Promise<string>;
  now(): number;
  randomId(): string;
  lock<T>(work: () => Promise<T>): Promise<T>;
  /** Told after each change, so that the alarm and the badge follow. */
  changed(command: Command): void;
}

export function createDesk(deps: DeskDeps): Desk {
  let opened: Promise<Book> | null = null;
  const book = (): Promise<Book> => {
    opened ??= deps.bookName().then((name) => openBook(name));
    // A failed opening is tried again at the next call: the disk may have room by then.
    opened.catch(() => {
      opened = null;
    });
    return opened;
  };
  const run = async (command: Command): Promise<CommandResult> => {
    const result = await runCommand(await book(), command, deps);
    deps.changed(command);
    return result;
  };
  const card = async (sighting: Sighting): Promise<CardView> =>
    answer(await book(), {
      name: 'card',
      args: { ...cardArgs(sighting), names: [] },
    });
  /** Whether the order may be kept without anybody asking for it. */
  const isFree = async (sighting: Sighting, customer: string): Promise<boolean> => {
    if (!sighting.order) return false;
    const id = orderId(sighting.site, sighting.order.id);
    const [kept, grave] = await Promise.all([
      (await book()).orders.get(id),
      (await book()).graves.get(`orders/${id}`),
    ]);
    return grave === undefined && (kept === undefined || kept.customer === customer);
  };
  const log = async (
    sighting: Sighting,
    text: string,
    view: CardView,
    asked = true,
  ): Promise<CommandResult | null> => {
    if (sighting.group || view.customers.length === 0) return null;
    if (sighting.counterparts.length <= 1 && view.customers.length > 1) return null;
    const named = namedIn(view.customers, asked);
    const [first] = named.ids;
    if (first === undefined) return null;
    const before = view.logged ?? view.loggedBefore;
    const args = logOf(sighting, named, wholeMessage(before), text);
    if (!args) return { change: null, id: before?.id ?? null, existing: true, kept: 0 };
    const result = await run({ name: 'interaction.log', args });
    const order = orderOf(sighting, first);
    if (order && (asked || (await isFree(sighting, first)))) await run({ name: 'order.record', args: order });
    return result;
  };
  return {
    book,
    letGo() {
      const old = opened;
      opened = null;
      old?.then(
        (book) => book.close(),
        // It never opened: there is nothing to close.
        () => undefined,
      );
    },
    run,
    due: async () => dueSourceOf(await book()),
    today: async (now, endOfDay) => answer(await book(), { name: 'today', args: { now, endOfDay } }),
    async nameOf(id) {
      const [customer] = await answer(await book(), { name: 'customers', args: { ids: [id] } });
      return customer?.name ?? '';
    },
    async onlyOne(text) {
      const hits = await answer(await book(), { name: 'search', args: { text, limit: 2 } });
      return hits.length === 1 ? hits[0]!.customer.id : null;
    },
    seen: async (id) => markSeen(await book(), id, deps.now()),
    countRead: async (site) => countReads(await book(), new Map([[site, 1]]), deps.now()),
    card,
    log: async (sighting, text) => log(sighting, text, await card(sighting)),
    async autoLog(sighting, sites) {
      const view = await card(sighting);
      const wanted = sites.includes(sighting.site) || view.customers.some((customer) => customer.autoLog);
      if (!wanted || view.never || view.logged) return;
      const entry = entryId(sighting.site, sighting.thread.id, newestId(sighting));
      if (await (await book()).graves.get(`interactions/${entry}`)) return;
      await log(sighting, '', view, false).catch((error: unknown) => {
        if (!(error instanceof Failure && error.code === 'never-log')) throw error;
      });
    },
    async autoOrder(sighting, sites) {
      if (!sighting.order || sighting.group || !sites.includes(sighting.site)) return;
      const { customers, never } = await card(sighting);
      const [buyer] = customers;
      if (!buyer || isInternal(buyer) || customers.length > 1 || never || !(await isFree(sighting, buyer.id)))
        return;
      const args = orderOf(sighting, buyer.id);
      if (args) await run({ name: 'order.record', args });
    },
  };
}
