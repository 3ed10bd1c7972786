/**
 * Who the page is about, as it says itself: `<meta name="beside:customer">`, and schema.org's `Person`, `Order` and
 * `EmailMessage` in JSON-LD. Whatever is found is as untrusted as an attribute.
 */
import type { PanelInput } from './input.ts';

/** Scripts and characters that are looked at, and how deep: a page may hold megabytes of catalogue. */
const MOST_SCRIPTS = 20;
const MOST_TEXT = 200_000;
const DEEPEST = 6;

type Thing = Record<string, unknown>;

const isThing = (value: unknown): value is Thing =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : value == null ? [] : [value]);
/** `https://schema.org/Order` and `Order` are one. */
const isA = (thing: Thing, kind: string): boolean =>
  listOf(thing['@type']).some((type) => textOf(type).split('/').at(-1) === kind);

/** Things of a document, those inside others too, outermost first. */
function* thingsIn(value: unknown, depth = 0): Generator<Thing> {
  if (depth > DEEPEST) return;
  if (Array.isArray(value)) for (const one of value) yield* thingsIn(one, depth + 1);
  if (!isThing(value)) return;
  if ('@type' in value) yield value;
  for (const inner of Object.values(value)) yield* thingsIn(inner, depth + 1);
}

function documentsOf(page: Document): unknown[] {
  const scripts = [...page.querySelectorAll('script[type="application/ld+json"]')].slice(0, MOST_SCRIPTS);
  return scripts.flatMap((script) => {
    const text = script.textContent ?? '';
    if (text.length > MOST_TEXT) return [];
    try {
      return [JSON.parse(text)];
    } catch {
      // Shops write broken JSON-LD every day; it is the page's affair.
      return [];
    }
  });
}

function personIn(value: unknown): Pick<PanelInput, 'customer' | 'name'> {
  const person = listOf(value).find(isThing);
  if (!person) return {};
  const customer = [
    ...listOf(person.email).map((one) => `email:${textOf(one).replace(/^mailto:/i, '')}`),
    ...listOf(person.telephone).map((one) => `tel:${textOf(one).replace(/^tel:/i, '')}`),
  ];
  return { customer, name: textOf(person.name) };
}

function orderIn(order: Thing): PanelInput {
  const id = textOf(order.orderNumber) || textOf(order['@id']);
  const offer = listOf(order.acceptedOffer).filter(isThing);
  const total = Number.parseFloat(textOf(order.price) || textOf(order.total));
  return {
    ...personIn(order.customer),
    order: id
      ? {
          id,
          number: textOf(order.orderNumber),
          total: Number.isFinite(total) ? total : null,
          currency: textOf(order.priceCurrency),
          status: (textOf(order.orderStatus).split('/').at(-1) ?? '').replace(/^Order/, '').toLowerCase(),
          at: textOf(order.orderDate),
          payment: textOf(order.paymentMethod).split('/').at(-1),
          goods: offer.flatMap(({ itemOffered }) =>
            listOf(itemOffered)
              .filter(isThing)
              .map((item) => ({ name: textOf(item.name), sku: textOf(item.sku) })),
          ),
        }
      : null,
  };
}

function mailIn(mail: Thing): PanelInput {
  const id = textOf(mail.identifier) || textOf(mail['@id']);
  const at = textOf(mail.dateReceived) || textOf(mail.dateSent);
  return {
    ...personIn(mail.sender),
    subject: textOf(mail.headline) || textOf(mail.about),
    ...(id && { thread: id, messages: [{ id, direction: 'in', at, text: textOf(mail.text) }] }),
  };
}

const metaOf = (page: Document, name: string): string =>
  page.querySelector(`meta[name="beside:${name}"]`)?.getAttribute('content') ?? '';

/** @returns what the page says of itself; an empty object when it says nothing. Never throws. */
export function discover(page: Document): PanelInput {
  const named: PanelInput = {};
  const customer = metaOf(page, 'customer');
  if (customer) named.customer = customer;
  for (const name of ['name', 'order', 'thread', 'subject'] as const) {
    const value = metaOf(page, name);
    if (value) named[name] = value;
  }
  if (named.customer) return named;
  const things = documentsOf(page).flatMap((one) => [...thingsIn(one)]);
  const order = things.find((thing) => isA(thing, 'Order'));
  const mail = things.find((thing) => isA(thing, 'EmailMessage'));
  const person = things.find((thing) => isA(thing, 'Person'));
  const found = order ? orderIn(order) : mail ? mailIn(mail) : personIn(person);
  return { ...found, ...named };
}
