import { readyPlaybooks } from '../../components/playbook-sets.ts';
import type { Campaign, CampaignFigures } from '../../lib/domain/campaign.ts';
import type { CampaignQueries } from '../../lib/domain/campaign-schema.ts';
import type { Customer } from '../../lib/domain/entities.ts';
import type { GroupJourney, JourneyPart } from '../../lib/domain/journey.ts';
import type { PageState } from '../../lib/domain/page-state.ts';
import { type Playbook, progressOf, type Run } from '../../lib/domain/playbook.ts';
import type { Queries } from '../../lib/domain/query.ts';
import { taskId } from '../../lib/domain/row-id.ts';
import type { FakeStore } from './fake-store.ts';
import { DAY, due, NOW, reminder } from './sample.ts';
import type { State } from './states.ts';

type PlaybookAnswers = {
  [N in
    | 'playbooks'
    | 'care'
    | 'playbookCounts'
    | 'stepCustomers'
    | 'playbookPreview'
    | 'journey'
    | 'groupJourney'
    | keyof CampaignQueries]: (args: Queries[N]['args']) => Queries[N]['out'];
};

const NO_FIGURES: CampaignFigures = {
  ...{ audience: 0, saidNo: 0, unasked: 0, left: 0, sent: 0, skipped: 0, replied: 0, ordered: 0 },
  ...{ orders: 0, money: {} },
};
const CAMPAIGN: Campaign = {
  ...{ id: 'tet', space: 'home', stamp: '', name: 'Áo dài Tết', goal: 'Bán hết lô lụa trước 20 tháng Chạp' },
  ...{
    goalOf: 'orders',
    goalNumber: 30,
    tag: null,
    view: null,
    days: 7,
    createdAt: NOW,
    zone: 'Asia/Ho_Chi_Minh',
  },
  text: '{Dạ} {em} chào {khách}, shop mới về lụa Tết, {chị} xem ảnh {nhé}?',
};
const BEFORE = {
  ...{ stage: 'before' as const, online: 3, offline: 1, complaints: 0, barriers: 1, refused: 0 },
  medianGap: 2 * DAY,
};
const JOURNEYS = {
  journey: (): JourneyPart[] => [
    { ...BEFORE, gaps: [] },
    { ...BEFORE, stage: 'again', complaints: 1, gaps: [{ from: NOW - 80 * DAY, until: NOW - 30 * DAY }] },
  ],
  groupJourney: (): GroupJourney => ({
    ...{ looked: 300, audience: 1240 },
    parts: [{ ...BEFORE, online: 812, offline: 40, customers: 220, longGaps: 18 }],
  }),
};
const NO_RESULTS = { replied: 0, bought: 0, silent: 0, refused: 0 };

/** What a book with one playbook that is on and one that is off would say. */
export function playbookAnswers(on: boolean, customers: readonly Customer[]): PlaybookAnswers {
  if (!on)
    return {
      playbooks: () => [],
      care: () => [],
      playbookCounts: () => ({ runs: 0, steps: {} }),
      stepCustomers: () => [],
      playbookPreview: () => ({ audience: 0, looked: 0, begins: 0, some: [] }),
      ...JOURNEYS,
      campaigns: () => [],
      campaignFigures: () => NO_FIGURES,
      campaignPart: () => [],
    };
  const clothes = playbook('clothes', true);
  const cosmetics = playbook('cosmetics', false);
  const run = runOf('c1');
  return {
    playbooks: () => [clothes, cosmetics],
    ...JOURNEYS,
    campaigns: () => [CAMPAIGN],
    campaignFigures: () => ({
      ...{ audience: 214, saidNo: 6, unasked: 82, left: 71, sent: 50, skipped: 5, replied: 23, ordered: 9 },
      ...{ orders: 11, money: { VND: 6_450_000 } },
    }),
    campaignPart: () => customers.slice(0, 4),
    care: ({ customer }) =>
      customer === 'c1'
        ? [
            {
              run,
              playbook: clothes,
              progress: progressOf(clothes, run, new Set(['clothes-4'])),
              due: { 'clothes-4': due(NOW - 2 * 3_600_000) },
            },
          ]
        : [],
    playbookCounts: () => ({
      runs: 126,
      steps: {
        'clothes-1': { open: 3, done: 118, skipped: 5, results: { ...NO_RESULTS, replied: 84, silent: 20 } },
        'clothes-4': { open: 21, done: 40, skipped: 2, results: { ...NO_RESULTS, bought: 6, refused: 1 } },
      },
    }),
    stepCustomers: ({ step }) =>
      customers.slice(0, 3).map((customer, i) => ({
        ...{ customer, run: runOf(customer.id), at: NOW - i * DAY },
        reason: step === 'clothes-1' && i === 1 ? 'Khách không muốn' : '',
      })),
    playbookPreview: () => ({
      ...{ audience: 1240, looked: 1000, begins: 37 },
      some: customers.slice(0, 3).map((customer) => ({
        customer,
        tasks: [{ title: 'Báo hàng mới đúng size', due: due(NOW + DAY) }],
      })),
    }),
  };
}

function playbook(trade: 'clothes' | 'cosmetics', on: boolean): Playbook {
  const [ready] = readyPlaybooks(trade, 'vi');
  const steps = Object.fromEntries(
    ready!.steps.map(({ id, ...step }, order) => [id, { ...step, order, since: 0 }]),
  );
  return {
    ...{ id: trade, space: 'home', stamp: '', name: ready!.name, tag: null, view: null, on, since: 0 },
    ...{ past: false, finish: false, time: '09:00', zone: 'Asia/Ho_Chi_Minh', position: on ? 0 : 1, steps },
  };
}

const runOf = (customer: string): Run => ({
  ...{
    id: `clothes/${customer}/1`,
    space: 'home',
    stamp: '',
    playbook: 'clothes',
    customer,
    at: NOW,
    left: null,
  },
  anchors: {},
  outcomes: {
    'clothes-1': { as: 'done', at: NOW - 9 * DAY, result: 'replied' },
    'clothes-2': { as: 'skipped', at: NOW - 8 * DAY, reason: 'Không cần' },
    'clothes-3': { as: 'done', at: NOW - 6 * DAY },
  },
});

function cared(store: FakeStore): void {
  const title = 'Hỏi mặc có vừa không';
  const task = reminder(taskId('clothes/c1/1', 'clothes-4'), 'c1', title, NOW - 2 * 3_600_000);
  store.cared = true;
  store.book = { ...store.book, reminders: [...store.book.reminders, task] };
}

/** Playbooks: on a card, and where they are made. */
export const playbookStates = (page: PageState): Record<string, State> => ({
  care: { surface: 'panel', page, prepare: cared, press: ['care-open', 'care-skip'] },
  playbooks: {
    surface: 'dashboard',
    path: 'playbooks',
    prepare: cared,
    press: ['open-playbook', 'journey', 'count-done', 'edit-step'],
  },
  campaign: {
    surface: 'dashboard',
    path: 'playbooks',
    prepare: cared,
    press: ['open-campaign', 'part-replied'],
  },
  'playbooks-none': { surface: 'dashboard', path: 'playbooks' },
});
