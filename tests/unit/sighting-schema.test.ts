import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CAPS, type Sighting } from '../../lib/domain/sighting.ts';
import { parseSighting } from '../../lib/domain/sighting-schema.ts';
import { CONTROL } from '../../lib/domain/value-schema.ts';

const origin = 'https://mail.google.com';
const good: Sighting = {
  site: 'gmail',
  channel: 'email',
  thread: { id: '18f0aa11bb22cc33', url: `${origin}/mail/u/0/#inbox/FMfcgzABC`, subject: 'Đặt hàng' },
  counterparts: [{ name: 'Nguyễn Lan', identities: ['email:lan@example.vn'], strength: 'strong' }],
  group: false,
  messages: [
    { id: 'msg-f:1', direction: 'in', at: null, atText: '10:02, 20 thg 11', text: 'Chào shop' },
    { id: 'msg-f:2', direction: 'out', at: '2026-11-20T03:10:00.000Z', text: 'Dạ còn ạ' },
  ],
  order: null,
  health: 'ok',
  problems: [],
};
const parse = (raw: unknown) => parseSighting(raw, { origin });
const withPart = (part: object) => parse({ ...good, ...part });
const person = (part: object) =>
  withPart({ counterparts: [{ ...good.counterparts[0], ...part }] })?.counterparts;
const message = (part: object) => withPart({ messages: [{ ...good.messages[0], ...part }] })?.messages;

test('a good sighting passes as it is', () => {
  expect(parse(good)).toEqual(good);
});

describe('what is no sighting', () => {
  test.each([
    null,
    undefined,
    0,
    '',
    [],
    {},
    { ...good, site: undefined },
    { ...good, site: '../gmail' },
    { ...good, channel: 7 },
    { ...good, health: 'fine' },
    { ...good, thread: null },
    { ...good, thread: { ...good.thread, id: 7 } },
    { ...good, thread: { ...good.thread, id: 'x'.repeat(CAPS.threadId + 1) } },
    { ...good, messages: 'none' },
    { ...good, counterparts: { length: 1e9 } },
  ])('%#', (raw) => {
    expect(parse(raw)).toBeNull();
  });
});

describe('thread', () => {
  test.each([
    'https://mail.google.com.evil.example/mail/u/0/',
    'http://mail.google.com/mail/u/0/',
    'https://mail.google.com:444/mail/u/0/',
    'javascript:alert(1)',
    'data:text/html,x',
    '/mail/u/0/#inbox',
    '',
    7,
    null,
    `${origin}/#${'x'.repeat(CAPS.url)}`,
  ])('an address that is not the sender’s is replaced (%#)', (url) => {
    expect(withPart({ thread: { ...good.thread, url } })?.thread.url).toBe(origin);
  });

  test('a name and password in the address are left out', () => {
    const url = 'https://me:secret@mail.google.com/mail/u/0/#sent/1';
    expect(withPart({ thread: { ...good.thread, url } })?.thread.url).toBe(`${origin}/mail/u/0/#sent/1`);
  });

  test('a sender without an origin keeps its own words and nothing of the page’s', () => {
    expect(parseSighting(good, { origin: '' })?.thread.url).toBe('');
  });

  test('a subject is one clean line', () => {
    const subject = `  A\u202eB\u0007\n\tC${'x'.repeat(1_000_000)}`;
    const read = withPart({ thread: { ...good.thread, subject } })?.thread.subject ?? '';
    expect(read.startsWith('AB Cxxx')).toBe(true);
    expect(read).toHaveLength(CAPS.subject);
  });
});

describe('people', () => {
  test('identities are normalised, each once, and those that name nobody are dropped', () => {
    const identities = [
      'tel:0912 345 678',
      'tel:+84912345678',
      'email:LAN@example.vn',
      'email:nobody',
      'x',
      7,
      null,
    ];
    expect(person({ identities })?.[0]?.identities).toEqual(['tel:+84912345678', 'email:lan@example.vn']);
  });

  test('no identity is weak, whatever the page says; a weak one stays weak', () => {
    expect(person({ identities: ['email:nobody'] })?.[0]).toMatchObject({ identities: [], strength: 'weak' });
    expect(person({ strength: 'weak' })?.[0]?.strength).toBe('weak');
    expect(person({ strength: 'certain' })?.[0]?.strength).toBe('weak');
  });

  test('one address under two names is one person; nobody at all is nobody', () => {
    const twice = [
      { name: '', identities: ['email:lan@example.vn'], strength: 'strong' },
      { name: 'Lan', identities: ['email:LAN@example.vn'], strength: 'strong' },
      { name: ' \u200f', identities: [], strength: 'weak' },
    ];
    expect(withPart({ counterparts: twice })?.counterparts).toEqual([
      { name: 'Lan', identities: ['email:lan@example.vn'], strength: 'strong' },
    ]);
  });

  test.each(['degraded', 'none'])('a page that is %s names nobody', (health) => {
    expect(withPart({ health })?.counterparts).toEqual([]);
  });

  test('a name of a megabyte, with marks and half a character at the cut', () => {
    expect(person({ name: `Lan\u0000\u202e${'đ'.repeat(1_000_000)}` })?.[0]?.name).toBe(
      `Lan${'đ'.repeat(CAPS.name - 3)}`,
    );
    expect(person({ name: `${'x'.repeat(CAPS.name - 1)}😀` })?.[0]?.name).toBe('x'.repeat(CAPS.name - 1));
    expect(person({ name: '<script>alert(1)</script>' })?.[0]?.name).toBe('<script>alert(1)</script>');
  });
});

describe('messages', () => {
  test('of too many the newest stay, in their order', () => {
    const messages = Array.from({ length: 10_000 }, (_, i) => ({ ...good.messages[0], id: `m${i}` }));
    const ids = withPart({ messages })?.messages.map(({ id }) => id);
    expect(ids).toEqual(messages.slice(-CAPS.messages).map(({ id }) => id));
  });

  test.each([
    ['2026-11-20T10:00:00+07:00', '2026-11-20T03:00:00.000Z'],
    ['2026-11-20T03:00:00Z', '2026-11-20T03:00:00.000Z'],
    ['2026-11-20T10:00:00', null],
    ['2026-02-31T10:00:00Z', null],
    ['-271821-04-20T00:00:00Z', null],
    ['+999999-01-01T00:00:00Z', null],
    ['20 Aug 2025, 13:19', null],
    [1_700_000_000_000, null],
    ['', null],
  ])('time %j', (at, expected) => {
    expect(message({ at })?.[0]?.at).toBe(expected);
  });

  test('the page’s own words stay only where there is no machine time', () => {
    expect(message({ atText: 'hôm\u00a0qua' })?.[0]?.atText).toBe('hôm qua');
    expect(message({ at: '2026-11-20T03:00:00Z' })?.[0]).not.toHaveProperty('atText');
    expect(message({ atText: 7 })?.[0]).not.toHaveProperty('atText');
  });

  test('an id is taken whole or not at all; an odd direction is unknown', () => {
    expect(message({ id: '' })).toEqual([]);
    expect(message({ id: 'x'.repeat(CAPS.messageId + 1) })).toEqual([]);
    expect(message({ direction: 'up' })?.[0]?.direction).toBe('unknown');
  });

  test('the later of two with one id stands', () => {
    const messages = [
      { ...good.messages[0], text: 'old' },
      good.messages[1],
      { ...good.messages[0], text: 'new' },
    ];
    expect(withPart({ messages })?.messages.map(({ text }) => text)).toEqual(['Dạ còn ạ', 'new']);
  });

  test('line breaks stay, what turns or hides text goes', () => {
    expect(message({ text: 'a\r\nb\u0000\u202ec\u2066\ufeff' })?.[0]?.text).toBe('a\r\nbc');
  });
});

describe('orders', () => {
  const order = { id: '1042', number: 'DH-1042', total: 450_000, currency: 'VND', status: 'processing' };
  test.each([
    [order, order],
    [
      { ...order, total: '450000' },
      { ...order, total: null },
    ],
    [
      { ...order, total: Number.NaN },
      { ...order, total: null },
    ],
    [
      { ...order, currency: '₫' },
      { ...order, currency: '' },
    ],
    [{ id: '7' }, { id: '7', number: '', total: null, currency: '', status: '' }],
    [{ ...order, id: '' }, null],
    [{ ...order, id: 'x'.repeat(200) }, null],
    ['1042', null],
    [undefined, null],
  ])('order %#', (raw, expected) => {
    expect(withPart({ order: raw })?.order).toEqual(expected);
  });
});

test('nothing that nobody asked for comes through', () => {
  const raw = JSON.parse(
    JSON.stringify({ ...good, note: 'x', thread: { ...good.thread, more: 1 } }).replace(
      '{',
      '{"__proto__":{"health":"ok"},',
    ),
  );
  expect(parse(raw)).toEqual(good);
  expect(withPart({ problems: ['thread.id', 'Xin chào <b>', 7] })?.problems).toEqual(['thread.id']);
});

/** Every text in it, however deep. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsOf) : [];
}

function expectWithinCaps(seen: Sighting): void {
  expect(seen.thread.id.length).toBeLessThanOrEqual(CAPS.threadId);
  expect(seen.thread.url.length).toBeLessThanOrEqual(CAPS.url);
  expect(new URL(seen.thread.url).origin).toBe(origin);
  expect(seen.thread.subject.length).toBeLessThanOrEqual(CAPS.subject);
  expect(seen.counterparts.length).toBeLessThanOrEqual(seen.health === 'ok' ? CAPS.counterparts : 0);
  for (const one of seen.counterparts) {
    expect(one.name.length).toBeLessThanOrEqual(CAPS.name);
    expect(one.identities.length).toBeLessThanOrEqual(CAPS.identities);
    for (const key of one.identities) expect(key.length).toBeLessThanOrEqual(CAPS.identity);
    if (one.identities.length === 0) expect(one.strength).toBe('weak');
  }
  expect(seen.messages.length).toBeLessThanOrEqual(CAPS.messages);
  expect(new Set(seen.messages.map(({ id }) => id)).size).toBe(seen.messages.length);
  for (const one of seen.messages) {
    expect(one.id.length).toBeLessThanOrEqual(CAPS.messageId);
    expect(one.text.length).toBeLessThanOrEqual(CAPS.text);
    expect((one.atText ?? '').length).toBeLessThanOrEqual(CAPS.atText);
    if (one.at !== null) expect(new Date(one.at).toISOString()).toBe(one.at);
  }
  expect(seen.problems.length).toBeLessThanOrEqual(CAPS.problems);
  for (const text of textsOf(seen)) {
    expect(text.search(CONTROL)).toBe(-1);
    expect(text.isWellFormed()).toBe(true);
  }
}

test('arbitrary data never throws; sightings with arbitrary data in them stay within the caps', () => {
  // Long texts are picked, not grown: growing them takes a hundred times longer than reading them.
  const long = fc
    .tuple(
      fc.constantFrom('x', 'đ', '😀', '\u202ea ', '\n', '\ud800'),
      fc.constantFrom(79, 200, 201, 2000, 9000),
    )
    .map(([unit, times]) => unit.repeat(times));
  const wild = fc.oneof(
    fc.anything({ maxDepth: 1, maxKeys: 3 }),
    fc.string({ unit: 'binary' }),
    long,
    fc.constantFrom(
      'email:lan@example.vn',
      'tel:0912345678',
      '2026-11-20T03:00:00Z',
      `${origin}/x`,
      'in',
      'strong',
    ),
  );
  const list = (item: fc.Arbitrary<unknown>) =>
    fc.oneof(
      wild,
      fc.tuple(fc.array(item, { maxLength: 6 }), fc.constantFrom(1, 30)).map(([some, times]) => {
        return Array.from({ length: times }, () => some).flat();
      }),
    );
  const shaped = fc.record({
    site: fc.constant('gmail'),
    channel: fc.constant('email'),
    thread: fc.record({ id: fc.oneof(fc.string({ unit: 'binary' }), wild), url: wild, subject: wild }),
    counterparts: list(fc.record({ name: wild, identities: list(wild), strength: wild })),
    group: wild,
    messages: list(
      fc.record({ id: fc.oneof(fc.string(), long), direction: wild, at: wild, atText: wild, text: wild }),
    ),
    order: fc.oneof(
      wild,
      fc.record({ id: fc.string(), number: wild, total: wild, currency: wild, status: wild }),
    ),
    health: fc.constantFrom('ok', 'degraded', 'none'),
    problems: list(wild),
  });
  const options = { seed: 20261123, numRuns: 250 };
  fc.assert(
    fc.property(fc.anything(), (raw) => void parse(raw)),
    options,
  );
  let seen = 0;
  fc.assert(
    fc.property(shaped, (raw) => {
      const read = parse(raw);
      if (!read) return;
      seen += 1;
      expectWithinCaps(read);
    }),
    options,
  );
  expect(seen).toBeGreaterThan(30);
});
