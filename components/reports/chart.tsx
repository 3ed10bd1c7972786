import { scaleBand, scaleLinear } from 'd3-scale';
import { line, stack } from 'd3-shape';
import { useEffect, useRef, useState } from 'preact/hooks';

/**
 * Charts of the reports. Scales, stacks and lines come from d3, which only calculates; what is drawn are nodes of our
 * own, coloured by the style sheet, so that they follow the theme, print as they stand and need nothing of the page's
 * policy. They are for the eye alone: a table with the same numbers stands behind each.
 */
export interface Series {
  name: string;
  /** Its place in the palette, which differs in lightness as in hue. */
  tone: 1 | 2 | 3 | 4;
  values: (number | null)[];
}

interface ChartProps {
  kind: 'bars' | 'line';
  /** What stands under each value, and its address. */
  marks: { label: string; title: string; href: string }[];
  series: Series[];
  /** Of a value at the axis, short. */
  short: (value: number) => string;
  /** Of a value in full. */
  full: (value: number) => string;
}

const HEIGHT = 180;
const EDGE = { top: 12, right: 4, bottom: 24, left: 64 };
/** Labels closer than this, in px, run into one another. */
const ROOM = 26;

export function Chart({ kind, marks, series, short, full }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const x = scaleBand<number>()
    .domain(marks.keys())
    .range([EDGE.left, width - EDGE.right])
    .paddingInner(0.28)
    .paddingOuter(0.1);
  const totals = marks.map((_mark, i) =>
    kind === 'bars'
      ? series.reduce((sum, { values }) => sum + (values[i] ?? 0), 0)
      : Math.max(0, ...series.map(({ values }) => values[i] ?? 0)),
  );
  const y = scaleLinear()
    .domain([0, Math.max(...totals, 0) || 1])
    .range([HEIGHT - EDGE.bottom, EDGE.top])
    .nice(4);
  // Half a customer is nobody: of whole numbers only whole ones stand at the axis.
  const isWhole = totals.every(Number.isInteger);
  const ticks = y.ticks(4).filter((tick) => !isWhole || Number.isInteger(tick));
  const every = Math.ceil(ROOM / x.step());
  const last = marks.length - 1;
  return (
    <div ref={place} class="chart">
      {series.length > 1 && (
        <ul class="chart-legend" aria-hidden="true">
          {series.map(({ name, tone }) => (
            <li key={name}>
              <span class={`chart-key chart-tone-${tone}`} />
              {name}
            </li>
          ))}
        </ul>
      )}
      <svg aria-hidden="true" width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`}>
        {ticks.map((tick) => (
          <g key={tick}>
            <line class="chart-rule" x1={EDGE.left} x2={width} y1={y(tick)} y2={y(tick)} />
            <text class="chart-label" x={EDGE.left - 8} y={y(tick) + 4} text-anchor="end">
              {short(tick)}
            </text>
          </g>
        ))}
        {marks.map(({ label, title }, i) =>
          (last - i) % every === 0 ? (
            <text
              key={title}
              class={i === last ? 'chart-label chart-now' : 'chart-label'}
              x={(x(i) ?? 0) + x.bandwidth() / 2}
              y={HEIGHT - 6}
              text-anchor="middle"
            >
              {label}
            </text>
          ) : null,
        )}
        {kind === 'bars' ? (
          <Bars marks={marks} series={series} x={x} y={y} />
        ) : (
          <Lines marks={marks} series={series} x={x} y={y} />
        )}
        {marks.map(({ title, href }, i) => (
          <a key={title} href={href} tabindex={-1}>
            <rect
              class="chart-hit"
              x={(x(i) ?? 0) - (x.step() - x.bandwidth()) / 2}
              width={x.step()}
              y={0}
              height={HEIGHT}
            >
              <title>
                {[title, ...series.flatMap(({ name, values }) => said(name, values[i], full))].join('\n')}
              </title>
            </rect>
          </a>
        ))}
      </svg>
    </div>
  );
}

interface DrawnProps extends Pick<ChartProps, 'marks' | 'series'> {
  x: ReturnType<typeof scaleBand<number>>;
  y: ReturnType<typeof scaleLinear<number, number>>;
}

function Bars({ marks, series, x, y }: DrawnProps) {
  const rows = marks.map((_mark, i) => series.map(({ values }) => values[i] ?? 0));
  const layers = stack<number[], number>()
    .keys([...series.keys()])
    .value((row, layer) => row[layer] ?? 0)(rows);
  return layers.map((layer) => {
    const { name, tone } = series[layer.key]!;
    return layer.map(([from, to], i) => {
      const height = y(from) - y(to);
      // A thin gap parts what is stacked, whatever its colours.
      const gap = layer.key > 0 && height > 2 ? 1 : 0;
      return (
        to > from && (
          <rect
            key={`${name}${marks[i]!.title}`}
            class={`chart-bar chart-tone-${tone}${i === marks.length - 1 ? ' chart-bar-now' : ''}`}
            x={x(i)}
            width={x.bandwidth()}
            y={y(to)}
            height={Math.max(1, height - gap)}
            rx="2"
          />
        )
      );
    });
  });
}

function Lines({ marks, series, x, y }: DrawnProps) {
  const middle = (i: number) => (x(i) ?? 0) + x.bandwidth() / 2;
  return series.map(({ name, tone, values }) => (
    <g key={name}>
      <path
        class={`chart-line chart-tone-${tone}`}
        d={
          line<number | null>()
            .defined((value) => value !== null)
            .x((_value, i) => middle(i))
            .y((value) => y(value ?? 0))(values) ?? ''
        }
      />
      {values.map(
        (value, i) =>
          value !== null && (
            <circle
              key={marks[i]!.title}
              class={`chart-dot chart-tone-${tone}`}
              cx={middle(i)}
              cy={y(value)}
              r={i === marks.length - 1 ? 5 : 3.5}
            />
          ),
      )}
    </g>
  ));
}

const said = (name: string, value: number | null | undefined, full: ChartProps['full']): string[] =>
  value == null ? [] : [`${name}: ${full(value)}`];

/** How wide the place is, followed as it changes. */
function useWidth(place: { current: HTMLElement | null }): number {
  const [width, setWidth] = useState(480);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const look = () => setWidth(Math.max(220, Math.floor(element.clientWidth) || 480));
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return width;
}
