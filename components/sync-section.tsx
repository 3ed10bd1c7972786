import { useState } from 'preact/hooks';
import type { RecoveryKit, SyncDesk } from '../lib/domain/sync-desk.ts';
import { useBeside } from './context.ts';
import { SyncKit } from './sync-kit.tsx';
import { SyncSetup } from './sync-setup.tsx';
import { SyncStanding } from './sync-standing.tsx';
import { useLive } from './use-live.ts';

/** Syncing from choosing a store to turning it off. Off, everything else works as before. */
export function SyncSection({ desk }: { desk: SyncDesk }) {
  const { t, host } = useBeside();
  const now = useLive(host.store, { name: 'sync', args: {} }).value;
  const [kit, setKit] = useState<RecoveryKit | null>(null);
  return (
    <div class="sheet-page" data-part="sync" data-phase={now?.phase}>
      <h1 class="page-title">{t('section_sync')}</h1>
      {!now && <div aria-busy="true" />}
      {kit ? (
        <SyncKit kit={kit} onDone={() => setKit(null)} />
      ) : (
        <>
          {now?.phase === 'off' && <SyncSetup desk={desk} onKit={setKit} />}
          {now && now.phase !== 'off' && <SyncStanding now={now} desk={desk} onKit={setKit} />}
        </>
      )}
    </div>
  );
}
