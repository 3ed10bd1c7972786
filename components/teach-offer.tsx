import { useState } from 'preact/hooks';
import type { PageDescription } from '../lib/domain/teach.ts';
import { useBeside } from './context.ts';
import type { PageState } from './host.ts';
import { Icon } from './icon.tsx';

/**
 * A page that Beside cannot read, or no longer: one permission, then the seller points. In the popup the side panel is
 * opened for it, since the popup closes at the first click on the page.
 */
export function TeachOffer({ page }: { page: PageState }) {
  const { t, host, fail, mayAct } = useBeside();
  const { tab, origin, granted } = page;
  if (!host.teach || tab === null) return null;
  if (origin === '') return <p class="hint teach-hint">{t('teach_hidden')}</p>;
  const site = origin.replace(/^https?:\/\//, '');
  if (!granted) {
    if (!host.enableSite) return null;
    return (
      <div class="teach-offer" data-part="teach-offer">
        <p class="hint">{t('teach_ask_hint', { site })}</p>
        <button
          type="button"
          class="button"
          data-act="read-site"
          onClick={() => {
            // The browser's question must come straight from the click: nothing is awaited before it.
            host.enableSite?.(origin).catch(fail);
          }}
        >
          <Icon name="power" /> {t('teach_ask')}
        </button>
      </div>
    );
  }
  return (
    <div class="teach-offer" data-part="teach-offer">
      <button
        type="button"
        class="button"
        data-act="teach-start"
        onClick={(event) => {
          if (!mayAct(event)) return;
          if (host.place === 'popup') host.openSidePanel?.();
          host.teach?.start(tab).catch(fail);
        }}
      >
        <Icon name="point" /> {t('teach_start')}
      </button>
      <p class="hint">{t('teach_start_hint')}</p>
    </div>
  );
}

/** How the page is made, to send to whoever repairs the site: shown before it is copied, so that nothing is hidden. */
export function Diagnostics({ page }: { page: PageState }) {
  const { t, host, fail, notify } = useBeside();
  const [shown, setShown] = useState<string | null>(null);
  const { tab } = page;
  if (!host.teach || tab === null) return null;
  const look = () => {
    host.teach?.describe(tab).then((found) => setShown(written(found, page)), fail);
  };
  const copy = () => {
    if (shown) host.copy?.(shown).then(() => notify({ text: t('diagnostics_copied') }), fail);
  };
  if (shown === null) {
    return (
      <button type="button" class="text-button" data-act="diagnostics" onClick={look}>
        {t('diagnostics')}
      </button>
    );
  }
  return (
    <div class="teach-offer" data-part="diagnostics">
      <p class="hint">{t('diagnostics_hint')}</p>
      <textarea class="field" data-part="diagnostics-text" readOnly rows={8} aria-label={t('diagnostics')}>
        {shown}
      </textarea>
      {host.copy && (
        <button type="button" class="button" data-act="copy-diagnostics" onClick={copy}>
          <Icon name="copy" /> {t('diagnostics_copy')}
        </button>
      )}
    </div>
  );
}

const written = (found: PageDescription, page: PageState): string =>
  JSON.stringify({ beside: 'diagnostics', v: 1, seen: page.sighting?.problems ?? [], ...found }, null, 1);
