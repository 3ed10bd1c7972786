import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { bareFilter, dueAt, logArgs, START, testBook } from './store-fixture.ts';

describe('lists', () => {
  test('filter by tags and text, and sort; those without a date come last', async () => {
    const { run, ask } = await testBook();
    const tag = (await run('tag.save', { name: 'VIP' })).id!;
    const other = (await run('tag.save', { name: 'Sỉ' })).id!;
    const ids: Record<string, string> = {};
    for (const name of ['Ánh', 'Bình', 'Chi', 'Đào'])
      ids[name] = (await run('customer.save', { set: { name } })).id!;
    await run('tag.put', { tag, customers: [ids.Ánh!, ids.Bình!, ids.Chi!], on: true });
    await run('tag.put', { tag: other, customers: [ids.Chi!, ids.Đào!], on: true });
    await run('interaction.log', logArgs([ids.Chi!], 't', 'm'));
    const list = async (over: object) => {
      const found = await ask('customerIds', { ...bareFilter, ...over });
      expect(found.total).toBe(found.ids.length);
      return (await ask('customers', { ids: found.ids })).map((customer) => customer.name);
    };
    expect(await list({})).toEqual(['Ánh', 'Bình', 'Chi', 'Đào']);
    expect(await list({ sort: 'new' })).toEqual(['Đào', 'Chi', 'Bình', 'Ánh']);
    expect(await list({ sort: 'recent' })).toEqual(['Chi', 'Ánh', 'Bình', 'Đào']);
    expect(
      await list({
        where: {
          all: [
            { is: 'tag', in: [tag] },
            { is: 'tag', in: [other] },
          ],
        },
      }),
    ).toEqual(['Chi']);
    expect(
      await list({ where: { all: [{ is: 'tag', in: [tag, other] }, { not: { is: 'tag', in: [other] } }] } }),
    ).toEqual(['Ánh', 'Bình']);
    expect(await list({ where: { not: { is: 'tag', in: [tag] } }, text: 'dao' })).toEqual(['Đào']);
    await run('tag.put', { tag, customers: [ids.Ánh!], on: false });
    expect(await list({ where: { is: 'tag', in: [tag] } })).toEqual(['Bình', 'Chi']);
  });

  test('the first of a list are the top of the whole list, whatever it is sorted by', async () => {
    const { run, ask } = await testBook();
    const ids: string[] = [];
    for (let n = 0; n < 12; n++)
      ids.push((await run('customer.save', { set: { name: `Khách ${n % 7}` } })).id!);
    for (const n of [3, 7, 5])
      await run('interaction.log', logArgs([ids[n]!], `t${n}`, 'm', { at: 1000 + n }));
    await run('reminder.set', { customer: ids[2]!, title: 'Gọi', due: dueAt(START), thread: null });
    await run('customer.merge', { kept: ids[0]!, member: ids[1]! });
    for (const sort of ['name', 'recent', 'due', 'new'] as const) {
      const whole = await ask('customerIds', { ...bareFilter, sort });
      for (const first of [1, 4, 10, 50]) {
        const some = await ask('customerIds', { ...bareFilter, sort, first });
        expect(some, `${sort}, ${first}`).toEqual({ ids: whole.ids.slice(0, first), total: 11 });
      }
    }
    const filtered = { ...bareFilter, text: 'khach 3' };
    expect(await ask('customerIds', { ...filtered, first: 1 })).toEqual(await ask('customerIds', filtered));
  });

  test('tags come by position, the never-log list whole', async () => {
    const { run, ask } = await testBook();
    await run('tag.save', { name: 'B', position: 2 });
    const a = await run('tag.save', { name: 'A', position: 1 });
    await run('neverLog.add', { rule: 'site:gmail', label: 'thư riêng' });
    expect((await ask('tags', {})).map((tag) => tag.name)).toEqual(['A', 'B']);
    expect(await ask('neverLog', {})).toMatchObject([{ id: 'site:gmail', label: 'thư riêng' }]);
    await run('tag.delete', { id: a.id! });
    expect((await ask('tags', {})).map((tag) => tag.name)).toEqual(['B']);
  });
});
