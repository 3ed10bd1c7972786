import { fold } from '../fold.ts';
import type { PriceGroup, Product } from './rows.ts';

/** What a buyer of this price group pays for one; null where the price is asked for each time. */
export function priceFor({ price, prices }: Pick<Product, 'price' | 'prices'>, group: string): number | null {
  return prices[group] ?? price;
}

/** Products that answer what was typed: the code, then names, then aliases; those no longer sold last. */
export function matchingProducts(products: readonly Product[], typed: string): Product[] {
  const wanted = fold(typed);
  const score = ({ code, name, aliases, active }: Product): number => {
    const words = [name, ...aliases].map(fold);
    const found =
      wanted === ''
        ? 1
        : fold(code) === wanted
          ? 0
          : words.some((one) => one.startsWith(wanted))
            ? 1
            : words.some((one) => ` ${one}`.includes(` ${wanted}`)) || fold(code).startsWith(wanted)
              ? 2
              : words.some((one) => one.includes(wanted))
                ? 3
                : 99;
    return found + (active ? 0 : 10);
  };
  return products
    .map((one) => ({ one, score: score(one) }))
    .filter(({ score }) => score < 99)
    .sort((a, b) => a.score - b.score || a.one.name.localeCompare(b.one.name, 'vi'))
    .map(({ one }) => one);
}

/** The product of that code, name or alias; undefined where none or several answer. */
export function productCalled(products: readonly Product[], called: string): Product | undefined {
  const wanted = fold(called);
  const byCode = products.find(({ code }) => code !== '' && fold(code) === wanted);
  if (byCode) return byCode;
  const found = products.filter(({ name, aliases }) =>
    [name, ...aliases].some((one) => fold(one) === wanted),
  );
  return found.length === 1 ? found[0] : undefined;
}

export interface PastedProduct {
  code: string;
  name: string;
  price: number | null;
  unit: string;
  prices: Record<string, number>;
}

/** Words by which the columns of a list with a heading are known. Folded. */
const HEADINGS: Record<'code' | 'name' | 'price' | 'unit', readonly string[]> = {
  code: ['ma', 'ma hang', 'ma sp', 'ma san pham', 'sku', 'code', 'product code', 'ma hang hoa'],
  name: ['ten', 'ten hang', 'ten sp', 'ten san pham', 'san pham', 'name', 'product', 'title', 'ten hang hoa'],
  price: ['gia', 'gia ban', 'gia le', 'don gia', 'price', 'retail', 'retail price', 'gia chung'],
  unit: ['dvt', 'don vi', 'don vi tinh', 'unit'],
};

export interface PastedList {
  products: PastedProduct[];
  /** Numbers of lines that hold no name, from 1. */
  unread: number[];
}

/**
 * Reads a pasted list: `code, name, price` a line, parted by tabs, semicolons or commas, or cells copied from a sheet.
 * With a heading the columns may stand in any order, and one of a price group's name holds that group's prices.
 *
 * @param amount reads an amount as typed.
 */
export function readProductList(
  text: string,
  groups: readonly Pick<PriceGroup, 'id' | 'name'>[],
  amount: (typed: string) => number | null,
): PastedList {
  const lines = text.split(/\r?\n/u).map((line, index) => ({ line, number: index + 1 }));
  const full = lines.filter(({ line }) => line.trim() !== '');
  const [first] = full;
  if (!first) return { products: [], unread: [] };
  const sign = ['\t', ';', '|', ','].find((one) => first.line.includes(one)) ?? ',';
  const heading = cellsOf(first.line, sign).map(fold);
  const columns = columnsOf(heading, groups);
  const unread: number[] = [];
  const products = (columns ? full.slice(1) : full).flatMap(({ line, number }) => {
    const cells = cellsOf(line, sign);
    const product = columns ? byHeading(cells, columns, amount) : byPlace(cells, amount);
    if (product.name === '') unread.push(number);
    return product.name === '' ? [] : [product];
  });
  return { products, unread };
}

type Columns = Map<number, keyof typeof HEADINGS | { group: string }>;

function columnsOf(heading: string[], groups: readonly Pick<PriceGroup, 'id' | 'name'>[]): Columns | null {
  const columns: Columns = new Map();
  heading.forEach((cell, index) => {
    const known = (Object.keys(HEADINGS) as (keyof typeof HEADINGS)[]).find((one) =>
      HEADINGS[one].includes(cell),
    );
    const group = groups.find(({ name }) => fold(name) === cell || `gia ${fold(name)}` === cell);
    if (group) columns.set(index, { group: group.id });
    else if (known) columns.set(index, known);
  });
  return [...columns.values()].includes('name') ? columns : null;
}

function byHeading(
  cells: string[],
  columns: Columns,
  amount: (typed: string) => number | null,
): PastedProduct {
  const product: PastedProduct = { code: '', name: '', price: null, unit: '', prices: {} };
  for (const [index, column] of columns) {
    const cell = cells[index] ?? '';
    if (typeof column === 'object') {
      const price = amount(cell);
      if (price !== null) product.prices[column.group] = price;
    } else if (column === 'price') product.price = amount(cell);
    else product[column] = cell;
  }
  return product;
}

/** Three cells are code, name and price; two are name and price; a fourth is the unit. */
function byPlace(cells: string[], amount: (typed: string) => number | null): PastedProduct {
  const [a = '', b = '', c = '', unit = ''] = cells;
  const bare = { unit: '', prices: {} };
  if (cells.length === 1) return { ...bare, code: '', name: a, price: null };
  if (cells.length === 2) {
    const price = amount(b);
    return price === null ? { ...bare, code: a, name: b, price } : { ...bare, code: '', name: a, price };
  }
  return { ...bare, code: a, name: b, price: amount(c), unit };
}

/** Cells in quotes may hold the sign; a comma between digits parts thousands, not cells. */
function cellsOf(line: string, sign: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at]!;
    if (char === '"' && (isQuoted || cell.trim() === '')) {
      if (isQuoted && line[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = !isQuoted;
      continue;
    }
    const isThousands = sign === ',' && /\d$/.test(cell) && /^\d{3}(?!\d)/.test(line.slice(at + 1));
    if (char === sign && !isQuoted && !isThousands) {
      cells.push(cell.trim());
      cell = '';
    } else cell += char;
  }
  return [...cells, cell.trim()];
}
