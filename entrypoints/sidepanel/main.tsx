import { render } from 'preact';
import { Panel } from '../../components/panel.tsx';
import { Rescue } from '../../components/rescue.tsx';
import { browser } from '../../lib/browser/api.ts';
import { createHost } from '../../lib/client/host.ts';
import { rescueOf } from '../../lib/client/rescue.ts';
import { startPanel } from '../../lib/client/start-panel.ts';
import type { Hello } from '../../lib/message/port.ts';
import '../../components/styles/tokens.css';
import '../../components/styles/base.css';

/** `?tab=7` stands beside one tab; otherwise the panel follows the active tab of its window. */
async function whom(): Promise<Hello> {
  const tab = Number(new URLSearchParams(location.search).get('tab'));
  if (tab > 0) return { tab };
  return { window: (await browser.windows.getCurrent()).id };
}

const root = document.getElementById('root');
if (root) {
  const hello = await whom();
  startPanel(hello, ({ store, page, settings, failure }) => {
    if (failure) return render(<Rescue {...rescueOf(failure, settings)} />, root);
    if (!store) return;
    render(<Panel host={createHost('sidepanel', store)} page={page} settings={settings} />, root);
  });
}
