import type { Settings } from '../lib/domain/settings.ts';
import { useBeside } from './context.ts';
import type { Host, PageState } from './host.ts';
import { Icon } from './icon.tsx';
import { IconButton } from './parts.tsx';
import { Enable, ReadOnClick } from './quiet-states.tsx';
import { SittingBar } from './sitting.tsx';
import { Surface } from './surface.tsx';
import { TeachOffer } from './teach-offer.tsx';
import { CalendarButton } from './today-head.tsx';
import { TodayList } from './today-list.tsx';

export interface TodayProps {
  host: Host;
  settings: Settings;
  /** The active tab, to offer switching its site on; null where there is none. */
  page: PageState | null;
}

/** The popup: what is due, who waits, and the switch for the site of this tab. */
export function Today({ host, settings, page }: TodayProps) {
  return (
    <Surface host={host} settings={settings} name="today">
      <TodayBody page={page} />
    </Surface>
  );
}

function TodayBody({ page }: { page: PageState | null }) {
  const { t, host, showKeys } = useBeside();
  return (
    <>
      <header class="top">
        <span class="top-mark" aria-hidden="true">
          <Icon name="book" size={16} />
        </span>
        <h1 class="top-place">{t('today')}</h1>
        <span class="row-acts">
          <IconButton act="help" icon="keyboard" label={t('keys_title')} onAct={() => showKeys()} />
          <CalendarButton />
          <IconButton
            act="open-settings"
            icon="settings"
            label={t('settings')}
            onAct={() => host.openDashboard('settings')}
          />
          <IconButton
            act="open-dashboard"
            icon="users"
            label={t('dashboard_open')}
            onAct={() => host.openDashboard()}
          />
        </span>
      </header>
      <main class="content">
        {page?.onClick && <ReadOnClick page={page} />}
        {page && page.site !== null && !page.granted && !page.onClick && <Enable page={page} />}
        {page && page.site === null && /^https?:/.test(page.origin) && <TeachOffer page={page} />}
        <SittingBar />
        <TodayList />
      </main>
    </>
  );
}
