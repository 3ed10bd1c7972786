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
    const answer = await sendFromPage('recipe.wanted', { url: location.href });
    const recipe = answer?.recipe;
    if (!recipe || !ctx.isValid) return;
    const leaving = new AbortController();
    const signal = AbortSignal.any([ctx.signal, leaving.signal]);
    let frame: FrameHost | null = null;

    browser.runtime.onMessage.addListener((message: unknown, sender: { id?: string }) => {
      const told = message as Tell;
      if (sender.id !== browser.runtime.id) return undefined;
      if (told?.tell === 'leave') leaving.abort();
      if (told?.tell === 'frame') frame?.set(told);
      return undefined;
    });
    watch(recipe, document, {
      signal,
      seen(sighting) {
        void sendFromPage('sighting.seen', { sighting });
        frame?.place();
      },
      gone: () => void sendFromPage('sighting.gone', {}),
    });
    window.addEventListener('pagehide', () => void sendFromPage('sighting.gone', {}), { signal });

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
  },
});
