import type { Store } from '../domain/store.ts';
import type { Act, Hello } from '../message/port.ts';
import { type RescueState, startRescue } from './rescue.ts';
import { openSession, type SessionState } from './session.ts';

export interface PanelPage {
  /** Draws the panel; called at each change once the book is open. */
  draw(state: SessionState & { store: Store }): void;
  /** Draws the screen for a book that would not open. */
  rescue(state: RescueState): void;
  /** Nothing may be shown: the background did not admit this document. */
  refuse?(): void;
  /** The browser's shortcut for remind (or log, where nobody is known yet) was pressed. */
  act?(act: Act): void;
}

/**
 * Starts a page of ours: opens its session and draws at each change. Ends when the page is put away; a page that comes
 * back from the browser's cache, or whose book was changed for another, begins anew.
 */
export function startPanel(hello: Hello, page: PanelPage): void {
  const leaving = new AbortController();
  window.addEventListener('pagehide', () => leaving.abort(), { once: true });
  let over = false;
  const again = () => {
    if (over) return;
    over = true;
    // The ticket in a frame's address is used: a reload would not be admitted again, this document still is.
    if (hello.ticket === undefined) return location.reload();
    page.refuse?.();
    leaving.abort();
    startPanel(hello, page);
  };
  window.addEventListener(
    'pageshow',
    (event) => {
      if (event.persisted) again();
    },
    { once: true },
  );
  let rescuing = false;
  const changed = (state: SessionState) => {
    if (state.refused) return page.refuse?.();
    // A framed document draws nothing, not even for a moment, before the background has admitted it to a tab.
    if (hello.ticket !== undefined && state.page.tab === null) return;
    if (state.failure && !rescuing) {
      rescuing = true;
      void startRescue(state.failure, state.settings, again, page.rescue);
    }
    if (state.store && !state.failure) page.draw({ ...state, store: state.store });
  };
  openSession(hello, { changed, act: page.act, outdated: again }, leaving.signal);
}
