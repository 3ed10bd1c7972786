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
      if (!host) {
        const { readPage, ...rest } = createHost('popup', store);
        host = {
          ...rest,
          openSidePanel: () => openPanel(active?.id),
          // What is read shows in the panel. It opens first thing in the click, or the browser refuses.
          async readPage(tab) {
            const opening = panelApi.sidePanel?.open({ tabId: tab }) ?? panelApi.sidebarAction?.open();
            opening?.catch(() => undefined);
            const done = await readPage(tab);
            if (done) window.close();
            return done;
          },
        };
      }
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
