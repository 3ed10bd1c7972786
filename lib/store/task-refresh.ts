import type { Run } from '../domain/playbook.ts';
import type { Row } from '../domain/row.ts';
import { Batch } from './batch.ts';
import { type Book, reading, readState, withBook, writing } from './schema.ts';
import { settle } from './settle.ts';
import { AT_ONCE, versionOf } from './tasks.ts';

/** Runs that stand by an older version of their playbook, or by one that is gone: a page of them. */
async function nextStale(book: Book): Promise<Run[]> {
  const playbooks = await book.playbooks.toArray();
  const gone = await book.graves.where('id').startsWith('playbooks/').toArray();
  const rows = [...playbooks, ...gone.map((grave) => grave.row)];
  const stale = await Promise.all(rows.map((row) => staleRuns(book, row)));
  return stale.flat().slice(0, AT_ONCE);
}

/**
 * Lets runs of edited playbooks follow, a page in a transaction. No change: nothing is decided here.
 * @returns false when none is left.
 */
export async function refreshTasks(book: Book): Promise<boolean> {
  return withBook(book, async () => {
    // It is asked after every change: what writes would make all others wait, and mostly there is nothing to write.
    const { playbooks, graves, runs: table } = book;
    if ((await reading(book, [playbooks, graves, table], () => nextStale(book))).length === 0) return false;
    return writing(book, async () => {
      const runs = await nextStale(book);
      if (runs.length === 0) return false;
      const batch = new Batch(book);
      batch.hold('runs', runs);
      await batch.load(
        'playbooks',
        runs.map((run) => run.playbook),
      );
      const state = await readState(book);
      await settle(book, batch, state);
      state.untold = (state.untold ?? 0) + 1;
      await book.meta.put(state);
      return true;
    });
  });
}

async function staleRuns(book: Book, playbook: Row): Promise<Run[]> {
  const at = [playbook.id, versionOf(playbook)];
  const runs = () => book.runs.where('[playbook+planned]');
  const [older, newer] = await Promise.all([
    runs().between([playbook.id, ''], at, true, false).limit(AT_ONCE).toArray(),
    runs().between(at, [playbook.id, '\uffff'], false, true).limit(AT_ONCE).toArray(),
  ]);
  return [...older, ...newer];
}
