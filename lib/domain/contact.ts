import type { CallOutcome, ComplaintState, Interaction } from './entities.ts';

/**
 * What of the log is a contact. A call that nobody answered reached nobody; an idea, a comparison and a barrier are
 * noted of a customer and may have been heard elsewhere.
 */
type Entry = Partial<Pick<Interaction, 'kind' | 'status' | 'direction'>>;

const NOTED: ReadonlySet<Interaction['kind']> = new Set(['idea', 'comparison', 'barrier']);
const UNREACHED: ReadonlySet<string> = new Set<CallOutcome>(['busy', 'later']);

/** Whether the two of them were in touch: what a cadence starts anew from. */
export function isContact({ kind = 'message', status = '' }: Entry): boolean {
  return !NOTED.has(kind) && !(kind === 'call' && UNREACHED.has(status));
}

/**
 * Whose turn it is after this contact. A complaint has an age and a list of its own, and does not make its customer
 * wait for an answer twice.
 */
export function turnOf(entry: Entry): 'in' | 'out' | null {
  const { kind, direction } = entry;
  if (!isContact(entry) || kind === 'complaint') return null;
  return direction === 'in' || direction === 'out' ? direction : null;
}

/** Whether a complaint still needs something: made good, but nobody knows yet whether the buyer is content. */
export function isStanding({ kind, status }: Entry): boolean {
  return kind === 'complaint' && (status === 'open' || status === 'good');
}

/** What comes after a state of a complaint; null after the last. */
export function nextState(status: string): ComplaintState | null {
  if (status === 'open') return 'good';
  return status === 'good' ? 'confirmed' : null;
}
