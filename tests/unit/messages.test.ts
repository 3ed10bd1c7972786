import { describe, expect, it } from 'vitest';
import { Failure } from '../../lib/domain/failure.ts';
import { type Handlers, type Sender, serve, tierOf } from '../../lib/message/serve.ts';
import { createTickets, type SessionShelf } from '../../lib/message/tickets.ts';

const ID = 'ourextensionid';
const ORIGIN = `chrome-extension://${ID}`;
const contentScript: Sender = {
  id: ID,
  origin: 'https://mail.google.com',
  url: 'https://mail.google.com/mail/u/0/#inbox',
  frameId: 0,
  tab: { id: 7 },
};
const sidePanel: Sender = { id: ID, origin: ORIGIN, url: `${ORIGIN}/sidepanel.html` };
const framed: Sender = {
  id: ID,
  origin: ORIGIN,
  url: `${ORIGIN}/frame.html`,
  frameId: 4,
  documentId: 'D1',
  tab: { id: 7 },
};

function memoryShelf(): SessionShelf {
  const items: Record<string, unknown> = {};
  return {
    get: async (key) => (key === null ? { ...items } : key in items ? { [key]: items[key] } : {}),
    set: async (more) => void Object.assign(items, more),
    remove: async (keys) => {
      for (const key of [keys].flat()) delete items[key];
    },
  };
}

/** Asks with handlers that all answer null: what matters is whether they may. */
function ask(raw: unknown, sender: Sender, redeemed = false): Promise<unknown> | null {
  const handlers = new Proxy({}, { get: () => async () => null }) as Handlers;
  const listener = serve(handlers, { id: ID, origin: ORIGIN, redeemed: async () => redeemed });
  let settle: (answer: unknown) => void = () => undefined;
  const answer = new Promise<unknown>((resolve) => {
    settle = resolve;
  });
  return listener(raw, sender, settle) === true ? answer : null;
}

describe('who may ask what', () => {
  it('knows a content script, a panel and a stranger by what the browser says of them', () => {
    const trust = { id: ID, origin: ORIGIN };
    expect(tierOf(contentScript, trust)).toBe('page');
    expect(tierOf(sidePanel, trust)).toBe('panel');
    expect(tierOf({ ...sidePanel, id: 'another' }, trust)).toBeNull();
    expect(tierOf({ ...contentScript, frameId: 3 }, trust)).toBeNull();
    expect(
      tierOf({ id: ID, origin: `${ORIGIN}.evil.example`, tab: { id: 1 }, frameId: 2 }, trust),
    ).toBeNull();
  });

  it('drops a panel message that a page sends, without an answer', () => {
    const command = { name: 'customer.delete', args: { id: 'x' } };
    expect(ask({ beside: 1, name: 'command.run', args: { command } }, contentScript)).toBeNull();
    expect(ask({ beside: 1, name: 'settings.save', args: { patch: {} } }, contentScript)).toBeNull();
  });

  it('drops page messages from a panel, unknown names and forged envelopes', () => {
    expect(ask({ beside: 1, name: 'sighting.gone', args: {} }, sidePanel)).toBeNull();
    expect(ask({ beside: 1, name: 'constructor', args: {} }, sidePanel)).toBeNull();
    expect(ask({ beside: 1, name: 'toString', args: {} }, sidePanel)).toBeNull();
    expect(ask({ name: 'ring.look', args: {} }, sidePanel)).toBeNull();
    expect(ask('ring.look', sidePanel)).toBeNull();
    expect(ask(null, contentScript)).toBeNull();
  });

  it('refuses a framed document that never redeemed a ticket', async () => {
    const message = { beside: 1, name: 'ring.look', args: {} };
    expect(await ask(message, framed, false)).toEqual({ failure: { code: 'refused', detail: '' } });
    expect(await ask(message, framed, true)).toEqual({ ok: null });
  });

  it('asks the frame’s page for its ticket in a window of its own too: a page may open that one', async () => {
    const message = { beside: 1, name: 'ring.look', args: {} };
    const opened = { ...framed, frameId: 0, url: `${ORIGIN}/frame.html#stolen` };
    expect(await ask(message, opened, false)).toEqual({ failure: { code: 'refused', detail: '' } });
    expect(await ask(message, { ...opened, url: `${ORIGIN}/dashboard.html#/frame.html` }, false)).toEqual({
      ok: null,
    });
  });

  it('answers bad arguments with a failure, and an unknown command too', async () => {
    const bad = { beside: 1, name: 'frame.place', args: { by: 'far' } };
    expect(await ask(bad, sidePanel)).toMatchObject({ failure: { code: 'bad-input' } });
    const unknown = { beside: 1, name: 'command.run', args: { command: { name: 'book.burn', args: {} } } };
    expect(await ask(unknown, sidePanel)).toMatchObject({ failure: { code: 'bad-input' } });
  });

  it('says of an unknown error only its name', async () => {
    const handlers = new Proxy(
      {},
      { get: () => async () => Promise.reject(new TypeError('Lan 0912')) },
    ) as Handlers;
    const listener = serve(handlers, { id: ID, origin: ORIGIN, redeemed: async () => true });
    const answer = await new Promise((resolve) => {
      listener({ beside: 1, name: 'ring.look', args: {} }, sidePanel, resolve);
    });
    expect(JSON.stringify(answer)).not.toContain('Lan');
    expect(answer).toEqual({ failure: new Failure('database-broken', 'TypeError').toJSON() });
  });
});

describe('tickets', () => {
  const make = (clock = { ms: 1000 }) => {
    let count = 0;
    return createTickets(
      memoryShelf(),
      () => clock.ms,
      () => `t${count++}`,
    );
  };

  it('admits the document that redeems, once, and remembers it', async () => {
    const tickets = make();
    const ticket = await tickets.issue(7);
    expect(await tickets.redeem(ticket, framed)).toBe(7);
    expect(await tickets.tabOf(framed)).toBe(7);
    expect(await tickets.redeem(ticket, { ...framed, documentId: 'D2' })).toBeNull();
    expect(await tickets.tabOf({ ...framed, documentId: 'D2' })).toBeNull();
  });

  it('leaves no used ticket without an admission, wherever the worker dies', async () => {
    const items = memoryShelf();
    const dying: SessionShelf = { ...items, remove: () => Promise.reject(new Error('killed')) };
    const tickets = createTickets(
      dying,
      () => 1,
      () => 'T',
    );
    await tickets.redeem(await tickets.issue(7), framed).catch(() => null);
    const awake = createTickets(
      items,
      () => 1,
      () => 'U',
    );
    expect(await awake.tabOf(framed)).toBe(7);
    expect(await awake.redeem('T', { ...framed, documentId: 'D2' })).toBeNull();
  });

  it('admits only one of two that redeem at the same moment', async () => {
    const tickets = make();
    const ticket = await tickets.issue(7);
    const both = await Promise.all([
      tickets.redeem(ticket, framed),
      tickets.redeem(ticket, { ...framed, documentId: 'D2' }),
    ]);
    expect(both.filter((tab) => tab === 7)).toHaveLength(1);
  });

  it('is worth nothing in another tab, after ten seconds, or made up', async () => {
    const clock = { ms: 1000 };
    const tickets = make(clock);
    expect(await tickets.redeem(await tickets.issue(7), { ...framed, tab: { id: 8 } })).toBeNull();
    const old = await tickets.issue(7);
    clock.ms += 10_001;
    expect(await tickets.redeem(old, { ...framed, tab: { id: 8 } })).toBeNull();
    const slow = await tickets.issue(7);
    clock.ms += 10_001;
    expect(await tickets.redeem(slow, framed)).toBe('late');
    expect(await tickets.redeem(slow, { ...framed, documentId: 'D2' })).toBeNull();
    expect(await tickets.tabOf(framed)).toBeNull();
    expect(await tickets.redeem('made-up', framed)).toBeNull();
  });

  it('leaves nothing of a closed tab, and everything of the others', async () => {
    const shelf = memoryShelf();
    const clock = { ms: 1 };
    let count = 0;
    const tickets = createTickets(
      shelf,
      () => clock.ms,
      () => `t${count++}`,
    );
    const other: Sender = { ...framed, tab: { id: 8 }, documentId: 'D8' };
    await tickets.redeem(await tickets.issue(7), framed);
    await tickets.redeem(await tickets.issue(8), other);
    await tickets.issue(7);
    const fresh = await tickets.issue(8);
    await tickets.forget(7);
    expect(Object.keys(await shelf.get(null)).sort()).toEqual(['frame.D8', `ticket.${fresh}`]);
    expect(await tickets.tabOf(framed)).toBeNull();
    expect(await tickets.tabOf(other)).toBe(8);
    clock.ms += 3_600_000;
    await tickets.forget(7);
    expect(Object.keys(await shelf.get(null))).toEqual(['frame.D8']);
  });

  it('knows an admitted document only in the tab it was admitted for', async () => {
    const tickets = make();
    await tickets.redeem(await tickets.issue(7), framed);
    expect(await tickets.tabOf({ ...framed, tab: { id: 9 } })).toBeNull();
  });
});
