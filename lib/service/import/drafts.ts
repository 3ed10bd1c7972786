import type { ColumnView, FileKind, Target } from '../../domain/transfer.ts';
import { type Draft, draftsOf, handlesIn, isHandle } from './draft.ts';
import type { TableSource } from './source.ts';
import { amountOf, cleanCell, timeOf } from './values.ts';

/** A file as drafts of customers, from the start each time it is asked. */
export interface DraftSource {
  kind: FileKind;
  encoding: string;
  preset: string | null;
  /** Where its orders come from: part of their ids. */
  site: string;
  headers: string[];
  targets: Target[];
  drafts(): AsyncGenerator<Draft[]>;
  /** What the columns hold, as far as the file was read. */
  columns(): ColumnView[];
}

const SAMPLES = 3;
/** Rows that are understood at a time: few enough that they are gone again before the collector moves them. */
const STEP = 250;

/** A table whose columns mean `targets`; by default what its header says. */
export function tableDrafts(
  table: TableSource,
  region: string,
  targets: Target[] = table.mapping.targets,
): DraftSource {
  const { headers, kind, encoding, mapping } = table;
  const views = headers.map(
    (header, i): ColumnView => ({ header, target: targets[i] ?? 'skip', samples: [], filled: 0, fitting: 0 }),
  );
  const draftOf = draftsOf(headers, targets, region);
  return {
    kind,
    encoding,
    preset: mapping.preset,
    site: /^(shopify|woocommerce)/.exec(mapping.preset ?? '')?.[1] ?? 'import',
    headers,
    targets: views.map(({ target }) => target),
    columns: () => views,
    async *drafts() {
      for (const view of views) Object.assign(view, { samples: [], filled: 0, fitting: 0 });
      for await (const { first, rows } of table.rows())
        for (let at = 0; at < rows.length; at += STEP) {
          const drafts: Draft[] = [];
          for (const [i, cells] of rows.slice(at, at + STEP).entries()) {
            for (const [column, view] of views.entries())
              if (view.filled < WATCHED) watchColumn(view, cells[column] ?? '', region);
            if (cells.some((cell) => cell.trim() !== '')) drafts.push(draftOf(first + at + i, cells));
          }
          if (drafts.length > 0) yield drafts;
        }
    },
  };
}

/** Enough to see whether a column is what its header says. */
const WATCHED = 400;

function watchColumn(view: ColumnView, raw: string, region: string): void {
  const cell = cleanCell(raw);
  if (cell === '') return;
  view.filled += 1;
  if (view.samples.length < SAMPLES) view.samples.push(cell.slice(0, 60));
  if (fits(view.target, cell, region)) view.fitting += 1;
}

function fits(target: Target, cell: string, region: string): boolean {
  if (isHandle(target))
    return target === 'zalo' || target === 'facebook' || handlesIn(target, cell, region).keys.length > 0;
  if (target === 'orderTotal') return amountOf(cell) !== null;
  if (target === 'orderDate' || target === 'createdAt') return timeOf(cell) !== null;
  // A name is no address and no number.
  if (target === 'name' || target === 'givenName' || target === 'familyName')
    return /\p{L}/u.test(cell) && !/@/.test(cell) && handlesIn('phone', cell, region).keys.length === 0;
  return true;
}

/** Headers of columns that hold something else than they say, by more than half. */
export const lyingColumns = (views: readonly ColumnView[]): string[] =>
  views.filter(({ filled, fitting }) => filled >= 2 && fitting * 2 < filled).map(({ header }) => header);
