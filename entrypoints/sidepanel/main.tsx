import { render } from 'preact';
import type { Asked } from '../../components/context.ts';
import type { Host } from '../../components/host.ts';
import { Panel } from '../../components/panel.tsx';
import { Rescue } from '../../components/rescue.tsx';
import '../../components/styles/beside.css';
import { browser } from '../../lib/browser/api.ts';
import { createHost } from '../../lib/client/host.ts';
import type { SessionState } from '../../lib/client/session.ts';
import { startPanel } from '../../lib/client/start-panel.ts';
import type { Store } from '../../lib/domain/store.ts';
import type { Hello } from '../../lib/message/port.ts';
import { send } from '../../lib/message/send.ts';

/** `?tab=7` stands beside one tab; otherwise the panel follows the active tab of its window. */
async function whom(): Promise<Hello> {
  const tab = Number(new URLSearchParams(location.search).get('tab'));
  return tab > 0 ? { tab } : { window: (await browser.windows.getCurrent()).id };
}

const root = document.getElementById('root');
if (root) {
  let state: (SessionState & { store: Store }) | null = null;
  let host: Host | null = null;
  let asked: Asked | null = null;

  const draw = () => {
    if (!state) return;
    host ??= {
      ...createHost('sidepanel', state.store),
      takeSelection: async () => {
        const tab = state?.page.tab ?? null;
        return tab !== null && (await send('selection.take', { tab }));
      },
      dropPromise: (id) => {
        const tab = state?.page.tab ?? null;
        if (tab !== null) void send('promise.drop', { tab, id });
      },
      dropSelection: () => void send('selection.drop', { tab: state?.page.tab ?? null }),
    };
    render(<Panel host={host} page={state.page} settings={state.settings} asked={asked} />, root);
  };
  startPanel(await whom(), {
    draw(next) {
      state = next;
      draw();
    },
    act(name) {
      asked = { name, id: (asked?.id ?? 0) + 1 };
      draw();
    },
    rescue: (rescue) => render(<Rescue {...rescue} />, root),
  });
}
