import type { PeriodName } from '../../lib/domain/report/period.ts';
import { useBeside } from '../context.ts';
import { Chart, type Series } from './chart.tsx';
import { BehindChart, type TableCell } from './report-table.tsx';
import { periodName, periodShort, periodWords } from './report-words.ts';
import type { ReportScene } from './use-report.ts';

/** One measure over the periods up to the one that is looked at. */
type Trend<V> = { period: PeriodName; value: V }[];

interface TrendChartProps<V> {
  scene: ReportScene;
  trend: Trend<V>;
  kind: 'bars' | 'line';
  series: (Omit<Series, 'values'> & { of: (value: V) => number | null })[];
  /** Of a value at the axis; counted unless said otherwise. */
  short?: (value: number) => string;
  full?: (value: number) => string;
}

/** Each period opens the report of that period. */
export function TrendChart<V>({ scene, trend, kind, series, short, full }: TrendChartProps<V>) {
  const { t, format } = useBeside();
  const { unit } = scene.args;
  return (
    <Chart
      kind={kind}
      marks={trend.map(({ period }) => ({
        label: periodShort(period, unit),
        title: periodWords(period, unit, t),
        href: scene.period(period),
      }))}
      series={series.map(({ of, ...one }) => ({ ...one, values: trend.map(({ value }) => of(value)) }))}
      short={short ?? format.count}
      full={full ?? format.count}
    />
  );
}

interface TrendTableProps<V> {
  scene: ReportScene;
  trend: Trend<V>;
  name: string;
  /** Heading, and what stands below it: a bare number is counted. @param isNow the period that is looked at. */
  columns: [head: string, of: (value: V, isNow: boolean) => TableCell | number][];
}

/** The same numbers in a table, the newest period first. */
export function TrendTable<V>({ scene, trend, name, columns }: TrendTableProps<V>) {
  const { t, format } = useBeside();
  const { unit } = scene.args;
  const cell = (of: TableCell | number): TableCell =>
    typeof of === 'number' ? { plain: of, shown: format.count(of) } : of;
  return (
    <BehindChart
      name={name}
      head={[t(`report_unit_${unit}`), ...columns.map(([head]) => head)]}
      rows={trend
        .toReversed()
        .map(({ period, value }, row) => [
          { plain: periodName(period, unit), href: scene.period(period) },
          ...columns.map(([, of]) => cell(of(value, row === 0))),
        ])}
    />
  );
}
