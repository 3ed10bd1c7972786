import type { Format } from '../../lib/domain/format.ts';
import { KEPT_OUTCOMES, keptRate } from '../../lib/domain/kept.ts';
import { AGES } from '../../lib/domain/report/talk.ts';
import { useBeside } from '../context.ts';
import { writeRoute } from '../hash-route.ts';
import { keptAll } from '../kept-words.ts';
import { Figure, ReportCard, Waiting } from './card.tsx';
import type { TableCell } from './report-table.tsx';
import { percent } from './report-words.ts';
import { TrendChart, TrendTable } from './trend.tsx';
import { type ReportScene, usePart } from './use-report.ts';

const HOUR = 3_600_000;
/** Hours from which an axis is told in days. */
const DAYS_FROM = 72;

/** A time, as a file has it in minutes. */
const inMinutes = (ms: number | null, format: Format): TableCell => ({
  plain: ms === null ? '' : Math.round(ms / 60_000),
  shown: ms === null ? '–' : format.span(ms),
});

/** How soon messages were answered. */
export function ReplyCard({ scene }: { scene: ReportScene }) {
  const { t, format } = useBeside();
  const replies = usePart(scene, 'replies');
  if (!replies) return <ReportCard part="replies" title={t('report_replies')} children={<Waiting />} />;
  const { now, last, trend } = replies;
  const full = (ms: number | null) => (ms === null ? '–' : format.span(ms));
  const soon = (one: typeof now) => (one.answered === 0 ? null : one.soon / one.answered);
  return (
    <ReportCard part="replies" title={t('report_replies')} hint={t('report_replies_hint')}>
      <div class="figures">
        <Figure
          part="reply"
          label={t('report_median_reply')}
          value={full(now.median)}
          now={now.median}
          last={last.median}
          less
          href={now.answered > 0 ? scene.behind('replies', 'answered') : undefined}
        />
        <Figure
          part="soon"
          label={t('report_soon')}
          value={percent(soon(now), format)}
          now={soon(now)}
          last={soon(last)}
          href={now.soon > 0 ? scene.behind('replies', 'soon') : undefined}
        />
        <Figure
          part="open"
          label={t('report_open')}
          value={format.count(now.open)}
          now={now.open}
          last={last.open}
          less
          href={now.open > 0 ? scene.behind('replies', 'open') : undefined}
        />
      </div>
      <TrendChart
        scene={scene}
        trend={trend}
        kind="line"
        series={[{ name: t('report_median_reply'), tone: 1, of: ({ median }) => median && median / HOUR }]}
        short={(hours) =>
          hours < DAYS_FROM
            ? t('report_hours', { count: format.count(Math.round(hours * 10) / 10) })
            : t('report_days', { count: format.count(Math.round(hours / 24)) })
        }
        full={(hours) => format.span(hours * HOUR)}
      />
      <TrendTable
        scene={scene}
        trend={trend}
        name={t('report_replies')}
        columns={[
          [t('report_median_reply'), ({ median }) => inMinutes(median, format)],
          [t('report_answered'), ({ answered }) => answered],
          [t('report_soon'), (value) => value.soon],
          [t('report_open'), ({ open }) => open],
        ]}
      />
    </ReportCard>
  );
}

const TONES = { kept: 1, late: 3, moved: 4, missed: 2 } as const;

/** Promises, as they were kept. */
export function PromiseCard({ scene }: { scene: ReportScene }) {
  const { t, format } = useBeside();
  const promises = usePart(scene, 'promises');
  if (!promises) return <ReportCard part="promises" title={t('section_promises')} children={<Waiting />} />;
  const { now, last, trend } = promises;
  return (
    <ReportCard part="promises" title={t('section_promises')} hint={t('report_promises_hint')}>
      <div class="figures">
        <Figure
          part="kept"
          label={t('report_kept')}
          value={percent(keptRate(now), format)}
          now={keptRate(now)}
          last={keptRate(last)}
          href={keptAll(now) > 0 ? writeRoute('promises') : undefined}
        />
        <Figure
          part="missed"
          label={t('report_missed')}
          value={format.count(now.missed)}
          now={now.missed}
          last={last.missed}
          less
          href={keptAll(now) > 0 ? writeRoute('promises') : undefined}
        />
      </div>
      <TrendChart
        scene={scene}
        trend={trend}
        kind="bars"
        series={KEPT_OUTCOMES.map((outcome) => ({
          name: t(`kept_is_${outcome}`),
          tone: TONES[outcome],
          of: (value: typeof now) => value[outcome],
        }))}
      />
      <TrendTable
        scene={scene}
        trend={trend}
        name={t('section_promises')}
        columns={KEPT_OUTCOMES.map((outcome) => [
          t(`kept_is_${outcome}`),
          (value: typeof now) => value[outcome],
        ])}
      />
    </ReportCard>
  );
}

const SAID = [
  ['raised', 2],
  ['barriers', 3],
  ['ideas', 1],
] as const;

/** Complaints, what kept people from buying, and ideas. */
export function SaidCard({ scene }: { scene: ReportScene }) {
  const { t, format } = useBeside();
  const said = usePart(scene, 'said');
  if (!said) return <ReportCard part="said" title={t('report_said')} children={<Waiting />} />;
  const { now, last, trend, standing } = said;
  const figure = (cell: 'raised' | 'barriers' | 'ideas', less: boolean) => (
    <Figure
      part={cell}
      label={t(`report_${cell}`)}
      value={format.count(now[cell])}
      now={now[cell]}
      last={last[cell]}
      less={less}
      href={now[cell] > 0 ? scene.behind('said', cell) : undefined}
    />
  );
  return (
    <ReportCard part="said" title={t('report_said')} hint={t('report_said_hint')}>
      <div class="figures">
        {figure('raised', true)}
        {figure('barriers', true)}
        {figure('ideas', false)}
      </div>
      <TrendChart
        scene={scene}
        trend={trend}
        kind="bars"
        series={SAID.map(([cell, tone]) => ({
          name: t(`report_${cell}`),
          tone,
          of: (value: typeof now) => value[cell],
        }))}
      />
      {standing.some((count) => count > 0) && (
        <p class="report-line" data-part="standing">
          {t('report_standing')}{' '}
          {standing.map(
            (count, i) =>
              count > 0 && (
                <span key={AGES[i]}>
                  <a href={scene.behind('said', `age/${i}`)}>
                    {t(`report_age_${i as 0 | 1 | 2 | 3}`, { count: format.count(count) })}
                  </a>{' '}
                </span>
              ),
          )}
        </p>
      )}
      <TrendTable
        scene={scene}
        trend={trend}
        name={t('report_said')}
        columns={[
          [t('report_raised'), ({ raised }) => raised],
          [t('report_confirmed'), ({ confirmed }) => confirmed],
          [t('report_made_good_in'), ({ median }) => inMinutes(median, format)],
          [t('report_barriers'), ({ barriers }) => barriers],
          [t('report_ideas'), ({ ideas }) => ideas],
        ]}
      />
    </ReportCard>
  );
}
