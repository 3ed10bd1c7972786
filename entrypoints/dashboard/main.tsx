import { render } from 'preact';
import { Dashboard } from '../../components/dashboard.tsx';
import type { Host } from '../../components/host.ts';
import { Rescue } from '../../components/rescue.tsx';
import type { SiteSwitch } from '../../components/site-section.tsx';
import '../../components/styles/beside.css';
import { browser } from '../../lib/browser/api.ts';
import { readBookName } from '../../lib/browser/book-name.ts';
import { readSettings } from '../../lib/browser/settings.ts';
import { watchTaught } from '../../lib/browser/taught-sites.ts';
import { createHost } from '../../lib/client/host.ts';
import { withReportWorker } from '../../lib/client/report-port.ts';
import type { SessionState } from '../../lib/client/session.ts';
import { startPanel } from '../../lib/client/start-panel.ts';
import { connectSync } from '../../lib/client/sync-desk.ts';
import { connectTransfer, wordsOf } from '../../lib/client/transfer-port.ts';
import type { Store } from '../../lib/domain/store.ts';
import { chooseLanguage, createText } from '../../lib/domain/text.ts';
import type { MessageOut } from '../../lib/message/protocol.ts';
import { send } from '../../lib/message/send.ts';

interface Facts {
  sites: SiteSwitch[];
  snapshot: { at: number; customers: number } | null;
}

const root = document.getElementById('root');
if (root) {
  let state: (SessionState & { store: Store }) | null = null;
  let host: Host | null = null;
  let facts: Facts = { sites: [], snapshot: null };

  const reportWorker = () => new Worker(new URL('./report-worker.ts', import.meta.url), { type: 'module' });
  const draw = () => {
    if (!state) return;
    host ??= createHost('dashboard', withReportWorker(state.store, reportWorker, readBookName));
    render(
      <Dashboard
        host={host}
        settings={state.settings}
        {...facts}
        transfer={transfer}
        sync={sync}
        onSnapshot={writeSnapshot}
      />,
      root,
    );
  };
  const learn = async () => {
    const [sites, snapshot] = await Promise.all([send('sites.list', {}), send('snapshot.info', {})]);
    facts = { sites: sites.flatMap(switchesOf), snapshot };
    draw();
  };
  const writeSnapshot = async () => {
    await send('snapshot.write', {});
    await learn();
  };
  const transfer = connectTransfer(
    () => new Worker(new URL('./transfer-worker.ts', import.meta.url), { type: 'module' }),
    async () => {
      const { region, language: chosen } = await readSettings();
      const language = chooseLanguage(chosen, navigator.languages);
      return { book: await readBookName(), region, ...wordsOf(createText(language), language) };
    },
    // Reminders may have come with it.
    () => void send('ring.look', {}),
  );
  const sync = connectSync();
  // The living backup follows the book wherever in the dashboard one is; where folders can be written at all.
  if (transfer.living.pick) requestIdleCallback(() => transfer.living.watch(() => undefined));
  startPanel(
    {},
    {
      draw(next) {
        state = next;
        draw();
      },
      rescue: (rescue) => render(<Rescue {...rescue} />, root),
    },
  );
  // What is granted changes from outside too: in the browser's own settings.
  browser.permissions.onAdded.addListener(() => void learn());
  browser.permissions.onRemoved.addListener(() => void learn());
  watchTaught(() => void learn());
  void learn();
}

/** One line per origin; a site on any host without one yet is a line with nothing to switch. */
function switchesOf({ id, origins, ...site }: MessageOut<'sites.list'>[number]): Facts['sites'] {
  const places = origins.length > 0 ? origins : [{ origin: '', granted: false }];
  return places.map((place) => ({ site: id, ...place, ...site }));
}
