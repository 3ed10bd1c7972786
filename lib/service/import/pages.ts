import { orderId } from '../../domain/row-id.ts';
import type { ImportCounts, ImportOptions, SampleRow } from '../../domain/transfer.ts';
import { type Found, lookUp } from '../../store/look-up.ts';
import type { Book } from '../../store/schema.ts';
import { Census, type KeyUses } from './census.ts';
import type { Draft } from './draft.ts';
import type { DraftSource } from './drafts.ts';
import { firmNames } from './firms.ts';
import { judge, type Verdict } from './judge.ts';
import { customerId, type ImportRow, noteId, PageRows, type RowSetting } from './rows.ts';

/** Rows of a file in one change. */
export const PAGE_ROWS = 1500;

/** All drafts of a source in pages, from row `from` on. */
export async function* pagesOf(source: DraftSource, from = 0, size = PAGE_ROWS): AsyncGenerator<Draft[]> {
  let page: Draft[] = [];
  for await (const drafts of source.drafts())
    for (const draft of drafts) {
      if (draft.row < from) continue;
      page.push(draft);
      if (page.length < size) continue;
      yield page;
      page = [];
    }
  if (page.length > 0) yield page;
}

/** Reads a whole file for who stands in it how often. @param onRows told how many rows were read. */
export async function censusOf(
  source: DraftSource,
  signal: AbortSignal,
  onRows: (rows: number) => void = () => undefined,
): Promise<{ census: Census; rows: number }> {
  const census = new Census();
  let rows = 0;
  for await (const drafts of source.drafts()) {
    signal.throwIfAborted();
    for (const { row, name, nameless, keys } of drafts) census.add(row, nameless ? '' : name, keys);
    rows += drafts.length;
    onRows(rows);
  }
  return { census, rows };
}

export interface JudgedPage {
  rows: ImportRow[];
  /** Organisations that the page makes. */
  firms: string[];
  verdicts: { verdict: Verdict; counted: ReturnType<PageRows['add']> }[];
}

/** Judges one page against the book as it is now. Writes nothing. */
export async function judgePage(
  book: Book,
  drafts: readonly Draft[],
  census: Census,
  setting: RowSetting,
  options: ImportOptions,
): Promise<JudgedPage> {
  const uses = census.elsewhere(drafts);
  const found = await lookUp(book, wantedOf(drafts, uses, setting));
  const idOf = (row: number) => customerId(setting.prefix, row);
  const page = new PageRows(found, setting);
  const verdicts = drafts.map((draft) => {
    const verdict = judge(draft, { uses, found, options, idOf });
    return { verdict, counted: page.add(known(verdict, found)) };
  });
  return { rows: page.rows(), firms: page.firms, verdicts };
}

/** A row whose own customer is in the book already (the same file once more) is no new one. */
function known(verdict: Verdict, found: Found): Verdict {
  const again =
    verdict.status === 'new' && verdict.customer !== null && found.customers.has(verdict.customer);
  return again ? { ...verdict, status: 'known' } : verdict;
}

function wantedOf(drafts: readonly Draft[], uses: KeyUses, { prefix, site }: RowSetting) {
  const keys = new Set<string>();
  const codes = new Set<string>();
  const customers = new Set<string>();
  const notes: string[] = [];
  const orders = new Set<string>();
  const taxCodes = new Set<string>();
  const companies = new Set<string>();
  for (const draft of drafts) {
    customers.add(customerId(prefix, draft.row));
    if (draft.code) codes.add(draft.code);
    for (const key of draft.keys) {
      keys.add(key);
      for (const row of uses.get(key)?.rows ?? [])
        if (row > 0 && row < draft.row) customers.add(customerId(prefix, row));
    }
    for (const place of draft.notes.keys()) notes.push(noteId(prefix, draft.row, place));
    const firm = firmNames(draft);
    for (const code of firm?.taxCodes ?? []) taxCodes.add(code);
    for (const name of firm?.companies ?? []) companies.add(name);
    if (draft.order) orders.add(orderId(site, draft.order.number));
  }
  return {
    keys: [...keys],
    codes: [...codes],
    customers: [...customers],
    notes,
    orders: [...orders],
    taxCodes: [...taxCodes],
    companies: [...companies],
  };
}

/** Adds a judged page to the counts. */
export function count(counts: ImportCounts, { verdicts, firms }: JudgedPage): void {
  counts.firms += firms.length;
  for (const { verdict, counted } of verdicts) {
    counts.rows += 1;
    counts[counted] += 1;
    counts.shared += verdict.shared;
  }
}

export const sampleOf = ({ draft, keys, loose, doubts }: Verdict): SampleRow => ({
  row: draft.row,
  name: draft.name.slice(0, 80),
  handles: [...new Set([...keys, ...loose])].slice(0, 4),
  doubts: doubts.slice(0, 3),
});
