import type { Customer, Interaction, Size, Stage, Tag } from '../lib/domain/entities.ts';
import { RELATIONS, type Relation } from '../lib/domain/knowing.ts';
import type { TextKey } from '../lib/domain/text.ts';
import type { IconName } from './icon.tsx';

/**
 * The closed lists of the book, as the interface orders and draws them. They are written here and not taken from the
 * schemas, because a schema would bring its whole library into every frame; the types keep them complete.
 */
const STAGES: Record<Stage, number> = { lead: 0, first: 1, regular: 2, quiet: 3, back: 4, lost: 5 };
export const STAGE_ORDER = Object.keys(STAGES) as Stage[];

const KIND_SET: Record<Customer['kind'], true> = {
  individual: true,
  business: true,
  government: true,
  charity: true,
  internal: true,
};
export const KINDS = Object.keys(KIND_SET) as Customer['kind'][];

const SIZE_SET: Record<Size, true> = { '': true, micro: true, small: true, medium: true, large: true };
export const SIZE_ORDER = Object.keys(SIZE_SET) as Size[];

const COLOUR_SET: Record<Tag['colour'], true> = {
  red: true,
  orange: true,
  amber: true,
  green: true,
  teal: true,
  blue: true,
  violet: true,
  pink: true,
  grey: true,
};
export const COLOURS = Object.keys(COLOUR_SET) as Tag['colour'][];

export const KIND_ICONS: Record<Interaction['kind'], IconName> = {
  message: 'message',
  email: 'mail',
  call: 'phone',
  meeting: 'users',
  visit: 'place',
  order: 'order',
  complaint: 'alert',
  idea: 'idea',
  comparison: 'scale',
  barrier: 'barrier',
};
export const INTERACTION_ORDER = Object.keys(KIND_ICONS) as Interaction['kind'][];

/** What a relationship is called; none, and one of a newer Beside, is as usual. */
export function relationKey(relation: string): TextKey {
  const known: Relation | undefined = RELATIONS.find((one) => one === relation);
  return known ? `relation_${known}` : 'relation_none';
}
