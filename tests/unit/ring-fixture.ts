import 'fake-indexeddb/auto';
import { TICK } from '../../lib/background/alarms.ts';
import type { Command, CommandResult } from '../../lib/domain/command.ts';
import { dueAtInstant, writeDueId } from '../../lib/domain/due.ts';
import type { Thread } from '../../lib/domain/entities.ts';
import { dueSourceOf } from '../../lib/store/due.ts';
import { runCommand } from '../../lib/store/run.ts';
import type { Book } from '../../lib/store/schema.ts';
import { RingBrowser, ZONE } from './ring-browser.ts';
import { testBook } from './store-fixture.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const START = Date.UTC(2026, 10, 23, 2);

/** A real store with the real bell on it, in a browser of the test's own making. */
export async function bellTower(name: string) {
  const { book } = await testBook(name);
  let ids = 0;
  const browserAt = (now = START, firefox = false) => {
    const run = (command: Command): Promise<CommandResult> =>
      runCommand(book, command, { now: () => browser.now, randomId: () => `r${++ids}` });
    const browser = new RingBrowser({ source: dueSourceOf(book), run }, now, firefox);
    return { browser, run };
  };
  const clear = () => Promise.all([book.reminders.clear(), book.customers.clear(), book.changes.clear()]);
  return { book, browserAt, clear };
}
export type Run = (command: Command) => Promise<CommandResult>;

export async function remind(
  run: Run,
  at: number,
  more: { customer?: string; thread?: Thread; title?: string } = {},
) {
  const { customer = null, thread = null, title = 'gọi lại' } = more;
  const due = dueAtInstant(at, ZONE);
  const { id } = await run({ name: 'reminder.set', args: { customer, thread, title, due } });
  return { id: id!, note: writeDueId(id!, due.at), ring: `${id}@${due.at}` };
}

/** Everything a person perceived, in order. */
export const seen = (browser: RingBrowser) => browser.perceived.flatMap(({ rings }) => rings);

export async function tick(browser: RingBrowser) {
  browser.fireAlarm(TICK);
  await browser.settle();
}

/** What is due by now, open, and was never perceived. */
export async function lost(book: Book, browser: RingBrowser): Promise<string[]> {
  const rings = new Set(seen(browser));
  const open = await book.reminders.where('dueAt').belowOrEqual(browser.now).toArray();
  return open.map((row) => `${row.id}@${row.due.at}`).filter((ring) => !rings.has(ring));
}

/** What was perceived more than once. */
export function doubled(browser: RingBrowser): string[] {
  const rings = seen(browser);
  return rings.filter((ring, i) => rings.indexOf(ring) !== i);
}
