import type { Customer } from '../domain/entities.ts';
import { channelsOf, type FirstSteps } from '../domain/first-steps.ts';
import { type Book, countShown } from './schema.ts';

/** The newest customers tell whether somebody was met on a second channel: whoever has more is past the beginning. */
const LOOKED_AT = 200;

/** @see FirstSteps */
export async function firstSteps(book: Book): Promise<FirstSteps> {
  const [shown, samples, colleagues, newest] = await Promise.all([
    countShown(book),
    book.customers.where('isSample').equals(1).primaryKeys(),
    book.customers.where('isInternal').equals(1).count(),
    book.customers.orderBy('createdAt').reverse().limit(LOOKED_AT).toArray(),
  ]);
  const made = new Set(samples);
  const isOwn = (customer: string | null) => customer !== null && !made.has(customer);
  const [notes, promises] = await Promise.all([
    book.notes
      .filter((note) => isOwn(note.customer))
      .limit(1)
      .count(),
    book.reminders
      .filter((reminder) => isOwn(reminder.customer ?? null))
      .limit(1)
      .count(),
  ]);
  return {
    customers: shown - colleagues - samples.length,
    noted: notes > 0,
    promised: promises > 0,
    channels: newest.some((one: Customer) => isOwn(one.id) && channelsOf(one.keys ?? []) > 1),
  };
}
