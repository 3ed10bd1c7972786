/** Copies that are kept: the newest of each of the last days, weeks and months in which there was one. */
export const KEEP = { days: 7, weeks: 8, months: 12 } as const;

const COPY = /^beside-(\d{4})-(\d\d)-(\d\d)-(\d\d)(\d\d)\.(?:json|beside)$/;
const DAY_MS = 86_400_000;

/** Those of a folder's files that are copies of the book. */
export const copiesIn = (names: readonly string[]): string[] => names.filter((name) => COPY.test(name));

/**
 * Which of a folder's files are old copies that may go. Files of other names are never touched, and the newest copy
 * always stays.
 */
export function surplusCopies(names: readonly string[]): string[] {
  const copies = names
    .map((name) => ({ name, parts: COPY.exec(name) }))
    .filter((copy) => copy.parts !== null)
    .map(({ name, parts }) => ({ name, day: dayNumber(parts!), at: parts!.slice(1, 6).join('') }))
    .sort((a, b) => (a.at === b.at ? (a.name < b.name ? 1 : -1) : a.at < b.at ? 1 : -1));
  const kept = new Set<string>();
  const spans: [number, (copy: (typeof copies)[number]) => string | number][] = [
    [KEEP.days, ({ day }) => day],
    // Weeks begin on Monday; day 0 of the count, the first of January 1970, was a Thursday.
    [KEEP.weeks, ({ day }) => Math.floor((day + 3) / 7)],
    [KEEP.months, ({ at }) => at.slice(0, 6)],
  ];
  for (const [count, spanOf] of spans) {
    const seen = new Set<string | number>();
    for (const copy of copies) {
      const span = spanOf(copy);
      if (seen.has(span) || seen.size === count) continue;
      seen.add(span);
      kept.add(copy.name);
    }
  }
  return copies.map(({ name }) => name).filter((name) => !kept.has(name));
}

function dayNumber([, year, month, day]: RegExpExecArray): number {
  return Math.floor(Date.UTC(Number(year), Number(month) - 1, Number(day)) / DAY_MS);
}
