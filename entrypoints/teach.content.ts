import { defineContentScript } from 'wxt/utils/define-content-script';
import { browser } from '../lib/browser/api.ts';
import type { Tell } from '../lib/message/page.ts';
import { sendFromPage } from '../lib/message/send-from-page.ts';
import { startPointing } from '../lib/overlay/pointer.ts';
import { addressOf } from '../lib/site/survey.ts';
import { describePage } from '../lib/site/teach/describe.ts';
import { createTeaching } from '../lib/site/teach/teaching.ts';

/** The page may go to another thread while its reading is looked at. */
const LOOK_MS = 300;
/** Where a copy of this script, put in again, finds the one before. Only our own world sees it. */
const BEFORE = Symbol.for('beside-teach');

/** Put into a page when the user teaches it, or wants to know how it is made; does nothing until it is told. */
export default defineContentScript({
  matches: [],
  registration: 'runtime',
  noScriptStartedPostMessage: true,
  main() {
    const world = globalThis as { [BEFORE]?: AbortController };
    world[BEFORE]?.abort();
    const leaving = new AbortController();
    world[BEFORE] = leaving;
    const { signal } = leaving;
    window.addEventListener('pagehide', () => leaving.abort(), { signal });

    let here: AbortController | null = null;
    const stop = () => {
      here?.abort();
      here = null;
    };
    signal.addEventListener('abort', stop, { once: true });

    const begin = () => {
      stop();
      const now = new AbortController();
      here = now;
      let pointing: AbortController | null = null;
      const teaching = createTeaching(
        document,
        () => new Date().toISOString().slice(0, 10),
        (seen) => void sendFromPage('teach.seen', seen),
      );
      const point = () => {
        pointing?.abort();
        if (teaching.lesson === 'check' || now.signal.aborted) return;
        const mine = new AbortController();
        pointing = mine;
        startPointing(
          document,
          {
            chosen(element) {
              teaching.point(element);
              point();
            },
            inFrame: () => teaching.refuse('frame'),
            ended() {
              stop();
              void sendFromPage('teach.done', {});
            },
          },
          AbortSignal.any([now.signal, mine.signal]),
        );
      };
      const timer = setInterval(() => teaching.lesson === 'check' && teaching.look(), LOOK_MS);
      now.signal.addEventListener('abort', () => clearInterval(timer), { once: true });
      return (lesson: Parameters<typeof teaching.go>[0]) => {
        teaching.go(lesson);
        point();
      };
    };

    let go: ReturnType<typeof begin> | null = null;
    const listen = (message: unknown, sender: { id?: string }, respond: (answer: unknown) => void) => {
      const told = message as Tell;
      if (sender.id !== browser.runtime.id) return undefined;
      if (told?.tell === 'teach') {
        if (told.anew || !here) go = begin();
        go?.(told.lesson);
      }
      if (told?.tell === 'untaught' || told?.tell === 'leave') stop();
      if (told?.tell === 'describe') respond(describePage(told.recipe, document, addressOf(document)));
      return undefined;
    };
    browser.runtime.onMessage.addListener(listen as never);
    signal.addEventListener('abort', () => browser.runtime.onMessage.removeListener(listen as never), {
      once: true,
    });
  },
});
