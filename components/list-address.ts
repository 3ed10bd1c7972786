import { filterSchema } from '../lib/domain/filter/filter-schema.ts';
import { type ListShown, SHOWN_AT_FIRST } from '../lib/domain/filter/views.ts';
import { LIST_ORDERS } from '../lib/domain/query.ts';
import { writeRoute } from './hash-route.ts';

/** What an address of the customers page says: the view, and what is shown where it is not just as the view keeps it. */
export interface ListAddress {
  view: string;
  shown: ListShown | null;
}

/** @param query what follows the `?` of the hash. What cannot be read of it is passed by. */
export function readListAddress(query: string): ListAddress {
  const params = new URLSearchParams(query);
  const find = params.get('find');
  const view = params.get('view') ?? 'all';
  if (find !== null) return { view, shown: { ...SHOWN_AT_FIRST, text: find.slice(0, 200) } };
  return { view, shown: readShown(params.get('list')) };
}

function readShown(text: string | null): ListShown | null {
  if (text === null) return null;
  try {
    const { text: find, where, sort, turned } = JSON.parse(text) as Record<string, unknown>;
    const parsed = filterSchema.safeParse(where);
    return {
      text: typeof find === 'string' ? find.slice(0, 200) : '',
      where: parsed.success ? parsed.data : null,
      sort: LIST_ORDERS.find((one) => one === sort) ?? 'name',
      turned: turned === true,
    };
  } catch {
    // Somebody's broken link: the view as it is.
    return null;
  }
}

export function writeListAddress({ view, shown }: ListAddress): string {
  const params = new URLSearchParams();
  if (view !== 'all') params.set('view', view);
  if (shown !== null) params.set('list', JSON.stringify(shown));
  const query = params.toString();
  return `${writeRoute('customers')}${query ? `?${query}` : ''}`;
}
