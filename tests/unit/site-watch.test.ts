// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Sighting } from '../../lib/domain/sighting.ts';
import { watch } from '../../lib/site/watch.ts';
import gmail from '../../lib/sites/gmail.ts';

const OWN = 'shop@example.com';
const hex = (n: number) => `19c0ffee0000${n.toString(16).padStart(4, '0')}`;
const token = (n: number) => `FMfcgzQcqRDTLbVhSXmJpQNzkKdW${String(n).padStart(4, '0')}`;
const mail = (n: number) => `buyer${n}@example.com`;

/** Mulberry32: the same numbers for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function el(tag: string, attributes: Record<string, string> = {}, ...children: (Node | string)[]) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function letter(n: number, index: number, out: boolean, text = `Letter ${index} of ${n}`) {
  const email = out ? OWN : mail(n);
  return el(
    'div',
    { class: 'adn ads', 'data-message-id': `#msg-f:${n * 100 + index}` },
    el('span', { class: 'gD', email, name: out ? 'Shop' : `Buyer ${n}` }),
    el('div', { class: 'ii gt' }, el('div', { class: 'a3s' }, text)),
  );
}

/** A mailbox with one thread view whose halves change each on their own. */
function openMailbox() {
  const heading = el('h2', { class: 'hP' });
  const list = el('div', { role: 'list' });
  const main = el('div', { role: 'main' }, heading, list);
  document.title = `Inbox - ${OWN} - Gmail`;
  document.body.replaceChildren(el('div', { class: 'aeF' }, main));
  const halves = { header: 0, messages: 0 };
  return {
    main,
    list,
    halves,
    address: (n: number) => {
      const before = window.location.href;
      window.location.hash = n ? `#inbox/${token(n)}` : '#inbox';
      if (window.location.href === before) return;
      const event = new HashChangeEvent('hashchange', { oldURL: before, newURL: location.href });
      ours.add(event);
      window.dispatchEvent(event);
    },
    header: (n: number) => {
      halves.header = n;
      heading.textContent = n ? `Order ${n}` : '';
      if (n) heading.setAttribute('data-legacy-thread-id', hex(n));
      else heading.removeAttribute('data-legacy-thread-id');
    },
    messages: (n: number) => {
      halves.messages = n;
      list.replaceChildren(...(n ? [letter(n, 1, false), letter(n, 2, true), letter(n, 3, false)] : []));
    },
  };
}

/** The simulated page tells of a new address by a real timer, late by any amount of the time here: ours counts. */
const ours = new WeakSet<Event>();
window.addEventListener('hashchange', (event) => ours.has(event) || event.stopImmediatePropagation(), true);

let mailbox: ReturnType<typeof openMailbox>;
let leaving: AbortController;
/** What stands, and all that was told. */
let shown: Sighting | null;
let told: (Sighting | 'gone')[];

function start() {
  watch(gmail, document, {
    signal: leaving.signal,
    seen: (sighting) => {
      shown = sighting;
      told.push(sighting);
    },
    gone: () => {
      shown = null;
      told.push('gone');
    },
  });
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(performance, 'now').mockImplementation(() => Date.now());
  (window as unknown as { happyDOM: { setURL(url: string): void } }).happyDOM.setURL(
    'https://mail.google.com/mail/u/0/#inbox',
  );
  mailbox = openMailbox();
  leaving = new AbortController();
  shown = null;
  told = [];
});
afterEach(() => {
  leaving.abort();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

async function openFirst(n = 1) {
  mailbox.address(n);
  mailbox.header(n);
  mailbox.messages(n);
  start();
  await pass(300);
  expect(shown?.thread.id).toBe(hex(n));
}

/** Every part of a sighting is of one thread. */
function expectOne(sighting: Sighting) {
  const numbers = new Set([
    Number.parseInt(sighting.thread.id.slice(-4), 16),
    ...sighting.counterparts.map((person) => Number(/buyer(\d+)/.exec(person.identities[0] ?? '')?.[1])),
    ...sighting.messages.map((message) => Math.floor(Number(message.id.split(':')[1]) / 100)),
    ...[...sighting.thread.url.matchAll(/FMfcg\w+?(\d{4})$/g)].map((found) => Number(found[1])),
  ]);
  expect([...numbers], JSON.stringify(sighting)).toHaveLength(1);
}

describe('a thread that opens', () => {
  test('is told with the change that brings it, where it comes after its address', async () => {
    await openFirst();
    mailbox.address(2);
    await pass(300);
    expect(shown).toBeNull();
    mailbox.header(2);
    mailbox.messages(2);
    await pass(0);
    expect(shown?.thread.id).toBe(hex(2));
  });

  test('is looked for at a tenth of the time at most, however much the page changes', async () => {
    await openFirst();
    let looks = 0;
    // Each look takes 5 ms of this page's time, which goes on all the same.
    const find = document.querySelector.bind(document);
    vi.spyOn(Object.getPrototypeOf(document), 'querySelector').mockImplementation((given) => {
      const selector = String(given);
      if (selector === 'title') {
        looks += 1;
        vi.setSystemTime(Date.now() + 5);
      }
      return find(selector);
    });
    mailbox.address(2);
    await pass(100);
    looks = 0;
    for (let n = 0; n < 100; n += 1) {
      mailbox.list.append(el('p', {}, String(n)));
      await pass(10);
    }
    expect(looks).toBeGreaterThan(5);
    expect(looks).toBeLessThan(22);
  });

  test('is told once it is there, and once only', async () => {
    start();
    await pass(1000);
    expect(told).toEqual([]);
    mailbox.address(1);
    await pass(300);
    mailbox.header(1);
    await pass(300);
    expect(shown).toBeNull();
    mailbox.messages(1);
    await pass(300);
    expect(shown?.counterparts[0]?.identities).toEqual([`email:${mail(1)}`]);
    await pass(5000);
    expect(told).toHaveLength(1);
  });

  test('is told again when a message comes, without going', async () => {
    await openFirst();
    mailbox.list.append(letter(1, 4, false, 'One more thing'));
    await pass(600);
    expect(shown?.messages.at(-1)?.text).toBe('One more thing');
    expect(told).not.toContain('gone');
  });

  test('is not told again for what is not part of it', async () => {
    await openFirst();
    for (let index = 0; index < 60; index += 1) {
      document.body.append(el('div', {}, `Somebody is online ${index}`));
      await pass(16);
    }
    await pass(3000);
    expect(told).toHaveLength(1);
  });

  test('goes with the address, before anything else changes', async () => {
    await openFirst();
    mailbox.address(2);
    expect(shown).toBeNull();
  });

  test('goes when the list comes back, and the old one left behind is not told again', async () => {
    await openFirst();
    mailbox.address(0);
    await pass(10_000);
    expect(shown).toBeNull();
  });

  test('comes back at once when the address returns to it', async () => {
    await openFirst();
    mailbox.address(2);
    await pass(200);
    mailbox.address(1);
    await pass(300);
    expect(shown?.thread.id).toBe(hex(1));
  });

  test('keeps its own address when the address changed and nothing else ever did', async () => {
    await openFirst();
    mailbox.address(2);
    await pass(10_000);
    expect(shown?.thread).toMatchObject({ id: hex(1), url: expect.stringContaining(token(1)) });
  });

  test('is told when its part of the page is replaced', async () => {
    await openFirst();
    mailbox.address(2);
    const fresh = openMailbox();
    fresh.header(2);
    fresh.messages(2);
    await pass(600);
    expect(shown?.thread.id).toBe(hex(2));
  });

  test('nothing is told after the signal', async () => {
    await openFirst();
    leaving.abort();
    mailbox.address(2);
    mailbox.header(2);
    mailbox.messages(2);
    await pass(10_000);
    expect(told).toHaveLength(1);
  });
});

describe('a page whose halves change apart', () => {
  test.each(['header', 'messages'] as const)(
    '%s first: the next thread is told when both are there',
    async (first) => {
      await openFirst();
      mailbox.address(2);
      mailbox[first](2);
      await pass(1200);
      expect(shown).toBeNull();
      mailbox[first === 'header' ? 'messages' : 'header'](2);
      await pass(300);
      expect(shown?.thread.id).toBe(hex(2));
    },
  );

  test('messages that all change under one header are not believed until the page is still', async () => {
    await openFirst();
    mailbox.messages(2);
    await pass(1300);
    expect(shown).toBeNull();
  });

  test.each(['header', 'messages'] as const)(
    '%s alone, and then nothing more: nobody is named',
    async (first) => {
      await openFirst();
      mailbox.address(2);
      mailbox[first](2);
      await pass(10_000);
      expect(shown).toMatchObject({ health: 'degraded', counterparts: [], messages: [] });
      mailbox[first === 'header' ? 'messages' : 'header'](2);
      await pass(300);
      expect(shown).toMatchObject({ health: 'ok', thread: { id: hex(2) } });
    },
  );

  test('a page that changed its making says so within a second, though it never stands still, and names nobody', async () => {
    await openFirst();
    mailbox.address(2);
    mailbox.header(2);
    mailbox.messages(2);
    const churn = () => {
      for (const body of mailbox.list.querySelectorAll('.a3s')) body.className = 'renamed';
      mailbox.list.lastElementChild?.setAttribute('data-message-id', `#msg-f:${performance.now()}`);
    };
    for (let passed = 0; passed < 1000; passed += 100) {
      churn();
      await pass(100);
    }
    expect(shown).toMatchObject({ health: 'degraded', counterparts: [], problems: ['message-body'] });
  });

  test('a thread that gets its id late keeps its messages', async () => {
    mailbox.address(1);
    mailbox.messages(1);
    start();
    await pass(3000);
    mailbox.header(1);
    await pass(3000);
    expect(shown).toMatchObject({ health: 'ok', thread: { id: hex(1) } });
  });

  /** Switches as slow pages make them: a half that is late is dropped when the next switch begins. */
  test.each([
    { what: 'with addresses', seed: 1, addresses: true },
    { what: 'with addresses, other delays', seed: 77, addresses: true },
    { what: 'without addresses', seed: 3, addresses: false },
  ])('200 quick switches, $what: never a mix, and the last one is told', async ({ seed, addresses }) => {
    const random = seeded(seed);
    const whole = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
    start();
    let pending: ReturnType<typeof setTimeout>[] = [];
    let wrong = 0;
    let last = 0;
    let settled = 0;
    for (let round = 0; round < 200; round += 1) {
      const to = ((last + whole(0, 10)) % 12) + 1;
      last = to;
      for (const timer of pending) clearTimeout(timer);
      if (addresses) mailbox.address(to);
      pending = [
        setTimeout(() => mailbox.header(to), whole(100, 1200)),
        setTimeout(() => mailbox.messages(to), whole(100, 1200)),
      ];
      // Where no address tells of a switch, only one that was left half done looks like a thread that stands.
      const gap = random() < 0.15 ? whole(3000, 4000) : whole(addresses ? 20 : 1220, 1300);
      for (let passed = 0; passed < gap; passed += 20) {
        await pass(20);
        const isWhole = mailbox.halves.header === mailbox.halves.messages;
        if (shown && !isWhole) wrong += 1;
        else wrong = 0;
        // A look may be a quarter of a second away; a person that does not belong stays no longer.
        expect(wrong * 20, 'stays too long').toBeLessThanOrEqual(320);
      }
      if (gap >= 3000) {
        expect(shown?.thread.id).toBe(hex(to));
        settled += 1;
      }
    }
    expect(settled).toBeGreaterThan(10);
    for (const sighting of told) if (sighting !== 'gone') expectOne(sighting);
    expect(told.filter((one) => one !== 'gone').length).toBeGreaterThan(settled);
  });
});
