import {
  type ColumnView,
  DEFAULT_OPTIONS,
  type ImportCounts,
  type ImportLook,
  type ImportNow,
  type ImportState,
  type LivingNow,
  NO_COUNTS,
  type SampleRow,
  type Target,
  type Transfer,
} from '../../lib/domain/transfer.ts';
import { DAY, NOW } from './sample.ts';
import type { State } from './states.ts';

/** What the fake worker says of itself. */
export interface FakeTransfer {
  imports: ImportState;
  living?: LivingNow;
}

const column = (header: string, target: Target, samples: string[], fitting = 3): ColumnView => ({
  header,
  target,
  samples,
  filled: 3,
  fitting,
});
const row = (
  number: number,
  name: string,
  handles: string[],
  doubts: SampleRow['doubts'] = [],
): SampleRow => ({
  row: number,
  name,
  handles,
  doubts,
});

const counts: ImportCounts = {
  rows: 1284,
  new: 1190,
  updated: 41,
  same: 22,
  joined: 12,
  doubtful: 16,
  empty: 3,
  shared: 7,
  firms: 9,
};
const DOUBTFUL = [
  row(
    14,
    'Trần Thu Hoa',
    ['tel:+84912345678'],
    [{ reason: 'other-name', key: 'tel:+84912345678', holder: 'Nguyễn Thị Lan', row: 0 }],
  ),
  row(
    87,
    'Lê Minh',
    ['tel:+84987654321'],
    [{ reason: 'rows-differ', key: 'tel:+84987654321', holder: '', row: 31 }],
  ),
  row(
    102,
    'Phạm Hà',
    ['tel:+84905550100', 'email:ha.pham@example.com'],
    [{ reason: 'two-holders', key: 'email:ha.pham@example.com', holder: 'Phạm Thu Hà', row: 0 }],
  ),
];
const look: ImportLook = {
  file: 'DanhSachKhachHang.csv',
  kind: 'csv',
  preset: 'kiotviet',
  encoding: 'utf-8',
  columns: [
    column('Mã khách hàng', 'code', ['KH000121', 'KH000122', 'KH000123']),
    column('Tên khách hàng', 'name', ['Nguyễn Thị Lan', 'Trần Thu Hoa', 'Lê Minh']),
    column('Điện thoại', 'phone', ['0912345678', '0987654321', '0905550100']),
    column('Nhóm khách hàng', 'tag', ['VIP', 'Sỉ']),
    column('Tổng bán', 'field', ['12.400.000', '0', '350.000']),
    column('Ghi chú', 'note', ['Thích màu rêu, giao sau 18h']),
  ],
  counts,
  samples: {
    new: [row(2, 'Đỗ Bích Ngọc', ['tel:+84905550123']), row(3, 'Vũ Khánh', ['email:khanh@example.com'])],
    updated: [row(9, 'Hoàng Yến', ['tel:+84905550777'])],
    same: [],
    doubtful: DOUBTFUL,
  },
  doubts: { 'other-name': 9, 'rows-differ': 5, 'two-holders': 2 },
  options: DEFAULT_OPTIONS,
  lying: [],
  backup: null,
  exact: false,
};
const lying: ImportLook = {
  ...look,
  preset: null,
  file: 'khach-cu.csv',
  columns: [
    column('Email', 'email', ['Nguyễn Thị Lan', 'Trần Thu Hoa', 'Lê Minh'], 0),
    column('SĐT', 'phone', ['0912345678', '0987654321']),
  ],
  counts: { ...NO_COUNTS, rows: 3, new: 3 },
  samples: { new: [], updated: [], same: [], doubtful: [] },
  doubts: { 'other-name': 0, 'rows-differ': 0, 'two-holders': 0 },
  lying: ['Email'],
};
const progress = {
  id: 'job',
  file: look.file,
  done: 750,
  total: 1284,
  counts: { ...counts, rows: 750, new: 700, updated: 20, same: 14, joined: 8, doubtful: 8, empty: 0 },
  doubtful: DOUBTFUL,
};
const records: ImportState['records'] = [
  {
    id: 'a',
    file: 'contacts.csv',
    at: NOW - DAY,
    counts: { ...NO_COUNTS, rows: 320, new: 301 },
    undone: false,
    undoable: true,
  },
  {
    id: 'b',
    file: 'don-hang-thang-10.csv',
    at: NOW - 9 * DAY,
    counts: { ...NO_COUNTS, rows: 88, new: 40 },
    undone: true,
    undoable: true,
  },
];

const at = (now: ImportNow, some: ImportState['records'] = []): FakeTransfer => ({
  imports: { now, records: some },
});

const LIVING = {
  phase: 'idle' as const,
  folder: 'Sao lưu shop',
  sealed: true,
  lastAt: NOW - DAY,
  customers: 1284,
  rehearsedAt: NOW - DAY,
  failure: null,
};

/** Each phase, by name. */
const TRANSFERS: Record<string, FakeTransfer> = {
  empty: at({ phase: 'idle' }),
  idle: at({ phase: 'idle' }, records),
  looking: at({ phase: 'looking', file: look.file, share: 0.4 }),
  ready: at({ phase: 'ready', look }),
  lying: at({ phase: 'ready', look: lying }),
  running: at({ phase: 'running', progress, stopping: false }),
  living: { ...at({ phase: 'idle' }), living: LIVING },
  paused: { ...at({ phase: 'idle' }), living: { ...LIVING, phase: 'paused' } },
  sealed: at({ phase: 'sealed', file: 'beside-2026-11-20.beside', wrong: true }),
  backup: at({
    phase: 'ready',
    look: {
      ...look,
      file: 'beside-2026-11-20.json',
      kind: 'backup',
      preset: null,
      columns: [],
      samples: { new: [], updated: [], same: [], doubtful: [] },
      backup: { at: NOW - 5 * DAY, customers: 1284, rows: 8412 },
      exact: true,
    },
  }),
  stopped: at({ phase: 'stopped', progress, failure: { code: 'disk-full', detail: '' } }),
  done: at({ phase: 'done', progress: { ...progress, done: 1284, counts } }, records),
  undone: at({ phase: 'undone', file: look.file, kept: 2 }, records),
  failed: at({ phase: 'failed', file: 'khach.xlsx', failure: { code: 'file-damaged', detail: '' } }),
};

/** `transfer-ready` and its like, as the gallery shows them. */
export const TRANSFER_STATES: Record<string, State> = Object.fromEntries(
  Object.entries(TRANSFERS).map(([name, transfer]): [string, State] => [
    `transfer-${name}`,
    { surface: 'dashboard', path: 'transfer', transfer },
  ]),
);

/** A desk that stands still in one state and remembers what it was asked. */
export function fakeTransfer(state: FakeTransfer = at({ phase: 'idle' }), asked: string[] = []): Transfer {
  const note = (name: string) => () => void asked.push(name);
  return {
    imports: {
      watch(onState) {
        onState(state.imports);
        return () => undefined;
      },
      open: (file) => void asked.push(`open ${file.name}`),
      unseal: note('unseal'),
      look: (targets, options) => void asked.push(`look ${targets.join()} ${JSON.stringify(options)}`),
      start: note('start'),
      stop: note('stop'),
      resume: note('resume'),
      close: note('close'),
      undo: (id) => void asked.push(`undo ${id}`),
    },
    exports: {
      write: async (request) => {
        asked.push(`write ${JSON.stringify(request)}`);
        return { name: 'beside-2026-11-25-1032.json', content: new Blob(['{}']), customers: 1284 };
      },
      save: (file) => void asked.push(`save ${file.name}`),
    },
    living: {
      watch(onNow) {
        onNow(state.living ?? { phase: 'off' });
        return () => undefined;
      },
      pick: async () => true,
      resume: async () => void asked.push('resume-living'),
      write: note('write-living'),
      end: note('end-living'),
    },
  };
}
