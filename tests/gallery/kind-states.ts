import type { Due, Reminder } from '../../lib/domain/entities.ts';
import type { PageState } from '../../lib/domain/page-state.ts';
import type { Rule } from '../../lib/domain/rule.ts';
import type { FakeStore } from './fake-store.ts';
import { DAY, due, HOUR, NOW, reminder } from './sample.ts';
import type { State } from './states.ts';

const every = (over: Partial<Extract<Rule, { kind: 'every' }>>): Rule => ({
  ...{ kind: 'every', unit: 'month', step: 1, calendar: 'solar', day: 5, month: 12, time: '09:00', ahead: 0 },
  ...over,
});
const of = (at: number): Due => ({ ...due(at), of: due(at).wall.slice(0, 10) });

function one(id: string, title: string, at: number, rule: Rule, more: Partial<Reminder> = {}): Reminder {
  return { ...reminder(id, 'c1', title, at), due: of(at), rule, ...more };
}

/** One of each kind beside a customer. */
function allKinds(store: FakeStore): void {
  const tet = every({ unit: 'year', calendar: 'lunar', day: 1, month: 1, ahead: 7, occasion: 'tet' });
  const spend = { budget: { amount: 500_000, currency: 'VND' } };
  const ladder: Rule = { kind: 'ladder', from: '2026-11-20', days: [1, 3, 7, 30], time: '09:00' };
  const death = every({ unit: 'year', calendar: 'lunar', day: 10, month: 6, ahead: 7, occasion: 'death' });
  store.book = {
    ...store.book,
    reminders: [
      one('k1', 'Hỏi chị Lan đã nhận báo giá chưa', NOW - 2 * HOUR, { kind: 'answer' }),
      one('k2', 'Gửi mẫu vải mới', NOW + 4 * DAY, ladder),
      one('k3', 'Gọi chị Lan về đơn hằng tháng', NOW + 12 * DAY, every({})),
      one(
        'k4',
        'Hoa cúng rằm',
        Date.UTC(2026, 11, 23, 2),
        every({ calendar: 'lunar', day: 15, occasion: 'full' }),
      ),
      one('k5', 'Hỏi thăm', NOW + 25 * DAY, { kind: 'cadence', days: 30, time: '09:00' }),
      one('k6', 'Tết Nguyên đán: Nguyễn Thị Lan', Date.UTC(2027, 0, 30, 2), tet, spend),
      one('k7', 'Ngày giỗ: Nguyễn Thị Lan', Date.UTC(2027, 6, 6, 2), death),
      one('k8', 'Trả lời chị Lan', NOW, { kind: 'wait', minutes: 240 }, { state: 'resting' }),
    ],
  };
}

/** Kinds of reminders: chosen, listed, and kept as occasions on the customer's page. */
export const kindStates = (page: PageState): Record<string, State> => {
  const words = 'type:when-field:gọi lại mai 9h';
  const choosing = (...press: string[]): State => ({
    surface: 'panel',
    page,
    press: ['remind', words, 'again', ...press],
  });
  return {
    'kind-every': choosing('kind-every'),
    'kind-ladder': choosing('kind-ladder'),
    'kind-answer': choosing('kind-answer'),
    'kind-wait': choosing('kind-wait'),
    'kind-cadence': choosing('kind-cadence'),
    kinds: { surface: 'panel', page, prepare: allKinds },
    occasions: {
      surface: 'dashboard',
      path: 'customers/c1',
      prepare: allKinds,
      press: ['add-occasion', 'type:occasion-day:12/3', 'type:occasion-budget:500k'],
    },
    'occasions-unclear': {
      surface: 'dashboard',
      path: 'customers/c1',
      press: ['add-occasion', 'type:occasion-day:12/3', 'type:occasion-budget:nhiều'],
    },
  };
};
