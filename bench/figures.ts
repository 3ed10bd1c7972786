/** One line of the benchmark table. `ratio` = p50 / limit of the same run. */
export interface Figure {
  id: string;
  customers: number;
  unit: 'ms' | 'bytes' | '%' | 'MB';
  p50: number;
  p95: number;
  limit: number | null;
  ratio: number | null;
  peers: Record<string, number>;
  /** What was measured and what the limit is, in words. */
  note: string;
}

/** The value below which `share` (0 to 1) of the samples lie; nearest rank. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const rank = Math.max(0, Math.ceil(sorted.length * share) - 1);
  return sorted[rank] ?? Number.NaN;
}

export function figure(
  id: string,
  customers: number,
  unit: Figure['unit'],
  samples: readonly number[],
  limit: number | null,
  note: string,
  peers: Record<string, number> = {},
): Figure {
  const p50 = percentile(samples, 0.5);
  return {
    id,
    customers,
    unit,
    p50: round(p50),
    p95: round(percentile(samples, 0.95)),
    limit: limit === null ? null : round(limit),
    ratio: limit ? round(p50 / limit) : null,
    peers,
    note,
  };
}

const round = (value: number) => Math.round(value * 100) / 100;

export function printTable(figures: readonly Figure[]): string {
  const head = ['row', 'customers', 'p50', 'p95', 'limit', 'ratio', 'what'];
  const lines = figures.map((row) => [
    row.id,
    row.customers.toLocaleString('en'),
    `${row.p50} ${row.unit}`,
    `${row.p95} ${row.unit}`,
    row.limit === null ? '' : `${row.limit} ${row.unit}`,
    row.ratio === null ? '' : `${row.ratio}×`,
    row.note,
  ]);
  const widths = head.map((title, i) =>
    Math.max(title.length, ...lines.map((line) => (line[i] ?? '').length)),
  );
  const print = (line: string[]) => `| ${line.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [
    print(head),
    `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`,
    ...lines.map(print),
  ].join('\n');
}
