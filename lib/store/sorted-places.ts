/** A row with what it is sorted by: its value (Infinity: none, last), among equals its name, then its id. */
export interface Placed {
  place: number;
  value: number;
  name: string;
  id: string;
}

export function isBefore(a: Placed, b: Placed): boolean {
  if (a.value !== b.value) return a.value < b.value;
  if (a.name !== b.name) return a.name < b.name;
  return a.id < b.id;
}

/** Puts sorted rows among places that are sorted already. */
export function merged(
  sorted: ArrayLike<number>,
  fresh: readonly Placed[],
  placed: (place: number) => Placed,
): Uint32Array {
  const all = new Uint32Array(sorted.length + fresh.length);
  let at = 0;
  let from = 0;
  for (const one of fresh) {
    const here = firstAfter(sorted, from, one, placed);
    for (; from < here; from++) all[at++] = sorted[from]!;
    all[at++] = one.place;
  }
  for (; from < sorted.length; from++) all[at++] = sorted[from]!;
  return all;
}

function firstAfter(
  sorted: ArrayLike<number>,
  from: number,
  one: Placed,
  placed: (place: number) => Placed,
): number {
  let low = from;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(placed(sorted[middle]!), one)) low = middle + 1;
    else high = middle;
  }
  return low;
}
