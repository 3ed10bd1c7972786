import type { Deal } from '../../lib/domain/deal.ts';
import { dueAtInstant } from '../../lib/domain/due.ts';
import type {
  Customer,
  Due,
  Evidence,
  Interaction,
  Membership,
  NeverLog,
  Note,
  Order,
  Reminder,
  Tag,
  Thread,
  View,
} from '../../lib/domain/entities.ts';
import type { Filter } from '../../lib/domain/filter/filter.ts';
import { SHOWN_AT_FIRST } from '../../lib/domain/filter/views.ts';
import { fold } from '../../lib/domain/fold.ts';
import type { Matter } from '../../lib/domain/matter.ts';
import type { DuplicatePair, LivingState, MergedMember } from '../../lib/domain/query.ts';
import type { Goal } from '../../lib/domain/report/goal.ts';
import type { PriceGroup, Product, Quote, Template } from '../../lib/domain/say/rows.ts';
import { makeStamp } from '../../lib/domain/stamp.ts';
import type { SyncView } from '../../lib/domain/sync-view.ts';
import type { CareBook } from './fake-care.ts';

/** Monday 23 November 2026, 10:32 in Ho Chi Minh City: the gallery's clock stands still. */
export const NOW = Date.UTC(2026, 10, 23, 3, 32);
export const ZONE = 'Asia/Ho_Chi_Minh';
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const row = (id: string, at = NOW) => ({ id, space: 'home', stamp: makeStamp(at, 0, 'gallery') });
export const due = (at: number): Due => dueAtInstant(at, ZONE);
const seen = (from: string, at: number, doubtful = false): Evidence => ({
  by: 'page',
  at,
  from,
  ...(doubtful ? { doubtful } : {}),
});

export function thread(site: string, id: string, subject: string): Thread {
  return { site, id, subject, url: `https://example.test/${site}/${id}` };
}

export function customer(id: string, name: string, more: Partial<Customer> = {}): Customer {
  const links = more.links ?? {};
  return {
    ...row(id),
    code: `KH-${id.replace(/\D/g, '').padStart(4, '0')}`,
    name,
    kind: 'individual',
    stage: 'lead',
    about: '',
    company: '',
    address: '',
    owner: '',
    taxCode: '',
    size: '',
    industry: '',
    invoiceAddress: '',
    invoiceEmail: '',
    createdAt: NOW - 90 * DAY,
    autoLog: false,
    asideWaiting: null,
    asideQuiet: null,
    asideComplaint: null,
    consent: null,
    pronouns: '',
    priceGroup: '',
    tags: [],
    links,
    displayNames: {},
    notOurs: [],
    fields: {},
    relation: '',
    leadNeed: null,
    leadMoney: null,
    leadTime: null,
    hints: {},
    stageLog: {},
    checked: {},
    keys: Object.keys(links).filter((key) => !links[key]?.doubtful),
    sortName: fold(name),
    contactCount: 0,
    orderCount: 0,
    money: {},
    ...more,
  };
}

export function tag(id: string, name: string, colour: Tag['colour'], position: number, family = ''): Tag {
  return { ...row(id), name, colour, family, position, cadence: null };
}

export function view(id: string, name: string, where: Filter | null, position = 0, pinned = false): View {
  return { ...row(id), ...SHOWN_AT_FIRST, name, where, position, pinned, relation: '' };
}

export function note(id: string, customerId: string, text: string, at: number, pinned = false): Note {
  return { ...row(id), customer: customerId, text, pinned, at, editedAt: null };
}

export function reminder(
  id: string,
  customerId: string | null,
  title: string,
  at: number,
  where: Thread | null = null,
): Reminder {
  return {
    ...row(id),
    customer: customerId,
    title,
    due: due(at),
    state: 'open',
    thread: where,
    createdAt: NOW - DAY,
    doneAt: null,
    moved: 0,
    rule: null,
    settledAt: 0,
    budget: null,
    promised: null,
    draft: '',
    dueAt: at,
  };
}

export function interaction(id: string, customers: string[], more: Partial<Interaction>): Interaction {
  const at = more.at ?? NOW;
  return {
    ...row(id),
    kind: 'email',
    direction: 'in',
    at,
    subject: '',
    text: '',
    channel: 'email',
    thread: null,
    messageId: id,
    count: 1,
    customers,
    status: '',
    statusAt: 0,
    loggedAt: at,
    who: customers.map((one) => `${one} ${String(at).padStart(13, '0')}`),
    ...more,
  };
}

function order(
  id: string,
  customerId: string,
  number: string,
  total: number,
  status: string,
  at: number,
): Order {
  return {
    ...row(id),
    customer: customerId,
    site: 'woocommerce',
    number,
    total,
    currency: 'VND',
    status,
    at,
    atText: '',
    payment: '',
    goods: [],
    thread: thread('woocommerce', number, `Đơn #${number}`),
  };
}

export interface Book {
  customers: Customer[];
  tags: Tag[];
  notes: Note[];
  reminders: Reminder[];
  interactions: Interaction[];
  orders: Order[];
  neverLog: NeverLog[];
  views?: View[];
  memberships?: Membership[];
  goals?: Goal[];
  deals?: Deal[];
  templates?: Template[];
  products?: Product[];
  priceGroups?: PriceGroup[];
  quotes?: Quote[];
  matters?: Matter[];
  /** What the radar is asked for, where a state shows it. */
  care?: Partial<CareBook>;
  /** What the real store finds out by itself. */
  duplicates?: DuplicatePair[];
  merged?: Record<string, MergedMember[]>;
  living?: LivingState;
  /** How syncing stands; off where absent. */
  sync?: SyncView;
}

/** A shop's book, small enough to read: long names, emoji, two people of one name, somebody with nothing yet. */
export function sampleBook(): Book {
  const gmail = thread('gmail', 't-lan', 'Hỏi size áo dài cưới – giao trước 28/11');
  const tags = [
    tag('tag-1', 'Khách sỉ', 'green', 0, 'Nhóm'),
    tag('tag-2', 'Áo dài', 'pink', 1, 'Món'),
    tag('tag-3', 'Hay đổi size', 'amber', 2, 'Lưu ý'),
    tag('tag-4', 'Ở Đà Nẵng', 'blue', 3, 'Nơi ở'),
    tag('tag-5', 'Trả lời chậm mà chắc mua', 'violet', 4, 'Lưu ý'),
    tag('tag-6', 'Nợ cọc', 'red', 5, 'Lưu ý'),
    tag('tag-7', 'Quà tặng', 'orange', 6, 'Món'),
  ];
  const customers = [
    customer('c1', 'Nguyễn Thị Ngọc Lan', {
      stage: 'regular',
      about: 'Chủ tiệm áo cưới Hoa Lan, hay đặt gấp trước mùa cưới',
      company: 'Áo cưới Hoa Lan',
      address: '12 Trần Phú, Hải Châu, Đà Nẵng',
      tags: ['tag-1', 'tag-2', 'tag-4'],
      links: {
        'email:lan.nguyen@example.com': seen('gmail', NOW - 80 * DAY),
        'tel:+84912345678': { by: 'user', at: NOW - 40 * DAY, from: '' },
        'telegram:88120042': seen('telegram-k', NOW - 12 * DAY),
      },
      lastContactAt: NOW - 3 * HOUR,
      lastInAt: NOW - 3 * HOUR,
      lastOutAt: NOW - 2 * DAY,
      nextDueAt: NOW + 22 * HOUR,
      contactCount: 27,
      orderCount: 3,
      money: { VND: 12_850_000 },
      lastOrderAt: NOW - 9 * DAY,
    }),
    customer('c2', 'Trần Minh Khoa', {
      stage: 'lead',
      links: { 'email:khoa.tran@example.com': seen('gmail', NOW - 5 * DAY) },
      lastContactAt: NOW - 26 * HOUR,
      lastInAt: NOW - 26 * HOUR,
      contactCount: 1,
    }),
    customer('c3', 'Nguyễn Hoàng Phương Quỳnh Như Công Tằng Tôn Nữ 🌸🌸', {
      stage: 'quiet',
      kind: 'business',
      tags: ['tag-1', 'tag-3', 'tag-5', 'tag-6', 'tag-7'],
      links: { 'telegram:55500011': seen('telegram-k', NOW - 200 * DAY) },
      lastContactAt: NOW - 190 * DAY,
      lastOutAt: NOW - 190 * DAY,
      contactCount: 4,
      orderCount: 1,
      money: { VND: 450_000, USD: 120 },
      lastOrderAt: NOW - 230 * DAY,
    }),
    customer('c4', 'Lê Văn Minh', {
      stage: 'first',
      links: { 'email:minh.a@example.com': seen('gmail', NOW - 30 * DAY) },
      lastInAt: NOW - 20 * MINUTE,
      lastContactAt: NOW - 20 * MINUTE,
      orderCount: 1,
      money: { VND: 390_000 },
      contactCount: 2,
    }),
    customer('c5', 'Lê Văn Minh', {
      stage: 'back',
      links: { 'tel:+84987654321': seen('woocommerce', NOW - 30 * DAY) },
      contactCount: 0,
    }),
    customer('c6', 'Công ty TNHH Quà Tặng Sen Việt', {
      stage: 'lost',
      kind: 'business',
      tags: ['tag-7'],
      links: { 'email:dathang@senviet.example': seen('gmail', NOW - 300 * DAY, true) },
      lastContactAt: NOW - 280 * DAY,
      lastOutAt: NOW - 280 * DAY,
    }),
  ];
  const interactions = [
    interaction('i1', ['c1'], {
      at: NOW - 2 * DAY,
      loggedAt: NOW - 2 * DAY,
      subject: 'Re: Hỏi size áo dài cưới – giao trước 28/11',
      direction: 'out',
      thread: gmail,
      messageId: 'm-1',
    }),
    interaction('i2', ['c1'], {
      at: NOW - 3 * DAY,
      subject: 'Hỏi size áo dài cưới – giao trước 28/11',
      thread: gmail,
      messageId: 'm-0',
      count: 3,
      text: 'Em lấy mẫu cổ thuyền, tay lỡ, hai bộ size S một bộ size M giúp chị nhé.',
    }),
    interaction('i3', ['c1'], {
      at: NOW - 9 * DAY,
      kind: 'order',
      channel: 'shop',
      subject: 'Đơn #1042',
      thread: thread('woocommerce', '1042', 'Đơn #1042'),
    }),
    interaction('i4', ['c1'], {
      at: NOW - 12 * DAY,
      kind: 'message',
      channel: 'telegram',
      subject: '',
      direction: 'out',
      count: 6,
      thread: thread('telegram-k', '88120042', ''),
    }),
    interaction('i5', ['c1'], {
      at: NOW - 40 * DAY,
      kind: 'complaint',
      subject: 'Phản ánh lệch màu vải so với ảnh',
      thread: thread('gmail', 't-old', 'Lệch màu'),
    }),
    interaction('i6', ['c1'], {
      at: NOW - 360 * DAY,
      kind: 'call',
      channel: 'phone',
      direction: 'in',
      subject: 'Hỏi bảng giá sỉ Tết',
    }),
    interaction('i7', ['c4'], {
      at: NOW - 30 * DAY,
      subject: 'Đặt khăn lụa',
      thread: thread('gmail', 't-minh', 'Đặt khăn lụa'),
    }),
  ];
  return {
    customers,
    tags,
    interactions,
    notes: [
      note(
        'n1',
        'c1',
        'Size S, vai 36. Không thích vải bóng.\nGọi sau 20h, ban ngày đứng tiệm.',
        NOW - 30 * DAY,
        true,
      ),
      note('n2', 'c1', 'Giới thiệu chị Hạnh (Hội An) – nhớ cảm ơn bằng mã giảm 5%.', NOW - 9 * DAY),
    ],
    reminders: [
      reminder('r1', 'c1', 'Gửi mẫu vải lụa Bảo Lộc', NOW - 2 * HOUR, gmail),
      reminder('r2', 'c1', 'Báo ngày giao áo', NOW + 22.5 * HOUR, gmail),
      reminder('r3', 'c2', 'Nhắn lại báo giá 20 khăn', NOW - 26 * HOUR, thread('gmail', 't-khoa', 'Báo giá')),
      reminder('r4', 'c3', 'Hỏi thăm sau Tết Trung thu', NOW + 5 * HOUR),
      reminder('r5', null, 'Đặt thêm hộp quà', NOW + 6 * DAY),
    ],
    orders: [
      order('o1', 'c1', '1042', 6_450_000, 'Đang giao', NOW - 9 * DAY),
      order('o2', 'c1', '0987', 4_200_000, 'Hoàn thành', NOW - 60 * DAY),
      order('o3', 'c1', '0911', 2_200_000, 'Đã huỷ một phần – chờ hoàn tiền', NOW - 120 * DAY),
    ],
    neverLog: [{ ...row('domain:ngan-hang.example'), at: NOW - DAY, label: '@ngan-hang.example' }],
  };
}

export function emptyBook(): Book {
  return { customers: [], tags: [], notes: [], reminders: [], interactions: [], orders: [], neverLog: [] };
}

const FAMILY = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ', 'Đặng', 'Bùi'];
const MIDDLE = ['Thị', 'Văn', 'Minh', 'Ngọc', 'Thu', 'Quốc'];
const GIVEN = ['Lan', 'Hoa', 'Khoa', 'Hà', 'Đức', 'Quỳnh', 'Tâm', 'Vy', 'Phúc', 'Đỗ'];

/** A crowd, the same each time: for lists that must scroll. */
export function manyCustomers(count: number): Book {
  const book = sampleBook();
  const customers = Array.from({ length: count }, (_, index) => {
    const name = [FAMILY[index % 8], MIDDLE[(index >> 3) % 6], GIVEN[(index * 7) % 10], index].join(' ');
    const key = `tel:+8490${String(index).padStart(7, '0')}`;
    return customer(`m${index}`, name, {
      links: { [key]: seen('gmail', NOW) },
      tags: index % 3 === 0 ? ['tag-1'] : [],
      lastContactAt: NOW - ((index * 37) % 400) * DAY,
    });
  });
  return { ...book, customers };
}
