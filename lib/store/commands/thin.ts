import type { CommandArgs } from '../../domain/command.ts';
import { isLive, stampOf, THINNED } from '../../domain/merge.ts';
import type { Change, Fields } from '../../domain/row.ts';
import type { Plan, Planning, Write } from './plan.ts';

/**
 * Takes what was said out of log entries, live or in their graves: date, direction, channel and whom they name stay. The
 * command that logged an entry wrote its words once, under the stamp they still carry: there they are found in the
 * history.
 */
export async function thinInteractions(
  { book, batch }: Planning,
  { ids }: CommandArgs<'interaction.thin'>,
): Promise<Plan> {
  await batch.load('interactions', ids);
  const rows = ids.flatMap((id) => batch.row('interactions', id) ?? []);
  const stamps = new Set(
    rows.flatMap((row) => ['text', 'subject', 'thread'].map((name) => stampOf('interactions', row, name))),
  );
  const thinned = new Set(rows.map((row) => row.id));
  const writes = rows
    .filter((row) => !row._erased)
    .map((row): Write => ['interactions', row.id, { [THINNED]: true }]);
  return {
    writes,
    id: rows.find((row) => isLive(row))?.id ?? null,
    async after() {
      await book.changes
        .where('id')
        .anyOf([...stamps].filter(Boolean))
        .modify((change) => scrub(change, thinned));
    },
  };
}

/** @returns false when nothing was said. */
function scrub(change: Change, thinned: ReadonlySet<string>): boolean {
  let found = false;
  change.ops.forEach(([table, id, , fields], index) => {
    if (table !== 'interactions' || !thinned.has(id)) return;
    for (const all of [fields, change.prior[index] ?? {}]) found = wipe(all) || found;
  });
  return found;
}

function wipe(fields: Fields): boolean {
  const thread = fields.thread as { subject: string } | null | undefined;
  const said = 'text' in fields || 'subject' in fields || (thread?.subject ?? '') !== '';
  delete fields.text;
  delete fields.subject;
  if (thread) thread.subject = '';
  return said;
}
