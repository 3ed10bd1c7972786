import type { Order } from '../../lib/domain/entities.ts';
import type { Goal } from '../../lib/domain/report/goal.ts';
import type { FakeStore } from './fake-store.ts';
import { DAY, interaction, manyCustomers, NOW } from './sample.ts';
import type { State } from './states.ts';

const GOODS = [
  'Áo dài lụa Vạn Phúc',
  'Khăn tơ tằm thêu tay',
  'Túi cói Kim Sơn',
  'Hộp quà Tết ghép tên',
  'Áo dài cưới',
];
const STATUSES = ['Đã giao', 'Đã giao', 'Đã giao', 'Đang giao', 'Đã hủy', 'Khách từ chối nhận'];
const PLACES = ['12 Lê Lợi, Huế', 'Hải Châu, Đà Nẵng', 'Cầu Giấy, Hà Nội', '', 'Quận 3, TP HCM'];
const OWNERS = ['Hoa', 'Minh', ''];

const GOAL: Goal = {
  id: 'g1',
  space: 'home',
  stamp: '',
  measure: 'revenue',
  target: 150_000_000,
  currency: 'VND',
  from: '2026-11-01',
  by: '2026-12-31',
  state: 'Mỗi tháng khoảng 60 triệu, cuối tháng hay hụt',
  problem: 'Khách hỏi giá xong im lặng, quên nhắn lại',
  next: 'Nhắn lại mọi khách hỏi giá trong vòng 24 giờ',
  nextAt: NOW - DAY,
  setAt: NOW - 20 * DAY,
  ended: false,
};

/** A shop of two years: some buy often, some once; what they said. */
export function soldBook(store: FakeStore, customers = 240): void {
  const book = manyCustomers(customers);
  const people = book.customers.map((one, i) => ({
    ...one,
    owner: OWNERS[i % 3]!,
    address: PLACES[i % PLACES.length]!,
    stage: (['lead', 'first', 'regular', 'regular', 'quiet', 'lost'] as const)[i % 6]!,
  }));
  const orders: Order[] = people.flatMap((one, i) =>
    Array.from({ length: (i * 7) % 6 }, (_, j): Order => {
      const ago = ((i * 37 + j * j * 61) % 620) + (i % 3);
      const total = 180_000 + ((i * 7919 + j * 104_729) % 24) * 65_000;
      const status = STATUSES[(i + j * 5) % STATUSES.length]!;
      return {
        id: `r${i}-${j}`,
        space: 'home',
        stamp: '',
        customer: one.id,
        site: (['shopee', 'woocommerce', 'facebook'] as const)[(i + j) % 3]!,
        number: `${1000 + i * 6 + j}`,
        total,
        currency: 'VND',
        status,
        at: NOW - ago * DAY,
        atText: '',
        payment: '',
        goods: [{ name: GOODS[(i + j) % GOODS.length]!, quantity: 1, total }],
        thread: null,
        outcome:
          status === 'Đã giao'
            ? 'delivered'
            : status === 'Đã hủy'
              ? 'cancelled'
              : status === 'Đang giao'
                ? ''
                : 'refused',
      };
    }),
  );
  const interactions = people.flatMap((one, i) =>
    Array.from({ length: i % 4 }, (_, j) => {
      const at = NOW - ((i * 13 + j * 29) % 200) * DAY;
      const say = (
        kind: 'message' | 'complaint' | 'barrier' | 'idea',
        direction: 'in' | 'out',
        when: number,
      ) =>
        interaction(`${kind}-${direction}-${i}-${j}`, [one.id], {
          kind,
          direction,
          at: when,
          loggedAt: when,
          status: kind === 'complaint' ? 'open' : '',
        });
      return [
        say('message', 'in', at),
        say('message', 'out', at + (((i * 17 + j) % 50) + 1) * 600_000),
        ...(i % 23 === 0 ? [say('complaint', 'in', at)] : []),
        ...(i % 17 === 0 ? [say('barrier', 'in', at)] : []),
      ];
    }).flat(),
  );
  store.book = {
    ...book,
    customers: people,
    orders,
    interactions,
    reminders: store.book.reminders,
    goals: [GOAL],
  };
}

export const REPORT_STATES: Record<string, State> = {
  reports: { surface: 'dashboard', path: 'reports', prepare: (store) => soldBook(store) },
  'reports-few': { surface: 'dashboard', path: 'reports?unit=quarter' },
  'reports-empty': { surface: 'dashboard', path: 'reports', empty: true },
};
