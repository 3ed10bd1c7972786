import { describe, expect, it } from 'vitest';
import { listenToPanels } from '../../lib/background/panels.ts';
import { createTabPages } from '../../lib/background/tab-pages.ts';
import type { Sighting } from '../../lib/domain/sighting.ts';
import type { Down } from '../../lib/message/port.ts';
import { createTickets } from '../../lib/message/tickets.ts';

const ID = 'ours';
const ORIGIN = `chrome-extension://${ID}`;

function event<Args extends unknown[]>() {
  const listeners: ((...args: Args) => void)[] = [];
  return {
    addListener: (listener: (...args: Args) => void) => void listeners.push(listener),
    fire: (...args: Args) => {
      for (const listener of listeners) listener(...args);
    },
  };
}

function shelf() {
  const items: Record<string, unknown> = {};
  return {
    get: async (key: string | null) => (key !== null && key in items ? { [key]: items[key] } : {}),
    set: async (more: Record<string, unknown>) => void Object.assign(items, more),
    remove: async (keys: string | string[]) => {
      for (const key of [keys].flat()) delete items[key];
    },
  };
}

const sightingOf = (name: string): Sighting => ({
  site: 'gmail',
  channel: 'email',
  thread: { id: name, url: 'https://mail.google.com/', subject: name },
  counterparts: [],
  group: false,
  messages: [],
  order: null,
  health: 'ok',
  problems: [],
});

/** A background with two tabs; `answer` decides when the browser says what is granted. */
function arrange() {
  const questions: ((granted: boolean) => void)[] = [];
  const onConnect = event<[unknown]>();
  const onActivated = event<[{ tabId: number; windowId: number }]>();
  const onUpdated = event<[number, { status?: string; url?: string; title?: string }]>();
  const ordered: unknown[] = [];
  const clock = { ms: 1 };
  const address: { url: string | undefined } = { url: 'https://mail.google.com/' };
  const api = {
    runtime: { onConnect },
    tabs: {
      onActivated,
      onUpdated,
      get: async (tab: number) => ({ id: tab, url: address.url }),
      query: async () => [{ id: 7 }],
      sendMessage: async (tab: number, order: unknown) => void ordered.push([tab, order]),
    },
    permissions: { contains: () => new Promise<boolean>((resolve) => void questions.push(resolve)) },
  };
  const pages = createTabPages(shelf());
  const tickets = createTickets(
    shelf(),
    () => clock.ms,
    () => 'the-ticket',
  );
  const panels = listenToPanels(api as never, {
    pages,
    tickets,
    trust: { id: ID, origin: ORIGIN, redeemed: async () => true },
    siteOf: (url) => (url === '' ? null : url.includes('linkedin') ? 'linkedin' : 'gmail'),
    isOnClick: (site) => site === 'linkedin',
  });
  const connect = (sender: object) => {
    const heard: Down[] = [];
    const onMessage = event<[unknown]>();
    const onDisconnect = event<[]>();
    let open = true;
    const port = {
      name: 'panel',
      sender: { id: ID, origin: ORIGIN, ...sender },
      onMessage,
      onDisconnect,
      postMessage: (down: Down) => void heard.push(down),
      disconnect: () => {
        open = false;
      },
    };
    onConnect.fire(port);
    return {
      heard,
      say: (hello: unknown) => onMessage.fire(hello),
      isOpen: () => open,
      leave: () => onDisconnect.fire(),
      names: () =>
        heard.map((down) =>
          'state' in down ? (down.state.sighting?.thread.id ?? '') : JSON.stringify(down),
        ),
    };
  };
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };
  const grant = async () => {
    for (const answer of questions.splice(0)) answer(true);
    await settle();
  };
  return {
    pages,
    panels,
    tickets,
    connect,
    settle,
    grant,
    questions,
    onUpdated,
    onActivated,
    address,
    ordered,
    clock,
  };
}

describe('the panels of a tab', () => {
  it('are never told a state older than the last one', async () => {
    const { pages, connect, settle, grant, onUpdated } = arrange();
    const panel = connect({});
    panel.say({ tab: 7 });
    await settle();
    await grant();
    await pages.change(7, { url: 'https://mail.google.com/', sighting: sightingOf('first') });
    // The page is loaded again; while the browser is asked what is granted, the next thread is seen.
    onUpdated.fire(7, { status: 'complete' });
    await settle();
    await pages.change(7, { sighting: sightingOf('second') });
    await grant();
    expect(panel.names().at(-1)).toBe('second');
    expect(panel.names().slice(panel.names().indexOf('second'))).not.toContain('first');
  });

  it('are put there anew where they loaded more slowly than their ticket lives; nobody else is helped', async () => {
    const { tickets, connect, settle, ordered, clock } = arrange();
    const ticket = await tickets.issue(7);
    clock.ms += 11_000;
    const stranger = connect({ tab: { id: 7 }, frameId: 4, documentId: 'D4' });
    stranger.say({ ticket: 'made-up' });
    await settle();
    expect(stranger.heard).toEqual([{ refused: true }]);
    expect(ordered).toEqual([]);
    const slow = connect({ tab: { id: 7 }, frameId: 3, documentId: 'D3' });
    slow.say({ ticket });
    await settle();
    expect(slow.heard).toEqual([{ refused: true }]);
    expect(ordered).toEqual([[7, { tell: 'mount' }]]);
  });

  it('say where a page is read on a click alone, granted or not, read or not', async () => {
    const { pages, connect, settle, grant, address, onUpdated } = arrange();
    address.url = 'https://www.linkedin.com/messaging/';
    const panel = connect({});
    panel.say({ tab: 7 });
    await settle();
    await grant();
    expect(panel.heard.at(-1)).toMatchObject({ state: { site: 'linkedin', onClick: true, sighting: null } });
    await pages.change(7, { url: address.url, site: 'linkedin', sighting: sightingOf('one') });
    expect(panel.heard.at(-1)).toMatchObject({
      state: { onClick: true, sighting: { thread: { id: 'one' } } },
    });
    await pages.change(7, { url: 'https://mail.google.com/', site: 'gmail', sighting: null });
    onUpdated.fire(7, { status: 'complete' });
    expect(panel.heard.at(-1)).toMatchObject({ state: { site: 'gmail', onClick: false } });
  });

  it('follow the active tab of their window, and nobody else’s', async () => {
    const { pages, connect, settle, grant, onActivated } = arrange();
    await pages.change(7, { url: 'https://mail.google.com/', sighting: sightingOf('seven') });
    await pages.change(8, { url: 'https://mail.google.com/', sighting: sightingOf('eight') });
    const panel = connect({});
    panel.say({ window: 1 });
    await settle();
    await grant();
    expect(panel.names().at(-1)).toBe('seven');
    onActivated.fire({ tabId: 8, windowId: 1 });
    await settle();
    await grant();
    expect(panel.names().at(-1)).toBe('eight');
    onActivated.fire({ tabId: 7, windowId: 2 });
    await pages.change(7, { sighting: sightingOf('seven again') });
    await settle();
    await grant();
    expect(panel.names().at(-1)).toBe('eight');
  });

  it('that are framed need a ticket of their own tab, and may come back after the worker died', async () => {
    const { tickets, connect, settle, grant } = arrange();
    const framed = { frameId: 3, documentId: 'D1', tab: { id: 7 } };
    const thief = connect(framed);
    thief.say({ tab: 7 });
    await settle();
    expect(thief.heard).toEqual([{ refused: true }]);

    const ticket = await tickets.issue(7);
    const frame = connect(framed);
    frame.say({ ticket });
    await settle();
    await grant();
    expect(frame.heard[0]).toHaveProperty('state');
    frame.leave();

    const again = connect(framed);
    again.say({ ticket });
    await settle();
    await grant();
    expect(again.heard[0]).toHaveProperty('state');
    const replay = connect({ ...framed, documentId: 'D2' });
    replay.say({ ticket });
    await settle();
    expect(replay.heard).toEqual([{ refused: true }]);
  });

  it('that close while they are admitted are forgotten: telling them would throw, and stop the others', async () => {
    const { pages, connect, settle, grant } = arrange();
    const closing = connect({});
    closing.say({ window: 1 });
    closing.leave();
    await settle();
    await grant();
    const panel = connect({});
    panel.say({ tab: 7 });
    await settle();
    await grant();
    await pages.change(7, { sighting: sightingOf('told') });
    expect(closing.heard).toEqual([]);
    expect(panel.names().at(-1)).toBe('told');
  });

  it('ask the browser nothing while a page goes from thread to thread, and again when its place is left', async () => {
    const { pages, connect, settle, grant, onUpdated, address, questions } = arrange();
    await pages.change(7, { url: 'https://mail.google.com/', site: 'gmail', sighting: sightingOf('first') });
    const panel = connect({});
    panel.say({ tab: 7 });
    await settle();
    await grant();
    onUpdated.fire(7, { status: 'loading', url: 'https://mail.google.com/#second' });
    onUpdated.fire(7, { title: 'Second' });
    onUpdated.fire(7, { status: 'complete' });
    // Another way is begun and given up for a place that the browser hides.
    onUpdated.fire(7, { status: 'loading', url: 'https://mail.google.com/#third' });
    await settle();
    expect(questions).toEqual([]);
    onUpdated.fire(7, { status: 'loading' });
    address.url = undefined;
    onUpdated.fire(7, { status: 'complete' });
    await settle();
    await grant();
    expect(panel.heard.at(-1)).toMatchObject({ state: { sighting: null, origin: '' } });
  });

  it('show nobody of a place that the tab has left', async () => {
    const { pages, connect, settle, grant, onUpdated, address } = arrange();
    await pages.change(7, { url: 'https://mail.google.com/', site: 'gmail', sighting: sightingOf('old') });
    const panel = connect({});
    panel.say({ tab: 7 });
    await settle();
    await grant();
    expect(panel.names()).toEqual(['old']);
    // The browser shows no address of a site that is not granted.
    address.url = undefined;
    onUpdated.fire(7, { status: 'complete' });
    await settle();
    await grant();
    expect(panel.heard.at(-1)).toMatchObject({ state: { sighting: null, origin: '' } });
  });

  it('hang up on strangers and on nonsense', () => {
    const { connect } = arrange();
    expect(connect({ origin: 'https://evil.example', id: ID, tab: { id: 7 }, frameId: 0 }).isOpen()).toBe(
      false,
    );
    expect(connect({ id: 'another' }).isOpen()).toBe(false);
    const panel = connect({});
    panel.say({ tab: 'seven' });
    expect(panel.isOpen()).toBe(false);
  });

  it('are asked to act, and the one that opens next is asked when none is open', async () => {
    const { panels, connect, settle, grant } = arrange();
    expect(panels.act(7, 'remind')).toBe(false);
    const panel = connect({});
    panel.say({ tab: 7 });
    await settle();
    await grant();
    expect(panel.heard.at(-1)).toEqual({ act: 'remind' });
    expect(panels.act(7, 'log')).toBe(true);
    expect(panel.heard.at(-1)).toEqual({ act: 'log' });
  });
});
