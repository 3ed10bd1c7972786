import type { TableRules } from './tables.ts';

const NONE = { sets: [], maps: [], core: [], derived: [] } as const;
export const MATTER_RULES: TableRules = {
  ...NONE,
  defaults: {
    customer: '',
    // Both are in an index: a value that is the default would not be written, and not be found.
    kind: '',
    what: '',
    at: 0,
    state: '',
    stateAt: 0,
    order: '',
    until: '',
    score: null,
    why: '',
  },
  needed: ['customer', 'kind'],
};
export const COST_RULES: TableRules = {
  ...NONE,
  defaults: { source: '', month: '', amount: 0, currency: '' },
  needed: ['source', 'month'],
};

/** Names of derived fields, for the rules of their tables. */
export const DERIVED_CARE = [
  'firstOrderAt',
  'bought',
  'habits',
  'buysAt',
  'matters',
  'complainedAt',
  'parcelAt',
  'handParcelAt',
  'troubleAt',
] as const;
export const DERIVED_NOTES = ['troubles', 'noted'] as const;
