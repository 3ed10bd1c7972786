import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { fold } from '../../lib/domain/fold.ts';
import { readAmount } from '../../lib/domain/say/amount.ts';
import { matchingProducts, priceFor, productCalled, readProductList } from '../../lib/domain/say/products.ts';
import { lastPrices, quoteText, quoteTotal, stateOf } from '../../lib/domain/say/quotes.ts';
import { testBook } from './store-fixture.ts';

const line = { product: '', name: 'Áo', unit: 'cái', quantity: 2, price: 100, discount: 0 };

describe('templates', () => {
  test('in the seller’s order; a ready set comes in one change and goes with one undo', async () => {
    const { run, ask } = await testBook();
    await run('template.save', { name: 'Riêng', text: 'x', position: 1 });
    const added = await run('templates.add', {
      templates: [
        { id: 'ready-1', name: 'Đầu', text: 'a', position: 0 },
        { id: 'ready-2', name: 'Cuối', text: 'b', position: 2 },
      ],
    });
    const names = async () => (await ask('templates', {})).map(({ name }) => name);
    expect(await names()).toEqual(['Đầu', 'Riêng', 'Cuối']);
    await run('template.delete', { id: 'ready-1' });
    await run('templates.add', { templates: [{ id: 'ready-1', name: 'Đầu' }] });
    expect((await ask('templates', {}))[0]).toMatchObject({ name: 'Đầu', text: 'a' });
    await run('change.undo', { change: added.change! });
    expect(await names()).not.toContain('Cuối');
  });
});

describe('products', () => {
  test('a group pays its own price, the common one where it has none', async () => {
    const { run, ask } = await testBook();
    const group = await run('priceGroup.save', { name: 'Sỉ' });
    const made = await run('product.save', { name: 'Áo', price: 100, prices: { [group.id!]: 80 } });
    const [product] = (await ask('priceList', {})).products;
    expect(priceFor(product!, group.id!)).toBe(80);
    expect(priceFor(product!, '')).toBe(100);
    expect(priceFor(product!, 'gone')).toBe(100);
    await run('product.save', { id: made.id!, prices: { [group.id!]: null } });
    expect(priceFor((await ask('priceList', {})).products[0]!, group.id!)).toBe(100);
  });

  test('other names are all there are from then on', async () => {
    const { run, ask } = await testBook();
    const made = await run('product.save', { name: 'Áo', aliases: ['phông', 'tee'] });
    await run('product.save', { id: made.id!, aliases: ['tee', 'cộc tay'] });
    expect((await ask('priceList', {})).products[0]!.aliases.sort()).toEqual(['cộc tay', 'tee']);
  });

  test('a list changes what has its code, and adds the rest; what it does not tell stays', async () => {
    const { run, ask } = await testBook();
    await run('product.save', { name: 'Áo', code: 'AO1', unit: 'cái', price: 100 });
    const added = await run('products.add', {
      products: [
        { code: 'ao1', name: 'Áo mới', price: 120 },
        { code: '', name: 'Khăn', price: 50 },
      ],
    });
    const list = async () =>
      (await ask('priceList', {})).products.map(({ name, unit, price }) => [name, unit, price]);
    expect(await list()).toEqual([
      ['Áo mới', 'cái', 120],
      ['Khăn', '', 50],
    ]);
    await run('change.undo', { change: added.change! });
    expect(await list()).toEqual([['Áo', 'cái', 100]]);
  });

  test('found by code, name and other names, without marks; what is no longer sold comes last', async () => {
    const { run, ask } = await testBook();
    await run('product.save', { name: 'Áo thun', code: 'T1', active: false });
    await run('product.save', { name: 'Áo đũi', code: 'D1', aliases: ['thun giả'] });
    const { products } = await ask('priceList', {});
    const found = (typed: string) => matchingProducts(products, typed).map(({ code }) => code);
    expect(found('thun')).toEqual(['D1', 'T1']);
    expect(found('ao dui')).toEqual(['D1']);
    expect(found('t1')).toEqual(['T1']);
    expect(productCalled(products, 'THUN GIA')?.code).toBe('D1');
  });
});

describe('a pasted list', () => {
  const read = (text: string) => readProductList(text, [{ id: 'g', name: 'Sỉ' }], readAmount);
  test.each([
    ['AO01, Áo thun, 150k', { code: 'AO01', name: 'Áo thun', price: 150_000 }],
    ['AO01\tÁo thun\t150.000\tcái', { code: 'AO01', name: 'Áo thun', price: 150_000, unit: 'cái' }],
    ['Áo thun; 1tr2', { code: '', name: 'Áo thun', price: 1_200_000 }],
    ['AO01,"Áo thun, trắng",150,000', { code: 'AO01', name: 'Áo thun, trắng', price: 150_000 }],
    ['Áo thun', { code: '', name: 'Áo thun', price: null }],
  ])('%s', (text, product) => expect(read(text).products).toMatchObject([product]));

  test('a heading names its columns, price groups too; lines without a name are told', () => {
    const { products, unread } = read('Tên;Sỉ;Giá bán;Mã\nÁo;80k;100k;A1\n;1;2;B1\n');
    expect(products).toEqual([{ code: 'A1', name: 'Áo', price: 100_000, unit: '', prices: { g: 80_000 } }]);
    expect(unread).toEqual([3]);
  });
});

describe('quotes', () => {
  test('sums, discounts, and the day from which it no longer holds', () => {
    expect(quoteTotal({ lines: [line, { ...line, quantity: 3, price: 0.1, discount: 0.05 }] })).toBe(200.25);
    expect(quoteTotal({ lines: [{ ...line, discount: 999 }] })).toBe(0);
    expect(stateOf({ state: 'open', until: '2026-11-30' }, '2026-11-30')).toBe('open');
    expect(stateOf({ state: 'open', until: '2026-11-30' }, '2026-12-01')).toBe('expired');
    expect(stateOf({ state: 'accepted', until: '2026-11-30' }, '2026-12-01')).toBe('accepted');
  });

  test('what a buyer was last told, discount taken off, by product or by name', async () => {
    const { run, ask } = await testBook();
    const lan = (await run('customer.save', { set: { name: 'Lan' } })).id!;
    const quote = (price: number, over = {}) =>
      run('quote.save', { customer: lan, currency: 'VND', lines: [{ ...line, price, ...over }] });
    await quote(100, { product: 'p1' });
    await quote(90, { product: 'p1', discount: 20 });
    await quote(70);
    const last = lastPrices(await ask('quotes', { customer: lan }), fold);
    expect(last.get('p1')).toMatchObject({ price: 80, currency: 'VND' });
    expect(last.get('ao')).toMatchObject({ price: 70 });
  });

  test('follow a merge, go with a split where they are told to, and go with who is erased', async () => {
    const { run, ask, book } = await testBook();
    const save = async (name: string) => (await run('customer.save', { set: { name } })).id!;
    const [lan, hoa] = [await save('Lan'), await save('Hoa')];
    const first = await run('quote.save', { customer: hoa, lines: [line] });
    await run('customer.merge', { kept: lan, member: hoa });
    expect((await ask('quotes', { customer: lan })).map(({ id }) => id)).toEqual([first.id]);
    const later = await run('quote.save', { customer: lan, lines: [line] });
    const [member] = await ask('merged', { customer: lan });
    expect(member!.since.map(({ name }) => name)).toContain(`quotes/${later.id}`);
    await run('customer.split', { member: hoa, move: [`quotes/${later.id}`] });
    expect((await ask('quotes', { customer: hoa })).map(({ id }) => id).sort()).toEqual(
      [first.id, later.id].sort(),
    );
    await run('customer.erase', { id: hoa });
    expect(await book.quotes.count()).toBe(0);
  });

  test('a new one is to somebody; accepted and taken back', async () => {
    const { run, ask } = await testBook();
    const lan = (await run('customer.save', { set: { name: 'Lan' } })).id!;
    await expect(run('quote.save', { lines: [line] })).rejects.toMatchObject({ code: 'bad-input' });
    const { id } = await run('quote.save', { customer: lan, lines: [line] });
    await run('quote.settle', { id: id!, state: 'accepted' });
    expect((await ask('quotes', { customer: lan }))[0]).toMatchObject({
      state: 'accepted',
      settledAt: expect.any(Number),
    });
    await run('quote.settle', { id: id!, state: 'open' });
    expect((await ask('quotes', { customer: lan }))[0]).toMatchObject({ state: 'open', settledAt: null });
  });

  test('as a text: a line each, what it comes to, how long it holds', () => {
    const words = {
      title: 'BÁO GIÁ',
      total: (amount: string) => `Tổng: ${amount}`,
      discount: (amount: string) => `giảm ${amount}`,
      until: (day: string) => `Giữ giá đến ${day}`,
      money: (amount: number) => `${amount}đ`,
      count: String,
      date: (day: string) => day,
    };
    expect(
      quoteText(
        { lines: [line, { ...line, discount: 20 }], until: '2026-12-01', note: 'Chưa gồm ship' },
        words,
      ),
    ).toBe(
      [
        'BÁO GIÁ',
        '- Áo: 2 cái × 100đ = 200đ',
        '- Áo: 2 cái × 100đ (giảm 20đ) = 180đ',
        'Tổng: 380đ',
        'Giữ giá đến 2026-12-01',
        'Chưa gồm ship',
      ].join('\n'),
    );
  });
});

test('how a buyer is called and what they pay is chosen when two are merged', async () => {
  const { run, ask } = await testBook();
  const save = async (pronouns: string) =>
    (await run('customer.save', { set: { name: 'Lan', pronouns } })).id!;
  const [one, other] = [await save('shop-bạn'), await save('em-chị')];
  await run('customer.merge', { kept: one, member: other, shown: ['pronouns'] });
  expect((await ask('customer', { id: one }))!.customer.pronouns).toBe('em-chị');
});
