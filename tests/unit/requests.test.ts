import { expect, it } from 'vitest';
import { createHandlers } from '../../lib/background/requests.ts';
import { createTabPages } from '../../lib/background/tab-pages.ts';
import { settingsSchema } from '../../lib/domain/settings.ts';
import { createRegistry } from '../../lib/site/registry.ts';
import gmail from '../../lib/sites/gmail.ts';
import telegram from '../../lib/sites/telegram-k.ts';

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
