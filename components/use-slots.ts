import { useRef } from 'preact/hooks';

/**
 * Keys for the rows of a list. Within one owner's list a row keeps its key, so that focus stays where it is when rows
 * come and go; another owner's rows start again from the first key and are written over the old ones.
 */
export function useSlots(owner: string, ids: readonly string[]): Map<string, number> {
  const kept = useRef({ owner, slots: new Map<string, number>() });
  if (kept.current.owner !== owner) kept.current = { owner, slots: new Map() };
  const { slots } = kept.current;
  for (const id of ids) if (!slots.has(id)) slots.set(id, slots.size);
  return slots;
}
