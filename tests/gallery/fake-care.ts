import type { CareQueries } from '../../lib/domain/care-query.ts';
import type { Command } from '../../lib/domain/command.ts';
import { FIRST_STATE, type Matter } from '../../lib/domain/matter.ts';
import { makeStamp } from '../../lib/domain/stamp.ts';
import { type Book, NOW } from './sample.ts';

/** Matters as the real store keeps them, for the store in memory; what is counted over all customers is as it was told. */

export interface CareBook {
  radar: CareQueries['radar']['out'];
  counts: CareQueries['careCounts']['out'];
  stock: CareQueries['stock']['out'];
  fits: CareQueries['fits']['out'];
  list: CareQueries['careList']['out'];
}

const NO_ONE = { total: 0, customers: [] };
const NO_COUNTS: CareBook['counts'] = {
  causes: [],
  ideas: [],
  barriers: [],
  comparisons: [],
  survey: { asked: 0, answered: 0, glad: 0, fair: 0, sorry: 0, score: null },
  parcels: [],
  sources: [],
  costs: [],
  senders: [],
};

const NONE: CareBook = {
  radar: { quiet: NO_ONE, silent: NO_ONE, churn: [], reasons: [] },
  counts: NO_COUNTS,
  stock: [],
  fits: [],
  list: [],
};

export function matter(
  id: string,
  customer: string,
  kind: Matter['kind'],
  more: Partial<Matter> = {},
): Matter {
  return {
    ...{ id, space: 'home', stamp: makeStamp(NOW, 0, 'gallery'), customer, kind, what: '', at: NOW },
    ...{ state: FIRST_STATE[kind], stateAt: NOW, order: '', until: '', score: null, why: '' },
    ...more,
  };
}

type Answers = { [N in keyof CareQueries]: (args: CareQueries[N]['args']) => CareQueries[N]['out'] };

export function careAnswers(book: Book): Answers {
  const { matters = [], customers } = book;
  const care = { ...NONE, ...book.care };
  const shown = (id: string | undefined) => customers.find((one) => one.id === id) ?? null;
  return {
    matters: ({ customer }) =>
      matters.filter((one) => one.customer === customer).toSorted((a, b) => b.at - a.at),
    waits: () =>
      matters
        .filter((one) => one.kind === 'wait' && one.state === 'open')
        .flatMap((one) => (shown(one.customer) ? [{ matter: one, customer: shown(one.customer)! }] : [])),
    referrals: ({ customer }) => ({
      by: shown(shown(customer)?.referredBy),
      sent: customers.filter((one) => one.referredBy === customer),
    }),
    radar: () => care.radar,
    radarList: () => ({ total: care.radar.quiet.total, customers: care.radar.quiet.customers }),
    stock: () => care.stock,
    fits: ({ customer }) => care.fits.filter((one) => !shown(customer)?.refusals?.includes(one.key)),
    careCounts: () => care.counts,
    careList: () => care.list,
  };
}

/** The book after a command about matters; null for any other command. */
export function afterCare(
  book: Book,
  command: Command,
  made: string,
  now: number,
): { book: Book; id: string } | null {
  const { matters = [] } = book;
  switch (command.name) {
    case 'matter.save': {
      const { args } = command;
      const id = args.id ?? made;
      const held = matters.find((one) => one.id === id);
      const old = held ?? matter(id, args.customer ?? '', args.kind ?? 'parcel', { at: now });
      const rest = matters.filter((one) => one !== held);
      const customers = book.customers.map((one) =>
        one.id === old.customer ? { ...one, matters: (one.matters ?? 0) + (held ? 0 : 1) } : one,
      );
      const said = Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined));
      return { id, book: { ...book, customers, matters: [...rest, { ...old, ...said, id, stateAt: now }] } };
    }
    case 'matter.delete':
      return {
        id: command.args.id,
        book: { ...book, matters: matters.filter((one) => one.id !== command.args.id) },
      };
    case 'interaction.note': {
      const interactions = book.interactions.map((one) =>
        one.id === command.args.id ? { ...one, ...command.args } : one,
      );
      return { id: command.args.id, book: { ...book, interactions } };
    }
    case 'customer.refuse': {
      const { customer, product, on } = command.args;
      const customers = book.customers.map((one) => {
        const others = (one.refusals ?? []).filter((each) => each !== product);
        return one.id === customer ? { ...one, refusals: on ? [...others, product] : others } : one;
      });
      return { id: customer, book: { ...book, customers } };
    }
    default:
      return null;
  }
}
