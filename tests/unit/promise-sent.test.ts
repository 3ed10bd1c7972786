import { describe, expect, it } from 'vitest';
import { createHandlers } from '../../lib/background/requests.ts';
import { createTabPages, toPageState } from '../../lib/background/tab-pages.ts';
import { type KeptLine, linesAfter } from '../../lib/domain/promise/sent.ts';
import { settingsSchema } from '../../lib/domain/settings.ts';
import type { SightedMessage, Sighting } from '../../lib/domain/sighting.ts';
import { createRegistry } from '../../lib/site/registry.ts';
import telegram from '../../lib/sites/telegram-k.ts';

const NOW = Date.UTC(2026, 10, 25, 3, 20);
const MINUTE = 60_000;
const iso = (at: number) => new Date(at).toISOString();
const message = (
  id: string,
  direction: 'in' | 'out',
  text: string,
  at: number | null = NOW,
): SightedMessage => ({
  id,
  direction,
  at: at === null ? null : iso(at),
  text,
});
const OLD = [
  message('1', 'in', 'Còn hàng không em', NOW - 60 * MINUTE),
  message('2', 'out', 'Dạ còn', NOW - 59 * MINUTE),
];
const talk = (messages: SightedMessage[], more: Partial<Sighting> = {}): Sighting => ({
  site: 'telegram-k',
  channel: 'telegram',
  thread: { id: '77', url: 'https://web.telegram.org/k/#77', subject: '' },
  counterparts: [{ name: 'Lan', identities: ['telegram:77'], strength: 'strong' }],
  group: false,
  messages,
  order: null,
  health: 'ok',
  problems: [],
  ...more,
});
const linesOf = (
  before: Sighting | null,
  now: Sighting,
  lines: KeptLine[] = [],
  since = NOW - MINUTE,
  at = NOW,
) => linesAfter({ sighting: before, lines, since }, now, at);
const SENT = message('3', 'out', 'Mai em gửi mẫu');

describe('a line that was just sent', () => {
  it('is the seller’s, behind all that was there', () => {
    expect(linesOf(talk(OLD), talk([...OLD, SENT])).map(({ text }) => text)).toEqual(['Mai em gửi mẫu']);
  });

  it.each<[string, Sighting | null, Sighting]>([
    ['what stood there when the thread was opened', null, talk([...OLD, SENT])],
    ['what the buyer wrote', talk(OLD), talk([...OLD, message('3', 'in', 'Mai em gửi mẫu')])],
    ['what was drawn late above', talk(OLD), talk([message('0', 'out', 'Mai em gửi mẫu'), ...OLD])],
    ['what is older than some minutes', talk(OLD), talk([...OLD, { ...SENT, at: iso(NOW - 20 * MINUTE) }])],
    ['another thread', talk(OLD, { thread: { id: '78', url: '', subject: '' } }), talk([...OLD, SENT])],
    ['a page that changed', talk(OLD), talk([...OLD, SENT], { health: 'degraded' })],
    [
      'a page that draws many at once',
      talk(OLD),
      talk([...OLD, SENT, ...['4', '5', '6'].map((id) => message(id, 'out', 'Mai em gửi'))]),
    ],
    ['a thread none of whose messages was there before', talk(OLD), talk([SENT])],
  ])('is not %s', (_, before, now) => {
    expect(linesOf(before, now)).toEqual([]);
  });

  it('without a machine time counts once the thread has stood open a while', () => {
    const timeless = [...OLD, { ...SENT, at: null }];
    expect(linesOf(talk(OLD), talk(timeless), [], NOW - 1000)).toEqual([]);
    expect(linesOf(talk(OLD), talk(timeless), [], NOW - 10_000)).toHaveLength(1);
  });

  it('is one line, whatever the page calls it later, and once answered is not asked about again', () => {
    const first = linesOf(talk(OLD), talk([...OLD, SENT]));
    const renamed = talk([...OLD, { ...SENT, id: '300' }]);
    expect(linesOf(talk([...OLD, SENT]), renamed, first)).toEqual(first);
    const answered = first.map((line) => ({ ...line, isDone: true }));
    expect(linesOf(talk([...OLD, SENT]), renamed, answered)).toEqual(answered);
  });

  it('is forgotten after an hour', () => {
    const first = linesOf(talk(OLD), talk([...OLD, SENT]));
    const now = talk([...OLD, SENT]);
    expect(linesOf(now, now, first, NOW, NOW + 59 * MINUTE)).toHaveLength(1);
    expect(linesOf(now, now, first, NOW, NOW + 61 * MINUTE)).toEqual([]);
  });
});

describe('in the background', () => {
  function speaking(promiseSites: string[]) {
    const shelf = { get: async () => ({}), set: async () => undefined, remove: async () => undefined };
    const pages = createTabPages(shelf);
    let chosen = settingsSchema.parse({ promiseSites });
    const handlers = createHandlers({
      pages,
      registry: createRegistry([telegram]),
      settings: {
        read: async () => chosen,
        save: async (patch: object) => {
          chosen = { ...chosen, ...patch };
        },
      },
      now: () => NOW,
      sighted: () => undefined,
    } as never);
    const url = 'https://web.telegram.org/k/#77';
    const sender = {
      id: 'ours',
      origin: 'https://web.telegram.org',
      url,
      frameId: 0,
      documentId: 'd',
      tab: { id: 7 },
    };
    const see = (messages: SightedMessage[]) =>
      handlers['sighting.seen']({ sighting: talk(messages) }, sender);
    const shown = async () => toPageState(7, await pages.read(7), true, false).sent ?? [];
    return { handlers, sender, url, see, shown };
  }

  it('nothing is looked at until the user turned it on for the site', async () => {
    const { handlers, sender, url, see, shown } = speaking([]);
    await handlers['recipe.wanted']({ url }, sender);
    await see(OLD);
    await see([...OLD, SENT]);
    expect(await shown()).toEqual([]);
    await handlers['settings.save']({ patch: { promiseSites: ['telegram-k'] } }, sender);
    await see([...OLD, SENT, message('4', 'out', 'Chiều em báo giá')]);
    expect((await shown()).map(({ text }) => text)).toEqual(['Chiều em báo giá']);
  });

  it('the line goes to the panel with its thread, and away once it is answered', async () => {
    const { handlers, sender, url, see, shown } = speaking(['telegram-k']);
    await handlers['recipe.wanted']({ url }, sender);
    await see(OLD);
    expect(await see([...OLD, SENT])).toBeNull();
    const [line] = await shown();
    expect(line).toEqual({ id: 'telegram-k 77 3', text: 'Mai em gửi mẫu', at: NOW });
    await handlers['sighting.gone']({}, sender);
    expect(await shown()).toEqual([]);
    await see([...OLD, SENT]);
    expect(await shown()).toHaveLength(1);
    await handlers['promise.drop']({ tab: 7, id: 'telegram-k 77 3' }, sender);
    expect(await shown()).toEqual([]);
    await see([...OLD, SENT]);
    expect(await shown()).toEqual([]);
  });
});
