/** What a shop sells, as far as ready sets (tags, templates, care) differ by it. */
export const TRADES = ['clothes', 'cosmetics', 'food', 'handmade', 'services', 'b2b'] as const;
export type Trade = (typeof TRADES)[number];
