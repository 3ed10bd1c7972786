import { type CareBook, matter } from './fake-care.ts';
import type { FakeStore } from './fake-store.ts';
import { page } from './pages.ts';
import { customer, DAY, interaction, NOW } from './sample.ts';
import type { State } from './states.ts';

const LONG = 'Công Tằng Tôn Nữ Nguyễn Hoàng Phương Quỳnh Như – Đại lý sỉ áo dài cưới';

/** A customer with everything that is kept in view of one. */
function followed(store: FakeStore): void {
  const { book } = store;
  const of = (id: string, kind: Parameters<typeof matter>[2], more: Parameters<typeof matter>[3]) =>
    matter(id, 'c1', kind, more);
  store.book = {
    ...book,
    customers: book.customers.map((one) =>
      one.id === 'c1'
        ? {
            ...one,
            matters: 6,
            bought: ['ao dai lua', 'khan'],
            habits: [
              { key: 'khan', name: 'Khăn lụa Bảo Lộc', every: 30 * DAY, quantity: 2, lastAt: NOW - 12 * DAY },
              {
                key: 'ao dai lua',
                name: 'Áo dài lụa',
                every: 90 * DAY,
                quantity: 1,
                lastAt: NOW - 100 * DAY,
              },
            ],
          }
        : one,
    ),
    matters: [
      of('m1', 'wait', { what: 'Áo dài đỏ đô cỡ M, tay lỡ, cổ thuyền', at: NOW - 11 * DAY }),
      of('m2', 'warranty', { what: 'Máy xông tinh dầu', until: '2027-01-31', at: NOW - 200 * DAY }),
      of('m3', 'parcel', { state: 'refused', at: NOW - 20 * DAY }),
      of('m4', 'parcel', { state: 'returned', at: NOW - 40 * DAY, what: 'Đơn ship cho mẹ' }),
      of('m5', 'survey', {
        state: 'answered',
        score: 9,
        why: 'Tư vấn có tâm, gói hàng đẹp',
        at: NOW - 50 * DAY,
      }),
      of('m6', 'survey', { state: 'asked', at: NOW - 2 * DAY }),
    ],
    interactions: [
      ...book.interactions,
      interaction('k1', ['c1'], {
        ...{ at: NOW - 3 * DAY, kind: 'complaint', status: 'open', cause: 'late' },
        subject: 'Khăn giao trễ hai ngày so với hẹn',
      }),
    ],
    care: {
      fits: [
        {
          key: 'non',
          name: 'Nón lá thêu',
          both: 34,
          of: 120,
          because: 'khan',
          becauseName: 'Khăn lụa Bảo Lộc',
        },
        {
          key: 'guoc',
          name: 'Guốc mộc quai nhung',
          both: 12,
          of: 57,
          because: 'ao dai lua',
          becauseName: 'Áo dài lụa',
        },
      ],
    },
  };
}

/** A shop's radar: buyers who are late, what is waited for, what is said. */
function radar(store: FakeStore): void {
  const quiet = [
    customer('q1', 'Phạm Thu Hà', {
      orderCount: 4,
      lastOrderAt: NOW - 61 * DAY,
      rhythm: 21 * DAY,
      quietAt: NOW - 40 * DAY,
    }),
    customer('q2', LONG, { orderCount: 1, lastOrderAt: NOW - 75 * DAY, quietAt: NOW - 15 * DAY }),
    customer('q3', 'Đỗ Minh', {
      ...{ orderCount: 5, lastOrderAt: NOW - 50 * DAY, rhythm: 30 * DAY, quietAt: NOW - 20 * DAY },
      stopped: { reason: 'rival', at: NOW - 2 * DAY },
    }),
  ];
  const silent = [
    customer('q4', 'Võ Thị Bích', { orderCount: 2, lastOrderAt: NOW - 40 * DAY, troubleAt: NOW - 33 * DAY }),
  ];
  const care: Partial<CareBook> = {
    radar: {
      quiet: { total: 3, customers: quiet },
      silent: { total: 1, customers: silent },
      churn: [
        { month: '2026-11', buyers: 212, left: 9 },
        { month: '2026-10', buyers: 205, left: 14 },
        { month: '2026-09', buyers: 190, left: 6 },
      ],
      reasons: [
        { reason: 'price', count: 5 },
        { reason: 'rival', count: 3 },
        { reason: 'Con đã lớn', count: 1 },
      ],
    },
    stock: [
      { key: 'khan', name: 'Khăn lụa Bảo Lộc', quantity: 42, buyers: ['q1', 'q3'] },
      { key: 'ao', name: 'Áo dài lụa tơ tằm thêu tay hoa sen cổ thuyền', quantity: 11.5, buyers: ['q2'] },
    ],
    counts: {
      causes: [
        { cause: 'late', count: 7, open: 2, cost: 350_000 },
        { cause: '', count: 2, open: 0, cost: 0 },
      ],
      ideas: [{ topic: 'Gói quà Tết', count: 4 }],
      barriers: [{ topic: 'Phí giao', count: 9 }],
      comparisons: [{ topic: 'Shop Mây', count: 3 }],
      survey: { asked: 20, answered: 12, glad: 7, fair: 3, sorry: 2, score: 42 },
      parcels: [{ month: '2026-11', counts: { delivered: 3, late: 1, refused: 2, returned: 1 } }],
      sources: [
        { source: 'facebook', customers: 31, buyers: 12, cost: { VND: 1_800_000 } },
        { source: 'friend', customers: 8, buyers: 6, cost: {} },
      ],
      costs: [],
      senders: [{ customer: quiet[0]!, count: 3 }],
    },
    list: [
      {
        ...{ id: 'k9', at: NOW - 9 * DAY, customer: quiet[0]!, words: 'Khăn giao trễ hai ngày' },
        entry: interaction('k9', ['q1'], {
          kind: 'complaint',
          remedy: 'gift',
          lesson: 'Báo khách ngay khi kho trễ',
        }),
      },
    ],
  };
  const waits = ['q1', 'q2'].map((id, i) =>
    matter(`w${i}`, id, 'wait', { what: i === 0 ? 'Áo dài đỏ M' : 'áo dài đỏ m', at: NOW - (9 + i) * DAY }),
  );
  store.book = {
    ...store.book,
    customers: [...store.book.customers, ...quiet, ...silent],
    matters: waits,
    care,
  };
}

export const CARE_STATES: Record<string, State> = {
  following: {
    surface: 'panel',
    page: page(),
    prepare: followed,
    press: ['following', 'fits', 'add-warranty', 'complaint-note'],
  },
  radar: { surface: 'dashboard', path: 'radar', prepare: radar, press: ['why-stopped'] },
  'radar-goods': {
    surface: 'dashboard',
    path: 'radar',
    prepare: radar,
    press: ['radar-goods', 'goods-arrived', 'open-stock'],
  },
  'radar-counts': {
    surface: 'dashboard',
    path: 'radar',
    prepare: radar,
    press: ['radar-counts', 'open-count'],
  },
  'radar-settings': { surface: 'dashboard', path: 'radar', press: ['radar-settings'] },
};
