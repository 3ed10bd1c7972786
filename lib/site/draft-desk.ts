import type { DraftResult } from '../domain/draft.ts';
import type { Recipe } from '../domain/recipe.ts';
import type { Sighting } from '../domain/sighting.ts';
import { insertText, writtenIn } from './insert.ts';
import { holdsFocus, replyBoxOf } from './reply-box.ts';
import { addressOf, tokenOf } from './survey.ts';
import { isSameThread, subjectOf, surveyNow, type Thread, threadOf } from './thread-now.ts';

/** Where drafts for the open thread are taken to its reply box, and to no other. */
export interface DraftDesk {
  /**
   * Told of each sighting. @returns the name of what it reads: the same for the same document, thread and people, a new
   * one for others; '' where nobody is named.
   */
  seen(sighting: Sighting): string;
  /** What was told is no longer what the page shows. */
  gone(): void;
  /** What the user has written for that thread so far; null while the box has no focus, or shows another thread. */
  written(): { reading: string; text: string } | null;
  insert(order: { reading: string; until: number; text: string }): Promise<DraftResult>;
}

/** @param random makes a name that no other document has. */
export function createDraftDesk(recipe: Recipe, document: Document, random: () => string): DraftDesk {
  let reading = '';
  let subject = '';
  let told: Thread | null = null;
  let busy = false;
  const now = () => surveyNow(recipe, document, addressOf(document));
  return {
    seen(sighting) {
      const { health, thread, counterparts } = sighting;
      if (health !== 'ok') {
        told = null;
        return '';
      }
      const token = tokenOf(recipe, document, addressOf(document));
      told = threadOf(thread.id, token, { counterparts, messages: sighting.messages });
      if (subjectOf(told) !== subject) {
        subject = subjectOf(told);
        reading = random();
      }
      return reading;
    },
    gone() {
      told = null;
    },
    written() {
      if (told === null || reading === '') return null;
      const seen = now();
      const box = seen && isSameThread(told, seen.thread) ? replyBoxOf(recipe, seen.found) : null;
      return box && holdsFocus(box) ? { reading, text: writtenIn(box) } : null;
    },
    async insert(order) {
      const isSame = () => {
        // Told late: whoever asked has given up by now, and the seller does something else.
        if (told === null || order.reading !== reading || Date.now() > order.until) return false;
        const seen = now();
        return seen !== null && isSameThread(told, seen.thread);
      };
      const box = () => {
        const seen = now();
        return seen && replyBoxOf(recipe, seen.found);
      };
      if (busy) return 'refused';
      busy = true;
      try {
        return await insertText(order.text, { isSame, box });
      } catch {
        // A page can make any step fail; whatever it was, the box does not hold the text for certain.
        return 'refused';
      } finally {
        busy = false;
      }
    },
  };
}
