import { same } from '../../domain/canonical.ts';
import type { CommandArgs } from '../../domain/command.ts';
import { rezone } from '../../domain/due.ts';
import type { Due, Reminder } from '../../domain/entities.ts';
import { Failure } from '../../domain/failure.ts';
import { DELETED } from '../../domain/merge.ts';
import type { Outcome } from '../../domain/playbook.ts';
import { comesAgain, isCondition, isSeries, nextOccurrence } from '../../domain/repeat.ts';
import type { Fields } from '../../domain/row.ts';
import { isTask, occurrenceId, readTask } from '../../domain/row-id.ts';
import type { Rule } from '../../domain/rule.ts';
import { deletion, editable, need, needGroup, type Plan, type Planning, type Write } from './plan.ts';

export async function setReminder(planning: Planning, args: CommandArgs<'reminder.set'>): Promise<Plan> {
  const { customer, title, due, thread, rule, budget } = args;
  if (customer !== null) await need(planning, 'customers', customer);
  if (isCondition(rule) && customer === null) throw new Failure('bad-input', 'customer');
  const id = args.id ?? planning.newId();
  const existing = await editable(planning, 'reminders', id);
  const fields: Fields = {
    customer,
    title,
    thread,
    draft: args.draft,
    rule,
    budget,
    ...(await watchFrom(planning, args)),
  };
  if (existing) return { writes: [['reminders', id, { ...fields, ...movedTo(existing, due) }]], id };
  return { writes: [['reminders', id, { ...fields, due: named(due, rule), createdAt: planning.now }]], id };
}

/** The day a series begins with is its first occurrence. */
function named(due: Due, rule: Rule | null | undefined): Due {
  return isSeries(rule) && due.of === undefined ? { ...due, of: due.wall.slice(0, 10) } : due;
}

/** "If they do not answer": what they wrote before it was set is no answer to it. */
async function watchFrom(planning: Planning, args: CommandArgs<'reminder.set'>): Promise<Fields> {
  if (args.rule?.kind !== 'answer' || args.customer === null) return {};
  const group = await needGroup(planning, args.customer);
  return { settledAt: Math.max(planning.now, ...group.map((row) => row.lastInAt ?? 0)) };
}

export async function moveReminder(planning: Planning, args: CommandArgs<'reminder.move'>): Promise<Plan> {
  const reminder = await need(planning, 'reminders', args.id);
  return { writes: [['reminders', args.id, movedTo(reminder, args.due)]], id: args.id };
}

/** A new due time opens the reminder again. It is the same occurrence, at another time. */
function movedTo(reminder: Reminder, due: Due): Fields {
  const open = { state: 'open', doneAt: null };
  // The day of a playbook's step is the shop's own, and no promise.
  const again = comesAgain(reminder.rule) || isTask(reminder.id);
  const next = again ? sameOccurrence(shownDue(reminder), due) : due;
  if (same(reminder.due, next)) return open;
  // The first due time is what was promised: it stays, however often the reminder is moved.
  const promised = again ? {} : { promised: reminder.promised ?? reminder.due };
  return { ...open, due: next, moved: (reminder.moved ?? 0) + 1, ...promised };
}

/** Moved on a journey, those after it stay on the clocks they were meant for. */
function sameOccurrence({ of, zone }: Due, due: Due): Due {
  const there = rezone(due, zone);
  return of === undefined ? there : { ...there, of: due.of ?? of };
}

/** What a person sees as its due time: a condition may say another than the row. */
const shownDue = (reminder: Reminder): Due => reminder.shows?.due ?? reminder.due;

export async function finishReminder(planning: Planning, args: CommandArgs<'reminder.done'>): Promise<Plan> {
  const { id } = args;
  const reminder = await need(planning, 'reminders', id);
  const task = readTask(id);
  if (task) return endTask(planning, id, task, { as: 'done', at: planning.now });
  const late = args.due !== undefined && args.due < shownDue(reminder).at && comesAgain(reminder.rule);
  const resting = reminder.shows?.state !== undefined && comesAgain(reminder.rule);
  if (reminder.state === 'done' || late || resting) return { writes: [], id, existing: true };
  const done: Fields = { state: 'done', doneAt: planning.now };
  const onwards = await onwardsFrom(planning, reminder);
  if (onwards === null) return { writes: [['reminders', id, done]], id };
  return { writes: [['reminders', id, onwards], await occurrence(planning, reminder, done)], id };
}

/** What a reminder that comes again is after it was done; null where there is no more. */
async function onwardsFrom(planning: Planning, reminder: Reminder): Promise<Fields | null> {
  const { now } = planning;
  const { rule = null, due } = reminder;
  if (isSeries(rule)) {
    const next = nextOccurrence(rule, due, now);
    return next && { due: next, doneAt: now, moved: 0 };
  }
  if (!comesAgain(rule)) return null;
  const group = reminder.customer ? await needGroup(planning, reminder.customer) : [];
  // Messages that are logged later, of before now, may not have been seen: they still wait.
  const seen = Math.max(0, ...group.map((row) => row.lastInAt ?? 0));
  return { settledAt: rule?.kind === 'wait' ? seen : now, doneAt: now, moved: 0 };
}

/**
 * What was done stays as a row of its own, for the history and for the count of what was kept. Its id is made of the
 * reminder and the occurrence: two devices that finish the same one make the same row.
 */
async function occurrence(planning: Planning, reminder: Reminder, done: Fields): Promise<Write> {
  const due = shownDue(reminder);
  const { customer, title, thread, budget, createdAt, moved } = reminder;
  const id = occurrenceId(reminder.id, due.of ?? due.wall);
  await planning.batch.load('reminders', [id]);
  const buried = planning.batch.row('reminders', id)?._del === true;
  const fields: Fields = { customer, title, thread, budget, createdAt, moved, due, ...done };
  return ['reminders', id, buried ? { ...fields, [DELETED]: false } : fields];
}

export async function deleteReminder(
  planning: Planning,
  { id }: CommandArgs<'reminder.delete'>,
): Promise<Plan> {
  await need(planning, 'reminders', id);
  const task = readTask(id);
  if (task) return endTask(planning, id, task, { as: 'skipped', at: planning.now });
  return deletion('reminders', id);
}

/** A step of a playbook is over: the run says so, and the reminder follows. */
async function endTask(
  planning: Planning,
  id: string,
  { run, step }: { run: string; step: string },
  outcome: Outcome,
): Promise<Plan> {
  const row = await need(planning, 'runs', run);
  if (row.outcomes[step]) return { writes: [], id, existing: true };
  return { writes: [['runs', run, { [`outcomes/${step}`]: outcome }]], id };
}
