import type { ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import type { Customer } from '../lib/domain/entities.ts';
import { CardMenu } from './card-menu.tsx';
import { useBeside } from './context.ts';
import type { PageState } from './host.ts';
import { Icon } from './icon.tsx';
import { IconButton } from './parts.tsx';
import { SittingBar } from './sitting.tsx';
import { TodaySwitchContext } from './today-switch.tsx';
import { useReadPage } from './use-read-page.ts';

export interface PanelFrameProps {
  page: PageState;
  /** Whom the menu is about, when somebody is shown. */
  customer?: Customer | null;
  children: ComponentChildren;
}

/** Top bar and content: the same frame around every state. */
export function PanelFrame({ page, customer, children }: PanelFrameProps) {
  const { t, host, format, notify } = useBeside();
  const readAgain = useReadPage(page, (done) =>
    notify({ text: t(done ? 'click_reading' : 'click_refused') }),
  );
  const today = useContext(TodaySwitchContext);
  // Today has no name of a customer to head it.
  const Place = today?.open ? 'h1' : 'span';
  // The practice inbox, and a page of somebody's own, have a main part; that page has a bar of its own too.
  const Main = host.place === 'dashboard' || host.place === 'widget' ? 'div' : 'main';
  const Bar = host.place === 'widget' ? 'div' : 'header';
  const site = page.sighting?.site ?? page.site;
  return (
    <>
      <Bar class="top" part="top">
        <span class="top-mark" aria-hidden="true">
          <Icon name="book" size={16} />
        </span>
        <Place class="top-place">{today?.open ? t('today') : site ? format.place(site) : t('app')}</Place>
        <span class="row-acts">
          {today && (
            <IconButton
              act="switch-today"
              icon={today.open ? 'user' : 'bell'}
              label={t(today.open ? 'today_leave' : 'today')}
              onAct={() => today.toggle()}
            />
          )}
          {page.sighting && readAgain && (
            <IconButton act="read-again" icon="refresh" label={t('click_again')} onAct={readAgain} />
          )}
          <CardMenu customer={customer ?? null} sighting={page.sighting} watched={!page.onClick} />
          {host.place !== 'dashboard' && host.place !== 'widget' && (
            <IconButton
              act="open-dashboard"
              icon="users"
              label={t('dashboard_open')}
              onAct={() => host.openDashboard()}
            />
          )}
          {host.openSidePanel && (
            <IconButton
              act="side-panel"
              icon="panel"
              label={t('side_panel_open')}
              onAct={() => host.openSidePanel?.()}
            />
          )}
          {host.setOpen && (
            <IconButton
              act="collapse"
              icon="next"
              label={t('collapse')}
              onAct={() => host.setOpen?.(false)}
            />
          )}
        </span>
      </Bar>
      <Main class="content" part="content">
        <SittingBar />
        {children}
      </Main>
    </>
  );
}
