import type { ListOrder } from '../query.ts';
import type { Filter } from './filter.ts';

/** What a list shows, as a view keeps it and an address carries it. */
export interface ListShown {
  /** What is typed into the search field. */
  text: string;
  where: Filter | null;
  sort: ListOrder;
  /** The other way round. */
  turned: boolean;
}

export const SHOWN_AT_FIRST: ListShown = { text: '', where: null, sort: 'name', turned: false };

/** The views that every book has. Their names are words of the interface: `view_all`. */
export const BUILT_IN_VIEWS = {
  all: SHOWN_AT_FIRST,
  waiting: { ...SHOWN_AT_FIRST, where: { is: 'waiting', hours: 0 }, sort: 'waiting' },
  quiet: {
    ...SHOWN_AT_FIRST,
    where: {
      all: [
        { is: 'has', what: 'contact' },
        { is: 'date', of: 'contact', when: { in: 'notLast', days: 60 } },
      ],
    },
    sort: 'recent',
    turned: true,
  },
  loose: { ...SHOWN_AT_FIRST, where: { not: { is: 'has', what: 'due' } }, sort: 'recent' },
  fresh: {
    ...SHOWN_AT_FIRST,
    where: { is: 'date', of: 'created', when: { in: 'last', days: 7 } },
    sort: 'new',
  },
} as const satisfies Record<string, ListShown>;
export type BuiltInView = keyof typeof BUILT_IN_VIEWS;
