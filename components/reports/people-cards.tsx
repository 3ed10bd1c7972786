import { STAGES } from '../../lib/domain/entities.ts';
import { SHOWN_AT_FIRST } from '../../lib/domain/filter/views.ts';
import { useBeside } from '../context.ts';
import { writeListAddress } from '../list-address.ts';
import { BarRow } from './bar-row.tsx';
import { Figure, ReportCard, Waiting } from './card.tsx';
import { ReportTable, type TableCell } from './report-table.tsx';
import { percent, periodName } from './report-words.ts';
import { TrendChart, TrendTable } from './trend.tsx';
import { type ReportScene, usePart } from './use-report.ts';

const MOVES = ['new', 'stayed', 'back', 'fellQuiet', 'lost'] as const;

/** What is drawn of them: who bought. */
const DRAWN = [
  ['stayed', 1],
  ['back', 2],
  ['new', 3],
] as const;

/** Who came, stayed, came back, fell silent and was lost. */
export function FlowCard({ scene }: { scene: ReportScene }) {
  const { t, format } = useBeside();
  const flow = usePart(scene, 'flow');
  if (!flow) return <ReportCard part="flow" title={t('report_flow')} children={<Waiting />} />;
  const { now, last, trend } = flow;
  return (
    <ReportCard part="flow" title={t('report_flow')} hint={t('report_flow_hint')} wide>
      <div class="figures">
        {MOVES.map((cell) => (
          <Figure
            key={cell}
            part={cell}
            label={t(`report_flow_${cell}`)}
            value={format.count(now[cell])}
            now={now[cell]}
            last={last[cell]}
            less={cell === 'fellQuiet' || cell === 'lost'}
            href={now[cell] > 0 ? scene.behind('flow', cell) : undefined}
          />
        ))}
        <Figure
          part="churn"
          label={t('report_churn')}
          value={percent(now.churn, format)}
          now={now.churn}
          last={last.churn}
          less
        />
      </div>
      <TrendChart
        scene={scene}
        trend={trend}
        kind="bars"
        series={DRAWN.map(([cell, tone]) => ({
          name: t(`report_flow_${cell}`),
          tone,
          of: (value: typeof now) => value[cell],
        }))}
      />
      <p class="report-line" data-part="flow-states">
        {t('report_states')}{' '}
        {(['active', 'quiet', 'gone'] as const).map((cell, i) => (
          <span key={cell}>
            {i > 0 && ' · '}
            <a href={scene.behind('flow', cell)}>
              {t(`report_state_${cell}`, { count: format.count(now[cell]) })}
            </a>
          </span>
        ))}
      </p>
      <TrendTable
        scene={scene}
        trend={trend}
        name={t('report_flow')}
        columns={[
          ...MOVES.map((cell): [string, (value: typeof now, isNow: boolean) => TableCell] => [
            t(`report_flow_${cell}`),
            (value, isNow) => ({
              plain: value[cell],
              shown: format.count(value[cell]),
              ...(isNow && value[cell] > 0 && { href: scene.behind('flow', cell) }),
            }),
          ]),
          [t('report_churn'), ({ churn }) => ({ plain: churn ?? '', shown: percent(churn, format) })],
        ]}
      />
    </ReportCard>
  );
}

/** Of those who first bought in a period, how many came again in each after it. */
export function CohortCard({ scene }: { scene: ReportScene }) {
  const { t, format } = useBeside();
  const cohorts = usePart(scene, 'cohorts');
  const { unit } = scene.args;
  if (!cohorts) return <ReportCard part="cohorts" title={t('report_cohorts')} children={<Waiting />} />;
  const filled = cohorts.map((cohort, row) => ({ ...cohort, row })).filter(({ size }) => size > 0);
  const most = Math.max(0, ...filled.map(({ came }) => came.length));
  const after = Array.from({ length: most }, (_, i) => i + 1);
  return (
    <ReportCard part="cohorts" title={t('report_cohorts')} hint={t('report_cohorts_hint')} wide>
      {filled.length === 0 ? (
        <p class="hint">{t('report_nothing')}</p>
      ) : (
        <ReportTable
          name={t('report_cohorts')}
          head={[t('report_first_bought'), t('report_buyers'), ...after.map((count) => `+${count}`)]}
          rows={filled.map(({ period, size, came, row }) => [
            { plain: periodName(period, unit), href: scene.period(period) },
            { plain: size, shown: format.count(size), href: scene.behind('cohorts', `${row}/0`) },
            ...after.map((count): TableCell => {
              const people = came[count - 1];
              if (people === undefined) return { plain: '' };
              return {
                plain: people,
                shown: percent(people / size, format),
                heat: people / size,
                ...(people > 0 && { href: scene.behind('cohorts', `${row}/${count}`) }),
              };
            }),
          ])}
        />
      )}
    </ReportCard>
  );
}

/** How customers stand now, stage by stage; each opens in the list. */
export function StageCard({ scene }: { scene: ReportScene }) {
  const { t, format } = useBeside();
  const stages = usePart(scene, 'stages');
  if (!stages) return <ReportCard part="stages" title={t('report_stages')} children={<Waiting />} />;
  const all = STAGES.reduce((sum, stage) => sum + stages[stage], 0);
  const { owner } = scene.args;
  const listOf = (stage: (typeof STAGES)[number]) => {
    const where = { is: 'stage', in: [stage] } as const;
    // The list knows nobody who is nobody's: then the report shows them itself.
    if (owner === '') return scene.behind('stages', stage);
    const theirs = owner === null ? where : { all: [where, { is: 'owner' as const, in: [owner] }] };
    return writeListAddress({ view: 'all', shown: { ...SHOWN_AT_FIRST, where: theirs as never } });
  };
  return (
    <ReportCard part="stages" title={t('report_stages')} hint={t('report_stages_hint')}>
      {all === 0 ? (
        <p class="hint">{t('report_nothing')}</p>
      ) : (
        <ul class="bar-rows">
          {STAGES.map((stage) => (
            <li key={stage}>
              <BarRow
                name={t(`stage_${stage}`)}
                value={`${format.count(stages[stage])} · ${percent(stages[stage] / all, format)}`}
                share={stages[stage] / all}
                href={stages[stage] > 0 ? listOf(stage) : undefined}
              />
            </li>
          ))}
        </ul>
      )}
    </ReportCard>
  );
}
