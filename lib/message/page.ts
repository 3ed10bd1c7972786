/**
 * The closed list of messages between a page's content script and the background. Types only: the content script
 * carries no schema library. Answers never depend on the customer book.
 */
import type { Recipe } from '../domain/recipe.ts';
import type { Counterpart, Sighting } from '../domain/sighting.ts';

export interface PageMessages {
  /** The recipe of this page, or null where Beside does not know it. */
  'recipe.wanted': { in: { url: string }; out: { recipe: Recipe | null; frame: boolean } };
  /** A thread is open and stable. */
  'sighting.seen': { in: { sighting: Sighting }; out: null };
  /** The thread closed, or is switching. */
  'sighting.gone': { in: Record<string, never>; out: null };
  /** Who stands in the site's own list of threads, as far as it is drawn. */
  'list.seen': { in: { people: Counterpart[] }; out: null };
  /** A one-use ticket for the frame, and where it stood last time on this site. */
  'frame.wanted': { in: Record<string, never>; out: { ticket: string; open: boolean; top: number } };
}
export type PageMessageName = keyof PageMessages;

/** What the background tells a content script. */
export type Tell = { tell: 'frame'; open: boolean; top: number } | { tell: 'leave' };

/** Wire form of every request; anything else is dropped. */
export interface Envelope {
  beside: 1;
  name: string;
  args: unknown;
}
export type Answer = { ok: unknown } | { failure: { code: string; detail: string } };
