import type { Direction } from '../entities.ts';
import { fold } from '../fold.ts';
import type { Self } from './vietnamese.ts';

interface Said {
  direction: Direction;
  text: string;
}

/** The talk's last messages say it; older ones may be another seller's. */
const LOOK = 30;
const CALLED = /(?:^|\s)(em|shop|chi|anh|co|chu|bac|di)\s+oi(?:\s|$)/;
const OWN =
  /(?:^|\s)(em|minh|shop|con|chau|chi|anh|co|chu|bac|di)\s+(?:chao|xin|cam on|gui|bao|chua|khong co|dang|vua|moi|co ban|nho)(?:\s|$)/;
const ELDERS = new Set(['chi', 'anh', 'co', 'chu', 'bac', 'di']);

/**
 * How the seller speaks of themselves in this talk: `em` to an elder buyer, `chị` to a younger one. The buyer's way of
 * calling them counts most. Null where the talk does not say.
 */
export function selfOf(messages: readonly Said[]): Self | null {
  const votes = new Map<string, number>();
  const vote = (word: string, weight: number) => votes.set(word, (votes.get(word) ?? 0) + weight);
  for (const { direction, text } of messages.slice(-LOOK)) {
    const said = fold(text.slice(0, 300)).replace(/[^\p{L}\p{N}]+/gu, ' ');
    const called = CALLED.exec(said)?.[1];
    if (direction === 'in' && called) vote(called, 3);
    // Who calls the buyer an elder is the younger one.
    if (direction === 'out' && called) {
      if (ELDERS.has(called)) vote('em', 3);
    }
    const own = direction === 'out' ? OWN.exec(said)?.[1] : undefined;
    if (own) vote(own, ELDERS.has(own) ? 1 : 2);
  }
  let best: string | null = null;
  for (const [word, count] of votes) if (count > (votes.get(best ?? '') ?? 1)) best = word;
  return best as Self | null;
}
