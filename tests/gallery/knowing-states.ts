import type { Stage } from '../../lib/domain/entities.ts';
import { deal } from './fake-knowing.ts';
import type { FakeStore } from './fake-store.ts';
import { page } from './pages.ts';
import { DAY, NOW } from './sample.ts';
import type { State } from './states.ts';

const log = (...stays: [days: number, stage: Stage][]): Record<string, Stage> =>
  Object.fromEntries(stays.map(([days, stage]) => [String(NOW - days * DAY), stage]));

/** A shop that knows its buyers: stages with a past, deals under way, what is known of the first customer. */
export function withKnowing(store: FakeStore): void {
  const { book } = store;
  store.book = {
    ...book,
    customers: book.customers.map((one, i) => ({
      ...one,
      ...(i % 3 === 0 && { stageLog: log([200, 'lead'], [170, 'first'], [90 - i * 4, one.stage]) }),
      ...(one.id === 'c1' && {
        dealSteps: ['deposit' as const, 'talking' as const],
        relation: 'dedicated' as const,
        leadNeed: 3,
        leadMoney: 2,
        hints: {
          'Gọi sau 20 giờ': 'do' as const,
          'Gửi ảnh vải thật trước khi cắt': 'do' as const,
          'Nhắc giá nơi khác': 'dont' as const,
        },
        address: '12 Nguyễn Thái Học, Hội An, Quảng Nam',
        fields: { ...one.fields, 'Nghề nghiệp': 'Chủ tiệm áo cưới', 'private.Năm sinh': '1988' },
      }),
    })),
    deals: [
      deal('d1', 'c1', {
        title: '40 ly khắc tên',
        amount: 3_800_000,
        next: 'gửi mẫu',
        expected: '2026-11-28',
        milestones: { agreed: '2026-11-18', deposit: '2026-11-20' },
        createdAt: NOW - 9 * DAY,
      }),
      deal('d2', 'c1', { title: 'Áo dài cưới cho cả đoàn nhà gái', createdAt: NOW - 2 * DAY }),
      deal('d3', 'c2', {
        title: '12 hộp quà Tết',
        amount: 5_400_000,
        expected: '2026-11-20',
        next: 'báo giá lại',
      }),
      deal('d4', 'c3', {
        title: '20 khăn lụa',
        amount: 9_000_000,
        state: 'lost',
        reason: 'chê đắt',
        closedAt: NOW - 3 * DAY,
      }),
    ],
  };
}

export const KNOWING_STATES: Record<string, State> = {
  deal: { surface: 'panel', page: page(), prepare: withKnowing, press: ['unfold-deals', 'unfold-knowing'] },
  'pipeline-stages': { surface: 'dashboard', path: 'pipeline', prepare: withKnowing },
  'pipeline-list': {
    surface: 'dashboard',
    path: 'pipeline',
    prepare: withKnowing,
    press: ['pipeline-list'],
  },
  'pipeline-deals': {
    surface: 'dashboard',
    path: 'pipeline',
    prepare: withKnowing,
    press: ['pipeline-deals'],
  },
  'customer-known': { surface: 'dashboard', path: 'customers/c1', prepare: withKnowing },
};
