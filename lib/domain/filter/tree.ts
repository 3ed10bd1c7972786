import type { Condition, Filter } from './filter.ts';

/** A filter as an editor shows it: a row of parts with one word between them. */
export interface Group {
  how: 'all' | 'any';
  parts: Filter[];
}

export function groupOf(filter: Filter | null): Group {
  if (filter === null) return { how: 'all', parts: [] };
  if ('all' in filter) return { how: 'all', parts: filter.all };
  return 'any' in filter ? { how: 'any', parts: filter.any } : { how: 'all', parts: [filter] };
}

export const ofGroup = ({ how, parts }: Group): Filter => (how === 'all' ? { all: parts } : { any: parts });

/** What is under the nots, and whether they turn it round. */
export function peeled(filter: Filter): { inner: Exclude<Filter, { not: Filter }>; isNot: boolean } {
  if (!('not' in filter)) return { inner: filter, isNot: false };
  const { inner, isNot } = peeled(filter.not);
  return { inner, isNot: !isNot };
}

export const notIf = (isNot: boolean, filter: Filter): Filter => (isNot ? { not: filter } : filter);

/** Says nothing yet: its values are still being chosen. */
function isBlank(condition: Condition): boolean {
  if ('in' in condition) return condition.in.length === 0;
  if (condition.is !== 'field') return false;
  const { holds } = condition;
  return (holds.as === 'in' && holds.values.length === 0) || (holds.as === 'text' && holds.text === '');
}

/** Without what says nothing yet; null when nothing is left. A filter half made shows all, not nobody. */
export function meant(filter: Filter | null): Filter | null {
  if (filter === null) return null;
  const { inner, isNot } = peeled(filter);
  if ('is' in inner) return isBlank(inner) ? null : notIf(isNot, inner);
  const { how, parts } = groupOf(inner);
  const left = parts.flatMap((part) => meant(part) ?? []);
  if (left.length === 0) return null;
  return notIf(isNot, left.length === 1 ? left[0]! : ofGroup({ how, parts: left }));
}
