import { KEPT_OUTCOMES, keptRate } from '../../lib/domain/kept.ts';
import { AGES } from '../../lib/domain/report/talk.ts';
import { useBeside } from '../context.ts';
import { writeRoute } from '../hash-route.ts';
import { keptAll } from '../kept-words.ts';
import { Figure, ReportCard } from './card.tsx';
import { Chart } from './chart.tsx';
import { Waiting } from './money-cards.tsx';
import { BehindChart } from './report-table.tsx';
import { percent, periodName, periodShort, periodWords } from './report-words.ts';
import { type ReportScene, usePart } from './use-report.ts';

/** How soon messages were answered. */
export function ReplyCard({ scene }: { scene: ReportScene }) {
  const { t, format } = useBeside();
  const replies = usePart(scene, 'replies');
  const { unit } = scene.args;
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
      <Chart
        kind="line"
        marks={trend.map(({ period }) => ({
          label: periodShort(period, unit),
          title: periodWords(period, unit, t),
          href: scene.period(period),
        }))}
        series={[
          {
            name: t('report_median_reply'),
            tone: 1,
            values: trend.map(({ value }) => value.median && value.median / 3_600_000),
          },
        ]}
        short={(hours) => t('report_hours', { count: format.count(Math.round(hours * 10) / 10) })}
        full={(hours) => format.span(hours * 3_600_000)}
      />
      <BehindChart
        name={t('report_replies')}
        head={[
          t(`report_unit_${unit}`),
          t('report_median_reply'),
          t('report_answered'),
          t('report_soon'),
          t('report_open'),
        ]}
        rows={trend.toReversed().map(({ period, value }) => [
          { plain: periodName(period, unit), href: scene.period(period) },
          {
            plain: value.median === null ? '' : Math.round(value.median / 60_000),
            shown: full(value.median),
          },
          { plain: value.answered, shown: format.count(value.answered) },
          { plain: value.soon, shown: format.count(value.soon) },
          { plain: value.open, shown: format.count(value.open) },
        ])}
      />
    </ReportCard>
  );
}

const TONES = { kept: 1, late: 3, moved: 4, missed: 2 } as const;

/** Promises, as they were kept. */
export function PromiseCard({ scene }: { scene: ReportScene }) {
  const { t, format } = useBeside();
  const promises = usePart(scene, 'promises');
  const { unit } = scene.args;
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
      <Chart
        kind="bars"
        marks={trend.map(({ period }) => ({
          label: periodShort(period, unit),
          title: periodWords(period, unit, t),
          href: scene.period(period),
        }))}
        series={KEPT_OUTCOMES.map((outcome) => ({
          name: t(`kept_is_${outcome}`),
          tone: TONES[outcome],
          values: trend.map(({ value }) => value[outcome]),
        }))}
        short={format.count}
        full={format.count}
      />
      <BehindChart
        name={t('section_promises')}
        head={[t(`report_unit_${unit}`), ...KEPT_OUTCOMES.map((outcome) => t(`kept_is_${outcome}`))]}
        rows={trend.toReversed().map(({ period, value }) => [
          { plain: periodName(period, unit), href: scene.period(period) },
          ...KEPT_OUTCOMES.map((outcome) => ({
            plain: value[outcome],
            shown: format.count(value[outcome]),
          })),
        ])}
      />
    </ReportCard>
  );
}

/** Complaints, what kept people from buying, and ideas. */
export function SaidCard({ scene }: { scene: ReportScene }) {
  const { t, format } = useBeside();
  const said = usePart(scene, 'said');
  const { unit } = scene.args;
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
      <Chart
        kind="bars"
        marks={trend.map(({ period }) => ({
          label: periodShort(period, unit),
          title: periodWords(period, unit, t),
          href: scene.period(period),
        }))}
        series={(
          [
            ['raised', 2],
            ['barriers', 3],
            ['ideas', 1],
          ] as const
        ).map(([cell, tone]) => ({
          name: t(`report_${cell}`),
          tone,
          values: trend.map(({ value }) => value[cell]),
        }))}
        short={format.count}
        full={format.count}
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
      <BehindChart
        name={t('report_said')}
        head={[
          t(`report_unit_${unit}`),
          t('report_raised'),
          t('report_confirmed'),
          t('report_made_good_in'),
          t('report_barriers'),
          t('report_ideas'),
        ]}
        rows={trend.toReversed().map(({ period, value }) => [
          { plain: periodName(period, unit), href: scene.period(period) },
          { plain: value.raised, shown: format.count(value.raised) },
          { plain: value.confirmed, shown: format.count(value.confirmed) },
          {
            plain: value.median === null ? '' : Math.round(value.median / 60_000),
            shown: value.median === null ? '–' : format.span(value.median),
          },
          { plain: value.barriers, shown: format.count(value.barriers) },
          { plain: value.ideas, shown: format.count(value.ideas) },
        ])}
      />
    </ReportCard>
  );
}
