import { matches, queryAll } from './dom.ts';

/** A row that may be the open one: what it is called, and by which key the site knows it. */
export interface NamedRow {
  element: Element;
  key: string;
  name: string;
}

/** What a list has shown since its document was opened: it draws a dozen rows of hundreds. */
interface RowsSeen {
  /** Keys of rows by the name they bore last. */
  names: Map<string, string>;
  /** True once the one row with the heading's name bore the mark: then it is the mark of the open row on this page. */
  isProven: boolean;
}

/** More rows than a seller scrolls through in a day. */
const MOST = 2000;
const seen = new WeakMap<Document, Map<string, RowsSeen>>();

/**
 * The one row that bears the name, and is the open one as far as the page says. Of two namesakes nobody can tell which
 * is meant, and a namesake may be scrolled out of the list: rows that were drawn before count too. Where a mark has
 * proved to be that of the open row, it must be there: a page that marks none now does not draw the row.
 *
 * @param list tells this list from others of the same document.
 * @param marked what the open row may be or hold. Until it once stood where the name did, it is not believed.
 */
export function openRowOf(
  document: Document,
  list: string,
  rows: NamedRow[],
  name: string,
  marked: string | undefined,
): Element | null {
  const known = seenIn(document, list);
  for (const row of rows) remember(known, row);
  const [row, ...others] = rows.filter((each) => each.name === name);
  if (name === '' || !row || others.length > 0) return null;
  const open = marked === undefined ? [] : rows.filter(({ element }) => isMarked(element, marked));
  const isAlone = open.length === 1 && open[0] === row;
  known.isProven ||= isAlone;
  if (known.isProven && !isAlone) return null;
  for (const [key, other] of known.names) if (other === name && key !== row.key) return null;
  return row.element;
}

function seenIn(document: Document, list: string): RowsSeen {
  const lists = seen.get(document) ?? new Map<string, RowsSeen>();
  const known = lists.get(list) ?? { names: new Map(), isProven: false };
  seen.set(document, lists.set(list, known));
  return known;
}

function remember({ names }: RowsSeen, { key, name }: NamedRow): void {
  if (key === '' || name === '') return;
  // The one seen longest ago leaves first.
  names.delete(key);
  names.set(key, name);
  if (names.size > MOST) names.delete(names.keys().next().value!);
}

const isMarked = (row: Element, marked: string) => matches(row, marked) || queryAll(row, marked).length > 0;
