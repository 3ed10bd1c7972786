import type { Host } from '../../components/host.ts';
import type { Reminder } from '../domain/entities.ts';
import type { Store } from '../domain/store.ts';
import type { PanelTrouble } from './api.ts';
import { type Bell, startBell, startPlainBell } from './bell.ts';
import { shownTeller, toldStore } from './events.ts';
import { givenStore } from './given-store.ts';
import { type WidgetWays, widgetHost } from './host.ts';
import { shareBook } from './own-book.ts';

/** Name of the book where the page names none; two shops on one origin give theirs names of their own. */
const BOOK = 'beside';
const NAME = /^[\w .-]{1,64}$/;

/** '' is the book without a name. */
export const isBookName = (name: string): boolean => name === '' || NAME.test(name);

/** Where a panel reads and writes, and what has to be let go of with it. */
export interface Connection {
  host: Host;
  store: Store;
  bell: Bell;
  end(): void;
}

export interface ConnectionWays extends WidgetWays {
  /** A reminder rang, and the page does not show it itself. */
  rang(id: string): void;
  trouble(trouble: PanelTrouble): void;
  fail(error: unknown): void;
}

/** @param given a store that the page handed over; null for this origin's own book of that name. */
export function connect(given: Store | null, name: string, ways: ConnectionWays): Connection {
  const shared = given ? null : shareBook(NAME.test(name) ? `${BOOK}-${name}` : BOOK);
  const store = toldStore(given ? givenStore(given) : shared!.store, ways.emit, shownTeller(ways.emit));
  const ring = (due: Reminder[]) => {
    for (const { id, title, customer, due: time } of due)
      if (ways.emit('reminder-due', { id, title, customer, at: time.at })) ways.rang(id);
  };
  const now = () => Date.now();
  const bell = shared ? startBell(shared.open, now, ring) : startPlainBell(store, now, ring);
  const outdated = () => ways.trouble({ code: 'database-newer', detail: '' });
  shared?.written.add(bell.look);
  shared?.outdated.add(outdated);
  shared
    ?.open()
    .then(({ inMemory }) => inMemory && ways.trouble({ code: 'storage-refused', detail: '' }), ways.fail);
  return {
    host: widgetHost(store, ways),
    store,
    bell,
    end() {
      bell.end();
      shared?.written.delete(bell.look);
      shared?.outdated.delete(outdated);
      shared?.release();
    },
  };
}
