/** What a shop sells, roughly: ready sets of tags, templates and playbooks are made for each. */
export const TRADES = ['clothes', 'cosmetics', 'food', 'handmade', 'services', 'b2b'] as const;
export type Trade = (typeof TRADES)[number];
