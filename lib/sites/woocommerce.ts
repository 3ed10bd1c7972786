import type { Recipe, Take } from '../domain/recipe.ts';

const EMAIL = '([^\\s@<>()"\',;:]+@[^\\s@<>()"\',;:]+\\.[\\p{L}\\p{N}-]+)';
const PHONE = '^(?=(?:\\D*\\d){6})\\+?[\\d\\s().\\-/]+$';
const ACCOUNT = 'select#customer_user option[selected]';
const entities: Take['transform'] = ['decode-entities'];
const CODE = '([A-Za-z0-9](?:[A-Za-z0-9._/-]*[A-Za-z0-9])?)';

/** WooCommerce prints its settings into a script; its id changed once. */
const setting = (name: string, value: string): Take[] =>
  ['script#wc-admin-order-meta-boxes-js-extra', 'script#wc-admin-meta-boxes-js-extra'].map((select) => ({
    in: 'page',
    select,
    content: true,
    match: `${name}"\\s*:\\s*"?${value}`,
  }));
/**
 * The first table holds the order's total as its last row; those after it, what was paid and given back. The form for
 * refunds has a table too. A last row that shows nothing is no reason to take the row before it.
 */
const TOTAL: Take = {
  within: ':not(.wc-order-refund-items) > .wc-order-totals',
  select: 'tr:last-child .total',
  from: 'last',
};

/** The shop's own clock, in a zone the page does not tell: words, no machine time. */
const clock = (...parts: string[]): Take => ({
  join: parts.map((name) => ({ select: `input[name="order_date_${name}"]`, value: true })),
  glue: ':',
});
const DAY: Take = { select: 'input[name="order_date"]', value: true };

/**
 * The order screen of a WooCommerce shop, on any host, in both of its forms: the old editor of posts and the newer
 * order tables. A guest has no account number; fields the shop owner filters away are simply absent.
 */
const woocommerce: Recipe = {
  id: 'woocommerce',
  name: 'WooCommerce',
  channel: 'woocommerce',
  matches: ['https://*/*wp-admin/*', 'http://*/*wp-admin/*'],
  anyHost: true,
  address:
    '^https?://[^?#]+/wp-admin/(?:post\\.php\\?(?=[^#]*\\bpost=\\d)(?=[^#]*\\baction=edit\\b)|admin\\.php\\?(?=[^#]*\\bpage=wc-orders(?:&|#|$))(?=[^#]*\\bid=\\d)(?=[^#]*\\baction=edit\\b))',
  thread: {
    root: ['#poststuff', 'form#order', 'form#post', '#wpbody-content', 'body'],
    holds: ['#woocommerce-order-data', '#order_data'],
    foreign: '.note_body',
    shadow: false,
    id: [
      { in: 'url', match: 'post\\.php\\?(?:[^#]*&)?post=(\\d+)' },
      { in: 'url', match: 'admin\\.php\\?(?:[^#]*&)?id=(\\d+)' },
    ],
    witnesses: [{ in: 'page', select: '#post_ID', value: true, match: '^\\d+$' }],
    token: [{ in: 'url', match: '[?&](?:post|id)=(\\d+)' }],
    url: [{ in: 'url', match: '^[^#]*' }],
    subject: [{ select: '.woocommerce-order-data__heading' }, { select: '#order_data h2' }],
  },
  people: {
    header: {
      items: ['#woocommerce-order-data', '#order_data'],
      name: [
        {
          join: [
            { select: '#_billing_first_name', value: true },
            { select: '#_billing_last_name', value: true },
          ],
        },
        { select: ACCOUNT, transform: entities, match: '^(.*?\\S)\\s*\\(#\\d' },
        { select: '#_billing_company', value: true },
      ],
      identities: [
        {
          as: 'email:',
          take: [
            { select: '#_billing_email', value: true, match: `^\\s*${EMAIL}\\s*$` },
            {
              select: '.order_data_column .address a[href^="mailto:"]',
              attr: 'href',
              match: `^mailto:${EMAIL}`,
            },
            { select: ACCOUNT, transform: entities, match: `[–-]\\s*${EMAIL}\\s*\\)` },
          ],
        },
        {
          as: 'tel:',
          take: [
            { select: '#_billing_phone', value: true, match: PHONE },
            {
              within: '.order_data_column .address a[href^="mailto:"]',
              up: '.address',
              select: 'a[href^="tel:"]',
              attr: 'href',
              match: '^tel:(.*\\d.*)$',
            },
          ],
        },
        {
          as: 'woocommerce:{host}:customer:',
          take: [
            { select: ACCOUNT, attr: 'value', match: '^[1-9]\\d*$' },
            { select: 'select#customer_user', value: true, match: '^[1-9]\\d*$' },
            { select: 'a[href*="user-edit.php"]', attr: 'href', match: '[?&]user_id=([1-9]\\d*)' },
          ],
        },
      ],
    },
  },
  messages: {
    items: ['ul.order_notes > li.note', 'ul.order_notes li.note', 'li.note[rel]'],
    skip: ['.system-note'],
    newestFirst: true,
    id: [{ attr: 'rel', match: '^\\d+$' }],
    // A note to the customer was sent to them. One for the shop alone is neither in nor out.
    direction: [{ is: 'out', matches: '.customer-note' }],
    // The shop's own clock, in a zone the page does not tell.
    at: [],
    atText: [{ select: 'abbr.exact-date', attr: 'title' }],
    text: [{ select: '.note_body' }, { select: '.note_content' }],
  },
  order: {
    id: [
      { in: 'url', match: 'post\\.php\\?(?:[^#]*&)?post=(\\d+)' },
      { in: 'url', match: 'admin\\.php\\?(?:[^#]*&)?id=(\\d+)' },
    ],
    number: [
      { select: '.woocommerce-order-data__heading', match: `[#№]\\s*${CODE}` },
      { select: '.woocommerce-order-data__heading', match: `\\bn(?:[°º.]+|o\\.?)\\s*${CODE}` },
      {
        select: '.woocommerce-order-data__heading',
        match: '((?:[A-Za-z0-9]+[-_/])*[A-Za-z]*\\d[A-Za-z0-9_/-]*)',
      },
    ],
    exactTotal: [{ select: 'input[name="_order_total"]', value: true, transform: ['number'] }],
    total: [{ ...TOTAL, select: 'tr:last-child .total .amount' }, TOTAL],
    currency: [
      { select: 'input[name="_order_currency"]', value: true, transform: ['currency'] },
      { ...TOTAL, transform: ['currency'] },
      { select: '.wc-order-totals .woocommerce-Price-currencySymbol', transform: ['currency'] },
    ],
    decimals: setting('currency_format_num_decimals', '(\\d)'),
    status: [
      { select: '#order_status option[selected]', attr: 'value', match: '^(?:wc-)?(.+)$' },
      { select: '#order_status', value: true, match: '^(?:wc-)?(.+)$' },
      { in: 'page', select: '#original_order_status', value: true, match: '^(?:wc-)?(.+)$' },
    ],
    atText: [
      { join: [DAY, clock('hour', 'minute', 'second')], glue: ' ' },
      { join: [DAY, clock('hour', 'minute')], glue: ' ' },
      DAY,
    ],
    payment: [
      { select: '#_payment_method option[selected]', match: '\\p{L}.*' },
      {
        select: '.woocommerce-order-data__meta',
        match: '(?:Payment via|Thanh toán qua|Pago (?:vía|con)|Pagamento (?:via|por))\\s+([^.(]+)',
      },
      { select: '#_payment_method', value: true },
    ],
    goods: {
      items: ['tr.item[data-order_item_id]', '#order_line_items > tr.item'],
      name: [{ select: '.wc-order-item-name' }],
      sku: [{ select: '.wc-order-item-sku', without: ['strong'] }],
      quantity: [
        { select: 'input.quantity', attr: 'data-qty' },
        { select: 'td.quantity .view', match: '\\d+(?:[.,]\\d+)?' },
      ],
      total: [
        // A machine's number; with three decimals it would read as thousands.
        { select: 'td.line_cost', attr: 'data-sort-value', match: '^-?\\d+(?:\\.(?:\\d{1,2}|\\d{4,}))?$' },
        { select: 'td.line_cost .view > .amount' },
      ],
    },
  },
  replyBox: ['textarea#add_order_note'],
  expects: [{ name: 'heading', any: ['.woocommerce-order-data__heading', '#order_data h2', '#order_data'] }],
  watch: {
    root: ['#poststuff', 'body'],
    attributes: ['value', 'rel', 'selected'],
    agrees: 'page',
    settle: 1500,
  },
  verified: { date: '2026-10', evidence: 'A' },
};
export default woocommerce;
