/** A name as the protocol makes them. What else lies in a folder (a `.DS_Store`, a conflicted copy) is none of ours. */
const NAME = /^[a-z0-9]{1,120}$/;

export const isOurName = (name: string): boolean => NAME.test(name);

/** ETags as one text: without the quotes that some stores want and others refuse, and without the mark of weak ones. */
export function plainTag(tag: string | null): string | null {
  const plain = (tag ?? '')
    .trim()
    .replace(/^W\//, '')
    .replace(/^"(.*)"$/, '$1');
  return plain === '' ? null : plain;
}

/** How long a file must have rested. Milliseconds. */
const RESTED_MS = 2_500;

/**
 * Tags made of a file's time are the same for two writes within one tick of the clock (a second, mostly): such a tag
 * says nothing until the file has rested for longer than that.
 * @param changed and `now`: milliseconds since 1970 by the same clock; NaN where it was not said.
 */
export const isRested = (changed: number, now: number): boolean => now - changed >= RESTED_MS;
