import { readBookName, watchBookName } from '../browser/book-name.ts';
import { watchSettings } from '../browser/settings.ts';
import { cardArgs } from '../domain/card-args.ts';
import type { Failure } from '../domain/failure.ts';
import { NO_PAGE, type PageState } from '../domain/page-state.ts';
import { type Settings, settingsSchema } from '../domain/settings.ts';
import { connectPanel } from '../message/panel-port.ts';
import type { Act, Hello } from '../message/port.ts';
import { toFailure } from '../message/serve.ts';
import { type Book, openBook } from '../store/schema.ts';
import { type ClientStore, createClientStore } from './store.ts';

/**
 * How long the drawing of a thread may wait for its card: two frames. Clearing the old one sooner would only put the new
 * one off, because it is then built again instead of written over.
 */
const PATIENCE_MS = 32;

/** Everything a panel needs to draw itself; changes as a whole. */
export interface SessionState {
  store: ClientStore | null;
  settings: Settings;
  page: PageState;
  /** Why the book would not open, or null. */
  failure: Failure | null;
  /** The background did not admit this document (no ticket): draw nothing. */
  refused: boolean;
}

export interface SessionEvents {
  changed(state: SessionState): void;
  act?(act: Act): void;
  /** A newer Beside needs the book, or another book is in use: this page must reload. */
  outdated?(): void;
}

/** Opens a panel's session: book, settings and the port. Calls `changed` now and at each change, until abort. */
export function openSession(hello: Hello, events: SessionEvents, signal: AbortSignal): void {
  let state: SessionState = {
    store: null,
    settings: settingsSchema.parse({}),
    page: NO_PAGE,
    failure: null,
    refused: false,
  };
  const change = (patch: Partial<SessionState>) => {
    if (signal.aborted) return;
    state = { ...state, ...patch };
    events.changed(state);
  };
  let newest = 0;
  const show = async (page: PageState) => {
    newest += 1;
    const mine = newest;
    const { sighting } = page;
    const { store } = state;
    const release =
      sighting?.health === 'ok' && store && !document.hidden
        ? await store.prepare({ name: 'card', args: cardArgs(sighting) }, PATIENCE_MS)
        : null;
    if (mine === newest) change({ page });
    release?.();
  };
  watchSettings((settings) => change({ settings }), signal);
  connectPanel(
    hello,
    (down) => {
      if ('state' in down) void show(down.state);
      else if ('act' in down) events.act?.(down.act);
      else change({ refused: true });
    },
    signal,
  );
  watchBookName(() => events.outdated?.(), signal);
  openCurrentBook(events).then(
    (book) => change({ store: createClientStore(book) }),
    (error: unknown) => change({ failure: toFailure(error) }),
  );
}

async function openCurrentBook(events: SessionEvents): Promise<Book> {
  return openBook(await readBookName(), { outdated: () => events.outdated?.() });
}
