import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTabPages } from '../../lib/background/tab-pages.ts';
import { createTaughtRegistry } from '../../lib/background/taught.ts';
import { createTeachHandlers } from '../../lib/background/teach.ts';
import type { Recipe } from '../../lib/domain/recipe.ts';
import type { Sighting } from '../../lib/domain/sighting.ts';
import type { Tell } from '../../lib/message/page.ts';
import gmail from '../../lib/sites/gmail.ts';
import linkedin from '../../lib/sites/linkedin.ts';
import woocommerce from '../../lib/sites/woocommerce.ts';

const file = join(import.meta.dirname, '..', 'fixtures', 'format', 'taught-v1.json');
const recipe = (JSON.parse(readFileSync(file, 'utf8')) as { recipes: Recipe[] }).recipes[0]!;
const ORIGIN = 'https://quan-ly.tiem.example';
const PLACE = `${ORIGIN}/quan-tri/don-hang?ma=DH1042`;
const TAB = 7;

const reading: Sighting = {
  site: recipe.id,
  channel: 'web',
  thread: { id: 'DH1042', url: PLACE, subject: 'Phạm Thu Hà' },
  counterparts: [
    { name: 'Phạm Thu Hà', identities: ['email:ha.pham@example.com', 'telegram:77'], strength: 'strong' },
  ],
  group: false,
  messages: [],
  order: null,
  health: 'ok',
  problems: [],
};
const seen = (patch: object = {}) => ({
  lesson: 'check' as const,
  pointed: { name: 'Phạm Thu Hà' },
  recipe: recipe as unknown,
  key: 'address' as const,
  sides: true,
  problem: null,
  sighting: reading as unknown,
  ...patch,
});

function stand(granted = true, stored: Recipe[] = [], newer = false, place = PLACE) {
  const kept: Recipe[][] = [];
  const told: Tell[] = [];
  const changed: string[][] = [];
  const shelf = new Map<string, unknown>();
  const pages = createTabPages({
    get: async (key) => ({ [`${key}`]: shelf.get(`${key}`) }),
    async set(items) {
      for (const [key, value] of Object.entries(items)) shelf.set(key, value);
    },
    remove: async (key) => void shelf.delete(key),
  });
  const registry = createTaughtRegistry(
    [gmail, linkedin, ...[woocommerce].flat()],
    { read: async () => ({ recipes: stored, newer }), write: async (recipes) => void kept.push(recipes) },
    (origins) => void changed.push(origins),
  );
  const handlers = createTeachHandlers({
    api: {
      tabs: {
        get: async () => ({ url: place }),
        sendMessage: async (_tab: number, tell: Tell) => void told.push(tell),
      },
      permissions: { contains: async () => granted },
      scripting: { executeScript: async () => [] },
    } as never,
    pages,
    registry,
    tickets: { tabOf: async () => TAB } as never,
    region: async () => 'VN',
  });
  const page = { id: 'ours', origin: ORIGIN, url: PLACE, frameId: 0, documentId: 'doc', tab: { id: TAB } };
  const panel = {
    id: 'ours',
    origin: 'chrome-extension://ours',
    url: 'chrome-extension://ours/sidepanel.html',
  };
  return { pages, handlers, registry, kept, told, changed, page, panel };
}

describe('a page that is taught', () => {
  it('speaks only while somebody teaches it', async () => {
    const { handlers, pages, page, panel, told } = stand();
    await handlers['teach.seen'](seen(), page);
    expect((await pages.read(TAB)).teach).toBeUndefined();
    await handlers['teach.start']({ tab: TAB }, panel);
    expect(told).toEqual([{ tell: 'teach', lesson: 'name', anew: true }]);
    await handlers['teach.seen'](seen(), page);
    expect((await pages.read(TAB)).teach?.state).toMatchObject({ lesson: 'check', key: 'address' });
    await handlers['teach.done']({}, page);
    await handlers['teach.seen'](seen(), page);
    expect((await pages.read(TAB)).teach).toBeUndefined();
  });

  it('another document of the tab does not', async () => {
    const { handlers, pages, page, panel } = stand();
    await pages.change(TAB, { document: 'doc' });
    await handlers['teach.start']({ tab: TAB }, panel);
    await handlers['teach.seen'](seen(), { ...page, documentId: 'another' });
    await handlers['teach.done']({}, { ...page, documentId: 'another' });
    expect((await pages.read(TAB)).teach?.state.lesson).toBe('name');
  });

  it('gets a recipe for itself alone, and names only handles that the recipe reads', async () => {
    const { handlers, pages, page, panel, kept } = stand();
    await handlers['teach.start']({ tab: TAB }, panel);
    await handlers['teach.seen'](seen(), page);
    expect((await pages.read(TAB)).teach?.state.reading?.counterparts[0]?.identities).toEqual([
      'email:ha.pham@example.com',
    ]);
    for (const other of [{ ...recipe, matches: ['https://mail.google.com/*'] }, gmail, null, 'recipe']) {
      await handlers['teach.seen'](seen({ recipe: other }), page);
      expect((await pages.read(TAB)).teach).toMatchObject({ recipe: null, state: { reading: null } });
    }
    // The same recipe from another origin is not that origin's.
    await handlers['teach.seen'](seen(), { ...page, origin: 'https://evil.example' });
    expect((await pages.read(TAB)).teach?.recipe).toBeNull();
    await expect(handlers['teach.save']({ tab: TAB }, panel)).rejects.toMatchObject({ code: 'not-found' });
    expect(kept).toEqual([]);
  });

  it('is kept when the user says so, and its origin reads anew', async () => {
    const { handlers, page, panel, kept, changed, registry, told } = stand();
    await handlers['teach.start']({ tab: TAB }, panel);
    await handlers['teach.seen'](seen(), page);
    expect(registry.recipeFor(PLACE)).toBeNull();
    await handlers['teach.save']({ tab: TAB }, panel);
    expect(kept).toEqual([[recipe]]);
    expect(changed).toEqual([[ORIGIN]]);
    expect(registry.recipeFor(PLACE)?.id).toBe(recipe.id);
    expect(told.at(-1)).toEqual({ tell: 'untaught' });
  });

  it('that may not be read is not taught', async () => {
    const { handlers, panel, told } = stand(false);
    await expect(handlers['teach.start']({ tab: TAB }, panel)).rejects.toMatchObject({ code: 'refused' });
    await expect(handlers['page.describe']({ tab: TAB }, panel)).rejects.toMatchObject({ code: 'not-found' });
    expect(told).toEqual([]);
  });

  it('is not begun on a site that forbids it, though it was granted', async () => {
    const { handlers, panel } = stand(true, [], false, 'https://www.linkedin.com/messaging/thread/2-abc/');
    await expect(handlers['teach.start']({ tab: TAB }, panel)).rejects.toMatchObject({ code: 'refused' });
  });

  it('a framed panel teaches its own tab alone', async () => {
    const { handlers, told } = stand();
    const frame = { id: 'ours', origin: 'chrome-extension://ours', frameId: 3, url: 'x', tab: { id: TAB } };
    for (const name of ['teach.start', 'teach.stop', 'teach.save', 'page.describe'] as const) {
      await expect(handlers[name]({ tab: 8 }, frame)).rejects.toMatchObject({ code: 'refused' });
    }
    await expect(handlers['teach.step']({ tab: 8, lesson: 'name' }, frame)).rejects.toMatchObject({
      code: 'refused',
    });
    expect(told).toEqual([]);
    await handlers['teach.start']({ tab: TAB }, frame);
    expect(told).toHaveLength(1);
  });
});

describe('taught sites', () => {
  it('come first, also before a site of Beside, and are taken away again', async () => {
    const own: Recipe = {
      ...recipe,
      id: 'taught-mail-google-com---mail',
      matches: ['https://mail.google.com/*'],
      address: '^https://mail\\.google\\.com/mail(?:[/?#]|$)',
    };
    const { registry, changed } = stand(true, [own]);
    await registry.ready;
    const mail = 'https://mail.google.com/mail/u/0/#inbox';
    expect(registry.recipeFor(mail)?.id).toBe(own.id);
    expect(registry.listSites(['https://mail.google.com/*'])[0]).toMatchObject({ id: own.id, taught: true });
    await registry.drop(own.id);
    expect(registry.recipeFor(mail)?.id).toBe('gmail');
    expect(changed).toEqual([['https://mail.google.com']]);
  });

  it('are kept once under their id, and refused where one is none', async () => {
    const { registry, kept } = stand(true, [recipe]);
    await registry.keep([{ ...recipe, replyBox: [] }]);
    expect(kept.at(-1)).toEqual([{ ...recipe, replyBox: [] }]);
    await expect(registry.keep([gmail])).rejects.toMatchObject({ code: 'bad-input' });
    expect(kept).toHaveLength(1);
  });

  it('that a newer Beside wrote are left as they are', async () => {
    const { registry, kept } = stand(true, [], true);
    await expect(registry.keep([recipe])).rejects.toMatchObject({ code: 'database-newer' });
    expect(kept).toEqual([]);
  });
});
