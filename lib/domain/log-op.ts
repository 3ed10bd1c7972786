import type { Fields } from './row.ts';
import type { Stamp } from './stamp.ts';

/**
 * One write to one row as it travels between devices. The table may be one that this Beside does not know yet.
 *
 * `over` is the stamp of the text that an edit of a note replaced: when the reader holds another one, two people wrote at
 * once, and the one that loses is kept for a while.
 */
export type LogOp = [table: string, id: string, stamp: Stamp, fields: Fields, over?: Stamp];

/** What a change was, by its stamp: command, when (milliseconds since 1970), and the change it took back. */
export type Told = Record<Stamp, [command: string, at: number, undoes?: string]>;
