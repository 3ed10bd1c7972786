import type { Command } from '../../lib/domain/command.ts';
import { type Book, reminder } from './sample.ts';

type ReminderCommand = Extract<Command, { name: `reminder.${string}` }>;

/** What the fake store makes of a reminder's command: nothing comes again, and nothing waits. */
export function afterReminder(
  command: ReminderCommand,
  book: Book,
  made: string,
): { id: string; book: Book } {
  if (command.name === 'reminder.set') {
    const { args } = command;
    const next = {
      ...reminder(made, args.customer, args.title, args.due.at, args.thread),
      due: args.due,
      rule: args.rule ?? null,
      budget: args.budget ?? null,
    };
    return { id: made, book: { ...book, reminders: [...book.reminders, next] } };
  }
  const { id } = command.args;
  const reminders = book.reminders.flatMap((one) => {
    if (one.id !== id) return one;
    if (command.name === 'reminder.delete') return [];
    if (command.name === 'reminder.done') return { ...one, state: 'done' as const };
    return { ...one, due: command.args.due };
  });
  return { id, book: { ...book, reminders } };
}
