import type { OrderRecipe, Recipe, Take } from '../domain/recipe.ts';
import { CAPS, type SightedMessage, type SightedOrder, type Sighting } from '../domain/sighting.ts';
import { amountOf, decimalsOf } from './money.ts';
import { type Survey, type SurveyedMessage, survey } from './survey.ts';
import { findAll, type Page, take } from './take.ts';
import { cut, oneLine } from './text.ts';

/**
 * What the page shows: the open thread, the other side, the newest messages with text. Reads attributes and text nodes
 * alone, changes nothing, and never throws. `none`: no thread is open. `degraded`: something that must be there is
 * not; then nobody is named.
 */
export function read(recipe: Recipe, document: Document, url: string): Sighting {
  try {
    return sightingOf(recipe, url, survey(recipe, document, url));
  } catch {
    // A page can make any step fail; that it did is all there is to say of it.
    return { ...nothing(recipe, url), health: 'degraded', problems: ['unreadable'] };
  }
}

function nothing(recipe: Recipe, url: string): Sighting {
  return {
    site: recipe.id,
    channel: recipe.channel,
    thread: { id: '', url: cut(url, CAPS.url), subject: '' },
    counterparts: [],
    group: false,
    messages: [],
    order: null,
    health: 'none',
    problems: [],
  };
}

function sightingOf(recipe: Recipe, url: string, found: Survey): Sighting {
  if (found.health === 'none') return nothing(recipe, url);
  const { page } = found;
  return {
    ...nothing(recipe, url),
    thread: {
      id: found.id,
      url: take(page, page.root, recipe.thread.url ?? [], CAPS.url) || cut(url, CAPS.url),
      subject: found.subject,
    },
    counterparts: found.counterparts,
    group: found.group,
    messages: found.messages.flatMap((message) => messageOf(recipe, page, message) ?? []),
    order: found.health === 'ok' ? orderOf(recipe, page) : null,
    health: found.health,
    problems: found.problems.slice(0, CAPS.problems).map((problem) => cut(problem, CAPS.problem)),
  };
}

/** Null for a message without words: a sticker, a picture. */
function messageOf(recipe: Recipe, page: Page, message: SurveyedMessage): SightedMessage | null {
  const { at, atText, text } = recipe.messages;
  const { element, id, direction } = message;
  const words = take(page, element, text, CAPS.text);
  if (!words) return null;
  const shown = oneLine(take(page, element, atText, CAPS.atText));
  return {
    id,
    direction,
    at: take(page, element, at, CAPS.atText) || null,
    ...(shown ? { atText: shown } : {}),
    text: words,
  };
}

function orderOf(recipe: Recipe, page: Page): SightedOrder | null {
  const { order } = recipe;
  if (!order) return null;
  const id = take(page, page.root, order.id, CAPS.messageId);
  if (!id) return null;
  const currency = take(page, page.root, order.currency, 3);
  const decimals = take(page, page.root, order.decimals ?? [], 1);
  const exact = take(page, page.root, order.exactTotal ?? [], CAPS.atText);
  const places = decimals ? Number(decimals) : decimalsOf(currency);
  const shown = exact || take(page, page.root, order.total, CAPS.atText);
  return {
    id,
    number: take(page, page.root, order.number, CAPS.messageId) || id,
    total: exact ? Number(exact) : amountOf(shown, places),
    currency,
    status: take(page, page.root, order.status, CAPS.atText),
    ...timeOf(page, order),
    ...wordsOf('payment', take(page, page.root, order.payment ?? [], CAPS.atText)),
    ...goodsOf(page, order, places),
  };
}

/** A field that is there only with words in it. */
const wordsOf = <K extends string>(name: K, words: string) =>
  (words ? { [name]: words } : {}) as { [key in K]?: string };

function timeOf(page: Page, order: OrderRecipe): Pick<SightedOrder, 'at' | 'atText'> {
  const at = take(page, page.root, order.at ?? [], CAPS.atText);
  return at ? { at } : wordsOf('atText', oneLine(take(page, page.root, order.atText ?? [], CAPS.atText)));
}

function goodsOf(page: Page, order: OrderRecipe, places: number): Pick<SightedOrder, 'goods'> {
  const { goods } = order;
  if (!goods) return {};
  const rows = goods.items
    .map((selector) => findAll(page, page.root, selector))
    .find((found) => found.length > 0);
  const read = (rows ?? []).slice(0, CAPS.goods).map((row) => {
    const numberIn = (name: string, takes: Take[] | undefined, decimals: number) => {
      const value = amountOf(take(page, row, takes ?? [], CAPS.atText), decimals);
      return value === null ? {} : { [name]: value };
    };
    return {
      name: oneLine(take(page, row, goods.name, CAPS.name)),
      ...wordsOf('sku', oneLine(take(page, row, goods.sku ?? [], CAPS.messageId))),
      ...numberIn('quantity', goods.quantity, 0),
      ...numberIn('total', goods.total, places),
    };
  });
  const named = read.filter((one) => one.name !== '');
  return named.length > 0 ? { goods: named } : {};
}
