import { render } from 'preact';
import '../../components/styles/beside.css';
import { Dashboard } from '../../components/dashboard.tsx';
import { Launcher } from '../../components/launcher.tsx';
import { Panel } from '../../components/panel.tsx';
import { Rescue } from '../../components/rescue.tsx';
import type { SiteSwitch } from '../../components/site-section.tsx';
import { Today } from '../../components/today.tsx';
import { Failure } from '../../lib/domain/failure.ts';
import { NO_PAGE } from '../../lib/domain/page-state.ts';
import { FakeStore } from './fake-store.ts';
import { fakeHost, settings } from './host.ts';
import { emptyBook, HOUR, manyCustomers, NOW, sampleBook, ZONE } from './sample.ts';
import { STATES } from './states.ts';
import { fakeSync } from './sync-states.ts';
import { fakeTransfer } from './transfer.ts';

/** `?state=known&language=vi&theme=light`: one state, drawn once; `document.body.dataset.ready` says when. */
const query = new URLSearchParams(location.search);
const name = query.get('state') ?? 'known';
const state = STATES[name];
const language = query.get('language') === 'en' ? 'en' : 'vi';
const theme = query.get('theme') === 'dark' ? 'dark' : 'light';

/** Well known, and known since then. */
const SURE = { evidence: 'A' as const, verified: '2026-10', basic: false, onClick: false };
const SITES: SiteSwitch[] = [
  { site: 'gmail', origin: 'https://mail.google.com', granted: true, ...SURE },
  { site: 'telegram-k', origin: 'https://web.telegram.org', granted: false, ...SURE },
  { site: 'woocommerce', origin: 'https://hoalan.example', granted: true, ...SURE },
  { site: 'linkedin', origin: 'https://www.linkedin.com', granted: false, ...SURE, onClick: true },
  { site: 'woocommerce', origin: '', granted: false, ...SURE },
  { site: 'shopee', origin: 'https://banhang.shopee.vn', granted: true, ...SURE, evidence: 'C' },
  { site: 'shopee', origin: 'https://seller.shopee.sg', granted: false, ...SURE, evidence: 'C' },
  {
    site: 'lazada',
    origin: 'https://sellercenter.lazada.vn',
    granted: false,
    ...SURE,
    evidence: 'U',
    basic: true,
  },
  {
    site: 'linkedin',
    origin: 'https://www.linkedin.com',
    granted: false,
    ...SURE,
    evidence: 'B',
    onClick: true,
  },
  {
    site: 'taught-desk-hoa--sen-example---agent-tickets',
    origin: 'https://desk.hoa-sen.example',
    granted: true,
    ...SURE,
    evidence: 'U',
    verified: '2026-11-23',
    taught: true,
  },
];

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** Waits until nothing was drawn for two frames in a row. */
async function settled(): Promise<void> {
  let quiet = 0;
  const observer = new MutationObserver(() => {
    quiet = 0;
  });
  observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  while (quiet < 4) {
    await frame();
    quiet += 1;
  }
  observer.disconnect();
}

async function press(step: string): Promise<void> {
  const [kind, part, text] = step.split(':');
  if (kind === 'choose') {
    const list = document.querySelector<HTMLSelectElement>(`[data-act="${part}"]`);
    if (!list) throw new Error(`No list ${part} in ${name}`);
    list.value = text ?? '';
    list.dispatchEvent(new Event('change', { bubbles: true }));
  } else if (kind === 'type') {
    const field = document.querySelector<HTMLInputElement>(`[data-part="${part}"]`);
    if (!field) throw new Error(`No field ${part} in ${name}`);
    field.value = text ?? '';
    field.dispatchEvent(new Event('input', { bubbles: true }));
  } else {
    const button = document.querySelector<HTMLElement>(`[data-act="${step}"]`);
    if (!button) throw new Error(`No button ${step} in ${name}`);
    button.click();
  }
  await settled();
}

async function show(): Promise<void> {
  const root = document.getElementById('root');
  if (!state || !root) throw new Error(`No state ${name}`);
  const store = new FakeStore(state.empty ? emptyBook() : sampleBook(), () => NOW);
  const crowd = Number(query.get('crowd') ?? state.crowd ?? 0);
  if (crowd > 0) store.book = manyCustomers(crowd);
  state.prepare?.(store);
  if (state.surface === 'dashboard') location.hash = `#/${state.path ?? ''}`;
  const chosen = settings({ language, theme });
  const page = state.page ?? NO_PAGE;
  const place = state.home ?? (state.surface === 'panel' || state.surface === 'launcher' ? 'frame' : 'popup');
  const host = fakeHost(store, place, {
    ...(state.guarded ? { mayDestroy: false } : {}),
    ...state.host,
  });
  const surfaces = {
    panel: () => <Panel host={host} page={page} settings={chosen} />,
    launcher: () => <Launcher host={host} page={page} settings={chosen} />,
    today: () => <Today host={host} page={page} settings={chosen} />,
    dashboard: () => (
      <Dashboard
        host={host}
        settings={chosen}
        sites={SITES}
        snapshot={state.empty ? null : { at: NOW - 5 * HOUR, customers: 6 }}
        transfer={fakeTransfer(state.transfer)}
        sync={fakeSync()}
        onSnapshot={async () => undefined}
      />
    ),
    rescue: () => (
      <Rescue
        settings={chosen}
        failure={new Failure(state.path === 'newer' ? 'database-newer' : 'database-broken')}
        snapshot={state.empty ? null : { at: NOW - 5 * HOUR, customers: 1284 }}
        now={NOW}
        zone={ZONE}
        kept="beside-1"
        onRestore={async () => undefined}
        onRetry={() => undefined}
      />
    ),
  };
  // A piece of its own, which a button of it must not wait for.
  if (page.sent || page.selection) await import('../../lib/domain/promise/in-talk.ts');
  render(surfaces[state.surface](), root);
  await settled();
  for (const step of state.press ?? []) await press(step);
  document.body.dataset.ready = 'true';
}

show().catch((error: unknown) => {
  document.body.dataset.ready = 'failed';
  document.title = String(error);
  throw error;
});
