import type { Command, CommandInput } from './command.ts';
import type { Customer, Interaction, Note, Order, Reminder, Tag } from './entities.ts';

/** The made-up people of the practice inbox, as rows of one import. Every one of them is marked as a sample. */

type Rows = CommandInput<'import.rows'>['rows'];
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Person {
  id: string;
  code: string;
  name: string;
  stage: Customer['stage'];
  kind?: Customer['kind'];
  company?: string;
  about: string;
  address: string;
  keys: string[];
  tags: string[];
  fields?: Record<string, string>;
  daysKnown: number;
}

const TAGS: Pick<Tag, 'id' | 'name' | 'colour' | 'family'>[] = [
  { id: 'sample-tag-vip', name: 'Khách quý', colour: 'amber', family: 'Hạng' },
  { id: 'sample-tag-wholesale', name: 'Khách sỉ', colour: 'blue', family: 'Hạng' },
  { id: 'sample-tag-gift', name: 'Hay mua quà', colour: 'pink', family: 'Sở thích' },
  { id: 'sample-tag-fragile', name: 'Gói kỹ', colour: 'red', family: 'Giao hàng' },
  { id: 'sample-tag-danang', name: 'Đà Nẵng', colour: 'teal', family: 'Vùng' },
];

const PEOPLE: Person[] = [
  {
    id: 'sample-lan',
    code: 'KH-0001',
    name: 'Nguyễn Thị Lan',
    stage: 'regular',
    about: 'Mua làm quà cho ba mẹ, thích gỗ óc chó. Dặn gói kỹ, có thiệp viết tay.',
    address: '27 Trần Phú, Đà Nẵng',
    keys: ['email:lan.nguyen@example.com', 'tel:+84912345678', 'woocommerce:shop.example:customer:17'],
    tags: ['sample-tag-vip', 'sample-tag-gift', 'sample-tag-danang'],
    fields: { 'Xưng hô': 'chị – em' },
    daysKnown: 410,
  },
  {
    id: 'sample-bao',
    code: 'KH-0002',
    name: 'Trần Quốc Bảo',
    kind: 'business',
    company: 'Quán cà phê Bảo',
    stage: 'regular',
    about: 'Chủ hai quán cà phê, lấy ly gỗ khắc tên. Chốt nhanh, chuyển cọc đúng hẹn.',
    address: '40 Pasteur, quận 1, TP. Hồ Chí Minh',
    keys: ['email:bao.tran@example.com', 'tel:+84908111333'],
    tags: ['sample-tag-wholesale'],
    daysKnown: 220,
  },
  {
    id: 'sample-chau',
    code: 'KH-0003',
    name: 'Phạm Minh Châu',
    stage: 'first',
    about: 'Mua lần đầu qua Telegram, đang hỏi thêm quà cho đối tác.',
    address: 'Quận 3, TP. Hồ Chí Minh',
    keys: ['telegram:5512003344', 'tel:+84903222111'],
    tags: ['sample-tag-gift'],
    daysKnown: 12,
  },
  {
    id: 'sample-dung',
    code: 'KH-0004',
    name: 'Lê Hoàng Dũng',
    stage: 'first',
    about: 'Khay đầu tiên bị nứt, đã đổi. Giao hàng phải chèn góc.',
    address: '118 Nguyễn Trãi, quận 5, TP. Hồ Chí Minh',
    keys: ['email:dung.le@example.com', 'tel:+84905111222', 'woocommerce:shop.example:customer:23'],
    tags: ['sample-tag-fragile'],
    daysKnown: 30,
  },
  {
    id: 'sample-ha',
    code: 'KH-0005',
    name: 'Vũ Thu Hà',
    stage: 'lead',
    about: 'Hỏi hộp trang sức khắc hoa sen, chờ xem mẫu.',
    address: '',
    keys: ['telegram:5513377001'],
    tags: [],
    daysKnown: 3,
  },
  {
    id: 'sample-khanh',
    code: 'KH-0006',
    name: 'Đặng Gia Khánh',
    stage: 'quiet',
    about: 'Trước hay mua kệ sách. Ba tháng nay chưa thấy nhắn.',
    address: 'Cần Thơ',
    keys: ['email:khanh.dang@example.com', 'zalo:khanhdang'],
    tags: ['sample-tag-vip'],
    daysKnown: 600,
  },
];

type Contact = Pick<Interaction, 'kind' | 'direction' | 'subject' | 'channel'> & {
  who: string;
  hours: number;
  text?: string;
  /** How a complaint stands. */
  status?: string;
};

const CONTACTS: Contact[] = [
  {
    who: 'sample-lan',
    hours: 24 * 64,
    kind: 'email',
    direction: 'in',
    subject: 'Hỏi khay trà gỗ óc chó',
    channel: 'email',
  },
  {
    who: 'sample-lan',
    hours: 24 * 63,
    kind: 'email',
    direction: 'out',
    subject: 'Báo giá khay trà',
    channel: 'email',
  },
  {
    who: 'sample-lan',
    hours: 24 * 41,
    kind: 'call',
    direction: 'in',
    subject: 'Gọi xác nhận địa chỉ',
    channel: 'phone',
  },
  {
    who: 'sample-lan',
    hours: 24 * 38,
    kind: 'email',
    direction: 'in',
    subject: 'Cảm ơn, mẹ chị thích lắm',
    channel: 'email',
  },
  {
    who: 'sample-bao',
    hours: 24 * 12,
    kind: 'visit',
    direction: 'in',
    subject: 'Ghé xưởng xem mẫu ly',
    channel: 'visit',
  },
  {
    who: 'sample-bao',
    hours: 73,
    kind: 'email',
    direction: 'out',
    subject: 'Báo giá 40 ly gỗ cho quán',
    channel: 'email',
  },
  {
    who: 'sample-chau',
    hours: 29.5,
    kind: 'message',
    direction: 'in',
    subject: 'Chốt 1 bộ ly tần bì',
    channel: 'telegram',
  },
  {
    who: 'sample-dung',
    hours: 95,
    kind: 'complaint',
    // Changed for a new one; whether they are content, nobody has asked yet.
    status: 'good',
    direction: 'in',
    subject: 'Khay bị nứt một góc',
    channel: 'email',
  },
  {
    who: 'sample-khanh',
    hours: 24 * 96,
    kind: 'message',
    direction: 'out',
    subject: 'Gửi mẫu kệ sách mới',
    channel: 'zalo',
  },
];

const NOTES: (Pick<Note, 'customer' | 'text' | 'pinned'> & { hours: number })[] = [
  {
    customer: 'sample-lan',
    text: 'Sinh nhật mẹ chị Lan 12/12, năm ngoái tặng khay 25 cm.',
    pinned: true,
    hours: 24 * 60,
  },
  {
    customer: 'sample-lan',
    text: 'Giao giờ hành chính, gửi bảo vệ tòa nhà cũng được.',
    pinned: false,
    hours: 24 * 40,
  },
  {
    customer: 'sample-bao',
    text: 'Khắc tên quán kiểu chữ thường, không viền.',
    pinned: true,
    hours: 24 * 12,
  },
  {
    customer: 'sample-dung',
    text: 'Đã đổi khay mới 19/11, chưa hỏi lại xem ổn chưa.',
    pinned: false,
    hours: 90,
  },
];

type Sale = Pick<Order, 'customer' | 'site' | 'number' | 'total' | 'currency' | 'status'> & {
  id: string;
  hours: number;
};

const ORDERS: Sale[] = [
  {
    id: '1017',
    customer: 'sample-lan',
    site: 'woocommerce',
    number: '1017',
    total: 960_000,
    currency: 'VND',
    status: 'completed',
    hours: 24 * 40,
  },
  {
    id: '0981',
    customer: 'sample-lan',
    site: 'woocommerce',
    number: '981',
    total: 540_000,
    currency: 'VND',
    status: 'completed',
    hours: 24 * 210,
  },
  {
    id: '1009',
    customer: 'sample-bao',
    site: 'woocommerce',
    number: '1009',
    total: 3_800_000,
    currency: 'VND',
    status: 'completed',
    hours: 24 * 90,
  },
];

/** Where and when a seller in Vietnam would read it on the clock. */
function dueAt(at: number, zone: string): Reminder['due'] {
  const wall = new Date(at).toLocaleString('sv-SE', { timeZone: zone }).replace(' ', 'T');
  return { at, zone, wall };
}

/**
 * The sample book as plain commands.
 *
 * @param now milliseconds since 1970: everything happened some time before it.
 * @param zone IANA zone of the seller.
 */
export function sampleCommands(now: number, zone: string): Command[] {
  const evidence = { by: 'sample', at: now, from: 'practice' };
  const rows: Rows = [];
  TAGS.forEach((tag, position) => {
    const { id, ...fields } = tag;
    rows.push({ table: 'tags', id, fields: { ...fields, position } });
  });
  for (const { id, keys, tags, daysKnown, ...fields } of PEOPLE) {
    const links = Object.fromEntries(keys.map((key) => [key, evidence]));
    rows.push({
      table: 'customers',
      id,
      fields: { ...fields, tags, links, createdAt: now - daysKnown * DAY, sample: true },
    });
  }
  CONTACTS.forEach(({ who, hours, ...fields }, index) => {
    const at = Math.round(now - hours * HOUR);
    const id = `sample-contact-${index + 1}`;
    rows.push({
      table: 'interactions',
      id,
      fields: {
        ...fields,
        at,
        loggedAt: at,
        text: fields.text ?? '',
        thread: null,
        messageId: id,
        count: 1,
        customers: [who],
      },
    });
  });
  NOTES.forEach(({ hours, ...fields }, index) => {
    const at = Math.round(now - hours * HOUR);
    rows.push({ table: 'notes', id: `sample-note-${index + 1}`, fields: { ...fields, at } });
  });
  for (const { id, hours, ...fields } of ORDERS) {
    rows.push({
      table: 'orders',
      id: `sample-order-${id}`,
      fields: { ...fields, at: Math.round(now - hours * HOUR), thread: null },
    });
  }
  const remind = (id: string, customer: string, title: string, at: number) =>
    rows.push({
      table: 'reminders',
      id,
      fields: { customer, title, due: dueAt(at, zone), state: 'open', thread: null, createdAt: now - DAY },
    });
  remind('sample-reminder-1', 'sample-bao', 'Gửi mẫu khắc cho anh Bảo', now + 26 * HOUR);
  remind('sample-reminder-2', 'sample-khanh', 'Hỏi thăm anh Khánh, giới thiệu kệ mới', now + 3 * DAY);
  return [{ name: 'import.rows', args: { rows, from: 'practice' } }];
}
