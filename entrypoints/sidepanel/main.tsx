import { render } from 'preact';
import type { Host } from '../../components/host.ts';
import { Panel } from '../../components/panel.tsx';
import { Rescue } from '../../components/rescue.tsx';
import '../../components/styles/beside.css';
import { browser } from '../../lib/browser/api.ts';
import { createHost } from '../../lib/client/host.ts';
import { startPanel } from '../../lib/client/start-panel.ts';
import type { Hello } from '../../lib/message/port.ts';
import { send } from '../../lib/message/send.ts';

/** `?tab=7` stands beside one tab; otherwise the panel follows the active tab of its window. */
async function whom(): Promise<Hello> {
  const tab = Number(new URLSearchParams(location.search).get('tab'));
  return tab > 0 ? { tab } : { window: (await browser.windows.getCurrent()).id };
}

const root = document.getElementById('root');
if (root) {
  let host: Host | null = null;
  let tab: number | null = null;
  startPanel(await whom(), {
    draw({ store, page, settings }) {
      tab = page.tab;
      host ??= {
        ...createHost('sidepanel', store),
        dropSelection: () => void send('selection.drop', { tab }),
      };
      render(<Panel host={host} page={page} settings={settings} />, root);
    },
    rescue: (rescue) => render(<Rescue {...rescue} />, root),
  });
}
