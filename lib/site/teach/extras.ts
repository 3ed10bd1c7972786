import type { PersonRecipe, Recipe, Take } from '../../domain/recipe.ts';
import { attribute } from '../dom.ts';
import { ladder } from './ladder.ts';
import { all, tagOf } from './marks.ts';
import { textIn } from './messages.ts';

/** What may be pointed at beside the name and the messages: a phone number or an address, an order, the reply box. */

const EMAIL = '[\\p{L}\\p{N}._%+-]{1,64}@[\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{1,63}){1,5}';
const PHONE = '\\+?\\d[\\d\\s().-]{6,18}\\d';
/** The e-mail address or phone number in a place, in its words or in its link. */
export function contactOf(page: Document, element: Element): PersonRecipe['identities'] {
  const said = textIn(element);
  const link = attribute(element, 'href') ?? '';
  for (const [as, pattern, scheme] of [
    ['email:', EMAIL, 'mailto:'],
    ['tel:', PHONE, 'tel:'],
  ] as const) {
    const expression = new RegExp(pattern, 'u');
    const inLink = link.startsWith(scheme);
    if (!inLink && !expression.test(said)) continue;
    const value = inLink ? null : expression.exec(said)![0];
    const rungs = ladder(
      [element],
      page,
      (hits) =>
        hits.includes(element) &&
        hits.every((hit) =>
          inLink
            ? attribute(hit, 'href') === link
            : hit === element || expression.exec(textIn(hit))?.[0] === value,
        ),
    );
    const take = rungs.map(
      ({ selector }): Take => ({
        in: 'page',
        select: selector,
        from: 'only',
        ...(inLink ? { attr: 'href', match: `^${scheme}([^?]+)` } : { match: pattern }),
      }),
    );
    return take.length > 0 ? [{ as, take }] : [];
  }
  return [];
}

export function orderPart(page: Document, place: Element | undefined): Pick<Recipe, 'order'> {
  if (!place) return {};
  const said = textIn(place);
  const number = /[#\p{L}\d-]*\d[\p{L}\d-]*/u.exec(said)?.[0];
  if (!number) return {};
  const takes = ladder(
    [place],
    page,
    (hits) => hits.includes(place) && hits.every((hit) => hit === place || textIn(hit) === said),
  ).map(
    ({ selector }): Take => ({
      in: 'page',
      select: selector,
      from: 'only',
      match: '#?([\\p{L}\\d-]*\\d[\\p{L}\\d-]*)',
    }),
  );
  return takes.length > 0 ? { order: { id: takes, number: takes, total: [], currency: [], status: [] } } : {};
}

const WRITABLE = 'textarea, [contenteditable="true"], [contenteditable=""], [role="textbox"], input';

/** The field that was pointed at, or the one in what was pointed at. */
export function replyRungs(page: Document, place: Element): string[] {
  const field = place.closest(WRITABLE) ?? all(place, WRITABLE)[0] ?? place;
  const rungs = ladder([field], page, (hits) => hits.length === 1 && hits[0] === field);
  const bare = tagOf(field) === 'textarea' ? 'textarea' : '[contenteditable="true"]';
  const alone = all(page, bare);
  const last = alone.length === 1 && alone[0] === field ? [bare] : [];
  return [...new Set([...rungs.map((rung) => rung.selector), ...last])];
}
