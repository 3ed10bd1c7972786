import { render } from 'preact';
import type { Asked } from '../../components/context.ts';
import type { Host } from '../../components/host.ts';
import { Launcher } from '../../components/launcher.tsx';
import { Panel } from '../../components/panel.tsx';
import { Rescue } from '../../components/rescue.tsx';
import '../../components/styles/beside.css';
import { panelApi } from '../../lib/browser/features.ts';
import { createHost } from '../../lib/client/host.ts';
import type { SessionState } from '../../lib/client/session.ts';
import { startPanel } from '../../lib/client/start-panel.ts';
import type { Store } from '../../lib/domain/store.ts';
import { send } from '../../lib/message/send.ts';
import { TAB } from '../../lib/overlay/place.ts';
import { watchVisibility } from '../../lib/overlay/visibility-guard.ts';
import './frame.css';

/** An act needs the frame to have been honestly visible for this long. */
const SEEN_MS = 500;

const ticket = location.hash.slice(1);
const root = document.getElementById('root');

/** Without a ticket nothing starts: a page that frames us by itself gets an empty document. */
if (ticket && root) {
  history.replaceState(null, '', location.pathname);
  const guard = watchVisibility(root, () => performance.now(), new AbortController().signal);
  let state: (SessionState & { store: Store }) | null = null;
  let host: Host | null = null;
  let asked: Asked | null = null;

  const draw = () => {
    if (!state) return;
    // Another book has another store.
    if (host?.store !== state.store) host = frameHost(state.store);
    const { page, settings } = state;
    const isTab = window.innerWidth <= TAB;
    render(
      isTab ? (
        <Launcher host={host} page={page} settings={settings} />
      ) : (
        <Panel host={host} page={page} settings={settings} asked={asked} />
      ),
      root,
    );
  };
  const frameHost = (store: Store): Host => ({
    ...createHost('frame', store),
    // A permission prompt belongs to a page of ours, not into somebody else's.
    enableSite: undefined,
    disableSite: undefined,
    readPage: undefined,
    setOpen: (open) => void send('frame.place', { open }),
    moveBy: (by) => void send('frame.place', { by }),
    openSidePanel: panelApi.sidePanel && (() => openSidePanel(state?.page.tab ?? null)),
    takeSelection: async () => {
      const tab = state?.page.tab ?? null;
      return tab !== null && (await send('selection.take', { tab }));
    },
    dropPromise: (id) => {
      const tab = state?.page.tab ?? null;
      if (tab !== null) void send('promise.drop', { tab, id });
    },
    dropSelection: () => void send('selection.drop', { tab: state?.page.tab ?? null }),
    mayAct: (event) => event.isTrusted && (!guard.supported || guard.visibleFor(SEEN_MS)),
    mayDestroy: guard.supported,
    ...(guard.supported ? {} : { insertDraft: undefined, visit: undefined }),
  });
  window.addEventListener('resize', draw);
  startPanel(
    { ticket },
    {
      draw(next) {
        state = next;
        draw();
      },
      act(name) {
        asked = { name, id: (asked?.id ?? 0) + 1 };
        host?.setOpen?.(true);
        draw();
      },
      rescue: (rescue) => render(<Rescue {...rescue} />, root),
      refuse() {
        state = null;
        render(null, root);
      },
    },
  );
}

function openSidePanel(tabId: number | null): void {
  if (tabId !== null) void panelApi.sidePanel?.open({ tabId });
}
