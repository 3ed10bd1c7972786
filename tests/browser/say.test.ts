import type { Frame } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHAT, cardOf, type Inbox, openInbox, visit } from '../harness/inbox.ts';
import { says, shown } from '../harness/overlay.ts';
import { clickUntil, pressUntil } from '../harness/panel.ts';
import { until } from '../harness/until.ts';

/** A template with this buyer's price goes into a chat; and what is odd there is told before it is sent. */
const FIELD = '[data-part="draft-field"]';
const BOX = '.input-message-input';

let inbox: Inbox;
let panel: Frame;
beforeAll(async () => {
  inbox = await openInbox({ shopName: 'Tiệm Gốm' });
  const { door } = inbox;
  const { id: group } = await door.run({ name: 'priceGroup.save', args: { name: 'Sỉ' } });
  const prices = { [group!]: 120_000 };
  await door.run({
    name: 'product.save',
    args: { name: 'Bộ ly sứ', code: 'LY01', price: 150_000, currency: 'VND', prices },
  });
  const text = '{dạ} {sản phẩm} bên {em} giá {giá} {ạ}. {shop} gửi {khách} {nhé}.';
  await door.run({ name: 'template.save', args: { name: 'Báo giá', word: 'gia', text } });
  const set = { pronouns: 'em-chị', priceGroup: group! };
  await door.run({ name: 'customer.save', args: { id: 'sample-chau', set } });
});
afterAll(() => inbox?.chromium.close());

const written = () =>
  panel.$eval(FIELD, (field) => (field as HTMLTextAreaElement).value.replace(/\u00a0/g, ' '));
const boxSays = () =>
  inbox.page.$eval(BOX, (box) => (box as HTMLElement).innerText.replace(/\u00a0/g, ' ').trim());
const tint = () => panel.$('[data-part="guard"]');

/** Writes into the chat's own box, in place of what stands there. */
async function answers(text: string): Promise<void> {
  await inbox.page.click(BOX);
  await inbox.page.keyboard.down('Control');
  await inbox.page.keyboard.press('a');
  await inbox.page.keyboard.up('Control');
  await inbox.page.keyboard.press('Backspace');
  if (text !== '') await inbox.page.type(BOX, text);
}

describe('a template', () => {
  const SAID = 'Dạ Bộ ly sứ bên em giá 120.000 ₫ ạ. Tiệm Gốm gửi chị Châu ạ.';

  test('is found by some letters, asks for what is missing, and goes into the chat as it was shown', async () => {
    panel = await visit(inbox.page, CHAT.chau);
    await cardOf(panel, 'Phạm Minh Châu');
    await pressUntil(inbox.page, panel, 'w', FIELD);
    await (await shown(panel, FIELD)).type('/gia');
    await shown(panel, '[data-act="use-template"]');
    await inbox.page.keyboard.press('Enter');
    await until(async () => (await written()).includes('{sản phẩm}'), { what: 'the hole for the product' });
    expect(await written()).toBe('Dạ {sản phẩm} bên em giá {giá} ạ. Tiệm Gốm gửi chị Châu ạ.');
    await (await shown(panel, '[data-part="product-field"]')).type('ly su');
    await shown(panel, '[data-act="choose-product"]');
    await inbox.page.keyboard.press('Enter');
    await until(async () => (await written()) === SAID, { what: 'the price of the buyer’s group' });
    await clickUntil(panel, '[data-act="put-draft"]', async () => (await boxSays()) === SAID);
  });
});

describe('the guard', () => {
  const WRONG = 'Dạ bộ ly sứ giá 150k ạ';

  test('looks at nothing until the seller turns it on', async () => {
    await answers(WRONG);
    const stored = await inbox.door.page.evaluate(
      'chrome.storage.session.get().then((all) => JSON.stringify(all))',
    );
    expect(stored).not.toContain('warnings');
    expect(await tint()).toBeNull();
  });

  test('says what is odd, in the frame alone, and keeps no word of it', async () => {
    await inbox.door.settings({ guardSites: ['telegram-k'] });
    await answers(WRONG);
    await says(panel, 'Bộ ly sứ: bạn ghi 150.000', '[data-part="guard"]');
    await answers('Dạ bộ ly sứ giá 120k, em gửi anh nhé');
    await says(panel, 'với khách này là em – chị', '[data-part="guard"]');
    const stored = await inbox.door.page.evaluate(
      'chrome.storage.session.get().then((all) => JSON.stringify(all))',
    );
    expect(stored).not.toContain('em gửi anh nhé');
    const page = await inbox.page.evaluate(() => document.documentElement.textContent ?? '');
    expect(page).not.toContain('với khách này');
  });

  test('is silent where nothing is odd, and after it was turned off', async () => {
    await answers('Dạ bộ ly sứ giá 120k ạ');
    await until(async () => (await tint()) === null, { what: 'the tint to go' });
    await answers(WRONG);
    await says(panel, 'Bộ ly sứ: bạn ghi 150.000', '[data-part="guard"]');
    await inbox.door.settings({ guardSites: [] });
    await until(async () => (await tint()) === null, { what: 'the tint to go with the switch' });
    expect(inbox.served.strays).toEqual([]);
  });
});
