import type { KeptCounts } from '../lib/domain/kept.ts';

/** All promises whose outcome is known. */
export const keptAll = ({ kept, late, moved, missed }: KeptCounts): number => kept + late + moved + missed;
