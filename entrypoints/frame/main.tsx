import { render } from 'preact';
import { Launcher } from '../../components/launcher.tsx';
import { Panel } from '../../components/panel.tsx';
import { panelApi } from '../../lib/browser/features.ts';
import { createHost } from '../../lib/client/host.ts';
import type { SessionState } from '../../lib/client/session.ts';
import { startPanel } from '../../lib/client/start-panel.ts';
import { send } from '../../lib/message/send.ts';
import { TAB } from '../../lib/overlay/place.ts';
import { watchVisibility } from '../../lib/overlay/visibility-guard.ts';
import '../../components/styles/tokens.css';
import '../../components/styles/base.css';
import './frame.css';

/** An act needs the frame to have been honestly visible for this long. */
const SEEN_MS = 500;

const ticket = location.hash.slice(1);
const root = document.getElementById('root');

/** Without a ticket nothing starts: a page that frames us by itself gets an empty document. */
if (ticket && root) {
  history.replaceState(null, '', location.pathname);
  const guard = watchVisibility(root, () => performance.now(), new AbortController().signal);
  let state: SessionState | null = null;

  const draw = () => {
    if (!state?.store || state.refused) return render(null, root);
    const { store, page, settings } = state;
    const sidePanel = panelApi.sidePanel;
    const host = {
      ...createHost('frame', store),
      enableSite: undefined,
      disableSite: undefined,
      setOpen: (open: boolean) => void send('frame.place', { open }),
      openSidePanel:
        sidePanel && page.tab !== null ? () => void sidePanel.open({ tabId: page.tab as number }) : undefined,
      mayAct: (event: Event) => event.isTrusted && (!guard.supported || guard.visibleFor(SEEN_MS)),
      mayDestroy: guard.supported,
    };
    const View = window.innerWidth <= TAB ? Launcher : Panel;
    render(<View host={host} page={page} settings={settings} />, root);
  };
  window.addEventListener('resize', draw);
  startPanel({ ticket }, (next) => {
    state = next;
    draw();
  });
}
