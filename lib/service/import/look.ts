import {
  DOUBTS,
  type ImportCounts,
  type ImportLook,
  type ImportOptions,
  NO_COUNTS,
} from '../../domain/transfer.ts';
import type { Book } from '../../store/schema.ts';
import type { Census } from './census.ts';
import { type DraftSource, lyingColumns } from './drafts.ts';
import { censusOf, count, judgePage, pagesOf, sampleOf } from './pages.ts';
import type { RowSetting } from './rows.ts';

/** Rows of each kind that are shown before anything is written. */
const SAMPLES = 5;
const DOUBTFUL_SAMPLES = 20;

export interface Looked {
  look: ImportLook;
  census: Census;
}

/**
 * The dry run: reads the whole file twice and writes nothing. The first reading counts who stands in it how often, the
 * second one asks the book about each row.
 * @param onShare told the share that is done, 0 to 1.
 */
export async function lookThrough(
  book: Book,
  source: DraftSource,
  file: string,
  setting: RowSetting,
  options: ImportOptions,
  signal: AbortSignal,
  onShare: (share: number) => void,
): Promise<Looked> {
  const { census, rows } = await censusOf(source, signal);
  const counts: ImportCounts = { ...NO_COUNTS };
  const samples: ImportLook['samples'] = { new: [], updated: [], same: [], doubtful: [] };
  const firms = new Set<string>();
  const doubts = { 'other-name': 0, 'rows-differ': 0, 'two-holders': 0 };
  for await (const drafts of pagesOf(source)) {
    signal.throwIfAborted();
    const page = await judgePage(book, drafts, census, setting, options);
    // Nothing is written here, so the next page would make them again.
    count(counts, { ...page, firms: page.firms.filter((id) => !firms.has(id)) });
    for (const id of page.firms) firms.add(id);
    for (const { verdict, counted } of page.verdicts) {
      for (const reason of DOUBTS)
        if (verdict.doubts.some((doubt) => doubt.reason === reason)) doubts[reason] += 1;
      const list = samples[counted as keyof typeof samples] as (typeof samples)['new'] | undefined;
      if (list && list.length < (counted === 'doubtful' ? DOUBTFUL_SAMPLES : SAMPLES))
        list.push(sampleOf(verdict));
    }
    onShare(rows === 0 ? 1 : counts.rows / rows);
  }
  const columns = source.columns().map((view) => ({ ...view, samples: [...view.samples] }));
  return {
    census,
    look: {
      file,
      kind: source.kind,
      preset: source.preset,
      encoding: source.encoding,
      columns,
      counts,
      samples,
      doubts,
      options,
      lying: lyingColumns(columns),
      backup: null,
      exact: false,
    },
  };
}
