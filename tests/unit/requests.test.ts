import { expect, it } from 'vitest';
import { createHandlers } from '../../lib/background/requests.ts';
import { createTabPages } from '../../lib/background/tab-pages.ts';
import { settingsSchema } from '../../lib/domain/settings.ts';
import { createRegistry } from '../../lib/site/registry.ts';
import gmail from '../../lib/sites/gmail.ts';
import telegram from '../../lib/sites/telegram-k.ts';
import woocommerce from '../../lib/sites/woocommerce.ts';

const shelf = { get: async () => ({}), set: async () => undefined, remove: async () => undefined };

function wanted(url: string, own: string[]) {
  const handlers = createHandlers({
    pages: createTabPages(shelf),
    registry: createRegistry([gmail, telegram]),
    settings: { read: async () => settingsSchema.parse({ own }) },
  } as never);
  const sender = { id: 'ours', origin: new URL(url).origin, url, frameId: 0, tab: { id: 7 } };
  return handlers['recipe.wanted']({ url }, sender);
}

it('the recipe of a mailbox holds the seller’s own addresses, and no other recipe does', async () => {
  const own = ['Sales@x.vn', '+84905111222'];
  const mail = await wanted('https://mail.google.com/mail/u/0/#inbox', own);
  expect(mail.recipe).toMatchObject({ id: 'gmail', own: { known: ['sales@x.vn'] } });
  expect(gmail.own).not.toHaveProperty('known');
  const chat = await wanted('https://web.telegram.org/k/', own);
  expect(JSON.stringify(chat.recipe)).not.toContain('sales@x.vn');
  expect((await wanted('https://mail.google.com/mail/u/0/', [])).recipe).toEqual(gmail);
});

it('two changes of a tab at the same moment both stay', async () => {
  const pages = createTabPages(shelf);
  await pages.read(7);
  await Promise.all([pages.change(7, { selection: 'hai hộp' }), pages.change(7, { site: 'gmail' })]);
  expect(await pages.read(7)).toMatchObject({ selection: 'hai hộp', site: 'gmail' });
});

/** Handlers for tab 7, in which one document after the other speaks. */
function speaking() {
  const pages = createTabPages(shelf);
  const handlers = createHandlers({
    pages,
    registry: createRegistry([gmail, telegram]),
    settings: { read: async () => settingsSchema.parse({}) },
    sighted: () => undefined,
  } as never);
  const url = 'https://mail.google.com/mail/u/0/#inbox/x';
  const from = (documentId: string | undefined) => ({
    id: 'ours',
    origin: 'https://mail.google.com',
    url,
    frameId: 0,
    documentId,
    tab: { id: 7 },
  });
  const sighting = {
    site: 'gmail',
    channel: 'email',
    thread: { id: 't1', url, subject: 'Hỏi hàng' },
    counterparts: [{ name: 'Lan', identities: ['email:lan@example.com', 'telegram:7'], strength: 'strong' }],
    group: false,
    messages: [],
    order: null,
    health: 'ok',
    problems: [],
  };
  return { pages, handlers, from, url, sighting };
}

it('a page that was left neither clears nor names what its tab shows now', async () => {
  const { pages, handlers, from, url, sighting } = speaking();
  await handlers['recipe.wanted']({ url }, from('first'));
  await handlers['recipe.wanted']({ url }, from('second'));
  await handlers['sighting.seen']({ sighting }, from('first'));
  expect((await pages.read(7)).sighting).toBeNull();
  await handlers['sighting.seen']({ sighting }, from('second'));
  await handlers['sighting.gone']({}, from('first'));
  expect((await pages.read(7)).sighting?.thread.id).toBe('t1');
  await handlers['sighting.gone']({}, from('second'));
  expect((await pages.read(7)).sighting).toBeNull();
});

it('where documents have no names, every one of the tab speaks', async () => {
  const { pages, handlers, from, url, sighting } = speaking();
  await handlers['recipe.wanted']({ url }, from(undefined));
  await handlers['sighting.seen']({ sighting }, from(undefined));
  expect((await pages.read(7)).sighting?.counterparts[0]?.identities).toEqual(['email:lan@example.com']);
});

it('a selection stays with its thread and goes with it', async () => {
  const { pages, handlers, from, url, sighting } = speaking();
  await handlers['recipe.wanted']({ url }, from('only'));
  await handlers['sighting.seen']({ sighting }, from('only'));
  await pages.change(7, { selection: 'hai hộp' });
  await handlers['sighting.seen']({ sighting: { ...sighting, messages: [] } }, from('only'));
  expect((await pages.read(7)).selection).toBe('hai hộp');
  const next = { ...sighting, thread: { ...sighting.thread, id: 't2' } };
  await handlers['sighting.seen']({ sighting: next }, from('only'));
  expect((await pages.read(7)).selection).toBe('');
});

it('numbers of a page belong to the region of the settings, and follow it when it changes', async () => {
  const pages = createTabPages(shelf);
  let region = 'TH';
  const url = 'https://shop.example/wp-admin/post.php?post=7&action=edit';
  const handlers = createHandlers({
    pages,
    registry: createRegistry([woocommerce]),
    settings: {
      read: async () => settingsSchema.parse({ region }),
      save: async (patch: { region: string }) => {
        region = patch.region;
      },
    },
    sighted: () => undefined,
  } as never);
  const sender = { id: 'ours', origin: 'https://shop.example', url, frameId: 0, tab: { id: 7 } };
  const sighting = {
    site: 'woocommerce',
    channel: 'woocommerce',
    thread: { id: '7', url, subject: '' },
    counterparts: [{ name: 'A', identities: ['tel:0912345678'], strength: 'strong' }],
    group: false,
    messages: [],
    order: null,
    health: 'ok',
    problems: [],
  };
  const keys = async () => {
    await handlers['sighting.seen']({ sighting }, sender);
    return (await pages.read(7)).sighting?.counterparts[0]?.identities;
  };
  expect(await keys()).toEqual(['tel:+66912345678']);
  await handlers['settings.save']({ patch: { region: 'VN' } }, sender);
  expect(await keys()).toEqual(['tel:+84912345678']);
});
