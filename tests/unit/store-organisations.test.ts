import { describe, expect, test } from 'vitest';
import type { Customer } from '../../lib/domain/entities.ts';
import { Failure } from '../../lib/domain/failure.ts';
import { bareFilter, dueAt, logArgs, START, testBook } from './store-fixture.ts';

const link = { by: 'user' as const, from: 'gmail' };
const DAY = 86_400_000;
const ZONE = 'Asia/Ho_Chi_Minh';

async function firmWithPeople() {
  const store = await testBook();
  const { run, ask } = store;
  const make = async (name: string, keys: string[] = [], set: Partial<Customer> = {}) =>
    (await run('customer.save', { set: { name, ...set } as never, keys, link })).id!;
  const firm = await make('Gỗ Toàn Việt', ['email:info@goviet.example'], {
    kind: 'business',
    taxCode: 'MST 0300588569',
  });
  const hoa = await make('Chị Hoa', ['email:hoa@goviet.example']);
  const nam = await make('Anh Nam', ['tel:+84912345678']);
  await run('membership.save', { person: hoa, organisation: firm, roles: ['kế toán'] });
  const view = async (id: string) => (await ask('customer', { id }))!;
  const people = async (id: string) => (await view(id)).bonds.people.map(({ other }) => other.name).sort();
  const firms = async (id: string) =>
    (await view(id)).bonds.organisations.map(({ other }) => other.name).sort();
  const sums = async (id: string) => (await ask('organisation', { id, zone: ZONE }))!;
  const order = (customer: string, number: string, total: number, at = START, status = 'done') =>
    run('order.record', {
      customer,
      site: 'shopee',
      order: number,
      number,
      total,
      currency: 'VND',
      status,
      at,
      thread: null,
    });
  return { ...store, make, firm, hoa, nam, view, people, firms, sums, order };
}

describe('a contact person', () => {
  test('stands on the organisation’s card, and the organisation on theirs', async () => {
    const { ask, firm, hoa, view } = await firmWithPeople();
    const tie = (await view(firm)).bonds.people[0]!;
    expect(tie).toMatchObject({ roles: ['kế toán'], primary: true, from: '', until: '' });
    expect(tie.other.id).toBe(hoa);
    const card = await ask('card', {
      keys: ['email:hoa@goviet.example'],
      names: [],
      site: 'gmail',
      threadId: '',
      messageId: '',
    });
    expect(card.detail?.bonds.organisations.map(({ other }) => other.id)).toEqual([firm]);
    expect(card.detail?.bonds.people).toEqual([]);
  });

  test('is one however often it is said, with the roles said last; undo brings back each step', async () => {
    const { run, book, firm, hoa, view } = await firmWithPeople();
    const again = await run('membership.save', {
      person: hoa,
      organisation: firm,
      roles: ['giám đốc', 'mua hàng'],
      from: '2024-03-01',
    });
    expect(await book.memberships.count()).toBe(1);
    expect((await view(hoa)).bonds.organisations[0]).toMatchObject({
      roles: ['giám đốc', 'mua hàng'],
      from: '2024-03-01',
    });
    await run('change.undo', { change: again.change! });
    expect((await view(hoa)).bonds.organisations[0]).toMatchObject({ roles: ['kế toán'], from: '' });
    const gone = await run('membership.remove', { person: hoa, organisation: firm });
    expect((await view(firm)).bonds.people).toEqual([]);
    expect(await book.customers.get(hoa)).not.toHaveProperty('bonds');
    await run('change.undo', { change: gone.change! });
    expect((await view(firm)).bonds.people[0]?.roles).toEqual(['kế toán']);
  });

  test('who left and comes back begins anew', async () => {
    const { run, firm, hoa, view } = await firmWithPeople();
    await run('membership.save', { person: hoa, organisation: firm, until: '2025-01-31' });
    await run('membership.remove', { person: hoa, organisation: firm });
    await run('membership.save', { person: hoa, organisation: firm, roles: ['giám đốc'] });
    expect((await view(hoa)).bonds.organisations[0]).toMatchObject({
      roles: ['giám đốc'],
      until: '',
      primary: true,
    });
  });

  test('of several organisations has one that is primary', async () => {
    const { run, make, firm, hoa, view } = await firmWithPeople();
    const other = await make('Sen Việt');
    await run('membership.save', { person: hoa, organisation: other });
    const flags = async () =>
      Object.fromEntries((await view(hoa)).bonds.organisations.map((tie) => [tie.other.id, tie.primary]));
    expect(await flags()).toEqual({ [firm]: true, [other]: false });
    await run('membership.save', { person: hoa, organisation: other, primary: true });
    expect(await flags()).toEqual({ [firm]: false, [other]: true });
    // Who has people is no person.
    expect((await view(other)).customer.kind).toBe('business');
  });

  test('is saved and tied by one command, and taken back by one undo', async () => {
    const { run, book, firm, people } = await firmWithPeople();
    const made = await run('customer.save', {
      set: { name: 'Em Minh' },
      keys: ['email:minh@goviet.example'],
      link,
      organisation: firm,
    });
    expect(await people(firm)).toEqual(['Chị Hoa', 'Em Minh']);
    await run('change.undo', { change: made.change! });
    expect(await people(firm)).toEqual(['Chị Hoa']);
    expect(await book.customers.get(made.id!)).toBeUndefined();
  });

  test('goes to the bin with the tie, and comes back with it', async () => {
    const { run, firm, hoa, people } = await firmWithPeople();
    const gone = await run('customer.delete', { id: hoa });
    expect(await people(firm)).toEqual([]);
    await run('change.undo', { change: gone.change! });
    expect(await people(firm)).toEqual(['Chị Hoa']);
  });

  test('is nobody’s own organisation, and a colleague’s shop has none', async () => {
    const { run, make, firm, hoa } = await firmWithPeople();
    const refused = (person: string, organisation: string) =>
      expect(run('membership.save', { person, organisation })).rejects.toBeInstanceOf(Failure);
    await refused(firm, firm);
    await refused(hoa, 'nobody');
    await refused(hoa, await make('Kho', [], { kind: 'internal' }));
  });

  test('is in the history of both, and seen by a device that learns of them later', async () => {
    const { ask, firm, hoa, run, make } = await firmWithPeople();
    for (const customer of [firm, hoa])
      expect((await ask('changes', { customer, limit: 9 })).map(({ command }) => command)).toContain(
        'membership.save',
      );
    const fields = { person: 'far', organisation: firm, roles: ['thủ kho'], at: 1 };
    await run('import.rows', { rows: [{ table: 'memberships', id: `far/${firm}`, fields }], from: 'test' });
    expect((await ask('customer', { id: firm }))?.bonds.people).toHaveLength(1);
    await run('customer.save', { id: 'far', set: { name: 'Từ xa' } });
    expect((await ask('customer', { id: firm }))?.bonds.people).toHaveLength(2);
    expect((await ask('customer', { id: 'far' }))?.bonds.organisations[0]?.roles).toEqual(['thủ kho']);
    expect(await make('Khác')).not.toBe('far');
  });
});

describe('merged customers', () => {
  test('have each membership once, on either side, and a split gives them back', async () => {
    const { run, book, make, firm, hoa, people, firms } = await firmWithPeople();
    const twin = await make('chị hoa kế toán', ['zalo:17']);
    const second = await make('Cty Gỗ Toàn Việt', ['email:sales@goviet.example'], { kind: 'business' });
    await run('membership.save', { person: twin, organisation: second, roles: ['mua hàng'] });
    await run('membership.save', { person: twin, organisation: firm });
    await run('customer.merge', { kept: hoa, member: twin });
    await run('customer.merge', { kept: firm, member: second });
    expect(await people(firm)).toEqual(['Chị Hoa']);
    expect(await firms(hoa)).toEqual(['Gỗ Toàn Việt']);
    // Saying it once more of the two who are shown makes no fourth row.
    await run('membership.save', { person: hoa, organisation: firm, roles: ['kế toán trưởng'] });
    expect(await book.memberships.count()).toBe(3);
    const shown = (await run('membership.remove', { person: hoa, organisation: firm })).change!;
    expect(await people(firm)).toEqual([]);
    await run('change.undo', { change: shown });
    await run('customer.split', { member: twin });
    await run('customer.split', { member: second });
    expect(await firms(twin)).toEqual(['Cty Gỗ Toàn Việt', 'Gỗ Toàn Việt']);
    expect(await people(second)).toEqual(['chị hoa kế toán']);
    expect(await people(firm)).toEqual(['Chị Hoa', 'chị hoa kế toán']);
  });

  test('a membership made since the merge goes with whom the seller says, and undo takes it back', async () => {
    const { run, ask, make, firm, hoa, firms } = await firmWithPeople();
    const twin = await make('Hoa mới');
    const other = await make('Sen Việt');
    await run('customer.merge', { kept: hoa, member: twin });
    await run('membership.save', { person: hoa, organisation: other, roles: ['sale'] });
    const since = (await ask('merged', { customer: hoa }))[0]!.since;
    expect(since).toEqual([
      expect.objectContaining({ name: `memberships/${hoa}/${other}`, label: 'Sen Việt' }),
    ]);
    const split = await run('customer.split', { member: twin, move: [since[0]!.name] });
    expect(await firms(hoa)).toEqual(['Gỗ Toàn Việt']);
    expect(await firms(twin)).toEqual(['Sen Việt']);
    expect((await ask('customer', { id: twin }))?.bonds.organisations[0]?.roles).toEqual(['sale']);
    await run('change.undo', { change: split.change! });
    expect(await firms(hoa)).toEqual(['Gỗ Toàn Việt', 'Sen Việt']);
    expect((await ask('customer', { id: firm }))?.bonds.people).toHaveLength(1);
  });

  test('choose whose tax code is shown', async () => {
    const { run, make, firm, view } = await firmWithPeople();
    const second = await make('Cty Gỗ', [], { kind: 'business', taxCode: '0101248141' });
    await run('customer.merge', { kept: firm, member: second, shown: ['taxCode'] });
    expect((await view(firm)).customer.taxCode).toBe('0101248141');
    await run('customer.split', { member: second });
    expect((await view(firm)).customer.taxCode).toBe('0300588569');
  });
});

describe('what an organisation bought', () => {
  test('came to no more than was kept: a cancelled order is an order and no money, as on a person’s card', async () => {
    const { firm, hoa, order, sums, view } = await firmWithPeople();
    await order(hoa, '1', 500);
    await order(hoa, '2', 300, START, 'Đã hủy');
    expect(await sums(firm)).toMatchObject({ money: { VND: 500 }, people: [{ money: { VND: 500 } }] });
    expect((await sums(firm)).orders).toHaveLength(2);
    expect((await view(hoa)).customer.money).toEqual({ VND: 500 });
  });

  test('is its own and its people’s while they were there, each order once', async () => {
    const { run, make, firm, hoa, nam, order, sums } = await firmWithPeople();
    const other = await make('Sen Việt', [], { kind: 'business' });
    await run('membership.save', { person: nam, organisation: firm, until: '2026-01-31' });
    await run('membership.save', { person: nam, organisation: other, from: '2026-02-01' });
    await run('membership.save', { person: hoa, organisation: other });
    await order(firm, '1', 1000);
    await order(hoa, '2', 200);
    // Half past midnight on the first of February, where the shop is.
    await order(nam, '3', 30, Date.UTC(2026, 0, 31, 17, 30));
    await order(nam, '4', 4, Date.UTC(2026, 0, 31, 16, 30));
    expect(await sums(firm)).toMatchObject({ money: { VND: 1204 } });
    expect((await sums(firm)).orders.map(({ number }) => number)).toEqual(['1', '2', '4']);
    expect(await sums(other)).toMatchObject({ money: { VND: 30 } });
    const figures = (await sums(firm)).people.map(({ tie, orderCount }) => [tie.other.name, orderCount]);
    expect(figures.sort()).toEqual([
      ['Anh Nam', 1],
      ['Chị Hoa', 1],
    ]);
  });

  test('was heard of when one of its people was, a colleague of ours not', async () => {
    const { run, make, firm, hoa, sums } = await firmWithPeople();
    const ours = await make('Em Kho', [], { kind: 'internal' });
    await run('membership.save', { person: ours, organisation: firm });
    await run('interaction.log', logArgs([hoa], 't', 'm1', { at: START - DAY }));
    await run('interaction.log', logArgs([ours], 't2', 'm1', { at: START }));
    expect((await sums(firm)).lastContactAt).toBe(START - DAY);
  });
});

describe('a stranger of a firm’s own mail domain', () => {
  const asked = async (key: string) => {
    const store = await firmWithPeople();
    return { ...store, offers: () => store.ask('employers', { keys: [key] }) };
  };

  test('may be its contact person, with the reason; refused, it is not asked again, until that is undone', async () => {
    const { run, firm, offers } = await asked('email:minh@goviet.example');
    expect(await offers()).toEqual([
      expect.objectContaining({ isMailbox: false, because: 'email:info@goviet.example', person: null }),
    ]);
    const no = await run('membership.refuse', {
      organisation: firm,
      key: 'email:minh@goviet.example',
      on: true,
    });
    expect(await offers()).toEqual([]);
    await run('change.undo', { change: no.change! });
    expect(await offers()).toHaveLength(1);
  });

  test('is known by a colleague of theirs too', async () => {
    const { run, firm, hoa, offers } = await asked('email:minh@goviet.example');
    await run('identity.unlink', { customer: firm, key: 'email:info@goviet.example' });
    expect(await offers()).toEqual([
      expect.objectContaining({
        because: 'email:hoa@goviet.example',
        person: expect.objectContaining({ id: hoa }),
      }),
    ]);
  });

  test('is known by the invoice address, and a shared mailbox is told as one', async () => {
    const { run, make, offers } = await asked('email:ke.toan@senviet.example');
    const sen = await make('Sen Việt', [], { kind: 'charity' });
    expect(await offers()).toEqual([]);
    await run('customer.save', { id: sen, set: { invoiceEmail: 'HoaDon@SenViet.example' } });
    expect(await offers()).toEqual([
      expect.objectContaining({ isMailbox: true, organisation: expect.objectContaining({ id: sen }) }),
    ]);
  });

  test('of a public mail service is nobody’s', async () => {
    const { run, firm, offers } = await asked('email:minh@gmail.com');
    await run('customer.save', { id: firm, set: {}, keys: ['email:goviet@gmail.com'], link });
    expect(await offers()).toEqual([]);
  });

  test('is not asked about a person’s domain who works for nobody', async () => {
    const { make, offers } = await asked('email:minh@nhanam.example');
    await make('Lan', ['email:lan@nhanam.example']);
    expect(await offers()).toEqual([]);
  });
});

describe('duplicates', () => {
  test('are two of one tax code, and never a firm and its own people or a colleague and a buyer', async () => {
    const { run, ask, make, firm, hoa } = await firmWithPeople();
    const pairs = async () =>
      (await ask('duplicates', { limit: 9 })).pairs.map(({ one, other, reasons }) => [
        [one.name, other.name].sort().join(' + '),
        reasons.map(({ kind }) => kind).join(),
      ]);
    await run('note.add', { customer: hoa, text: 'gọi 0912345678, MST 0300588569' });
    await make('Chi nhánh', [], { kind: 'business', taxCode: '0300588569-001' });
    expect(await pairs()).toEqual([['Anh Nam + Chị Hoa', 'phone']]);
    const twin = await make('Cty Go TV', [], { kind: 'business', taxCode: '0300588569' });
    expect(await pairs()).toContainEqual(['Cty Go TV + Gỗ Toàn Việt', 'tax']);
    await run('customer.save', { id: hoa, set: { kind: 'internal' } });
    await run('customer.delete', { id: twin });
    expect(await pairs()).toEqual([]);
    expect(
      (await ask('search', { text: '0300588569', limit: 5 })).map(({ customer }) => customer.id),
    ).toContain(firm);
  });
});

describe('a colleague', () => {
  test('has a card and is in no figure of buyers; one undo brings the buyer back', async () => {
    const { run, ask, book, nam } = await firmWithPeople();
    await run('interaction.log', logArgs([nam], 't', 'm1', { at: START }));
    await run('reminder.set', { customer: nam, title: 'Hỏi kho', due: dueAt(START), thread: null });
    const today = () => ask('today', { now: START + 9, endOfDay: START + 99 });
    const seen = async () => {
      const view = await today();
      return {
        waiting: view.waiting.length,
        due: view.dueCount,
        overdue: view.overdue.length,
        apart: view.colleagues.map(({ reminder }) => reminder.title),
        listed: (await ask('listed', { keys: ['tel:+84912345678'], until: START + 9 })).length,
        ids: (await ask('customerIds', bareFilter)).total,
        first: (await ask('customerIds', { ...bareFilter, first: 2 })).total,
        count: await ask('count', {}),
      };
    };
    const before = await seen();
    expect(before).toMatchObject({ waiting: 1, due: 1, overdue: 1, apart: [], listed: 1, ids: 3, first: 3 });
    const act = await run('customer.save', { id: nam, set: { kind: 'internal' } });
    expect(await seen()).toEqual({
      waiting: 0,
      due: 0,
      overdue: 0,
      apart: ['Hỏi kho'],
      listed: 0,
      ids: 2,
      first: 2,
      count: { customers: 2, samples: 0, colleagues: 1 },
    });
    expect((await ask('colleagues', {})).map(({ name }) => name)).toEqual(['Anh Nam']);
    expect((await ask('customer', { id: nam }))?.reminders).toHaveLength(1);
    // It was promised, so it rings.
    expect((await book.reminders.toArray())[0]).toMatchObject({ asideAt: START, ringAt: START });
    await run('change.undo', { change: act.change! });
    expect(await seen()).toEqual(before);
  });

  test('is one who was merged with a buyer, as far as that is what is shown', async () => {
    const { run, ask, make, nam } = await firmWithPeople();
    const kho = await make('Nam kho', [], { kind: 'internal' });
    await run('reminder.set', { customer: nam, title: 'Hỏi', due: dueAt(START), thread: null });
    const due = async () => (await ask('today', { now: START + 9, endOfDay: START + 9 })).dueCount;
    await run('customer.merge', { kept: nam, member: kho });
    expect(await due()).toBe(1);
    await run('customer.save', { id: nam, set: { kind: 'internal' } });
    expect(await due()).toBe(0);
    await run('customer.split', { member: kho });
    await run('customer.save', { id: nam, set: { kind: 'individual' } });
    expect(await due()).toBe(1);
    await run('customer.merge', { kept: kho, member: nam });
    expect(await due()).toBe(0);
    await run('customer.split', { member: nam });
    expect(await due()).toBe(1);
  });
});
