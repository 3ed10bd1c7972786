import 'fake-indexeddb/auto';
import { writeXlsxStream } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { mappingOf } from '../../lib/service/import/headers.ts';
import { amountOf, timeOf } from '../../lib/service/import/values.ts';
import { csv, importInto } from './import-fixture.ts';
import { contentOf, testBook } from './store-fixture.ts';

type Cell = string | number | boolean | Date | null;
async function xlsx(rows: Cell[][]): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(writeXlsxStream(rows, { name: 'Khách' })).arrayBuffer());
}

describe('Excel', () => {
  test('numbers keep their digits, titles above the header are no rows', async () => {
    const { book } = await testBook();
    const bytes = await xlsx([
      ['Danh sách khách hàng'],
      ['Họ tên', 'SĐT', 'Ngày tạo', 'Ghi chú'],
      ['Nguyễn Lan', 912345678, new Date(Date.UTC(2025, 4, 6)), 'x'],
      ['Trần Hoa', '0987654321', null, null],
    ]);
    const look = await importInto(book).look(new File([bytes], 'khach.xlsx'));
    expect(look).toMatchObject({ kind: 'xlsx', lying: [], counts: { rows: 2, new: 2 } });
    await importInto(book).bring(new File([bytes], 'khach.xlsx'));
    expect((await book.customers.toArray()).map(({ name, keys }) => [name, ...keys]).sort()).toEqual([
      ['Nguyễn Lan', 'tel:+84912345678'],
      ['Trần Hoa', 'tel:+84987654321'],
    ]);
  });

  test('one that was cut off, or is another kind of zip, says so and changes nothing', async () => {
    const { book } = await testBook();
    const before = await contentOf(book);
    const bytes = await xlsx([
      ['Tên', 'SĐT'],
      ...Array.from({ length: 500 }, (_, i) => [`K ${i}`, `09${10_000_000 + i}`]),
    ]);
    const garbled = bytes.slice();
    garbled.fill(7, Math.floor(bytes.length / 3), Math.floor(bytes.length / 2));
    for (const bad of [bytes.slice(0, bytes.length / 2), bytes.slice(0, 64), garbled]) {
      const desk = importInto(book);
      await desk.work.open(new File([bad], 'khach.xlsx'));
      expect(desk.now).toMatchObject({ phase: 'failed', failure: { code: 'file-damaged' } });
    }
    expect(await contentOf(book)).toEqual(before);
  });
});

const CARDS = `BEGIN:VCARD\r
VERSION:3.0\r
FN:Nguyễn Thị Lan\r
N:Nguyễn;Lan;Thị;;\r
item1.EMAIL;type=INTERNET;type=pref:LAN@example.com\r
TEL;TYPE=CELL:+84 912 345 678\r
TEL;TYPE=WORK:0987 654 321\r
ADR;TYPE=HOME:;;12 Lê Lợi\\, Q1;HCM;;70000;VN\r
NOTE:Thích màu rêu\\ngiao sau 18 giờ\r
CATEGORIES:VIP,Sỉ\r
BDAY:1990-01-02\r
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD\r
 AAAAAAAAAAAAAAAAAAAAAAAAAA\r
 BBBBBBBBBBBB\r
ORG:Hoa Sen;Phòng bán\r
END:VCARD\r
BEGIN:VCARD\r
VERSION:4.0\r
FN:Trần Hoa\r
TEL;VALUE=uri;TYPE=cell:tel:+84905550100\r
END:VCARD\r
`;

describe('vCard', () => {
  test('3.0 and 4.0: handles, tags, notes; pictures are left out, birthdays are private', async () => {
    const { book } = await testBook();
    const progress = await importInto(book).bring(new File([CARDS], 'danh-ba.vcf'));
    expect(progress.counts).toMatchObject({ rows: 2, new: 2 });
    const [lan] = await book.customers.where('keys').equals('tel:+84912345678').toArray();
    expect(lan).toMatchObject({
      name: 'Nguyễn Thị Lan',
      company: 'Hoa Sen',
      address: '12 Lê Lợi, Q1, HCM, 70000, VN',
      keys: ['email:lan@example.com', 'tel:+84912345678', 'tel:+84987654321'],
      fields: { 'private.BDAY': '1990-01-02' },
    });
    expect(await book.customers.where('keys').equals('tel:+84905550100').count()).toBe(1);
    expect((await book.notes.toArray()).map(({ text }) => text)).toEqual(['Thích màu rêu\ngiao sau 18 giờ']);
    expect((await book.tags.toArray()).map(({ name }) => name).sort()).toEqual(['Sỉ', 'VIP']);
  });

  test('one that was cut off says so; a card nobody can read loses nobody else', async () => {
    const { book } = await testBook();
    const desk = importInto(book);
    await desk.work.open(new File([CARDS.slice(0, -40)], 'danh-ba.vcf'));
    expect(desk.now).toMatchObject({ phase: 'failed', failure: { code: 'file-damaged' } });
    const broken = `BEGIN:VCARD\r\nVERSION:3.0\r\nFN\r\nEND:VCARD\r\n${CARDS}`;
    expect((await importInto(book).bring(new File([broken], 'a.vcf'))).counts).toMatchObject({
      new: 2,
      empty: 1,
    });
  });
});

/** Headers as the programs write them, a row of each, and what must come of it. */
const EXPORTS: [string, string, string, object][] = [
  [
    'google',
    'First Name,Middle Name,Last Name,Organization Name,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,Address 1 - Formatted',
    'Lan,,Nguyễn,Hoa Sen,Quen ở chợ,,VIP ::: * myContacts,Work,lan@example.com,Mobile,0912 345 678 ::: 0987 654 321,Home,028 3822 1234,"12 Lê Lợi, Q1"',
    {
      name: 'Lan Nguyễn',
      company: 'Hoa Sen',
      address: '12 Lê Lợi, Q1',
      keys: ['email:lan@example.com', 'tel:+842838221234', 'tel:+84912345678', 'tel:+84987654321'],
    },
  ],
  [
    'hubspot',
    'Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Company Name,Create Date,Lifecycle Stage',
    '101,Lan,Nguyễn,lan@example.com,+84 912 345 678,Shop,Hoa Sen,2025-03-01 10:20,Customer',
    { name: 'Lan Nguyễn', company: 'Hoa Sen', keys: ['email:lan@example.com', 'tel:+84912345678'] },
  ],
  [
    'shopify-customers',
    'Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Address1,Default Address City,Default Address Phone,Phone,Total Spent,Total Orders,Note,Tax Exempt,Tags',
    '\'6940095564,Lan,Nguyễn,lan@example.com,yes,Hoa Sen,12 Lê Lợi,HCM,\'+84912345678,,1200000.00,3,Quen,no,"vip, sỉ"',
    {
      name: 'Lan Nguyễn',
      address: '12 Lê Lợi, HCM',
      keys: ['email:lan@example.com', 'tel:+84912345678'],
      fields: { 'Customer ID': '6940095564', 'Total Spent': '1200000.00', 'Total Orders': '3' },
    },
  ],
  [
    'woocommerce-customers',
    'Name,Username,Last Active,Sign Up,Email,Orders,Total Spend,AOV,Country / Region,City,Region,Postal Code',
    'Lan Nguyễn,lan,2025-11-01,2025-03-01 10:20:00,lan@example.com,3,1200000,400000,VN,HCM,,70000',
    { name: 'Lan Nguyễn', keys: ['email:lan@example.com'], address: 'VN, HCM, 70000' },
  ],
  [
    'kiotviet',
    'Loại khách,Mã khách hàng,Tên khách hàng,Điện thoại,Địa chỉ,Công ty,Số CMND/CCCD,Email,Facebook,Nhóm khách hàng,Ghi chú,Ngày tạo,Tổng bán',
    'Cá nhân,KH000123,Nguyễn Thị Lan,0912345678,12 Lê Lợi,,012345678901,lan@example.com,https://facebook.com/lan.nguyen,VIP,Quen,01/03/2025 10:20,1200000',
    {
      name: 'Nguyễn Thị Lan',
      code: 'KH000123',
      keys: ['email:lan@example.com', 'facebook:lan.nguyen', 'tel:+84912345678'],
      fields: { 'Tổng bán': '1200000', 'private.Số CMND/CCCD': '012345678901' },
    },
  ],
  [
    'sapo',
    'Tên khách hàng*,Mã khách hàng,Mã nhóm khách hàng,Email,Điện thoại,Ngày sinh,Mô tả,Địa chỉ,Tỉnh thành',
    'Nguyễn Thị Lan,CUZN00012,BANLE,lan@example.com,0912345678,02/01/1990,Quen,12 Lê Lợi,TP HCM',
    {
      name: 'Nguyễn Thị Lan',
      code: 'CUZN00012',
      address: '12 Lê Lợi, TP HCM',
      fields: { 'private.Ngày sinh': '02/01/1990' },
    },
  ],
];

describe('exports of other programs', () => {
  test.each(EXPORTS)('%s is recognised by its headers', async (preset, header, row, customer) => {
    const { book } = await testBook();
    const desk = importInto(book);
    const look = await desk.look(csv(`${header}\n${row}\n`));
    expect(look).toMatchObject({ preset, lying: [] });
    await desk.work.start();
    expect(await book.customers.toArray()).toMatchObject([customer]);
  });

  test('orders of Shopify: one customer with two orders, the further lines of an order are no orders', async () => {
    const { book } = await testBook();
    const header =
      'Name,Email,Financial Status,Currency,Subtotal,Total,Created at,Lineitem quantity,Lineitem name,Billing Name,Billing Street,Billing Phone,Phone';
    const progress = await importInto(book).bring(
      csv(`${header}
#1001,lan@example.com,paid,VND,300000,350000,2025-03-01 10:20:00 +0700,1,Khăn,Nguyễn Lan,12 Lê Lợi,0912345678,
#1001,lan@example.com,,,,,,2,Áo,,,,
#1002,lan@example.com,pending,VND,100000,120000,2025-04-01 10:20:00 +0700,1,Mũ,Nguyễn Lan,12 Lê Lợi,0912345678,
`),
    );
    expect(progress.counts).toMatchObject({ new: 1, joined: 2, doubtful: 0 });
    expect(await book.customers.toArray()).toMatchObject([
      { name: 'Nguyễn Lan', orderCount: 2, money: { VND: 470000 }, fields: {} },
    ]);
    expect((await book.orders.toArray()).map(({ id, number, at }) => [id, number, at])).toEqual([
      ['shopify/#1001', '#1001', Date.UTC(2025, 2, 1, 3, 20)],
      ['shopify/#1002', '#1002', Date.UTC(2025, 3, 1, 3, 20)],
    ]);
  });

  test.each([
    [
      'Order Number,Order Status,Order Date,First Name (Billing),Last Name (Billing),Email (Billing),Phone (Billing),Order Total Amount',
      '1042,Completed,2025-03-01,Lan,Nguyễn,lan@example.com,0912345678,350000',
    ],
    [
      'order_number,order_date,status,billing_first_name,billing_last_name,billing_email,billing_phone,order_total,order_currency',
      '1042,2025-03-01 10:20,completed,Lan,Nguyễn,lan@example.com,0912345678,350000,VND',
    ],
  ])('orders of WooCommerce: %s', async (header, row) => {
    const { book } = await testBook();
    const desk = importInto(book);
    expect(await desk.look(csv(`${header}\n${row}\n`))).toMatchObject({ preset: 'woocommerce-orders' });
    await desk.work.start();
    expect(await book.orders.toArray()).toMatchObject([
      { id: 'woocommerce/1042', total: 350000, currency: 'VND' },
    ]);
    expect(await book.customers.toArray()).toMatchObject([{ name: 'Lan Nguyễn', orderCount: 1 }]);
  });

  test.each([
    ['STT,Họ và tên,Số ĐT,Địa chỉ,Lưu ý', ['skip', 'name', 'phone', 'address', 'note']],
    ['KHÁCH HÀNG;Di động;Zalo;Tỉnh/TP;Nhóm', ['name', 'phone', 'zalo', 'address', 'tag']],
    ['Họ,Tên đệm,Tên,E-mail,Tel', ['familyName', 'middleName', 'givenName', 'email', 'phone']],
    ['Name,Name,Size áo', ['name', 'field', 'field']],
  ])('%s', (header, targets) => {
    expect(mappingOf(header.split(/[,;]/)).targets).toEqual(targets);
  });
});

describe('values as people write them', () => {
  test.each([
    ['1.250.000đ', 1_250_000],
    ['1,250,000.50', 1_250_000.5],
    ['350000', 350_000],
    ['350k', 350_000],
    ['12,5', 12.5],
    ['1.250', 1250],
    ['không', null],
  ])('%s is %s', (text, amount) => expect(amountOf(text)).toBe(amount));

  test('days come before months, zones are kept', () => {
    expect(timeOf('2025-03-01T10:20:00Z')).toBe(Date.UTC(2025, 2, 1, 10, 20));
    expect(timeOf('2025-03-01 10:20:00 +0700')).toBe(Date.UTC(2025, 2, 1, 3, 20));
    expect(timeOf('05/04/2025')).toBe(new Date(2025, 3, 5).getTime());
    expect(timeOf('13/14/2025')).toBeNull();
  });
});
