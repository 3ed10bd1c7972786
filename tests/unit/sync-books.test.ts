import { describe, expect, test } from 'vitest';
import { recordedPart } from '../../lib/domain/merge.ts';
import { type Row, TABLES } from '../../lib/domain/row.ts';
import type { Book } from '../../lib/store/schema.ts';
import { dueAt, logArgs } from './store-fixture.ts';
import { begin, bookAt, inStep, join, twoBooks } from './sync-fixture.ts';

/** Everything recorded, with its stamps: equal in two books that are in step. */
async function recorded(book: Book): Promise<Record<string, Row[]>> {
  const all: Record<string, Row[]> = {};
  const graves = await book.graves.toArray();
  for (const table of TABLES) {
    const rows = (await book.recorded(table).toArray()) as Row[];
    const dead = graves.filter((grave) => grave.table === table).map(({ row }) => row);
    all[table] = [...rows, ...dead]
      .filter(({ stamp }) => stamp !== '')
      .map((row) => recordedPart(table, row))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }
  return all;
}

const lan = { id: 'lan', name: 'Nguyễn Thị Lan', links: ['email:lan@example.vn', 'tel:+84912345678'] };

describe('two books in step', () => {
  test('edits, deletions, tags, log entries and reminders of both are in both', async () => {
    const { a, b } = await twoBooks();
    await a.run('customer.save', lan);
    await inStep(a, b);
    expect(await b.book.customers.get('lan')).toMatchObject({ name: lan.name, keys: lan.links });
    await b.run('customer.save', { id: 'lan', name: 'Chị Lan' });
    await a.run('tag.save', { id: 'vip', name: 'VIP' });
    await a.run('tag.put', { customer: 'lan', tag: 'vip', on: true });
    await b.run('note.add', { id: 'n1', customer: 'lan', text: 'Thích màu xanh' });
    await b.run('interaction.log', logArgs(['lan'], 't1', 'm1'));
    await a.run('reminder.set', {
      customer: 'lan',
      title: 'Gọi lại',
      due: dueAt(9_000_000_000_000),
      thread: null,
    });
    await a.run('customer.save', { id: 'hoa', name: 'Hoa', links: [] });
    await inStep(a, b);
    await b.run('customer.delete', { id: 'hoa' });
    await inStep(a, b);
    expect(await recorded(b.book)).toEqual(await recorded(a.book));
    expect(await a.book.customers.get('hoa')).toBeUndefined();
    expect(await a.book.customers.get('lan')).toMatchObject({
      name: 'Chị Lan',
      tags: ['vip'],
      contactCount: 1,
    });
    const [change] = await b.ask('changes', { customer: 'lan', limit: 1 });
    expect(change).toMatchObject({ command: 'reminder.set', origin: 'sync' });
  });
});

void bookAt;
void begin;
void join;
