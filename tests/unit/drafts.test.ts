import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createDrafts, type Drafts } from '../../lib/background/drafts.ts';
import { createHandlers } from '../../lib/background/requests.ts';
import { createTabPages, type TabPages } from '../../lib/background/tab-pages.ts';
import { DRAFT_MAX, type Draft, type DraftResult } from '../../lib/domain/draft.ts';
import type { Recipe } from '../../lib/domain/recipe.ts';
import { settingsSchema } from '../../lib/domain/settings.ts';
import type { Tell } from '../../lib/message/page.ts';
import { PROTOCOL } from '../../lib/message/protocol.ts';
import { createRegistry } from '../../lib/site/registry.ts';
import gmail from '../../lib/sites/gmail.ts';

/** The background between a panel and a page's script: which page is told, of what, and what is answered. */

const shelf = { get: async () => ({}), set: async () => undefined, remove: async () => undefined };
const URL_OF_THREAD = 'https://mail.google.com/mail/u/0/#inbox/x';
const FRAME = {
  id: 'ours',
  origin: 'ours://ours',
  url: 'ours://ours/frame.html',
  frameId: 3,
  tab: { id: 7 },
};

type Insert = Extract<Tell, { tell: 'insert' }>;
interface Told {
  tab: number;
  order: Insert;
  whom: { documentId?: string; frameId?: number };
}

let told: Told[];
let nobody: boolean;
let pages: TabPages;
let drafts: Drafts;
let handlers: ReturnType<typeof createHandlers>;

function set(recipe: Recipe = gmail): void {
  told = [];
  nobody = false;
  const api = {
    tabs: {
      async sendMessage(tab: number, order: Insert, whom: Told['whom']) {
        if (nobody) throw new Error('Could not establish connection. Receiving end does not exist.');
        told.push({ tab, order, whom });
      },
    },
  };
  let ids = 0;
  const registry = createRegistry([recipe]);
  pages = createTabPages(shelf);
  drafts = createDrafts(api as never, {
    pages,
    registry,
    now: () => 1_000_000,
    randomId: () => `ask-${++ids}`,
  });
  handlers = createHandlers({
    pages,
    registry,
    drafts,
    tickets: { tabOf: async () => 7 },
    settings: { read: async () => settingsSchema.parse({}) },
    sighted: () => undefined,
  } as never);
}

const from = (documentId: string | null) => ({
  id: 'ours',
  origin: 'https://mail.google.com',
  url: URL_OF_THREAD,
  frameId: 0,
  documentId: documentId ?? undefined,
  tab: { id: 7 },
});
const sighting = (more: object = {}) => ({
  site: 'gmail',
  channel: 'email',
  thread: { id: 't1', url: URL_OF_THREAD, subject: 'Hỏi hàng' },
  counterparts: [{ name: 'Lan', identities: ['email:lan@example.com'], strength: 'strong' }],
  group: false,
  messages: [],
  order: null,
  health: 'ok',
  problems: [],
  ...more,
});
const draft = (more: Partial<Draft> = {}): Draft => ({
  tab: 7,
  reading: 'r1',
  thread: 't1',
  text: 'Dạ còn ạ',
  ...more,
});
async function see(documentId: string | null = 'doc', reading = 'r1', more: object = {}): Promise<void> {
  await handlers['recipe.wanted']({ url: URL_OF_THREAD }, from(documentId));
  await handlers['sighting.seen']({ sighting: sighting(more), reading }, from(documentId));
}
const wasTold = () => vi.waitUntil(() => told[0]);

beforeEach(() => set());
afterEach(() => void vi.useRealTimers());

describe('a draft', () => {
  test('goes to the document that was read, in words that name what it was made for', async () => {
    await see();
    const answer = handlers['draft.insert'](draft(), FRAME);
    const { tab, order, whom } = await wasTold();
    expect({ tab, whom }).toEqual({ tab: 7, whom: { documentId: 'doc' } });
    expect(order).toEqual({
      tell: 'insert',
      ask: 'ask-1',
      reading: 'r1',
      until: 1_004_000,
      text: 'Dạ còn ạ',
    });
    await handlers['draft.done']({ ask: 'ask-1', result: 'inserted' }, from('doc'));
    expect(await answer).toBe('inserted');
  });

  test('goes to the top frame alone where documents have no names', async () => {
    await see(null);
    void handlers['draft.insert'](draft(), FRAME);
    expect((await wasTold()).whom).toEqual({ frameId: 0 });
  });

  const MOVED: Record<string, () => Promise<unknown>> = {
    'another thread is open': () =>
      see('doc', 'r2', { thread: { id: 't2', url: URL_OF_THREAD, subject: '' } }),
    'the same thread has other people': () => see('doc', 'r2'),
    'another document is there': () => see('next', 'r9'),
    'no thread is open': () => handlers['sighting.gone']({}, from('doc')),
    'the page is in doubt': () => see('doc', '', { health: 'degraded', counterparts: [] }),
    'the page lies about what it reads': () =>
      see('doc', 'r1', { thread: { id: 't2', url: URL_OF_THREAD, subject: '' } }),
    'the page is loading anew': () => handlers['recipe.wanted']({ url: URL_OF_THREAD }, from('doc')),
  };
  test.each(Object.keys(MOVED))('is told to nobody when %s', async (what) => {
    await see();
    await MOVED[what]?.();
    expect(await handlers['draft.insert'](draft(), FRAME)).toBe('moved-on');
    expect(told).toEqual([]);
  });

  test('for a page whose script is gone is not there', async () => {
    await see();
    nobody = true;
    expect(await handlers['draft.insert'](draft(), FRAME)).toBe('moved-on');
  });

  test('is not for a page in which nothing of ours may stand', async () => {
    set({ ...gmail, reading: 'click' });
    await see();
    expect(await handlers['draft.insert'](draft(), FRAME)).toBe('no-box');
    expect(told).toEqual([]);
  });

  test('of a frame goes to the frame’s own tab and to no other', async () => {
    await see();
    await expect(handlers['draft.insert'](draft({ tab: 8 }), FRAME)).rejects.toMatchObject({
      code: 'refused',
    });
    expect(told).toEqual([]);
  });

  test('is answered by its own tab alone, once', async () => {
    await see();
    const answer = handlers['draft.insert'](draft(), FRAME);
    await wasTold();
    await handlers['draft.done']({ ask: 'ask-1', result: 'inserted' }, { ...from('x'), tab: { id: 8 } });
    await handlers['draft.done']({ ask: 'ask-2', result: 'inserted' }, from('doc'));
    await handlers['draft.done']({ ask: 'ask-1', result: 'refused' }, from('doc'));
    await handlers['draft.done']({ ask: 'ask-1', result: 'inserted' }, from('doc'));
    expect(await answer).toBe('refused');
  });

  test('that a page never answers is taken for refused, after the last moment at which it could be inserted', async () => {
    vi.useFakeTimers();
    await see();
    let result: DraftResult | null = null;
    void drafts.insert(draft()).then((said) => {
      result = said;
    });
    await vi.advanceTimersByTimeAsync(4000);
    expect(result).toBeNull();
    await vi.advanceTimersByTimeAsync(4000);
    expect(result).toBe('refused');
  });
});

test('a draft without words, without a page, or longer than a draft is, is no draft', () => {
  const { in: schema } = PROTOCOL['draft.insert'];
  expect(schema.safeParse(draft()).success).toBe(true);
  for (const bad of [{ text: ' \n ' }, { reading: '' }, { text: 'x'.repeat(DRAFT_MAX + 1) }, { tab: null }]) {
    expect(schema.safeParse({ ...draft(), ...bad }).success).toBe(false);
  }
});
