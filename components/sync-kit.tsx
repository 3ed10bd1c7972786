import { encode } from 'uqr';
import type { RecoveryKit } from '../lib/domain/sync-desk.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';

/** The recovery kit: shown once, printed or copied by hand. Beside keeps no copy of it. */
export function SyncKit({ kit, onDone }: { kit: RecoveryKit; onDone: () => void }) {
  const { t, format } = useBeside();
  return (
    <section class="sync-kit" data-part="sync-kit" aria-label={t('sync_kit')}>
      <div class="sync-kit-sheet">
        <h2>{t('sync_kit')}</h2>
        <p>{t('sync_kit_text')}</p>
        <div class="sync-kit-code">
          <Qr text={kit.code.toUpperCase()} label={t('sync_kit_qr')} />
          <p class="sync-kit-letters" data-part="sync-kit-code">
            {kit.code.toUpperCase()}
          </p>
        </div>
        <dl class="sync-kit-facts">
          <div>
            <dt>{t('sync_kit_store')}</dt>
            <dd>{kit.store}</dd>
          </div>
          <div>
            <dt>{t('sync_kit_space')}</dt>
            <dd class="sync-kit-space">{kit.space}</dd>
          </div>
          <div>
            <dt>{t('sync_kit_at')}</dt>
            <dd>{format.exact(kit.at)}</dd>
          </div>
        </dl>
        <p>{t('sync_kit_passphrase')}</p>
        <p class="sync-kit-line" aria-hidden="true" />
      </div>
      <p class="hint">{t('sync_kit_once')}</p>
      <span class="form-acts">
        <button type="button" class="button" data-act="kit-print" onClick={() => globalThis.print()}>
          <Icon name="print" /> {t('sync_kit_print')}
        </button>
        <button type="button" class="button button-primary" data-act="kit-done" onClick={onDone}>
          {t('sync_kit_done')}
        </button>
      </span>
    </section>
  );
}

/** A square code as one path: dark on light in both themes, as cameras want it. */
function Qr({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
