/** What may have come to a merged customer and must be placed when the two are parted: tables, and handles and tags. */
export const SINCE_KINDS = [
  'notes',
  'orders',
  'reminders',
  'interactions',
  'memberships',
  'matters',
  'runs',
  'sends',
  'quotes',
  'deals',
  'keys',
  'tags',
] as const;
export type SinceKind = (typeof SINCE_KINDS)[number];

/** `notes/<id>`, `keys/<key>`. */
export const SINCE_NAME = new RegExp(`^(${SINCE_KINDS.join('|')})/.`);
