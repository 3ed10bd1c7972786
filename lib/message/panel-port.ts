import { browser } from '../browser/api.ts';
import { type Down, type Hello, PANEL_PORT } from './port.ts';

/** First pause before a reconnection that follows a failed one; doubles up to a minute. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Keeps a panel connected to the background. When the worker is killed the port breaks; connecting again wakes it, and
 * the state comes anew. Ends on abort, or when this copy of the extension is gone (updated or disabled).
 */
export function connectPanel(hello: Hello, onDown: (down: Down) => void, signal: AbortSignal): void {
  let pause = FIRST_PAUSE_MS;
  const connect = () => {
    if (signal.aborted || !browser.runtime.id) return;
    const port = browser.runtime.connect({ name: PANEL_PORT });
    let heard = false;
    port.onMessage.addListener((down: unknown) => {
      heard = true;
      pause = FIRST_PAUSE_MS;
      onDown(down as Down);
    });
    port.onDisconnect.addListener(() => {
      // Forty hidden tabs must not wake the worker again the moment it is put to sleep.
      if (document.hidden) return whenVisible(connect, signal);
      if (heard) return connect();
      setTimeout(connect, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    });
    port.postMessage(hello);
    signal.addEventListener('abort', () => port.disconnect(), { once: true });
  };
  connect();
}

function whenVisible(work: () => void, signal: AbortSignal): void {
  const look = () => {
    if (document.hidden) return;
    document.removeEventListener('visibilitychange', look);
    work();
  };
  document.addEventListener('visibilitychange', look, { signal });
}
