// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseListed } from '../../lib/domain/sighting-schema.ts';
import { read } from '../../lib/site/read.ts';
import { createRegistry } from '../../lib/site/registry.ts';
import { sites } from '../../lib/site/sites.ts';
import { listedOn } from '../../lib/site/survey.ts';

/** What the markets' recipes say beyond one thread: whom their lists name, and which addresses are theirs. */
const registry = createRegistry(sites);
const pageOf = (html: string) => new DOMParser().parseFromString(html, 'text/html');
const saved = (name: string) => {
  const base = `tests/fixtures/sites/${name}`;
  const { url } = JSON.parse(readFileSync(`${base}.json`, 'utf8')) as { url: string };
  return { url, page: pageOf(readFileSync(`${base}.html`, 'utf8')) };
};

describe('the list beside a thread names those in it', () => {
  test.each([
    [
      'shopee/chat-vn',
      ['shopee:vn:lan.nguyen88', 'shopee:vn:minh_tran99', 'shopee:vn:thu.ha-2000', 'shopee:vn:hoang_oanh'],
    ],
    ['shopee/chat-br-older', ['shopee:br:joao.silva', 'shopee:br:ana_flores']],
    ['shopee/chat-cn', ['lan.nguyen88']],
    ['shopee/order-list', ['shopee:vn:lan.nguyen88', 'shopee:vn:minh_tran99']],
    ['tiktok-shop/chat-vn', ['tiktok:vn:lan.hoa88', 'tiktok:vn:minh_tran99', 'tiktok:vn:thu_ha']],
    ['tiktok-shop/chat-nickname', ['Lan Nguyễn', 'tiktok:vn:minh_tran99']],
    ['ebay/messages-list', ['ebay:rose-lover', 'ebay:vase_fan']],
    ['etsy/order-list', ['Mary Rose', 'Minh Trần']],
  ])('%s', (name, wanted) => {
    const { url, page } = saved(name);
    const people = parseListed(listedOn(registry.recipeFor(url)!, page, url));
    expect(people.map((person) => person.identities[0] ?? person.name)).toEqual(wanted);
  });
});

describe('which pages are whose', () => {
  test.each([
    ['https://banhang.shopee.vn/new-webchat/conversations', 'shopee'],
    ['https://seller.shopee.co.th/webchat/conversations?conversation_id=1', 'shopee'],
    ['https://seller.shopee.tw/portal/chat-management', 'shopee'],
    ['https://seller.shopee.co.id/portal/sale/order', 'shopee'],
    ['https://seller.shopee.ph/portal/sale/order/123456', 'shopee'],
    ['https://banhang.shopee.vn/portal/product/list', null],
    ['https://shopee.vn/portal/sale/order/123456', null],
    ['https://seller.shopee.vn.evil.example/portal/sale/order/1', null],
    ['https://sellercenter.lazada.co.id/apps/im/window?buyerId=1', 'lazada'],
    ['https://sellercenter.lazada.com.ph/apps/order/detail?tradeOrderId=1', 'lazada'],
    ['https://sellercenter.lazada.vn/apps/im/window', null],
    ['https://sellercenter.lazada.vn/apps/order/list', null],
    ['https://seller-vn.tiktok.com/chat/inbox/current?shop_region=VN', 'tiktok-shop'],
    ['https://seller-id.tokopedia.com/order/detail?order_no=578901234567890123', 'tiktok-shop'],
    ['https://seller-vn.tiktok.com/order?tab=pending', null],
    ['https://seller-vn.tiktok.com/order/detail?order_no=12', null],
    ['https://www.tiktok.com/chat/inbox/current', null],
    ['https://sellercentral.amazon.com.au/orders-v3/order/112-1234567-7654321', 'amazon'],
    ['https://sellercentral-japan.amazon.com/messaging/inbox-v3?fi=responseNeeded', 'amazon'],
    ['https://sellercentral.amazon.com/orders-v3/order/112-1234567-76543210', null],
    ['https://sellercentral.amazon.com/orders-v3', null],
    ['https://www.ebay.co.uk/mesh/ord/details?mode=SH&orderid=12-34567-89012', 'ebay'],
    ['https://mesg.ebay.com/mesgweb/ViewMessages/0', 'ebay'],
    ['https://www.ebay.com/itm/123456789012', null],
    ['https://www.ebay.com/sh/ord', null],
    ['https://www.etsy.com/messages/1900000001', 'etsy'],
    ['https://www.etsy.com/de/conversations/with/maryrose88', 'etsy'],
    ['https://www.etsy.com/your/orders/sold/completed?order_id=3000000001', 'etsy'],
    ['https://www.etsy.com/messages/all', null],
    ['https://www.etsy.com/messages/spam?page=2', null],
    ['https://www.etsy.com/listing/1900000001', null],
    ['https://admin.shopify.com/store/hoa-sen/orders/5500000000001', 'shopify'],
    ['https://admin.shopify.com/store/hoa-sen/customers/77', 'shopify'],
    ['https://admin.shopify.com/store/hoa-sen/orders', null],
    ['https://hoa-sen.myshopify.com/admin/orders/5500000000001', null],
    ['https://sellercenter.tiki.vn/new#/order/list?keyword=123456789', null],
  ])('%s', (url, wanted) => {
    expect(registry.recipeFor(url)?.id ?? null).toBe(wanted);
  });
});

test('where two rows say that they are open, nobody is', () => {
  for (const name of ['tiktok-shop/chat-vn', 'ebay/messages-selected']) {
    const { url, page } = saved(name);
    const recipe = registry.recipeFor(url)!;
    expect(read(recipe, page, url).counterparts).toHaveLength(1);
    for (const row of page.querySelectorAll('[aria-selected]')) row.setAttribute('aria-selected', 'true');
    expect(read(recipe, page, url)).toMatchObject({ health: 'degraded', counterparts: [] });
  }
});

describe('a shop in a few lines, without what the saved pages have around it', () => {
  test('Shopee: a row that is open, a title, two messages', () => {
    const url = 'https://seller.shopee.ph/webchat/conversations';
    const page = pageOf(
      '<section data-cy="webchat-conversation-cell-root-current"><p data-cy="webchat-conversation-cell-container"><b title="juan_dc">juan_dc</b></p></section>' +
        '<article data-cy="webchat-message-receive"><p data-cy="webchat-message-content">Hello po</p></article>' +
        '<article data-cy="webchat-message-send"><p data-cy="webchat-message-content">Yes po</p></article>',
    );
    expect(read(registry.recipeFor(url)!, page, url)).toMatchObject({
      health: 'ok',
      counterparts: [{ name: 'juan_dc', identities: ['shopee:ph:juan_dc'], strength: 'strong' }],
      messages: [
        { direction: 'in', text: 'Hello po' },
        { direction: 'out', text: 'Yes po' },
      ],
    });
  });
  test('Amazon: the words stand in open shadow roots', () => {
    const url = 'https://sellercentral.amazon.com/orders-v3/order/112-1234567-7654321';
    const page = pageOf('<div id="MYO-app"><kat-panel></kat-panel></div>');
    const shadow = page.querySelector('kat-panel')!.attachShadow({ mode: 'open' });
    shadow.append(
      ...pageOf(
        '<p data-test-id="order-id-value">112-1234567-7654321</p><p data-test-id="shipping-section-recipient-name">Sandi Nguyen</p><p data-test-id="shipping-section-phone">Phone: +1 503-555-0142</p>',
      ).body.childNodes,
    );
    expect(read(registry.recipeFor(url)!, page, url)).toMatchObject({
      health: 'ok',
      counterparts: [{ name: 'Sandi Nguyen', identities: ['tel:+1 503-555-0142'] }],
      order: { number: '112-1234567-7654321' },
    });
  });
});
