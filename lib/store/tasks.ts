import type { Reminder } from '../domain/entities.ts';
import { isLive, wholeRow } from '../domain/merge.ts';
import { type Playbook, type Run, type Task, tasksOf } from '../domain/playbook.ts';
import { HOME_SPACE, type Row } from '../domain/row.ts';
import { isTask, taskId } from '../domain/row-id.ts';
import { NO_STAMP } from '../domain/stamp.ts';
import { type Batch, setField, type Touched, writable } from './batch.ts';
import { loadPersons, ownedBy, personOf } from './groups.ts';
import { isUnrecorded } from './keepers.ts';
import type { Book } from './schema.ts';

/**
 * The tasks of playbooks: reminders that follow from runs (`tasksOf`), made here and not recorded, like those of a tag's
 * cadence. What is recorded of one is the time it was moved to; that it was done stands in its run.
 */

/** Runs that follow an edit of their playbook in its own transaction. A playbook of many lags behind by pages. */
export const AT_ONCE = 200;

/** Playbooks must be written, groups settled. Runs are written after this. */
export async function settleTasks(book: Book, batch: Batch, regrouped: ReadonlySet<string>): Promise<void> {
  const touched = new Set<string>();
  await holdEdited(book, batch);
  for (const { before, after } of [...batch.of('runs').filter(isStale(batch)), ...movedTasks(batch)])
    for (const row of [before, after]) if (row?.customer) touched.add(row.customer);
  if (regrouped.size > 0 && (await book.runs.count()) > 0) for (const id of regrouped) touched.add(id);
  if (touched.size === 0) return;
  await loadPersons(batch, touched);
  const ids = new Set([...touched].flatMap((id) => [id, ...personOf(batch, id)]));
  const [runs, reminders] = await Promise.all([
    ownedBy(book, 'runs', [...ids]),
    ownedBy(book, 'reminders', [...ids]),
  ]);
  batch.hold('runs', runs);
  batch.hold(
    'reminders',
    reminders.filter((row) => isTask(row.id)),
  );
  const theirs = batch.of('runs').filter((row) => ids.has(row.after?.customer ?? ''));
  await batch.load(
    'playbooks',
    theirs.map((row) => row.after!.playbook),
  );
  const wanted = wantedOf(batch, theirs);
  await batch.load('reminders', wanted.keys());
  for (const row of batch.of('reminders'))
    if (isTask(row.id) && (ids.has(row.after?.customer ?? '') || wanted.has(row.id)))
      putTask(row, wanted.get(row.id) ?? null);
  for (const row of theirs) {
    const planned = versionOf(batch.row('playbooks', row.after!.playbook));
    if (isLive(row.after) && row.after.planned !== planned) setField(writable(row), 'planned', planned);
  }
}

/** Few runs follow an edit at once. */
async function holdEdited(book: Book, batch: Batch): Promise<void> {
  const edited = batch.of('playbooks').filter(({ before, after }) => before !== after);
  if (edited.length === 0) return;
  const found = await Promise.all(
    edited.map(({ id }) =>
      book.runs
        .where('playbook')
        .equals(id)
        .limit(AT_ONCE + 1)
        .toArray(),
    ),
  );
  for (const runs of found) if (runs.length <= AT_ONCE) batch.hold('runs', runs);
}

/** Whether a run was written, or stands by an older version of its playbook. */
const isStale =
  (batch: Batch) =>
  ({ before, after }: Touched<Run>): boolean =>
    before !== after ||
    (after !== null &&
      batch.find('playbooks', after.playbook) !== undefined &&
      after.planned !== versionOf(batch.row('playbooks', after.playbook)));

const movedTasks = (batch: Batch): Touched<Reminder>[] =>
  batch.of('reminders').filter((row) => isTask(row.id) && row.before !== row.after);

/** The newest stamp of a playbook: another one, and it may mean other tasks. */
export const versionOf = (row: Row | null): string =>
  row === null ? NO_STAMP : [row.stamp, ...Object.values(row.stamps ?? {})].sort().at(-1)!;

function wantedOf(batch: Batch, rows: readonly Touched<Run>[]): Map<string, Task> {
  const live = rows.flatMap(({ after }) => (isLive(after) ? wholeRow('runs', after) : []));
  const rootOf = (run: Run) => batch.row('customers', run.customer)?.root ?? run.customer;
  const wanted = new Map<string, Task>();
  for (const runs of Map.groupBy(live, (run) => `${run.playbook}\t${rootOf(run)}`).values()) {
    const playbook = batch.live('playbooks', runs[0]!.playbook);
    if (!playbook) continue;
    for (const task of tasksOf(wholeRow('playbooks', playbook) as Playbook, runs))
      wanted.set(taskId(task.run.id, task.step.id), task);
  }
  return wanted;
}

/** @param task null where there is nothing to do. */
function putTask(row: Touched<Reminder>, task: Task | null): void {
  const { after } = row;
  if (task) {
    const { run, step, at, due } = task;
    const made = {
      customer: run.customer,
      title: step.title,
      createdAt: at,
      ...(step.text !== '' && { draft: step.text }),
    };
    if (after === null)
      row.after = { id: row.id, space: HOME_SPACE, stamp: NO_STAMP, due, ...made } as Reminder;
    else if (isLive(after)) {
      const { state: _closed, draft: _old, ...rest } = after;
      // Moved by hand: that holds while it would be due when it was.
      row.after = { ...rest, ...made, due: after.due.of === due.of ? after.due : due } as Reminder;
    }
  } else if (after !== null && isLive(after)) {
    // The time it was moved to stays, for the day the step comes back.
    row.after = isUnrecorded(after) ? null : { ...after, state: 'cancelled' };
  }
}
