import { of } from './dom.ts';
import { addressOf } from './survey.ts';

/** Where the browser does not tell of address changes that a page makes by itself (Firefox before 147). Milliseconds. */
const LOOK_EVERY = 500;

/**
 * Tells of each new address of the document, by whatever way the page came there. A page's own `pushState` is not seen
 * from a content script's world, but the Navigation API tells of it.
 */
export function followAddress(document: Document, signal: AbortSignal, changed: (url: string) => void): void {
  const view = of(document, 'defaultView');
  if (!view || signal.aborted) return;
  let address = addressOf(document);
  const look = () => {
    const now = addressOf(document);
    if (now === address) return;
    address = now;
    changed(now);
  };
  const { navigation } = view as Window & { navigation?: EventTarget };
  if (navigation) navigation.addEventListener('currententrychange', look, { signal });
  else {
    const timer = setInterval(look, LOOK_EVERY);
    signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  }
  view.addEventListener('hashchange', look, { signal });
  view.addEventListener('popstate', look, { signal });
}
