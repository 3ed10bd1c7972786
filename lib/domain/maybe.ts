import { foldName } from './display-name.ts';
import type { Customer, DisplayName } from './entities.ts';

import type { CardView } from './query.ts';
import type { Counterpart } from './sighting.ts';

/** Whom a display name may stand for. */
export interface MaybePeople {
  customers: Customer[];
  /** The seller said before that this name is theirs. */
  remembered: DisplayName | null;
  /** Nobody is named, because several share the name: customers of the book, or people of the site's own list. */
  shared: 'customers' | 'rows' | null;
}

const NOBODY: MaybePeople = { customers: [], remembered: null, shared: null };

/**
 * Who somebody may be of whom the page tells a name alone. A remembered name brings its customer back, but never where
 * another customer goes by it, or where the site's list shows two people of that name: nobody can tell then.
 */
export function maybeOf(
  person: Counterpart,
  view: Pick<CardView, 'maybe' | 'remembered'>,
  listed: readonly Counterpart[],
): MaybePeople {
  const name = foldName(person.name);
  if (name === '') return NOBODY;
  const remembered = view.remembered.filter(({ key }) => key.slice(key.indexOf(':') + 1) === name);
  const namesakes = view.maybe.filter((one) => foldName(one.name) === name);
  const all = new Map([...remembered.map((one) => one.customer), ...namesakes].map((one) => [one.id, one]));
  const customers = [...all.values()];
  if (customers.length === 0) return NOBODY;
  if (listed.filter((one) => foldName(one.name) === name).length > 1) return { ...NOBODY, shared: 'rows' };
  if (remembered.length > 0 && customers.length > 1) return { ...NOBODY, shared: 'customers' };
  return { customers, remembered: remembered[0]?.evidence ?? null, shared: null };
}
