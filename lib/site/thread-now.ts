import type { Recipe } from '../domain/recipe.ts';
import type { Counterpart } from '../domain/sighting.ts';
import { type Survey, survey, tokenOf } from './survey.ts';

/** A thread and whose it is, without its text. */
export interface Thread {
  id: string;
  /** What the address says of it. */
  token: string;
  names: string[];
  identities: string[];
  /** Ids of its newest messages. */
  messages: string[];
}

/**
 * The thread that is open at this moment: asked before an act, to see that the act still belongs to it. Null when no
 * thread is open or the page is in doubt.
 */
export function threadNow(recipe: Recipe, document: Document, url: string): Thread | null {
  return surveyNow(recipe, document, url)?.thread ?? null;
}

/** The same with what was found on the way. */
export function surveyNow(
  recipe: Recipe,
  document: Document,
  url: string,
): { thread: Thread; found: Survey } | null {
  try {
    const found = survey(recipe, document, url);
    if (found.health !== 'ok') return null;
    return { found, thread: threadOf(found.id, tokenOf(recipe, document, url), found) };
  } catch {
    // A page can make any step fail: then nobody knows which thread this is.
    return null;
  }
}

/** The thread of something that was read. */
export function threadOf(
  id: string,
  token: string,
  { counterparts, messages }: { counterparts: Counterpart[]; messages: { id: string }[] },
): Thread {
  return {
    id,
    token,
    names: counterparts.map((person) => person.name),
    identities: counterparts.flatMap((person) => person.identities),
    messages: messages.map((message) => message.id),
  };
}

/** Whose thread it is, as text: equal for two readings of one thread with the same people. */
export const subjectOf = ({ id, token, names, identities }: Thread): string =>
  JSON.stringify([id, token, names, identities]);

/**
 * True when both are one thread with the same people. Messages come and go, but never all at once: a thread that has
 * none of those it had is a page amid a switch, whatever its heading says.
 */
export function isSameThread(before: Thread, now: Thread): boolean {
  if (subjectOf(before) !== subjectOf(now)) return false;
  return before.messages.length === 0 || now.messages.some((id) => before.messages.includes(id));
}
