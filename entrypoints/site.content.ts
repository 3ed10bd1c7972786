import type { ContentScriptContext } from 'wxt/utils/content-script-context';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { browser } from '../lib/browser/api.ts';
import type { Recipe } from '../lib/domain/recipe.ts';
import type { Tell } from '../lib/message/page.ts';
import { sendFromPage } from '../lib/message/send-from-page.ts';
import { type FrameHost, mountFrame, removeLeftOver } from '../lib/overlay/frame-host.ts';
import { createDraftDesk, type DraftDesk } from '../lib/site/draft-desk.ts';
import { followAddress } from '../lib/site/follow-address.ts';
import { findReplyBox } from '../lib/site/reply-box.ts';
import { watch } from '../lib/site/watch.ts';
import { watchDraft } from '../lib/site/watch-draft.ts';
import { watchList } from '../lib/site/watch-list.ts';

/** One script for every granted site: it gets the recipe of its page, and knows nothing else. */
export default defineContentScript({
  matches: [],
  registration: 'runtime',
  noScriptStartedPostMessage: true,
  async main(ctx) {
    removeLeftOver(document);
    let isOnce = false;
    // A page that comes back from the browser's cache was told gone, and its frame lost its connection: begin anew. One
    // that is read when the user asks was not asked for now.
    ctx.addEventListener(window, 'pageshow', (event) => {
      if (event.persisted && !isOnce && ctx.isValid) void stand(ctx);
    });
    isOnce = await stand(ctx);
  },
});

/**
 * A whole switch says gone and seen in one breath: then the second is enough, and the panel is not cleared and built
 * again. Two frames: nobody sees the old card longer than that.
 */
const BREATH_MS = 32;

/** A page that is read once is read when it stands still, and no later than this after. */
const ONCE_MS = 1500;

/** A machine on which a frame needs longer than a ticket lives is not helped by asking for ever. */
const MOST_MOUNTS = 4;

/**
 * Stands beside this page until it is put away, its site is switched off, a newer copy of the script is here, or the
 * extension is gone.
 * @returns whether the page is one that is read once, when the user asks.
 */
async function stand(ctx: ContentScriptContext): Promise<boolean> {
  const leaving = new AbortController();
  const signal = AbortSignal.any([ctx.signal, leaving.signal]);
  window.addEventListener('pagehide', () => leaving.abort(), { signal });
  // Whatever ended it: nobody reads this page any more, and nothing may be logged to what it showed.
  signal.addEventListener('abort', () => void sendFromPage('sighting.gone', {}), { once: true });
  let frame: FrameHost | null = null;
  /** Each frame that was put here, by what takes it away. */
  const mounts: AbortController[] = [];
  let recipe: Recipe | null = null;
  let drafts: DraftDesk | null = null;

  const listen = (message: unknown, sender: { id?: string }) => {
    const told = message as Tell;
    if (sender.id !== browser.runtime.id) return undefined;
    if (told?.tell === 'leave') leaving.abort();
    if (told?.tell === 'frame') frame?.set(told);
    if (told?.tell === 'mount' && mounts.length < MOST_MOUNTS) void mount();
    if (told?.tell === 'insert') void insert(told);
    if (told?.tell === 'guard') guard(told.on);
    if (told?.tell === 'recipe') void begin(location.href);
    return undefined;
  };
  const insert = async (order: Tell & { tell: 'insert' }) => {
    const result = (await drafts?.insert(order)) ?? 'moved-on';
    if (ctx.isValid) await sendFromPage('draft.done', { ask: order.ask, result });
  };
  let guarding = new AbortController();
  const guard = (on: boolean) => {
    guarding.abort();
    if (!on || !drafts) return;
    guarding = new AbortController();
    let last = '';
    watchDraft(document, AbortSignal.any([signal, guarding.signal]), () => {
      const draft = ctx.isValid && drafts?.written();
      if (!draft || draft.reading + draft.text === last) return;
      last = draft.reading + draft.text;
      void sendFromPage('draft.seen', draft);
    });
  };
  browser.runtime.onMessage.addListener(listen);
  signal.addEventListener('abort', () => ctx.isValid && browser.runtime.onMessage.removeListener(listen), {
    once: true,
  });
  let leavingThread: ReturnType<typeof setTimeout> | undefined;
  signal.addEventListener('abort', () => clearTimeout(leavingThread), { once: true });

  const readWith = (known: Recipe, until: AbortSignal) => {
    const desk = createDraftDesk(known, document, randomName);
    drafts = desk;
    watch(known, document, {
      signal: until,
      seen(sighting) {
        clearTimeout(leavingThread);
        // Asking ends everything where the extension was removed or updated under us.
        if (!ctx.isValid) return;
        void sendFromPage('sighting.seen', { sighting, reading: desk.seen(sighting) });
        frame?.place();
      },
      gone() {
        desk.gone();
        clearTimeout(leavingThread);
        leavingThread = setTimeout(() => ctx.isValid && void sendFromPage('sighting.gone', {}), BREATH_MS);
      },
    });
    watchList(known, document, {
      signal: until,
      listed: (people) => ctx.isValid && void sendFromPage('list.seen', { people }),
    });
  };

  const mount = async () => {
    const ticket = await sendFromPage('frame.wanted', {});
    if (!ticket || signal.aborted) return;
    mounts.at(-1)?.abort();
    const now = new AbortController();
    mounts.push(now);
    const box = () => (recipe ? findReplyBox(recipe, document) : null);
    frame = mountFrame(document, ticket.ticket, ticket, box, AbortSignal.any([signal, now.signal]));
  };

  let warmed = false;
  let here = new AbortController();
  const begin = async (url: string) => {
    here.abort();
    const now = new AbortController();
    here = now;
    recipe = null;
    drafts = null;
    guarding.abort();
    const answer = await sendFromPage('recipe.wanted', { url });
    if (!answer?.recipe || signal.aborted || here !== now) return;
    recipe = answer.recipe;
    const until = AbortSignal.any([signal, now.signal]);
    if (recipe.reading === 'click') {
      // Asked for once: it is read, and then nothing of ours looks at the page any more.
      const span = AbortSignal.timeout(recipe.watch.settle + ONCE_MS);
      readWith(recipe, AbortSignal.any([until, span]));
    } else {
      readWith(recipe, until);
      guard(answer.guard);
    }
    if (!answer.frame || warmed) return;
    warmed = true;
    // The page's own work comes first: the frame is warmed when the browser has nothing better to do.
    if ('requestIdleCallback' in window) requestIdleCallback(() => void mount(), { timeout: 1500 });
    else void mount();
  };
  // One document may go from a chat to an order list and back: each kind of page has its own recipe.
  followAddress(document, signal, (url) => {
    if (recipe && recipe.reading !== 'click' && new RegExp(recipe.address, 'u').test(url)) return;
    if (recipe) void sendFromPage('sighting.gone', {});
    if (recipe?.reading === 'click') leaving.abort();
    else void begin(url);
  });
  await begin(location.href);
  return (recipe as Recipe | null)?.reading === 'click';
}

/** 64 random bits as text. `randomUUID` is not there on a page without TLS. */
const randomName = (): string => crypto.getRandomValues(new Uint32Array(2)).join('-');
