import type { ErasedCounts, EraseReceipt, LedgerView } from '../../lib/domain/ledger.ts';
import { NOTHING_ERASED } from '../../lib/domain/ledger.ts';
import type { Queries } from '../../lib/domain/query.ts';
import { SYNC_OFF } from '../../lib/domain/sync-view.ts';
import type { Book } from './sample.ts';
import { DAY, HOUR, NOW } from './sample.ts';
import type { State } from './states.ts';

type Answer<N extends keyof Queries> = (args: Queries[N]['args']) => Queries[N]['out'];

const counts: ErasedCounts = {
  ...NOTHING_ERASED,
  originals: 1,
  identities: 3,
  notes: 4,
  interactions: 128,
  shared: 2,
  reminders: 2,
  orders: 5,
  edits: 163,
};

const LEDGER: LedgerView = {
  reads: {
    gmail: { threads: 1204, first: NOW - 40 * DAY, last: NOW - HOUR },
    zalo: { threads: 86, first: NOW - 12 * DAY, last: NOW - 3 * HOUR },
  },
  files: { exports: { files: 3, bytes: 482_113, last: NOW - 2 * DAY }, living: null },
  sync: null,
  erased: [{ id: 'e1', at: NOW - HOUR, counts, pending: ['living'], closedBooks: 1 }],
  thinned: [{ at: NOW - DAY, sites: { gmail: 311, zalo: 12 } }],
};

/** With sync on. */
const SYNCED = {
  requests: 1204,
  sent: 4_812_113,
  received: 12_004_711,
  first: NOW - 9 * DAY,
  last: NOW - HOUR,
};

/** What the fake store answers about reading, sending and erasing. */
export function privacyAnswers(
  book: Book,
  erased: EraseReceipt[] | null,
): {
  [N in 'erase' | 'ledger' | 'living' | 'retention' | 'sync']: Answer<N>;
} {
  return {
    erase: ({ id }) => {
      const found = book.customers.find((one) => one.id === id);
      return found ? { name: found.name, code: found.code, counts, living: 'Sao lưu Beside' } : null;
    },
    sync: () => book.sync ?? SYNC_OFF,
    ledger: () => {
      if (book.sync) return { ...LEDGER, sync: SYNCED };
      if (erased !== null) return { ...LEDGER, erased };
      return book.customers.length > 0 ? LEDGER : { ...LEDGER, reads: {}, erased: [], thinned: [] };
    },
    living: () => book.living ?? null,
    retention: () => ({ gmail: 1204 }),
  };
}

export const PRIVACY_STATES: Record<string, State> = {
  privacy: { surface: 'dashboard', path: 'privacy' },
  'privacy-empty': { surface: 'dashboard', path: 'privacy', empty: true },
  'privacy-rule': { surface: 'dashboard', path: 'privacy', press: ['choose:retention:6'] },
  erase: { surface: 'dashboard', path: 'customers/c1?act=erase', press: ['type:erase-field:kh 0001'] },
  consent: { surface: 'dashboard', path: 'customers/c1', press: ['consent-yes'] },
  'backup-late': {
    surface: 'dashboard',
    path: 'customers/c2',
    prepare: (store) => {
      const living = { folder: 'Sao lưu Beside', lastAt: NOW - 5 * DAY, behind: true };
      store.book = { ...store.book, living };
    },
  },
};
