import type { RecoveryKit, StoreTest, SyncDesk } from '../../lib/domain/sync-desk.ts';
import { SYNC_OFF, type SyncView } from '../../lib/domain/sync-view.ts';
import { DAY, HOUR, MINUTE, NOW } from './sample.ts';
import type { State } from './states.ts';

const GOOD: StoreTest = {
  verdict: 'good',
  passed: ['write', 'read', 'list', 'overwrite', 'remove'],
  guards: false,
  skewMs: 310_000,
  tookMs: 41,
};

export const KIT: RecoveryKit = {
  code: 'k7dm-2qpa-x4vn-hz3c-ymt6-5wrb-eo2f',
  space: 'q4h7mzdw2p6xk3vtn5rabcyeou',
  store: 'cloud.hoalan.example',
  at: NOW,
};

export const STANDING: SyncView = {
  ...SYNC_OFF,
  phase: 'idle',
  place: { name: 'cloud.hoalan.example', origin: 'https://cloud.hoalan.example' },
  lastAt: NOW - MINUTE,
  devices: [
    { id: 'd1', name: 'Máy ở cửa hàng', isOwn: true, role: 'admin', seenAt: NOW, stuck: '' },
    { id: 'd2', name: 'Laptop chị Lan', isOwn: false, role: 'admin', seenAt: NOW - 3 * DAY, stuck: '' },
  ],
};

/** A desk that answers at once and remembers what it was asked. */
export function fakeSync(asked: string[] = [], test: StoreTest = GOOD): SyncDesk {
  const note = (name: string) => async () => void asked.push(name);
  return {
    async grant(origin) {
      asked.push(`grant ${origin}`);
      return true;
    },
    async pick() {
      asked.push('pick');
      return 'Beside';
    },
    async test(place) {
      asked.push(`test ${place === null ? 'folder' : place.kind}`);
      return test;
    },
    async begin({ device, kit }) {
      asked.push(`begin ${device} ${kit}`);
      return kit === null ? KIT : null;
    },
    isGranted: async () => true,
    kit: async () => KIT,
    run: note('run'),
    refill: note('refill'),
    resume: note('resume'),
    end: note('end'),
  };
}

const FILLED = [
  'store-webdav',
  'type:store-address:cloud.hoalan.example/dav/beside',
  'type:store-user:lan',
  'type:store-secret:bí mật',
  'store-try',
];

export const SYNC_STATES: Record<string, State> = {
  'sync-off': { surface: 'dashboard', path: 'sync' },
  'sync-tested': { surface: 'dashboard', path: 'sync', press: FILLED },
  'sync-kit': {
    surface: 'dashboard',
    path: 'sync',
    press: [...FILLED, 'type:passphrase-field:trà sữa', 'type:passphrase-again-field:trà sữa', 'sync-begin'],
  },
  'sync-waiting': {
    surface: 'dashboard',
    path: 'sync',
    prepare: (store) => {
      const problem = { kind: 'unreachable' as const, since: NOW - HOUR, retryAt: NOW + MINUTE };
      store.book = { ...store.book, sync: { ...STANDING, phase: 'waiting', problem } };
    },
  },
};
