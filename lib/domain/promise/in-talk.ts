import type { Direction } from '../entities.ts';
import { findPromises, type Promised } from './find.ts';
import { isLearned } from './learned.ts';
import { selfOf } from './self.ts';

export { parseWhen } from '../when.ts';

interface Said {
  direction: Direction;
  text: string;
}

/**
 * What the seller promised in a line of this talk, without what they said is no promise.
 *
 * @param messages of the thread, oldest first: they show how the seller speaks of themselves.
 * @param learned `Settings.notPromises`.
 * @throws RangeError for an unknown zone.
 */
export function promisesIn(
  text: string,
  messages: readonly Said[],
  learned: readonly string[],
  options: Parameters<typeof findPromises>[1],
): Promised[] {
  return findPromises(text, { ...options, self: selfOf(messages) }).filter(
    ({ signature }) => !isLearned(signature, learned),
  );
}
