import type { ContentScriptContext } from 'wxt/utils/content-script-context';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { browser } from '../lib/browser/api.ts';
import type { Tell } from '../lib/message/page.ts';
import { sendFromPage } from '../lib/message/send-from-page.ts';
import { type FrameHost, mountFrame, removeLeftOver } from '../lib/overlay/frame-host.ts';
import { findReplyBox } from '../lib/site/reply-box.ts';
import { watch } from '../lib/site/watch.ts';

/** One script for every granted site: it gets the recipe of its page, and knows nothing else. */
export default defineContentScript({
  matches: [],
  registration: 'runtime',
  noScriptStartedPostMessage: true,
  async main(ctx) {
    removeLeftOver(document);
    // A page that comes back from the browser's cache was told gone, and its frame lost its connection: begin anew.
    ctx.addEventListener(window, 'pageshow', (event) => {
      if (event.persisted && ctx.isValid) void stand(ctx);
    });
    await stand(ctx);
  },
});

/**
 * A whole switch says gone and seen in one breath: then the second is enough, and the panel is not cleared and built
 * again. Two frames: nobody sees the old card longer than that.
 */
const BREATH_MS = 32;

/**
 * Stands beside this page until it is put away, its site is switched off, a newer copy of the script is here, or the
 * extension is gone.
 */
async function stand(ctx: ContentScriptContext): Promise<void> {
  const leaving = new AbortController();
  const signal = AbortSignal.any([ctx.signal, leaving.signal]);
  window.addEventListener('pagehide', () => leaving.abort(), { signal });
  // Whatever ended it: nobody reads this page any more, and nothing may be logged to what it showed.
  signal.addEventListener('abort', () => void sendFromPage('sighting.gone', {}), { once: true });
  const answer = await sendFromPage('recipe.wanted', { url: location.href });
  const recipe = answer?.recipe;
  if (!recipe || signal.aborted) return;
  let frame: FrameHost | null = null;

  const listen = (message: unknown, sender: { id?: string }) => {
    const told = message as Tell;
    if (sender.id !== browser.runtime.id) return undefined;
    if (told?.tell === 'leave') leaving.abort();
    if (told?.tell === 'frame') frame?.set(told);
    return undefined;
  };
  browser.runtime.onMessage.addListener(listen);
  signal.addEventListener('abort', () => ctx.isValid && browser.runtime.onMessage.removeListener(listen), {
    once: true,
  });
  let leavingThread: ReturnType<typeof setTimeout> | undefined;
  signal.addEventListener('abort', () => clearTimeout(leavingThread), { once: true });
  watch(recipe, document, {
    signal,
    seen(sighting) {
      clearTimeout(leavingThread);
      // Asking ends everything where the extension was removed or updated under us.
      if (!ctx.isValid) return;
      void sendFromPage('sighting.seen', { sighting });
      frame?.place();
    },
    gone() {
      clearTimeout(leavingThread);
      leavingThread = setTimeout(() => ctx.isValid && void sendFromPage('sighting.gone', {}), BREATH_MS);
    },
  });

  if (!answer.frame) return;
  // The page's own work comes first: the frame is warmed when the browser has nothing better to do.
  const warm = async () => {
    const ticket = await sendFromPage('frame.wanted', {});
    if (ticket && !signal.aborted) {
      frame = mountFrame(document, ticket.ticket, ticket, () => findReplyBox(recipe, document), signal);
    }
  };
  if ('requestIdleCallback' in window) requestIdleCallback(() => void warm(), { timeout: 1500 });
  else void warm();
}
