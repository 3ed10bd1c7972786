/** A sheet program runs a cell that begins so. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * One cell of a CSV. What would be run as a formula gets an apostrophe, which sheet programs read as "this is text".
 * A number that is only a number, like a phone's +84…, is taken the same way: it is not sorted, it is kept.
 */
export function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\n\r;]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A whole table, in UTF-8 with the mark that Excel needs to read Vietnamese. */
export const csvTable = (rows: readonly (readonly (string | number)[])[]): string =>
  `\ufeff${rows.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')}`;
