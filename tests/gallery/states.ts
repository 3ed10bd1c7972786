import type { Host } from '../../components/host.ts';
import { Failure } from '../../lib/domain/failure.ts';
import type { PageState } from '../../lib/domain/page-state.ts';
import type { SightedMessage, Sighting } from '../../lib/domain/sighting.ts';
import { draftStates } from './draft-states.ts';
import type { FakeStore } from './fake-store.ts';
import { changed, twins } from './histories.ts';
import { DAY, HOUR, interaction, MINUTE, NOW, reminder, thread } from './sample.ts';

/** One state of the interface, as the gallery shows it. */
export interface State {
  surface: 'panel' | 'today' | 'dashboard' | 'launcher' | 'rescue';
  page?: PageState;
  /** Starts from an empty book. */
  empty?: boolean;
  /** Changes the store before anything is drawn. */
  prepare?: (store: FakeStore) => void;
  /** Presses these, one after the other, once drawn: `data-act` of a button, or `type:<data-part>:<text>`. */
  press?: string[];
  /** Path of the dashboard. */
  path?: string;
  /** Fills the book with this many people. */
  crowd?: number;
  /** What the host cannot do. */
  guarded?: boolean;
  /** What it does otherwise. */
  host?: Partial<Host>;
}

function message(id: string, direction: SightedMessage['direction'], ago: number): SightedMessage {
  return { id, direction, at: new Date(NOW - ago).toISOString(), text: '…' };
}

export function sighting(more: Partial<Sighting> = {}): Sighting {
  return {
    site: 'gmail',
    channel: 'email',
    thread: thread('gmail', 't-lan', 'Hỏi size áo dài cưới – giao trước 28/11'),
    counterparts: [{ name: 'Lan Nguyễn', identities: ['email:lan.nguyen@example.com'], strength: 'strong' }],
    group: false,
    messages: [
      message('m-1', 'out', 2 * DAY),
      message('m-2', 'in', 4 * HOUR),
      message('m-3', 'in', 3 * HOUR),
    ],
    order: null,
    health: 'ok',
    problems: [],
    ...more,
  };
}

export function page(more: Partial<PageState> = {}): PageState {
  return {
    tab: 1,
    site: 'gmail',
    origin: 'https://mail.google.com',
    granted: true,
    sighting: sighting(),
    reading: 'r-1',
    listed: [],
    selection: '',
    ...more,
  };
}

const withSighting = (more: Partial<Sighting>, rest: Partial<PageState> = {}) =>
  page({ site: more.site ?? 'gmail', sighting: sighting(more), ...rest });

const fresh = thread('gmail', 't-new', 'Shop còn khăn lụa màu rêu không ạ?');
const stranger = withSighting({
  thread: fresh,
  counterparts: [{ name: 'Phạm Thu Hà', identities: ['email:ha.pham@example.com'], strength: 'strong' }],
  messages: [message('n-1', 'in', 12 * MINUTE)],
});
const weak = withSighting({
  site: 'telegram-k',
  channel: 'telegram',
  thread: thread('telegram-k', '999', ''),
  counterparts: [{ name: 'Lê Văn Minh', identities: [], strength: 'weak' }],
  messages: [message('w-1', 'in', 5 * MINUTE)],
});
const shipper = 'SPXVN05144905142B';
const talk = withSighting({
  messages: [
    {
      id: 'f-1',
      direction: 'in',
      at: null,
      text: 'Gửi chị Khoa nhé: 0987 654 321, mail ha.pham@example.com',
    },
    { id: 'f-2', direction: 'out', at: null, text: `Shop gửi rồi ạ, mã vận đơn ${shipper}` },
    {
      id: 'f-3',
      direction: 'in',
      at: null,
      text: 'Đơn 2505296R62JNTS và đơn tiki 929231617 gộp được không?',
    },
  ],
});
const shopOrder = withSighting({
  site: 'woocommerce',
  channel: 'shop',
  thread: thread('woocommerce', '1055', 'Đơn #1055'),
  messages: [],
  counterparts: [{ name: 'Lan Nguyễn', identities: ['tel:+84912345678'], strength: 'strong' }],
  order: { id: '1055', number: '1055', total: 1_280_000, currency: 'VND', status: 'Đang xử lý' },
});
const codOrder = withSighting({
  ...shopOrder.sighting,
  order: {
    id: '1042',
    number: '1042',
    total: 6_450_000,
    currency: 'VND',
    status: 'Đã giao hàng',
    payment: 'Thanh toán khi nhận hàng',
    goods: [
      { name: 'Áo dài cưới cổ thuyền thêu tay, tay lỡ, size S', quantity: 2 },
      { name: 'Mấn', quantity: 1 },
    ],
  },
});
const person = (name: string, ...identities: string[]) => ({
  name,
  identities,
  strength: identities.length > 0 ? ('strong' as const) : ('weak' as const),
});
const inbox = [
  person('Lan Nguyễn', 'email:lan.nguyen@example.com'),
  person('Khoa', 'email:khoa.tran@example.com'),
  person('Quỳnh Như 🌸', 'telegram:55500011'),
  person('Minh', 'email:minh.a@example.com'),
  person('Ai đó', 'email:ai.do@example.com'),
];
/** The display name of the weak person is remembered for Khoa. */
const remembered = (store: FakeStore) => {
  const seen = { by: 'user' as const, at: NOW - 3 * DAY, from: 'telegram-k', name: '🌻 Shop Mẹ Bống' };
  store.book = {
    ...store.book,
    customers: store.book.customers.map((one) =>
      one.id === 'c3' ? { ...one, displayNames: { 'telegram:🌻 shop me bong': seen } } : one,
    ),
  };
};
const cameBack = (store: FakeStore) => {
  const orders = store.book.orders.map((one, index) => ({
    ...one,
    status: index === 0 ? one.status : index === 1 ? 'Khách không nhận hàng' : 'Đã hoàn hàng',
    outcome: index === 0 ? ('' as const) : index === 1 ? ('refused' as const) : ('returned' as const),
    goods: index === 1 ? [{ name: 'Khăn lụa', quantity: 3 }] : [],
  }));
  store.book = { ...store.book, orders };
};
const waiting = (store: FakeStore) => {
  const customers = store.book.customers.map((one) =>
    one.id === 'c4' ? { ...one, waitingSince: one.lastInAt } : one,
  );
  store.book = { ...store.book, customers };
};

const logNow = (store: FakeStore) => {
  store.book = {
    ...store.book,
    interactions: [
      ...store.book.interactions,
      interaction('i-now', ['c1'], {
        at: NOW - 3 * HOUR,
        loggedAt: NOW,
        subject: 'Re: Hỏi size áo dài cưới – giao trước 28/11',
        thread: thread('gmail', 't-lan', ''),
        messageId: 'm-3',
        count: 2,
      }),
    ],
  };
};

export const STATES: Record<string, State> = {
  known: { surface: 'panel', page: page() },
  logged: { surface: 'panel', page: page(), prepare: logNow },
  'logged-now': { surface: 'panel', page: page(), press: ['log'] },
  guarded: { surface: 'panel', page: page(), prepare: logNow, guarded: true },
  selection: {
    surface: 'panel',
    page: page({ selection: 'Chị lấy hai bộ size S, giao trước ngày 28 giúp chị nhé, cọc trước 50%.' }),
  },
  'long-name': {
    surface: 'panel',
    page: withSighting({
      site: 'telegram-k',
      channel: 'telegram',
      thread: thread('telegram-k', '55500011', ''),
      counterparts: [{ name: 'Quỳnh Như 🌸', identities: ['telegram:55500011'], strength: 'strong' }],
      messages: [message('q-1', 'out', 190 * DAY)],
    }),
  },
  bare: {
    surface: 'panel',
    page: withSighting({
      thread: thread('gmail', 't-khoa', 'Báo giá 20 khăn'),
      counterparts: [{ name: 'Khoa', identities: ['email:khoa.tran@example.com'], strength: 'strong' }],
      messages: [message('k-1', 'in', 26 * HOUR)],
    }),
  },
  order: { surface: 'panel', page: shopOrder },
  'order-changed': { surface: 'panel', page: codOrder, prepare: cameBack },
  found: { surface: 'panel', page: talk },
  'found-all': { surface: 'panel', page: talk, press: ['more-found'] },
  'found-stranger': {
    surface: 'panel',
    page: withSighting({ ...stranger.sighting, messages: talk.sighting?.messages ?? [] }),
  },
  peek: { surface: 'panel', page: talk, press: ['show-owner'] },
  remembered: {
    surface: 'panel',
    page: withSighting({ ...weak.sighting, counterparts: [person('🌻 Shop Mẹ Bống')] }),
    prepare: remembered,
  },
  'shared-name': {
    surface: 'panel',
    page: { ...weak, listed: [person('Lê Văn Minh'), person('Le Van Minh')] },
  },
  'in-list': { surface: 'panel', page: page({ listed: inbox }), prepare: waiting, press: ['in-list'] },
  'in-list-alone': { surface: 'panel', page: page({ listed: inbox, sighting: null }), prepare: waiting },
  'selection-loose': {
    surface: 'panel',
    page: page({
      site: null,
      origin: '',
      granted: false,
      sighting: null,
      selection: 'Giao trước ngày 28 giúp chị.',
    }),
  },
  unknown: { surface: 'panel', page: stranger },
  'unknown-empty': { surface: 'panel', page: stranger, empty: true },
  maybe: { surface: 'panel', page: weak },
  'weak-unknown': {
    surface: 'panel',
    page: withSighting({
      site: 'telegram-k',
      channel: 'telegram',
      thread: thread('telegram-k', '777', ''),
      counterparts: [{ name: '🌻 Shop Mẹ Bống', identities: [], strength: 'weak' }],
    }),
  },
  several: {
    surface: 'panel',
    page: withSighting({
      thread: thread('gmail', 't-two', 'Đặt khăn'),
      counterparts: [
        {
          name: 'Lê Văn Minh',
          identities: ['email:minh.a@example.com', 'tel:+84987654321'],
          strength: 'strong',
        },
      ],
    }),
  },
  people: {
    surface: 'panel',
    page: withSighting({
      counterparts: [
        { name: 'Lan Nguyễn', identities: ['email:lan.nguyen@example.com'], strength: 'strong' },
        { name: 'Khoa', identities: ['email:khoa.tran@example.com'], strength: 'strong' },
        { name: 'Kế toán Hoa Lan', identities: ['email:ketoan@hoalan.example'], strength: 'strong' },
      ],
    }),
  },
  group: { surface: 'panel', page: withSighting({ group: true, site: 'telegram-k', channel: 'telegram' }) },
  never: {
    surface: 'panel',
    page: page(),
    prepare: (store) => {
      const rule = { ...store.book.neverLog[0]!, id: 'customer:c1', label: 'Nguyễn Thị Ngọc Lan' };
      store.book = { ...store.book, neverLog: [rule] };
    },
  },
  doubtful: {
    surface: 'panel',
    page: withSighting({
      counterparts: [{ name: 'Sen Việt', identities: ['email:dathang@senviet.example'], strength: 'strong' }],
      thread: thread('gmail', 't-sen', 'Hộp quà Tết'),
    }),
  },
  'no-conversation': { surface: 'panel', page: page({ sighting: null }) },
  'no-conversation-empty': { surface: 'panel', page: page({ sighting: null }), empty: true },
  'unknown-site': {
    surface: 'panel',
    page: page({ site: null, origin: '', granted: false, sighting: null }),
  },
  enable: { surface: 'panel', page: page({ granted: false, sighting: null }) },
  degraded: { surface: 'panel', page: withSighting({ health: 'degraded', problems: ['counterpart'] }) },
  failure: {
    surface: 'panel',
    page: page(),
    prepare: (store) => {
      store.failQueries = new Failure('database-broken');
    },
  },
  refused: {
    surface: 'panel',
    page: page(),
    press: ['log'],
    prepare: (store) => {
      store.failWith = new Failure('disk-full');
    },
  },
  reminding: {
    surface: 'panel',
    page: page(),
    press: ['remind', 'type:when-field:hỏi chị Lan màu vải, mai 9h'],
  },
  ...draftStates(page(), stranger),
  tagging: { surface: 'panel', page: page(), press: ['tag'] },
  noting: { surface: 'panel', page: page(), press: ['note'] },
  menu: { surface: 'panel', page: page(), press: ['menu'] },
  snoozing: { surface: 'panel', page: page(), press: ['snooze'] },
  help: { surface: 'panel', page: page(), press: ['menu', 'help'] },
  today: { surface: 'today', page: page() },
  'today-enable': { surface: 'today', page: page({ granted: false, sighting: null }) },
  'today-empty': { surface: 'today', page: page(), empty: true },
  'catch-up': {
    surface: 'today',
    page: page(),
    prepare: (store) => {
      const many = Array.from({ length: 23 }, (_, index) =>
        reminder(
          `late-${index}`,
          `c${(index % 6) + 1}`,
          `Nhắn lại khách số ${index + 1}`,
          NOW - (index + 1) * 7 * HOUR,
        ),
      );
      store.book = { ...store.book, reminders: many };
    },
  },
  customers: { surface: 'dashboard', path: 'customers' },
  'customers-crowd': { surface: 'dashboard', path: 'customers', crowd: 5_000 },
  'customers-filter': {
    surface: 'dashboard',
    path: 'customers',
    press: ['wish', 'type:find-field:nguyen'],
  },
  'customers-none': { surface: 'dashboard', path: 'customers', press: ['type:find-field:zzz'] },
  'customers-empty': { surface: 'dashboard', path: 'customers', empty: true },
  'customer-new': { surface: 'dashboard', path: 'customers', press: ['new-customer'] },
  customer: { surface: 'dashboard', path: 'customers/c1', press: ['tag', 'pick-tag'] },
  'customer-long': { surface: 'dashboard', path: 'customers/c3' },
  'customer-gone': { surface: 'dashboard', path: 'customers/nobody' },
  duplicates: { surface: 'dashboard', path: 'duplicates', prepare: twins, press: ['open-merge', 'pick'] },
  'duplicates-none': { surface: 'dashboard', path: 'duplicates' },
  'customer-merged': { surface: 'dashboard', path: 'customers/c1', prepare: twins, press: ['open-split'] },
  'dashboard-today': { surface: 'dashboard', path: 'today' },
  tags: { surface: 'dashboard', path: 'tags' },
  'tags-empty': { surface: 'dashboard', path: 'tags', empty: true },
  'never-log': { surface: 'dashboard', path: 'never-log' },
  'never-log-empty': { surface: 'dashboard', path: 'never-log', empty: true },
  history: { surface: 'dashboard', path: 'history', prepare: changed },
  settings: { surface: 'dashboard', path: 'settings' },
  rescue: { surface: 'rescue' },
  'rescue-none': { surface: 'rescue', empty: true },
  'rescue-newer': { surface: 'rescue', path: 'newer' },
  launcher: { surface: 'launcher', page: page() },
  'launcher-known': {
    surface: 'launcher',
    page: page(),
    prepare: (store) => {
      store.book = { ...store.book, reminders: [] };
    },
  },
  'launcher-unknown': { surface: 'launcher', page: stranger },
};
