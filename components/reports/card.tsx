import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { useBeside } from '../context.ts';
import { change, percent } from './report-words.ts';

/** One subject of the reports: a heading that says what is counted, and what came of it. */
export function ReportCard(props: {
  part: string;
  title: string;
  hint?: string;
  wide?: boolean;
  tools?: ComponentChildren;
  children: ComponentChildren;
}) {
  const heading = useId();
  return (
    <section
      class={props.wide ? 'report-card report-wide' : 'report-card'}
      data-part={`report-${props.part}`}
      aria-labelledby={heading}
    >
      <header class="report-card-head">
        <h2 id={heading}>{props.title}</h2>
        {props.tools}
      </header>
      {props.children}
      {props.hint && <p class="hint report-hint">{props.hint}</p>}
    </section>
  );
}

/** In place of a card's numbers while they are worked out. */
export const Waiting = () => <div class="report-waiting" aria-busy="true" />;

export interface FigureProps {
  label: string;
  /** As people write it. */
  value: string;
  now?: number | null;
  last?: number | null;
  /** Of these, less is better. */
  less?: boolean;
  /** The customers who are counted; none where nobody is. */
  href?: string | undefined;
  part: string;
}

/** A number, what it counts, and how it moved. */
export function Figure({ label, value, now, last, less = false, href, part }: FigureProps) {
  const body = (
    <>
      <span class="figure-label">{label}</span>
      <b class="figure-value">{value}</b>
      {now != null && last != null && <Moved now={now} last={last} less={less} />}
    </>
  );
  return href ? (
    <a class="figure" data-part={`figure-${part}`} href={href}>
      {body}
    </a>
  ) : (
    <span class="figure" data-part={`figure-${part}`}>
      {body}
    </span>
  );
}

/** A word and a sign beside the colour: better or worse is never told by colour alone. */
function Moved({ now, last, less }: { now: number; last: number; less: boolean }) {
  const { t, format } = useBeside();
  const share = change(now, last);
  if (now === last) return <span class="moved">{t('report_same')}</span>;
  const isUp = now > last;
  const tone = isUp === less ? 'moved moved-worse' : 'moved moved-better';
  const words = share === null ? t('report_from_none') : percent(Math.abs(share), format);
  return (
    <span class={tone}>
      <span aria-hidden="true">{isUp ? '▲ ' : '▼ '}</span>
      <span class="unseen">{isUp ? t('report_more') : t('report_less')} </span>
      {words}
    </span>
  );
}
