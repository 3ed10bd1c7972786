import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ERASED_KINDS } from '../../lib/domain/ledger.ts';
import { mergeOp } from '../../lib/domain/merge.ts';
import type { Op, Row } from '../../lib/domain/row.ts';
import { DEFAULT_OPTIONS, NO_COUNTS } from '../../lib/domain/transfer.ts';
import { writeJob } from '../../lib/store/jobs.ts';
import { erasures } from '../../lib/store/ledger.ts';
import { answer } from '../../lib/store/queries.ts';
import type { Book } from '../../lib/store/schema.ts';
import { contentOf, dueAt, logArgs, START, testBook } from './store-fixture.ts';

/** Every byte of a database, as text: all rows of all stores. */
async function bytesOf(book: Book): Promise<string> {
  const all = await Promise.all(
    book.tables.map(async (table) => [
      table.name,
      await table.toArray(),
      await table.toCollection().primaryKeys(),
    ]),
  );
  return JSON.stringify(all);
}

/** What is told of a person here, word for word. None of it may be found afterwards. */
const VALUES = {
  name: 'Nguyễn Thị Lan Erased',
  folded: 'nguyen thi lan erased',
  formerly: 'Lan Formerly Called',
  other: 'Lan Second Card',
  about: 'thích màu tím than',
  company: 'Tiệm Hoa Tím Ltd',
  address: '77 ngõ Bí Mật',
  mail: 'lan.erased@example.com',
  gone: 'lan.unlinked@example.com',
  tel: '84912777888',
  shown: 'lan hoa tim on whatsapp',
  field: 'size-XXL-secret',
  note: 'ghi chú riêng tư số một',
  edited: 'ghi chú trước khi sửa',
  binned: 'ghi chú đã vào thùng rác',
  subject: 'Chủ đề chỉ của Lan',
  text: 'Lời Lan đã nói nguyên văn',
  thread: '84912777888@c.us',
  order: 'ORDER-LAN-9001',
  goods: 'Áo dài tím thêu tay',
  remind: 'gọi lại cho Lan nhé',
  label: 'Lan (không ghi)',
  mistaken: 'lan.mistaken@example.com',
  tax: '0312345678-999',
  role: 'kế toán trưởng bí mật',
  former: 'thực tập năm ngoái',
  refused: 'lan.refused@firm.example',
  draft: 'Dạ chị Lan ơi, hàng về rồi ạ (nháp)',
  occasion: 'Sinh nhật bí mật của Lan',
  quoted: 'Áo dài thêu chỉ báo riêng cho Lan',
  pronouns: 'cháu-bà ngoại',
  waited: 'Áo tím cỡ bí mật',
  why: 'Vì Lan giận shop lắm',
  source: 'Qua chị hàng xóm của Lan',
  reason: 'Lan chuyển sang shop kia',
  lesson: 'Gói lại cho riêng Lan',
  said: 'ao khan rieng lan tu choi',
};

async function full() {
  const driven = await testBook();
  const { run } = driven;
  const save = async (name: string, keys: string[], more = {}) =>
    (await run('customer.save', { set: { name, ...more }, keys })).id!;
  const hoa = await save('Hoa', ['email:hoa@example.com', `email:${VALUES.mistaken}`]);
  const lan = await save(
    VALUES.formerly,
    [`email:${VALUES.mail}`, `email:${VALUES.gone}`, `tel:+${VALUES.tel}`],
    {
      about: VALUES.about,
      company: VALUES.company,
      address: VALUES.address,
      taxCode: VALUES.tax,
      fields: { size: VALUES.field },
    },
  );
  const second = await save(VALUES.other, [`zalo:${VALUES.tel}`]);
  await run('customer.save', {
    id: lan,
    set: { name: VALUES.name },
    displayNames: [{ channel: 'whatsapp', name: VALUES.shown }],
  });
  await run('identity.unlink', { customer: lan, key: `email:${VALUES.gone}` });
  // Once linked to the wrong one, then to the right one.
  await run('identity.unlink', { customer: hoa, key: `email:${VALUES.mistaken}` });
  await run('identity.link', {
    customer: lan,
    key: `email:${VALUES.mistaken}`,
    link: { by: 'user', from: '' },
  });
  const firm = await save('Công ty Firm', ['email:info@firm.example'], { kind: 'business' });
  const other = await save('Công ty Khác', [], { kind: 'business' });
  await run('membership.save', { person: lan, organisation: firm, roles: [VALUES.role] });
  await run('membership.save', { person: lan, organisation: other, roles: [VALUES.former] });
  await run('membership.remove', { person: lan, organisation: other });
  await run('membership.save', { person: hoa, organisation: firm, roles: ['bán hàng'] });
  // An address of the person, of which it was once said that it is nobody's of the firm.
  await run('membership.refuse', { organisation: firm, key: `email:${VALUES.refused}`, on: true });
  await run('identity.link', {
    customer: lan,
    key: `email:${VALUES.refused}`,
    link: { by: 'user', from: '' },
  });
  const { id: tag } = await run('tag.save', { name: 'VIP' });
  await run('tag.put', { tag: tag!, customers: [lan, hoa], on: true });
  const note = await run('note.add', { customer: lan, text: VALUES.edited });
  await run('note.edit', { id: note.id!, text: VALUES.note });
  const bin = await run('note.add', { customer: second, text: VALUES.binned });
  await run('note.delete', { id: bin.id! });
  await run('note.add', { customer: hoa, text: 'Ghi chú của Hoa' });
  const own = { subject: VALUES.subject, text: VALUES.text };
  const thread = {
    site: 'whatsapp',
    id: VALUES.thread,
    url: `https://web.whatsapp.com/${VALUES.thread}`,
    subject: VALUES.name,
  };
  await run('interaction.log', { ...logArgs([lan], 't', 'm1', own), thread });
  const lost = await run('interaction.log', { ...logArgs([lan], 't', 'm2', own), thread });
  await run('interaction.delete', { id: lost.id! });
  const shared = await run('interaction.log', logArgs([lan, hoa], 'both', 'm1', { subject: 'Gửi cả hai' }));
  await run('interaction.log', logArgs([hoa], 'hoa', 'm1', { subject: 'Chỉ của Hoa' }));
  await run('order.record', {
    customer: lan,
    site: 'shopee',
    order: VALUES.order,
    number: VALUES.order,
    total: 100,
    currency: 'VND',
    status: 'giao',
    goods: [{ name: VALUES.goods }],
    thread,
  });
  const draft = VALUES.draft;
  await run('reminder.set', { customer: lan, title: VALUES.remind, due: dueAt(START + 9e6), thread, draft });
  const again = { kind: 'every' as const, unit: 'year' as const, step: 1, calendar: 'solar' as const };
  const birthday = await run('reminder.set', {
    ...{ customer: lan, title: VALUES.occasion, due: dueAt(START + 9e6), thread: null },
    rule: { ...again, day: 1, month: 1, time: '09:00', ahead: 7, occasion: 'birthday' as const },
  });
  await run('reminder.done', { id: birthday.id! });
  const quoted = { product: '', name: VALUES.quoted, unit: '', quantity: 1, price: 1, discount: 0 };
  await run('quote.save', { customer: lan, lines: [quoted] });
  await run('customer.save', { id: lan, set: { pronouns: VALUES.pronouns } });
  const waits = await run('matter.save', { customer: lan, kind: 'wait', what: VALUES.waited });
  await run('matter.save', { id: waits.id!, state: 'told' });
  const survey = await run('matter.save', { customer: second, kind: 'survey', score: 2, why: VALUES.why });
  await run('matter.delete', { id: survey.id! });
  const stopped = { reason: VALUES.reason, at: START };
  await run('customer.save', { id: lan, set: { source: VALUES.source, stopped } });
  await run('customer.save', { id: hoa, set: { referredBy: lan } });
  await run('customer.refuse', { customer: lan, product: VALUES.said, on: true });
  const complaint = await run('interaction.log', {
    ...logArgs([lan], 't', 'm3', own),
    thread,
    kind: 'complaint',
  });
  await run('interaction.note', { id: complaint.id!, lesson: VALUES.lesson, cost: 5 });
  await run('reminder.set', { customer: hoa, title: 'Nhắc Hoa', due: dueAt(START + 9e6), thread: null });
  const hello = { id: 'hello', phase: 'before', trigger: 'joined', days: 0, title: 'Chào', text: '' };
  const steps = [{ ...hello, channel: '' }] as never;
  await run('playbook.save', { id: 'p', on: true, past: true, steps, zone: 'Asia/Ho_Chi_Minh' });
  await run('playbook.plan', { customers: [lan, hoa] });
  const { id: campaign } = await run('campaign.save', { name: 'Tết', zone: 'Asia/Ho_Chi_Minh' });
  await run('campaign.mark', { campaign: campaign!, customer: lan, as: 'sent' });
  await run('neverLog.add', { rule: `email:${VALUES.mail}`, label: VALUES.label });
  await run('neverLog.add', { rule: 'domain:spam.example', label: '@spam.example' });
  await run('customer.notSame', { one: lan, other: hoa, on: true });
  await run('customer.merge', { kept: lan, member: second, shown: ['company'] });
  await writeJob(driven.book, {
    key: 'import/x',
    id: 'x',
    file: 'khach.csv',
    size: 1,
    hash: 'h',
    kind: 'csv',
    targets: [],
    options: DEFAULT_OPTIONS,
    at: 1,
    total: 1,
    next: 1,
    counts: NO_COUNTS,
    changes: [],
    state: 'done',
    doubtful: [
      { row: 1, name: VALUES.name, handles: [`tel:+${VALUES.tel}`], doubts: [] },
      { row: 2, name: 'Hoa', handles: [], doubts: [] },
    ],
  });
  return { ...driven, hoa, lan, second, shared: shared.id! };
}

const foundIn = (bytes: string) =>
  Object.entries(VALUES)
    .filter(([, value]) => bytes.toLowerCase().includes(value.toLowerCase()))
    .map(([name]) => name);

describe('erasing a person', () => {
  test('every value stood somewhere before, and none does afterwards', async () => {
    const { book, run, lan } = await full();
    expect(foundIn(await bytesOf(book))).toEqual(Object.keys(VALUES));
    await run('customer.erase', { id: lan });
    expect(foundIn(await bytesOf(book))).toEqual([]);
  });

  test('what is listed first is what the receipt says, and it names nobody', async () => {
    const { book, run, ask, lan } = await full();
    const view = (await ask('erase', { id: lan }))!;
    expect(view).toMatchObject({
      name: VALUES.name,
      counts: {
        originals: 1,
        identities: 5,
        names: 1,
        fields: 1,
        notes: 2,
        interactions: 3,
        shared: 1,
        reminders: 4,
        orders: 1,
        quotes: 1,
        rules: 1,
        pairs: 1,
        ties: 2,
        matters: 2,
        runs: 1,
        sends: 1,
        bin: 4,
      },
    });
    expect(view.counts.edits).toBeGreaterThan(10);
    const { change } = await run('customer.erase', { id: lan });
    const [receipt] = await erasures(book);
    expect(receipt).toMatchObject({
      id: change,
      pending: ['snapshot', 'pages', 'books'],
      closedBooks: 0,
    });
    for (const kind of ERASED_KINDS)
      if (kind !== 'edits') expect(receipt!.counts[kind], kind).toBe(view.counts[kind]);
    expect(receipt!.counts.edits).toBeGreaterThanOrEqual(view.counts.edits - 3);
  });

  test('leaves graves of ids alone, and to others what is theirs', async () => {
    const { book, run, ask, lan, second, hoa, shared } = await full();
    await run('customer.erase', { id: second });
    const [left] = await ask('customers', { ids: [hoa] });
    expect(left).toMatchObject({ name: 'Hoa', contactCount: 2, tags: [expect.any(String)] });
    expect((await ask('customer', { id: hoa }))!.notes).toHaveLength(1);
    expect(await book.interactions.get(shared)).toMatchObject({ subject: 'Gửi cả hai', customers: [hoa] });
    expect(await book.interactions.count()).toBe(2);
    expect((await book.neverLog.toArray()).map(({ id }) => id)).toEqual(['domain:spam.example']);
    const graves = await book.graves.toArray();
    for (const { row } of graves)
      expect(Object.keys(row).sort(), row.id).toEqual(['_del', '_erased', 'id', 'space', 'stamp']);
    expect(graves.map(({ id }) => id)).toEqual(
      expect.arrayContaining([`customers/${lan}`, `customers/${second}`, `merges/${second}`]),
    );
    expect(graves.filter(({ table }) => table === 'interactions' || table === 'orders')).toEqual([]);
    expect(await ask('count', {})).toMatchObject({ customers: 3, samples: 0 });
    expect(await book.memberships.toArray()).toMatchObject([{ person: hoa }]);
  });

  test('nothing takes it back, and older changes are gone or know only others', async () => {
    const { run, ask, lan, book } = await full();
    const before = (await ask('changes', { customer: null, limit: 100 })).map(({ id }) => id);
    const { change } = await run('customer.erase', { id: lan });
    await expect(run('change.undo', { change: change! })).rejects.toMatchObject({ code: 'not-undoable' });
    for (const id of before) await run('change.undo', { change: id }).catch(() => undefined);
    expect(foundIn(await bytesOf(book))).toEqual([]);
    expect(await ask('customer', { id: lan })).toBeNull();
  });

  test('a person in the bin goes the same way', async () => {
    const { book, run, ask, lan } = await full();
    await run('customer.delete', { id: lan });
    expect(await ask('erase', { id: lan })).toMatchObject({ name: VALUES.name });
    await run('customer.erase', { id: lan });
    expect(foundIn(await bytesOf(book))).toEqual([]);
    await expect(run('customer.erase', { id: lan })).rejects.toMatchObject({ code: 'not-found' });
    expect(await ask('erase', { id: lan })).toBeNull();
  });

  test('no file brings the erased back; who is shared comes without them, all others come', async () => {
    const { book, run, lan, hoa } = await full();
    const was = await contentOf(book);
    await run('customer.erase', { id: lan });
    const fieldsOf = (row: Record<string, unknown>) => {
      // What an organisation was told is not its own is a word about a handle, and comes with the organisation.
      const { id: _id, space: _space, chunk: _chunk, notOurs: _not, stamps, ...fields } = row;
      return {
        ...fields,
        ...(stamps
          ? {
              stamps: Object.fromEntries(
                Object.entries(stamps).filter(([name]) => !name.startsWith('notOurs/')),
              ),
            }
          : {}),
      };
    };
    const tables = [
      'customers',
      'notes',
      'reminders',
      'orders',
      'interactions',
      'merges',
      'notSame',
      'memberships',
      'matters',
      'quotes',
    ] as const;
    const rows = tables.flatMap((table) =>
      (was[table] as (Record<string, unknown> & { id: string })[]).map((row) => ({
        table,
        id: row.id,
        fields: fieldsOf(row),
      })),
    );
    await run('import.rows', { rows, from: 'old.json' });
    expect(foundIn(await bytesOf(book))).toEqual([]);
    expect((await answer(book, { name: 'customers', args: { ids: [hoa] } }))[0]).toMatchObject({
      contactCount: 2,
    });
    expect(await book.customers.get(hoa)).not.toHaveProperty('referredBy', lan);
  });

  test('nor do rows that only name them, whoever else they are about', async () => {
    const { book, run, ask, lan, hoa } = await full();
    await run('customer.delete', { id: hoa });
    await run('customer.erase', { id: lan });
    // Who came through them lay in the bin meanwhile.
    expect((await book.graves.get(`customers/${hoa}`))?.row).not.toHaveProperty('referredBy');
    const rows = [
      { table: 'customers' as const, id: 'firm', fields: { name: 'Công ty', kind: 'business' } },
      { table: 'customers' as const, id: 'mai', fields: { name: 'Mai', referredBy: lan } },
      {
        table: 'memberships' as const,
        id: `${lan}/firm`,
        fields: { person: lan, organisation: 'firm', 'roles/x': true },
      },
    ];
    await run('import.rows', { rows, from: 'old.json' });
    expect((await ask('customers', { ids: ['mai'] }))[0]).toMatchObject({ name: 'Mai' });
    expect(await book.customers.get('mai')).not.toHaveProperty('referredBy', lan);
    expect(await book.memberships.get(`${lan}/firm`)).toBeUndefined();
  });

  test('waits for an import that was stopped: its file may hold the person', async () => {
    const { book, run, lan } = await full();
    const job = (await book.table('meta').get('import/x')) as never;
    await writeJob(book, { ...(job as object), state: 'open' } as never);
    await expect(run('customer.erase', { id: lan })).rejects.toMatchObject({ code: 'import-open' });
    expect(foundIn(await bytesOf(book))).toEqual(Object.keys(VALUES));
  });

  test('a person saved again is a new one, and may have the same handles', async () => {
    const { run, ask, lan } = await full();
    await run('customer.erase', { id: lan });
    const { id } = await run('customer.save', { set: { name: 'Lan' }, keys: [`email:${VALUES.mail}`] });
    expect(id).not.toBe(lan);
    const view = await ask('customer', { id: id! });
    expect(view).toMatchObject({
      notes: [],
      orders: [],
      customer: { about: '', keys: [`email:${VALUES.mail}`] },
    });
    expect(view!.changes).toHaveLength(1);
  });
});

describe('the erased row', () => {
  const stamps = ['000000000001', '000000000002', '000000000003', '000000000004'].map((ms) => `${ms}0000-r`);
  const ops: Op[] = [
    ['customers', 'x', stamps[0]!, { name: 'Lan', 'links/email:a@b.vn': { by: 'user', at: 1, from: '' } }],
    ['customers', 'x', stamps[1]!, { _del: true, _erased: true }],
    ['customers', 'x', stamps[2]!, { name: 'Hoa', _del: false }],
    ['customers', 'x', stamps[3]!, { _del: true, _erased: true }],
  ];

  test('is the same bare row in whatever order its writes arrive', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 0, 2], { minLength: 6 }), (order) => {
        const row = order.reduce<Row | null>((held, index) => mergeOp('customers', held, ops[index]!), null);
        expect(row).toEqual({ id: 'x', space: 'home', stamp: stamps[3], _del: true, _erased: true });
      }),
    );
  });
});
