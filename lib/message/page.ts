/**
 * The closed list of messages between a page's content script and the background. Types only: the content script
 * carries no schema library. Answers never depend on the customer book.
 */
import type { DraftResult } from '../domain/draft.ts';
import type { Recipe } from '../domain/recipe.ts';
import type { Counterpart, Sighting } from '../domain/sighting.ts';
import type { Lesson, TeachProblem, ThreadKeyKind } from '../domain/teach.ts';

export interface PageMessages {
  /** The recipe of this page, or null where Beside does not know it. */
  'recipe.wanted': { in: { url: string }; out: { recipe: Recipe | null; frame: boolean; guard: boolean } };
  /** A thread is open and stable. `reading` names document, thread and people, for a draft to be bound to. */
  'sighting.seen': { in: { sighting: Sighting; reading: string }; out: null };
  /** The thread closed, or is switching. */
  'sighting.gone': { in: Record<string, never>; out: null };
  /** Who stands in the site's own list of threads, as far as it is drawn. */
  'list.seen': { in: { people: Counterpart[] }; out: null };
  /** What was pointed at, and what a recipe made of it reads; told only while the user teaches this page. */
  'teach.seen': { in: TeachSeen; out: null };
  /** The user ended the teaching on the page. */
  'teach.done': { in: Record<string, never>; out: null };
  /** A one-use ticket for the frame, and where it stood last time on this site. */
  'frame.wanted': { in: Record<string, never>; out: { ticket: string; open: boolean; top: number } };
  /** What stands in the reply box while the user writes, where they turned the pre-send guard on. */
  'draft.seen': { in: { reading: string; text: string }; out: null };
  /** What became of a draft that this document was told to insert. */
  'draft.done': { in: { ask: string; result: DraftResult }; out: null };
}
/** All that is told of a page that is being taught: untrusted like every sighting. */
export interface TeachSeen {
  lesson: Lesson | 'check';
  pointed: Partial<Record<Lesson, string>>;
  recipe: Recipe | null;
  key: ThreadKeyKind | null;
  sides: boolean;
  problem: TeachProblem | null;
  sighting: Sighting | null;
}

export type PageMessageName = keyof PageMessages;

/** What the background tells a content script. */
export type Tell =
  | { tell: 'frame'; open: boolean; top: number }
  | { tell: 'leave' }
  /** The frame loaded more slowly than its ticket lives: it needs another. */
  | { tell: 'mount' }
  /** Put this text into the reply box, if the page still shows what `reading` names, and before `until` (ms since 1970). */
  | { tell: 'insert'; ask: string; reading: string; until: number; text: string }
  /** Whether the reply box is to be read while the user writes. */
  | { tell: 'guard'; on: boolean }
  /** Another recipe holds here from now on. */
  | { tell: 'recipe' }
  /** The user teaches this page: this is pointed at next. `anew`: nothing was pointed at yet. */
  | { tell: 'teach'; lesson: Lesson | 'check'; anew: boolean }
  | { tell: 'untaught' }
  /** How is this page made? Names and counts are answered. */
  | { tell: 'describe'; recipe: Recipe };

/** Wire form of every request; anything else is dropped. */
export interface Envelope {
  beside: 1;
  name: string;
  args: unknown;
}
export type Answer = { ok: unknown } | { failure: { code: string; detail: string } };
