import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { csv, importInto } from './import-fixture.ts';
import { testBook } from './store-fixture.ts';

/** A row by its header: cells that are not named are empty. */
function sheet(header: string, ...rows: Record<string, string>[]): File {
  const names = header.split(',');
  for (const row of rows)
    for (const name of Object.keys(row)) if (!names.includes(name)) throw new Error(`No column ${name}.`);
  const lines = rows.map((row) => names.map((name) => `"${row[name] ?? ''}"`).join(','));
  return csv(`\ufeff${header}\r\n${lines.join('\r\n')}\r\n`);
}

async function brought(file: File) {
  const { book } = await testBook();
  const desk = importInto(book);
  const look = await desk.look(file);
  await desk.work.start();
  expect(desk.now).toMatchObject({ phase: 'done' });
  return { look, book, customers: await book.customers.toArray() };
}

/** The whole header line, as published files and importers have it. */
const GOOGLE =
  'First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,Address 1 - Extended Address';
const GOOGLE_BEFORE =
  'Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Additional Name Yomi,Family Name Yomi,Name Prefix,Name Suffix,Initials,Nickname,Short Name,Maiden Name,Birthday,Gender,Location,Billing Information,Directory Server,Mileage,Occupation,Hobby,Sensitivity,Priority,Subject,Notes,Language,Photo,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value,Address 1 - Type,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,Address 1 - Extended Address,Organization 1 - Type,Organization 1 - Name,Organization 1 - Yomi Name,Organization 1 - Title,Organization 1 - Department,Organization 1 - Symbol,Organization 1 - Location,Organization 1 - Job Description';
const SHOPIFY_CUSTOMERS =
  'Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Address1,Default Address Address2,Default Address City,Default Address Province Code,Default Address Country Code,Default Address Zip,Default Address Phone,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,Tags';
const SHOPIFY_ORDERS =
  'Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,Billing Address2,Billing Company,Billing City,Billing Zip,Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Street,Shipping City,Shipping Phone,Notes,Payment Method,Id,Tags,Phone';
const WOO_CUSTOMERS =
  'Name,Username,Last active,Sign up,Email,Orders,Total spend,AOV,Country / Region,City,Region,Postal code';
const WOO_ORDERS =
  'Order Number,Order Status,Order Date,Customer Note,First Name (Billing),Last Name (Billing),Company (Billing),Address 1&2 (Billing),City (Billing),State Code (Billing),Postcode (Billing),Country Code (Billing),Email (Billing),Phone (Billing),First Name (Shipping),Last Name (Shipping),Address 1&2 (Shipping),City (Shipping),Payment Method Title,Cart Discount Amount,Order Subtotal Amount,Shipping Method Title,Order Shipping Amount,Order Total Amount,Item Name,Quantity';
const KIOTVIET =
  'Loại khách,Chi nhánh tạo,Mã khách hàng,Tên khách hàng,Điện thoại,Địa chỉ,Khu vực giao hàng,Phường/Xã,Công ty,Mã số thuế,Số CMND/CCCD,Ngày sinh,Giới tính,Email,Facebook,Nhóm khách hàng,Ghi chú,Điểm hiện tại,Tổng điểm,Người tạo,Ngày tạo,Ngày giao dịch cuối,Số ngày nợ,Nợ cần thu hiện tại,Tổng bán,Tổng bán trừ trả hàng,Trạng thái';

describe('whole headers of other programs', () => {
  test('Google Contacts, today', async () => {
    const { look, customers } = await brought(
      sheet(GOOGLE, {
        'First Name': 'Lan',
        'Last Name': 'Nguyễn',
        'Organization Name': 'Hoa Sen',
        Birthday: '1990-01-02',
        Labels: 'Sỉ ::: * myContacts',
        'E-mail 1 - Label': '* Work',
        'E-mail 1 - Value': 'lan@example.com',
        'E-mail 2 - Value': 'lan.rieng@example.com',
        'Phone 2 - Label': 'Mobile',
        'Phone 2 - Value': '0912 345 678',
        'Address 1 - Formatted': '12 Lê Lợi, Quận 1',
        'Address 1 - Street': '12 Lê Lợi',
      }),
    );
    expect(look).toMatchObject({ preset: 'google', lying: [] });
    expect(customers).toMatchObject([
      {
        name: 'Lan Nguyễn',
        company: 'Hoa Sen',
        address: '12 Lê Lợi, Quận 1',
        keys: ['email:lan.rieng@example.com', 'email:lan@example.com', 'tel:+84912345678'],
        fields: { 'private.Birthday': '1990-01-02' },
      },
    ]);
  });

  test('Google Contacts, before', async () => {
    const { look, customers } = await brought(
      sheet(GOOGLE_BEFORE, {
        Name: 'Nguyễn Thị Lan',
        'Given Name': 'Lan',
        'Family Name': 'Nguyễn',
        'Group Membership': '* myContacts ::: VIP',
        'E-mail 1 - Type': '* ',
        'E-mail 1 - Value': 'lan@example.com',
        'Phone 1 - Value': '0912345678 ::: 0987654321',
        'Organization 1 - Type': 'Work',
        'Organization 1 - Name': 'Hoa Sen',
      }),
    );
    expect(look).toMatchObject({ preset: 'google', lying: [] });
    expect(customers).toMatchObject([{ name: 'Nguyễn Thị Lan', company: 'Hoa Sen', fields: {} }]);
    expect(customers[0]!.keys).toHaveLength(3);
  });

  test('customers of Shopify: an apostrophe before ids and numbers', async () => {
    const { look, customers } = await brought(
      sheet(SHOPIFY_CUSTOMERS, {
        'Customer ID': "'7001",
        'First Name': 'Lan',
        'Last Name': 'Nguyễn',
        Email: 'lan@example.com',
        'Default Address Address1': '12 Lê Lợi',
        'Default Address City': 'HCM',
        'Default Address Zip': "'70000",
        'Default Address Phone': "'+84987654321",
        Phone: "'+84912345678",
        'Total Spent': '1200000.00',
        Tags: 'vip, sỉ',
      }),
    );
    expect(look).toMatchObject({ preset: 'shopify-customers', lying: [] });
    expect(customers).toMatchObject([
      { name: 'Lan Nguyễn', keys: ['email:lan@example.com', 'tel:+84912345678', 'tel:+84987654321'] },
    ]);
    expect(customers[0]!.tags).toHaveLength(2);
  });

  test('orders of Shopify', async () => {
    const order = { Name: '#1001', Email: 'lan@example.com' };
    const { look, book, customers } = await brought(
      sheet(
        SHOPIFY_ORDERS,
        {
          ...order,
          'Financial Status': 'paid',
          Currency: 'VND',
          Total: '350000',
          'Created at': '2026-03-01 10:20:00 +0700',
          'Lineitem name': 'Khăn',
          'Billing Name': 'Nguyễn Lan',
          'Billing Phone': '0912345678',
          'Shipping Name': 'Nguyễn Lan',
        },
        { ...order, 'Lineitem name': 'Áo' },
      ),
    );
    expect(look).toMatchObject({ preset: 'shopify-orders', lying: [] });
    expect(customers).toMatchObject([
      { name: 'Nguyễn Lan', orderCount: 1, money: { VND: 350000 }, fields: {} },
    ]);
    expect(await book.orders.count()).toBe(1);
  });

  test('customers of WooCommerce', async () => {
    const { look, customers } = await brought(
      sheet(WOO_CUSTOMERS, {
        Name: 'Lan Nguyễn',
        'Sign up': '2026-03-01 10:20:00',
        Email: 'lan@example.com',
        'Country / Region': 'VN',
        City: 'HCM',
      }),
    );
    expect(look).toMatchObject({ preset: 'woocommerce-customers', lying: [] });
    expect(customers).toMatchObject([
      { name: 'Lan Nguyễn', address: 'VN, HCM', keys: ['email:lan@example.com'] },
    ]);
  });

  test('orders of WooCommerce', async () => {
    const { look, book, customers } = await brought(
      sheet(WOO_ORDERS, {
        'Order Number': '1042',
        'Order Status': 'Completed',
        'Order Date': '2026-03-01 10:20',
        'Customer Note': 'Giao chiều',
        'First Name (Billing)': 'Lan',
        'Last Name (Billing)': 'Nguyễn',
        'Address 1&2 (Billing)': '12 Lê Lợi',
        'City (Billing)': 'HCM',
        'Country Code (Billing)': 'VN',
        'Email (Billing)': 'lan@example.com',
        'Phone (Billing)': '0912345678',
        'Order Total Amount': '350000',
        'Item Name': 'Khăn',
      }),
    );
    expect(look).toMatchObject({ preset: 'woocommerce-orders', lying: [] });
    expect(customers).toMatchObject([{ name: 'Lan Nguyễn', address: '12 Lê Lợi, HCM, VN', orderCount: 1 }]);
    expect(await book.orders.toArray()).toMatchObject([{ id: 'woocommerce/1042', total: 350000 }]);
  });

  test('KiotViet: groups between bars, identity numbers private, debts kept', async () => {
    const { look, book, customers } = await brought(
      sheet(
        KIOTVIET,
        {
          'Loại khách': 'Cá nhân',
          'Chi nhánh tạo': 'Chi nhánh trung tâm',
          'Mã khách hàng': 'KH000001',
          'Tên khách hàng': 'Nguyễn Thị Lan',
          'Điện thoại': '0912345678',
          'Địa chỉ': '12 Lê Lợi',
          'Khu vực giao hàng': 'Hồ Chí Minh - Quận 1',
          'Phường/Xã': 'Bến Nghé',
          'Số CMND/CCCD': '012345678901',
          'Nhóm khách hàng': 'VIP|Sỉ',
          'Nợ cần thu hiện tại': '100000',
          'Tổng bán': '1200000',
          'Trạng thái': '1',
        },
        {
          'Mã khách hàng': 'KH000002',
          'Loại khách': 'Công ty',
          'Tên khách hàng': 'Hoa Sen',
          'Công ty': 'Hoa Sen',
        },
      ),
    );
    expect(look).toMatchObject({ preset: 'kiotviet', lying: [] });
    const lan = customers.find(({ code }) => code === 'KH000001');
    expect(lan).toMatchObject({
      name: 'Nguyễn Thị Lan',
      fields: {
        'private.Số CMND/CCCD': '012345678901',
        'Nợ cần thu hiện tại': '100000',
        'Tổng bán': '1200000',
      },
    });
    expect(customers.find(({ code }) => code === 'KH000002')).toMatchObject({ kind: 'business' });
    expect((await book.tags.toArray()).map(({ name }) => name).sort()).toEqual(['Sỉ', 'VIP']);
  });
});

/** As an Android telephone writes it: a long name over two lines, the second one beginning with a sign of its own. */
const ANDROID = `BEGIN:VCARD\r
VERSION:2.1\r
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=4E=67=75=79=E1=BB=85=6E;=4C=61=6E;=54=68=E1=BB=8B;;\r
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=4E=67=75=79=E1=BB=85=6E=20=54=68=E1=BB=8B=20=\r
=4C=61=6E\r
TEL;CELL;PREF:0912 345 678\r
TEL;X-Zalo:0987654321\r
EMAIL;HOME:lan@example.com\r
ADR;HOME;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:;;=31=32=20=4C=C3=AA=20=4C=E1=BB=A3=69=2C=20=51=31;;;;\r
NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C4=90=E1=BB=95=69=20=73=69=7A=65=0D=0A=67=E1=BB=8D=69=\r
=20=74=72=C6=B0=E1=BB=9B=63\r
PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD\r
 AAAA=\r
\r
END:VCARD\r
BEGIN:VCARD\r
VERSION:2.1\r
N:Hoa;;;;\r
FN:Hoa\r
TEL;CELL:0905550100\r
END:VCARD\r
`;

test('vCard 2.1 of a telephone: quoted-printable over lines, types without names', async () => {
  const { look, book, customers } = await brought(new File([ANDROID], 'contacts.vcf'));
  expect(look.counts).toMatchObject({ rows: 2, new: 2 });
  expect(customers.find(({ name }) => name === 'Nguyễn Thị Lan')).toMatchObject({
    keys: ['email:lan@example.com', 'tel:+84912345678', 'tel:+84987654321'],
    address: '12 Lê Lợi, Q1',
  });
  expect(customers.find(({ name }) => name === 'Hoa')?.keys).toEqual(['tel:+84905550100']);
  expect((await book.notes.toArray()).map(({ text }) => text)).toEqual(['Đổi size\ngọi trước']);
});
