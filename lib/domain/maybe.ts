import { foldName } from './display-name.ts';
import type { Customer, DisplayName } from './entities.ts';
import type { CardView } from './query.ts';
import type { Counterpart } from './sighting.ts';

/** Whom a display name may stand for. */
export interface MaybePeople {
  people: MaybePerson[];
  /** Nobody is named, because several share the name: customers it was confirmed for, or people of the site's list. */
  shared: 'customers' | 'rows' | null;
}

export interface MaybePerson {
  customer: Customer;
  /** The seller said before that this name is theirs. Null: they only have the same name in the book. */
  remembered: DisplayName | null;
}

/**
 * Who somebody may be of whom the page tells a name alone. A remembered name brings its customer back, but never where
 * it was confirmed for two, or where the site's own list shows two people of that name: nobody can tell then.
 */
export function maybeOf(
  person: Counterpart,
  view: Pick<CardView, 'maybe' | 'remembered'>,
  listed: readonly Counterpart[],
): MaybePeople {
  const name = foldName(person.name);
  const nobody = (shared: MaybePeople['shared']): MaybePeople => ({ people: [], shared });
  if (name === '') return nobody(null);
  const remembered = view.remembered.filter(({ key }) => key.slice(key.indexOf(':') + 1) === name);
  const people = new Map<string, MaybePerson>();
  for (const { customer, evidence } of remembered)
    people.set(customer.id, { customer, remembered: evidence });
  const confirmed = people.size;
  for (const customer of view.maybe)
    if (foldName(customer.name) === name && !people.has(customer.id))
      people.set(customer.id, { customer, remembered: null });
  if (people.size === 0) return nobody(null);
  if (listed.filter((one) => foldName(one.name) === name).length > 1) return nobody('rows');
  return confirmed > 1 ? nobody('customers') : { people: [...people.values()], shared: null };
}
