import { sendId } from '../../domain/campaign.ts';
import { DELETED, wholeRow } from '../../domain/merge.ts';
import type { Fields } from '../../domain/row.ts';
import { readTask, runId, taskId, turnOf } from '../../domain/row-id.ts';
import { graveId } from '../batch.ts';
import { isUnrecorded } from '../keepers.ts';
import { elements, type Planning, type Write } from './plan.ts';

/**
 * Ways through playbooks and what campaigns sent, moved from one customer to another. Their ids name the customer, so
 * each becomes another row: kept under the old id, the next that is begun for the one who had it would be the same row.
 */
export async function movedCare(
  planning: Planning,
  moves: Record<'runs' | 'sends', readonly string[]>,
  from: string,
  to: string,
): Promise<Write[]> {
  return [
    ...(await movedRuns(planning, moves.runs, from, to)),
    ...(await movedSends(planning, moves.sends, from, to)),
  ];
}

async function movedRuns(
  { book, batch }: Planning,
  ids: readonly string[],
  from: string,
  to: string,
): Promise<Write[]> {
  const runs = ids
    .flatMap((id) => batch.live('runs', id) ?? [])
    .filter(({ customer }) => customer === from)
    .map((run) => wholeRow('runs', run))
    .sort((a, b) => turnOf(a.id) - turnOf(b.id));
  const playbooks = [...new Set(runs.map(({ playbook }) => playbook))];
  const taken = await Promise.all(playbooks.map((playbook) => turnsOf(book, playbook, to)));
  const used = new Map(playbooks.map((playbook, i) => [playbook, taken[i]!]));
  const tasks = await Promise.all(
    runs.map(({ id }) => book.reminders.where('id').startsWith(taskId(id, '')).toArray()),
  );
  const last = new Map<string, number>();
  const moved = runs.map((run, i) => {
    // The turns stay in their order: the newest is the one that goes on.
    let turn = Math.max(turnOf(run.id), (last.get(run.playbook) ?? 0) + 1);
    while (used.get(run.playbook)!.has(turn)) turn += 1;
    last.set(run.playbook, turn);
    // What a seller did with a task (moved it) is recorded of it, and goes with the run.
    return { run, id: runId(run.playbook, to, turn), tasks: tasks[i]!.filter((row) => !isUnrecorded(row)) };
  });
  const taskOf = (id: string, task: string) => taskId(id, readTask(task)!.step);
  await batch.load(
    'reminders',
    moved.flatMap(({ id, tasks }) => tasks.map((task) => taskOf(id, task.id))),
  );
  return moved.flatMap(({ run, id, tasks }): Write[] => {
    const { playbook, at, left, anchors, outcomes } = run;
    const fields = { playbook, customer: to, at, left };
    return [
      // Emptied as well: the next that is begun for the one who had it may be the same row, come back from its grave.
      ['runs', run.id, { [DELETED]: true, ...emptied('anchors', anchors), ...emptied('outcomes', outcomes) }],
      ['runs', id, { ...fields, ...elements('anchors', anchors), ...elements('outcomes', outcomes) }],
      ...tasks.map(({ id: task, due, moved = 0 }): Write => {
        const back = batch.row('reminders', taskOf(id, task))?._del && { [DELETED]: false };
        return ['reminders', taskOf(id, task), { customer: to, due, moved, ...back }];
      }),
    ];
  });
}

const emptied = (field: string, values: object): Fields =>
  elements(field, Object.fromEntries(Object.keys(values).map((key) => [key, null])));

/** Turns of a playbook that a customer has, or had: a run that was taken away may come back with undo. */
async function turnsOf(book: Planning['book'], playbook: string, customer: string): Promise<Set<number>> {
  const prefix = runId(playbook, customer, 1).slice(0, -1);
  const [live, buried] = await Promise.all([
    book.runs.where('id').startsWith(prefix).primaryKeys(),
    book.graves.where('id').startsWith(graveId('runs', prefix)).primaryKeys(),
  ]);
  return new Set([...live, ...buried].map(turnOf));
}

async function movedSends(
  { batch }: Planning,
  ids: readonly string[],
  from: string,
  to: string,
): Promise<Write[]> {
  const sends = ids
    .flatMap((id) => batch.live('sends', id) ?? [])
    .filter(({ customer }) => customer === from)
    .map((send) => wholeRow('sends', send));
  await batch.load(
    'sends',
    sends.map(({ campaign }) => sendId(campaign, to)),
  );
  return sends.flatMap(({ id, campaign, state, at }): Write[] => {
    const held = batch.row('sends', sendId(campaign, to));
    const gone: Write = ['sends', id, { [DELETED]: true }];
    // They had one of their own: the first that was sent is the one that counts, as where two are one person.
    if (held && !held._del) {
      const own = held.state ?? 'sent';
      if (own === state ? held.at <= at : own === 'sent') return [gone];
    }
    const fields: Fields = { campaign, customer: to, state, at, ...(held?._del && { [DELETED]: false }) };
    return [gone, ['sends', sendId(campaign, to), fields]];
  });
}
