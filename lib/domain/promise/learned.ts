import { fold } from '../fold.ts';

/** How many lines that are no promises are remembered; the oldest are forgotten. */
export const LEARNED_MOST = 200;
/** Characters of one. */
export const SIGNATURE_MAX = 160;
/** From here on two lines say the same: nine words of ten. */
const ALIKE = 0.8;

/** A line as it is recognised again: folded, without its numbers. @param rest the line without its words of time. */
export function signatureOf(rest: string): string {
  return fold(rest)
    .replace(/\d+/g, '#')
    .replace(/[^\p{L}#]+/gu, ' ')
    .trim()
    .slice(0, SIGNATURE_MAX);
}

/** Whether the seller said of such a line that it is no promise. */
export function isLearned(signature: string, learned: readonly string[]): boolean {
  return learned.some((one) => one === signature || likeness(one, signature) >= ALIKE);
}

/** The share of words that two lines have in common, 0 to 1. */
function likeness(a: string, b: string): number {
  const one = new Set(a.split(' '));
  const other = new Set(b.split(' '));
  // Of a short line every word counts.
  if (one.size < 4 || other.size < 4) return 0;
  const common = [...one].filter((word) => other.has(word)).length;
  return (2 * common) / (one.size + other.size);
}

/** The list with one more, newest first. */
export function learn(learned: readonly string[], signature: string): string[] {
  return [signature, ...learned.filter((one) => one !== signature)].slice(0, LEARNED_MOST);
}
