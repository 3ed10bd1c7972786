import { same } from '../../domain/canonical.ts';
import type { CommandArgs } from '../../domain/command.ts';
import type { Due, Reminder } from '../../domain/entities.ts';
import type { Fields } from '../../domain/row.ts';
import { deletion, editable, need, type Plan, type Planning } from './plan.ts';

export async function setReminder(planning: Planning, args: CommandArgs<'reminder.set'>): Promise<Plan> {
  const { customer, title, due, thread } = args;
  if (customer !== null) await need(planning, 'customers', customer);
  const id = args.id ?? planning.newId();
  const existing = await editable(planning, 'reminders', id);
  const fields: Fields = { customer, title, thread, draft: args.draft };
  if (existing) return { writes: [['reminders', id, { ...fields, ...movedTo(existing, due) }]], id };
  return { writes: [['reminders', id, { ...fields, due, createdAt: planning.now }]], id };
}

export async function moveReminder(planning: Planning, args: CommandArgs<'reminder.move'>): Promise<Plan> {
  const reminder = await need(planning, 'reminders', args.id);
  return { writes: [['reminders', args.id, movedTo(reminder, args.due)]], id: args.id };
}

/** A new due time opens the reminder again. */
function movedTo(reminder: Reminder, due: Due): Fields {
  const open = { state: 'open', doneAt: null };
  if (same(reminder.due, due)) return open;
  // The first due time is what was promised: it stays, however often the reminder is moved.
  const promised = reminder.promised ?? reminder.due;
  return { ...open, due, moved: (reminder.moved ?? 0) + 1, promised };
}

export async function finishReminder(
  planning: Planning,
  { id }: CommandArgs<'reminder.done'>,
): Promise<Plan> {
  const reminder = await need(planning, 'reminders', id);
  const done = reminder.state === 'done';
  return {
    writes: done ? [] : [['reminders', id, { state: 'done', doneAt: planning.now }]],
    id,
    existing: done,
  };
}

export async function deleteReminder(
  planning: Planning,
  { id }: CommandArgs<'reminder.delete'>,
): Promise<Plan> {
  await need(planning, 'reminders', id);
  return deletion('reminders', id);
}
