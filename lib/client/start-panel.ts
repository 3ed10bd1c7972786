import type { Hello } from '../message/port.ts';
import { openSession, type SessionEvents, type SessionState } from './session.ts';

/**
 * Starts a page of ours: opens its session and draws at each change. Ends when the page is put away; a page that comes
 * back from the browser's cache is loaded anew, because its connections are gone.
 */
export function startPanel(
  hello: Hello,
  draw: (state: SessionState) => void,
  events: Omit<SessionEvents, 'changed'> = {},
): void {
  const leaving = new AbortController();
  window.addEventListener('pagehide', () => leaving.abort(), { once: true });
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
  openSession(hello, { changed: draw, outdated: () => location.reload(), ...events }, leaving.signal);
}
