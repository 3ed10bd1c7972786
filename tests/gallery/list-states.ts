import type { BulkNow } from '../../lib/domain/bulk.ts';
import type { Filter } from '../../lib/domain/filter/filter.ts';
import { SHOWN_AT_FIRST } from '../../lib/domain/filter/views.ts';
import type { FakeStore } from './fake-store.ts';
import { NOW, view } from './sample.ts';
import type { FakeTransfer } from './transfer.ts';

/** The list of customers: filters half made and nested, saved views, a change of many at each of its steps. */
export const TREE: Filter = {
  all: [
    { is: 'tag', in: ['tag-1'] },
    {
      any: [
        { is: 'province', in: ['ha-noi'] },
        { is: 'money', currency: 'VND', span: { from: 1_000_000 } },
      ],
    },
    { not: { all: [{ is: 'stage', in: ['lost'] }, { not: { is: 'has', what: 'due' } }] } },
    { not: { is: 'tag', in: ['tag-2'] } },
  ],
};

export const listOf = (where: Filter): string =>
  `customers?list=${encodeURIComponent(JSON.stringify({ ...SHOWN_AT_FIRST, where }))}`;

const QUIET_HANOI: Filter = {
  all: [
    { is: 'province', in: ['ha-noi'] },
    { is: 'date', of: 'contact', when: { in: 'notLast', days: 30 } },
  ],
};

export function withViews(store: FakeStore): void {
  store.book = {
    ...store.book,
    views: [
      view('v-ha-noi', 'Hà Nội lâu chưa nhắn', QUIET_HANOI, 0, true),
      view('v-long', 'Khách sỉ hay mua vào cuối tháng và thích được gọi trước khi giao', TREE, 1),
    ],
  };
}

const progress = { id: 'b1', change: { tags: { 'tag-1': true } }, done: 2500, total: 5000 };
const at = (now: BulkNow): FakeTransfer => ({
  imports: { now: { phase: 'idle' }, records: [] },
  bulk: {
    now,
    records: [{ id: 'b1', change: progress.change, at: NOW, customers: 2500, changes: [], undone: false }],
  },
});

export const BULK = {
  running: at({ phase: 'running', progress, stopping: false }),
  stopped: at({ phase: 'stopped', progress, undoing: false, failure: null }),
  done: at({ phase: 'done', progress: { ...progress, done: 5000 } }),
};
