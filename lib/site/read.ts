import type { Recipe } from '../domain/recipe.ts';
import { CAPS, type SightedMessage, type SightedOrder, type Sighting } from '../domain/sighting.ts';
import { amountOf, decimalsOf } from './money.ts';
import { type Survey, type SurveyedMessage, survey } from './survey.ts';
import { type Page, take } from './take.ts';
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
  const shown = exact || take(page, page.root, order.total, CAPS.atText);
  return {
    id,
    number: take(page, page.root, order.number, CAPS.messageId) || id,
    total: exact ? Number(exact) : amountOf(shown, decimals ? Number(decimals) : decimalsOf(currency)),
    currency,
    status: take(page, page.root, order.status, CAPS.atText),
  };
}
