/**
 * Ids made from what the row stands for, so that a second log (or another device) meets the same row. Parts are
 * escaped, so that two different threads can never share an id or a prefix.
 */
const escapePart = (text: string): string =>
  text.replace(
    /[%/~\u0000-\u001f]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );

/** Prefix of all entries of one thread. */
export function threadPrefix(site: string, thread: string): string {
  return `${escapePart(site)}/${escapePart(thread)}/`;
}

/**
 * Id of a log entry: thread and newest message. `turn` counts entries of one message that were deleted and made
 * again: an entry's core never changes, so a new one gets a new id.
 */
export function entryId(site: string, thread: string, message: string, turn = 1): string {
  return `${threadPrefix(site, thread)}${escapePart(message)}${turn > 1 ? `~${turn}` : ''}`;
}

/** Id of what is said of two customers, whichever is named first. */
export function pairId(one: string, other: string): string {
  return [one, other].sort().map(escapePart).join('/');
}

export function orderId(site: string, order: string): string {
  return `${escapePart(site)}/${escapePart(order)}`;
}

/** Id of a membership. @param person the contact person; the order of the two says who is whose. */
export function memberId(person: string, organisation: string): string {
  return `${escapePart(person)}/${escapePart(organisation)}`;
}

/** Id of what a source cost in a month. @param source spelled as the shop's list has it: another spelling is another source. */
export function costId(source: string, month: string): string {
  return `${escapePart(source)}/${month}`;
}

/** The row of one occurrence that was done, of a reminder that comes again. @param of its day, or its time on the clock. */
export const occurrenceId = (reminder: string, of: string): string => `${reminder}@${of}`;

export const isOccurrence = (reminder: string): boolean => reminder.includes('@');

/** Id of a customer's way through a playbook. @param turn the first is 1. */
export const runId = (playbook: string, customer: string, turn: number): string =>
  `${escapePart(playbook)}/${escapePart(customer)}/${turn}`;

export const turnOf = (run: string): number => Number(run.slice(run.lastIndexOf('/') + 1)) || 1;

const TASK = 'play:';

/** Id of the reminder that a step of a run makes. */
export const taskId = (run: string, step: string): string => `${TASK}${run}:${step}`;

export const isTask = (reminder: string): boolean => reminder.startsWith(TASK);

/** Null for a reminder of another kind. Neither a step's id nor a turn holds a colon. */
export function readTask(reminder: string): { run: string; step: string } | null {
  const last = reminder.lastIndexOf(':');
  if (!isTask(reminder) || last < TASK.length) return null;
  return { run: reminder.slice(TASK.length, last), step: reminder.slice(last + 1) };
}
