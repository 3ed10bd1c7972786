import { render } from 'preact';
import type { Host } from '../../components/host.ts';
import { Rescue } from '../../components/rescue.tsx';
import '../../components/styles/beside.css';
import { Today } from '../../components/today.tsx';
import { browser } from '../../lib/browser/api.ts';
import { panelApi } from '../../lib/browser/features.ts';
import { createHost } from '../../lib/client/host.ts';
import { startPanel } from '../../lib/client/start-panel.ts';
import { send } from '../../lib/message/send.ts';

const root = document.getElementById('root');
if (root) {
  const [active] = await browser.tabs.query({ active: true, currentWindow: true });
  let host: Host | null = null;
  // Opening the popup is a wake like any other: what is due and was not shown rings now.
  void send('ring.look', {});
  startPanel(active?.id === undefined ? {} : { tab: active.id }, {
    draw({ store, page, settings }) {
      host ??= { ...createHost('popup', store), openSidePanel: () => openPanel(active?.id) };
      render(<Today host={host} page={page} settings={settings} />, root);
    },
    rescue: (rescue) => render(<Rescue {...rescue} />, root),
  });
}

/** First thing in the click: the browser opens a panel only for a gesture. Refused, the toolbar button remains. */
function openPanel(tabId: number | undefined): void {
  if (tabId === undefined) return;
  const opening = panelApi.sidePanel?.open({ tabId }) ?? panelApi.sidebarAction?.open();
  opening?.catch(() => undefined);
}
