import { describe, expect, test } from 'vitest';
import { stepOf } from '../../lib/domain/deal.ts';
import { createFormat } from '../../lib/domain/format.ts';
import { cardRule, leadScore, RELATIONS, relationOf, staleSince } from '../../lib/domain/knowing.ts';
import { wholeRow } from '../../lib/domain/merge.ts';
import { portraitOf } from '../../lib/domain/portrait.ts';
import { withoutPrivate } from '../../lib/domain/private-field.ts';
import { createText } from '../../lib/domain/text.ts';
import { customer, tag } from '../gallery/sample.ts';
import { bareFilter, START, testBook } from './store-fixture.ts';

const ZONE = 'Asia/Ho_Chi_Minh';
const MONTH = 30.4375 * 86_400_000;

describe('deals', () => {
  async function withDeal() {
    const driven = await testBook();
    const customer = (await driven.run('customer.save', { set: { name: 'Lan' } })).id!;
    const deal = (await driven.run('deal.save', { customer, title: '40 ly', amount: 3.8e6, currency: 'VND' }))
      .id!;
    const row = async () => wholeRow('deals', (await driven.book.deals.get(deal))!);
    const steps = async () => (await driven.book.customers.get(customer))?.dealSteps;
    return { ...driven, customer, deal, row, steps };
  }

  test('move forward and back by their milestones, and are taken back', async () => {
    const { run, deal, row, steps } = await withDeal();
    expect(stepOf(await row())).toBe('talking');
    expect(await steps()).toEqual(['talking']);
    await run('deal.move', { id: deal, step: 'shipped', day: '2026-11-23' });
    expect((await row()).milestones).toEqual({ shipped: '2026-11-23' });
    await run('deal.move', { id: deal, step: 'deposit', day: '2026-11-24' });
    expect((await row()).milestones).toEqual({ deposit: '2026-11-24' });
    const back = await run('deal.move', { id: deal, step: 'talking', day: '2026-11-25' });
    expect(await steps()).toEqual(['talking']);
    await run('change.undo', { change: back.change! });
    expect(await steps()).toEqual(['deposit']);
  });

  test('that were lost are on no card, until they are moved again', async () => {
    const { run, ask, deal, row, steps, customer } = await withDeal();
    await run('deal.save', { id: deal, state: 'lost', reason: 'chê đắt' });
    expect(await row()).toMatchObject({ state: 'lost', reason: 'chê đắt' });
    expect((await row()).closedAt).toBeGreaterThan(START);
    expect(await steps()).toBeUndefined();
    expect(await ask('deals', { customer, closed: 0 })).toEqual([]);
    expect(await ask('deals', { customer: null, closed: 5 })).toHaveLength(1);
    await run('deal.move', { id: deal, step: 'agreed', day: '2026-11-23' });
    expect(await row()).toMatchObject({ state: 'open', closedAt: 0, reason: '' });
    expect(await steps()).toEqual(['agreed']);
  });

  test('go with their customer through a merge, a split and the bin', async () => {
    const { run, ask, customer, deal, steps } = await withDeal();
    const kept = (await run('customer.save', { set: { name: 'Lan Zalo' } })).id!;
    await run('customer.merge', { kept, member: customer });
    expect((await ask('customer', { id: kept }))!.customer.dealSteps).toEqual(['talking']);
    expect(await ask('deals', { customer: kept, closed: 0 })).toMatchObject([{ deal: { id: deal } }]);
    await run('customer.split', { member: customer });
    expect(await steps()).toEqual(['talking']);
    expect((await ask('customer', { id: kept }))!.customer.dealSteps).toBeUndefined();
  });

  test('of somebody who is erased leave nothing behind, nor does anything else that was known', async () => {
    const { book, run, customer, deal } = await withDeal();
    await run('customer.save', { id: customer, set: { stage: 'first', hints: { 'Gọi tối': 'do' } } });
    await run('deal.save', { id: deal, next: 'gửi mẫu' });
    const bytes = async () => JSON.stringify(await Promise.all(book.tables.map((table) => table.toArray())));
    for (const word of ['40 ly', 'gửi mẫu', 'Gọi tối']) expect(await bytes()).toContain(word);
    await run('customer.erase', { id: customer });
    for (const word of ['40 ly', 'gửi mẫu', 'Gọi tối']) expect(await bytes()).not.toContain(word);
  });

  test('of nobody are refused', async () => {
    const { run } = await testBook();
    await expect(run('deal.save', { title: 'x' })).rejects.toMatchObject({ code: 'bad-input' });
  });
});

describe('segments', () => {
  test('tell who is in them, and of whom they are', async () => {
    const { run, ask, clock } = await testBook();
    const lan = (await run('customer.save', { set: { name: 'Lan', stage: 'regular', address: 'Huế' } })).id!;
    const mai = (await run('customer.save', { set: { name: 'Mai' } })).id!;
    const view = async (
      name: string,
      where: import('../../lib/domain/filter/filter.ts').Filter | null,
      more = {},
    ) => (await run('view.save', { name, where, sort: 'name', turned: false, text: '', ...more })).id!;
    const hue = await view('Huế', { is: 'province', in: ['hue'] }, { relation: 'personal', position: 1 });
    const leads = await view('Đang hỏi', { is: 'stage', in: ['lead'] });
    await view('Tất cả', null);
    const named = await view('Tên Lan', null, { text: 'lan', position: 2 });
    const time = { at: clock.now, zone: ZONE };
    const of = async (id: string) => (await ask('segmentsOf', { customer: id, time })).map((one) => one.id);
    expect(await of(lan)).toEqual([hue, named]);
    expect(await of(mai)).toEqual([leads]);
    expect(await of('nobody')).toEqual([]);
    for (const one of [hue, leads, named]) {
      const { ids } = await ask('membersOf', { view: one, time });
      for (const id of [lan, mai]) expect(ids.includes(id)).toBe((await of(id)).includes(one));
    }
    expect(await ask('membersOf', { view: 'gone', time })).toEqual({ ids: [], total: 0 });
    // The next thing that is logged is seen by the next question.
    await run('customer.save', { id: mai, set: { stage: 'first' } });
    expect(await of(mai)).toEqual([]);
    const segments = await ask('segmentsOf', { customer: lan, time });
    expect(relationOf({ relation: '' }, segments)).toBe('personal');
    expect(relationOf({ relation: 'community' }, segments)).toBe('community');
  });
});

describe('what is known of a buyer', () => {
  test('leads are sorted by how likely they are, those of whom nothing was said last', async () => {
    const { run, ask, clock } = await testBook();
    const ids: string[] = [];
    for (const lead of [null, 1, 3, 0])
      ids.push(
        (await run('customer.save', { set: { name: `K${lead}`, leadNeed: lead, leadTime: lead } })).id!,
      );
    const time = { at: clock.now, zone: ZONE };
    const { ids: sorted } = await ask('customerIds', { ...bareFilter, sort: 'lead', time });
    expect(sorted).toEqual([ids[2], ids[1], ids[3], ids[0]]);
    expect(leadScore({ leadNeed: 3, leadMoney: null, leadTime: 2 })).toBe(5);
    expect(leadScore({ leadNeed: null, leadMoney: null, leadTime: null })).toBeUndefined();
  });

  test('a field is asked about when it is old, until somebody says that it holds', async () => {
    const { book, run, clock } = await testBook();
    const id = (
      await run('customer.save', { set: { address: 'Huế', fields: { 'private.Năm sinh': '1990' } } })
    ).id!;
    const now = START + 14 * MONTH;
    expect(staleSince('address', { checked: {}, writtenAt: START }, now, 12)).toBe(START);
    expect(staleSince('address', { checked: {}, writtenAt: START }, now, 0)).toBeNull();
    expect(staleSince('address', { checked: {}, writtenAt: START }, START + 11 * MONTH, 12)).toBeNull();
    clock.now = now;
    await run('customer.confirm', { id, name: 'address' });
    await run('customer.confirm', { id, name: 'fields/private.Năm sinh' });
    expect((await run('customer.confirm', { id, name: 'company' })).change).toBeNull();
    const row = (await book.customers.get(id))!;
    expect(staleSince('address', { checked: row.checked, writtenAt: START }, now + 1000, 12)).toBeNull();
    // What tells of a private field leaves with it.
    const out = withoutPrivate(row);
    expect(Object.keys(out.checked)).toEqual(['address']);
    expect(JSON.stringify(out)).not.toContain('Năm sinh');
  });

  test('lines to mind are those of all who are merged, and go from all', async () => {
    const { book, run } = await testBook();
    const kept = (await run('customer.save', { set: { name: 'A', hints: { 'Gọi tối': 'do' } } })).id!;
    const member = (await run('customer.save', { set: { name: 'B', hints: { 'Giục tiền': 'dont' } } })).id!;
    await run('customer.merge', { kept, member });
    const shown = async () => wholeRow('customers', (await book.customers.get(kept))!).hints;
    expect(await shown()).toEqual({ 'Gọi tối': 'do', 'Giục tiền': 'dont' });
    await run('customer.save', { id: kept, set: { hints: { 'Giục tiền': null } } });
    expect(await shown()).toEqual({ 'Gọi tối': 'do' });
  });

  test('a portrait says what stands in the book, in both languages, and nothing private', () => {
    const lan = customer('c1', 'Lan', {
      about: 'Hay mua trước Tết',
      address: '12 Lê Lợi, Huế',
      fields: { 'Nghề nghiệp': 'giáo viên', Size: 'M', 'private.Năm sinh': '1990' },
    });
    const sitter = { customer: lan, tags: [tag('t', 'Áo dài', 'pink', 0, 'Món')], worth: null };
    const words = (language: 'vi' | 'en') => {
      const t = createText(language);
      return { t, format: createFormat(language, ZONE, t) };
    };
    expect(portraitOf(sitter, words('vi'))).toBe(
      'Lan, giáo viên, ở Huế. Hay mua trước Tết. Món: Áo dài. Size: M.',
    );
    expect(portraitOf(sitter, words('en'))).toContain('Lan, giáo viên, of Huế.');
    expect(portraitOf({ customer: customer('c2', 'Mai'), tags: [], worth: null }, words('vi'))).toBe('');
  });

  test('every relationship says what the card shows first', () => {
    for (const relation of RELATIONS) expect(cardRule(relation).first).toBeDefined();
    expect(cardRule('transactional')).toEqual({ first: ['orders'], keepsInTouch: false });
    expect(cardRule('')).toEqual({ first: [], keepsInTouch: true });
  });
});
