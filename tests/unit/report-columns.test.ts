import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { cellOfPerson, cellsOfEntry, cellsOfOrder } from '../../lib/domain/report/cell.ts';
import { CELLS } from '../../lib/store/cells/chunk.ts';
import { hashOf, Places } from '../../lib/store/cells/hash.ts';
import { CellsReader, dataOfCells } from '../../lib/store/cells/reader.ts';
import type { Book } from '../../lib/store/schema.ts';
import { live, STEP } from './store-acts.ts';
import { cellLines, logArgs, testBook } from './store-fixture.ts';

const LONG = process.env.BESIDE_LONG === '1';

/** What the columns must hold: made from the rows alone, through no chunk that was kept. */
async function fromRows(book: Book): Promise<string[]> {
  const [orders, entries, people] = await Promise.all([
    book.orders.toArray(),
    book.interactions.toArray(),
    book.customers.toArray(),
  ]);
  return cellLines(
    dataOfCells(people.map(cellOfPerson), [
      ...orders.flatMap(cellsOfOrder),
      ...entries.flatMap(cellsOfEntry),
    ]),
  );
}

describe('the columns of the reports', () => {
  it('hold what the rows say after any history, read at once or followed step by step', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(STEP, { minLength: 5, maxLength: 40 }), async (steps) => {
        const driven = await testBook();
        const followed = new CellsReader(driven.book);
        let step = 0;
        await live(driven, steps, async () => {
          step += 1;
          if (step % 3 === 0) expect(cellLines(await followed.now())).toEqual(await fromRows(driven.book));
        });
        const rows = await fromRows(driven.book);
        expect(cellLines(await followed.now())).toEqual(rows);
        expect(cellLines(await new CellsReader(driven.book).now())).toEqual(rows);
        driven.book.close();
      }),
      { numRuns: LONG ? 400 : 25, seed: 6 },
    );
  });

  it('go over many chunks, and a write touches few of them', async () => {
    const { book, run } = await testBook();
    const rows = Array.from({ length: CELLS + 300 }, (_, i) => ({
      table: 'interactions' as const,
      id: `n${i}`,
      fields: { kind: 'message', direction: 'in', at: 1 + i, customers: [`c${i % 40}`], channel: 'zalo' },
    }));
    await run('import.rows', { from: 'x', rows });
    await run('import.rows', {
      from: 'x',
      rows: Array.from({ length: 40 }, (_, i) => ({
        table: 'customers' as const,
        id: `c${i}`,
        fields: { name: `Khách ${i}` },
      })),
    });
    const reader = new CellsReader(book);
    expect(cellLines(await reader.now())).toEqual(await fromRows(book));
    const before = await book.cellChunks.toArray();
    await run('interaction.log', logArgs(['c7'], null, ''));
    const after = await book.cellChunks.toArray();
    expect(after.filter((one, i) => one.version !== before[i]?.version)).toHaveLength(1);
    expect(cellLines(await reader.now())).toEqual(await fromRows(book));
    book.close();
  });

  it('are read from the rows where they were lost, and made anew by the next command', async () => {
    const { book, run } = await testBook();
    const { id } = await run('customer.save', { set: { name: 'Lan', address: 'Huế' } });
    await run('interaction.log', logArgs([id!], 't1', 'm1'));
    const kept = cellLines(await new CellsReader(book).now());
    await book.cellChunks.clear();
    expect(cellLines(await new CellsReader(book).now())).toEqual(kept);
    await book.meta.delete('state');
    expect(cellLines(await new CellsReader(book).now())).toEqual(kept);
    await run('note.add', { customer: id!, text: 'thích màu đỏ' });
    expect(await book.cellChunks.count()).toBeGreaterThan(0);
    expect(cellLines(await new CellsReader(book).now())).toEqual(kept);
    book.close();
  });

  it('are not a write behind for who asks while others load', async () => {
    const { book, run } = await testBook();
    const { id } = await run('customer.save', { set: { name: 'Lan' } });
    const reader = new CellsReader(book);
    const read = book.cellChunks.toArray.bind(book.cellChunks);
    let goOn = () => {};
    const gate = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let wasRead = false;
    vi.spyOn(book.cellChunks, 'toArray').mockImplementationOnce((async () => {
      const chunks = await read();
      wasRead = true;
      await gate;
      return chunks;
    }) as never);
    const first = reader.now();
    await vi.waitFor(() => expect(wasRead).toBe(true));
    await run('interaction.log', logArgs([id!], 't1', 'm1'));
    const second = reader.now();
    // Reads are answered in their order: by then the second has joined the first.
    for (let i = 0; i < 3; i++) await book.meta.get('state');
    goOn();
    await first;
    expect(cellLines(await second)).toEqual(await fromRows(book));
    book.close();
  });

  it('keep no word that no row has any more', async () => {
    const { book, run } = await testBook();
    const { id } = await run('customer.save', { set: { name: 'Lan', owner: 'Người Phụ Trách' } });
    const order = {
      customer: id!,
      site: 'shopee',
      order: '1',
      number: '1',
      total: 5,
      currency: 'VND',
      status: '',
      thread: null,
    };
    await run('order.record', { ...order, goods: [{ name: 'Áo dài lụa thêu tên Lan' }] });
    const words = async () => (await book.cellChunks.toArray()).flatMap((chunk) => chunk.words).join('|');
    expect(await words()).toContain('thêu tên Lan');
    await run('customer.erase', { id: id! });
    expect((await words()).replaceAll('|', '')).toBe('');
    book.close();
  });

  it('find an id again by its number', () => {
    const ids = Array.from({ length: 20_000 }, (_, i) => `imp-${(i * 7919).toString(36)}-${i}`);
    expect(new Set(ids.map(hashOf)).size).toBe(ids.length);
    const places = new Places(ids.length);
    for (const [place, id] of ids.entries()) places.put(hashOf(id), place);
    expect(ids.every((id, place) => places.of(hashOf(id)) === place)).toBe(true);
    expect(places.of(hashOf('nobody'))).toBe(-1);
  });
});
