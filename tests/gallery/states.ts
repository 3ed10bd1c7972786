import type { Host } from '../../components/host.ts';
import { Failure } from '../../lib/domain/failure.ts';
import type { PageState } from '../../lib/domain/page-state.ts';
import { CARE_STATES } from './care-states.ts';
import { draftStates } from './draft-states.ts';
import type { FakeStore } from './fake-store.ts';
import { changed, twins } from './histories.ts';
import { kindStates } from './kind-states.ts';
import { KNOWING_STATES } from './knowing-states.ts';
import { BULK, listOf, TREE, withViews } from './list-states.ts';
import { offerStates } from './offer-states.ts';
import { ORGANISATION_STATES } from './organisation-states.ts';
import { message, onClick, page, shopOrder, stranger, weak, withSighting } from './pages.ts';
import { playbookStates } from './playbook-states.ts';
import { PRIVACY_STATES } from './privacy-states.ts';
import { PROMISE_STATES } from './promise-states.ts';
import { READING_STATES } from './reading-states.ts';
import { REPORT_STATES } from './report-states.ts';
import { DAY, HOUR, interaction, NOW, reminder, thread } from './sample.ts';
import { START_STATES } from './start-states.ts';
import { SYNC_STATES } from './sync-states.ts';
import { TEACH_STATES } from './teach-states.ts';
import { TODAY_STATES } from './today-states.ts';
import { type FakeTransfer, TRANSFER_STATES } from './transfer.ts';

/** One state of the interface, as the gallery shows it. */
export interface State {
  surface: 'panel' | 'today' | 'dashboard' | 'launcher' | 'rescue';
  /** Where the panel stands; in the page's frame unless said otherwise. */
  home?: 'sidepanel';
  page?: PageState;
  /** Starts from an empty book. */
  empty?: boolean;
  /** Changes the store before anything is drawn. */
  prepare?: (store: FakeStore) => void;
  /** Presses these, one after the other, once drawn: `data-act` of a button, `type:<data-part>:<text>`, or `choose:<data-act>:<value>`. */
  press?: string[];
  /** Path of the dashboard. */
  path?: string;
  /** Fills the book with this many people. */
  crowd?: number;
  /** What the import and export are at. */
  transfer?: FakeTransfer;
  /** What the host cannot do. */
  guarded?: boolean;
  /** What it does otherwise. */
  host?: Partial<Host>;
}

export { page, sighting } from './pages.ts';

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
  ...PROMISE_STATES,
  ...READING_STATES,
  ...SYNC_STATES,
  ...ORGANISATION_STATES,
  ...CARE_STATES,
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
  'read-on-click': { surface: 'panel', page: onClick },
  'read-refused': {
    surface: 'panel',
    page: onClick,
    press: ['read-page'],
    host: { readPage: async () => false },
  },
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
  ...offerStates(page()),
  ...kindStates(page()),
  ...playbookStates(page()),
  tagging: { surface: 'panel', page: page(), press: ['tag'] },
  noting: { surface: 'panel', page: page(), press: ['note'] },
  menu: { surface: 'panel', page: page(), press: ['menu'] },
  snoozing: { surface: 'panel', page: page(), press: ['snooze'] },
  help: { surface: 'panel', page: page(), press: ['menu', 'help'] },
  today: { surface: 'today', page: page() },
  'today-enable': { surface: 'today', page: page({ granted: false, sighting: null }) },
  'today-on-click': { surface: 'today', page: onClick },
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
    press: ['add-filter', 'filter-tag', 'filter-option', 'type:find-field:nguyen'],
  },
  'customers-tree': { surface: 'dashboard', path: listOf(TREE), prepare: withViews },
  'customers-view': { surface: 'dashboard', path: 'customers?view=v-ha-noi', prepare: withViews },
  'customers-editing': {
    surface: 'dashboard',
    path: listOf({ is: 'date', of: 'contact', when: { in: 'notLast', days: 30 } }),
    press: ['edit-filter'],
  },
  'customers-chosen': { surface: 'dashboard', path: 'customers', press: ['pick', 'bulk-tags'] },
  'customers-columns': { surface: 'dashboard', path: 'customers', press: ['columns'] },
  'customers-working': { surface: 'dashboard', path: 'customers', crowd: 5_000, transfer: BULK.running },
  'customers-stopped': { surface: 'dashboard', path: 'customers', crowd: 5_000, transfer: BULK.stopped },
  'customers-done': { surface: 'dashboard', path: 'customers', crowd: 5_000, transfer: BULK.done },
  'customers-one': {
    surface: 'dashboard',
    path: 'customers',
    prepare: (store) => {
      store.book = { ...store.book, customers: store.book.customers.slice(0, 1) };
    },
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
  ...PRIVACY_STATES,
  ...REPORT_STATES,
  ...TRANSFER_STATES,
  ...TEACH_STATES,
  ...START_STATES,
  ...TODAY_STATES,
  ...KNOWING_STATES,
  rescue: { surface: 'rescue' },
  'rescue-none': { surface: 'rescue', empty: true },
  'rescue-newer': { surface: 'rescue', path: 'newer' },
  launcher: {
    surface: 'launcher',
    page: page({ sent: [{ id: 'gmail t-lan m-9', text: 'Dạ mai em gửi mẫu cho chị nha', at: NOW }] }),
  },
  'launcher-known': {
    surface: 'launcher',
    page: page(),
    prepare: (store) => {
      store.book = { ...store.book, reminders: [] };
    },
  },
  'launcher-unknown': { surface: 'launcher', page: stranger },
};
