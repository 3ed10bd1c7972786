import { dueAtWall } from '../../lib/domain/due.ts';
import type { Due } from '../../lib/domain/entities.ts';
import type { Rule } from '../../lib/domain/rule.ts';
import { dueSourceOf } from '../../lib/store/due.ts';
import { logArgs, testBook } from './store-fixture.ts';

export const ZONE = 'Asia/Ho_Chi_Minh';
export const wall = (text: string): Due => dueAtWall(text, ZONE);
export const at = (text: string): number => wall(text).at;

/** A book with one customer, and short words for what the kinds of reminders need. */
export async function book() {
  const driven = await testBook();
  const { id } = await driven.run('customer.save', { set: { name: 'Lan' } });
  const remind = async (rule: Rule | null, due: Due, customer: string | null = id) =>
    (await driven.run('reminder.set', { customer, title: 'gọi', due, thread: null, rule })).id!;
  const log = (direction: 'in' | 'out', when: number, message = `m${when}`) =>
    driven.run('interaction.log', logArgs([id!], 't1', message, { direction, at: when }));
  const seen = async (one: string) => (await dueSourceOf(driven.book).reminder(one))!;
  return { ...driven, lan: id!, remind, log, seen };
}
