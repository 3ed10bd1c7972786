import { useMemo, useState } from 'preact/hooks';
import type { Customer, Stage } from '../lib/domain/entities.ts';
import type { Filter } from '../lib/domain/filter/filter.ts';
import type { PipelineView } from '../lib/domain/knowing-query.ts';
import type { Conversion, StageFigures } from '../lib/domain/pipeline.ts';
import { daysSince } from '../lib/domain/value.ts';
import { Board, type BoardColumn } from './board.tsx';
import { useBeside } from './context.ts';
import { writeRoute } from './hash-route.ts';
import { Icon } from './icon.tsx';
import { nameOf, Quiet, Section } from './parts.tsx';
import { PipelineDeals } from './pipeline-deals.tsx';
import { Choice, Opens, WAYS, type Way } from './pipeline-parts.tsx';
import { useFilterTime } from './use-filter-time.ts';
import { useLive } from './use-live.ts';
import { STAGE_ORDER } from './vocabulary.ts';
import { TierOf } from './worth.tsx';

/** Customers that stand on the board by name; the others are behind the number. */
const FEW = 8;
const SUBJECTS = ['stages', 'deals'] as const;

/** Where customers and deals stand, as a board and as a list; every number opens whom it counts. */
export function PipelineSection() {
  const { t } = useBeside();
  const [subject, setSubject] = useState<(typeof SUBJECTS)[number]>('stages');
  const [way, setWay] = useState<Way>('board');
  return (
    <div class="pipeline" data-part="pipeline">
      <header class="pipeline-head">
        <h1 class="page-title">{t('section_pipeline')}</h1>
        <Choice
          label={t('pipeline_as')}
          act="pipeline"
          options={SUBJECTS}
          chosen={subject}
          name={(one) => t(`pipeline_${one}`)}
          onChoose={setSubject}
        />
        <Choice
          label={t('pipeline_as')}
          act="pipeline"
          options={WAYS}
          chosen={way}
          name={(one) => t(`pipeline_${one}`)}
          onChoose={setWay}
        />
      </header>
      {way === 'board' && <p class="hint">{t('pipeline_hint')}</p>}
      {subject === 'stages' ? <Stages way={way} /> : <PipelineDeals way={way} />}
    </div>
  );
}

const inStage = (stage: Stage): Filter => ({ is: 'stage', in: [stage] });

function Stages({ way }: { way: Way }) {
  const { t, host, act } = useBeside();
  const time = useFilterTime();
  const view = useLive(host.store, { name: 'pipeline', args: { where: null, time, few: FEW } }).value;
  const ids = useMemo(() => (view ? Object.values(view.few).flat() : []), [view]);
  const rows = useLive(host.store, ids.length > 0 ? { name: 'customers', args: { ids } } : null).value;
  if (!view) return <div aria-busy="true" />;
  if (view.total === 0)
    return (
      <Quiet
        part="pipeline-empty"
        icon="stairs"
        title={t('pipeline_empty_title')}
        text={t('pipeline_empty_text')}
      />
    );
  const byId = new Map((rows ?? []).map((row) => [row.id, row]));
  const move = (event: Event, id: string, stage: string) => {
    const row = byId.get(id);
    const said = t('pipeline_moved', {
      name: row ? nameOf(row) : '',
      stage: t(`stage_${stage as Stage}`),
    });
    const set = { stage: stage as Stage };
    void act(event, { name: 'customer.save', args: { id, set } }, { said, undo: true });
  };
  return (
    <>
      {way === 'board' ? (
        <Board
          part="stage-board"
          label={t('pipeline_stages')}
          columns={inOrder(view).map((stage) => columnOf(stage, view, byId, t))}
          onMove={move}
        />
      ) : (
        <StageTable view={view} />
      )}
      <Conversions ways={view.conversions} />
    </>
  );
}

const inOrder = (view: PipelineView): StageFigures[] =>
  STAGE_ORDER.flatMap((stage) => view.stages.find((one) => one.stage === stage) ?? []);

/** The stage where the most are stuck, where any are. */
const bottleneck = (view: PipelineView): Stage | null =>
  view.stages.reduce<StageFigures | null>(
    (worst, one) => ((one.stuck?.count ?? 0) > (worst?.stuck?.count ?? 0) ? one : worst),
    null,
  )?.stage ?? null;

function columnOf(
  figures: StageFigures,
  view: PipelineView,
  byId: ReadonlyMap<string, Customer>,
  t: ReturnType<typeof useBeside>['t'],
): BoardColumn {
  const { stage, count } = figures;
  const shown = view.few[stage].flatMap((id) => byId.get(id) ?? []);
  const more = count - shown.length;
  return {
    id: stage,
    name: t(`stage_${stage}`),
    head: <StageHead figures={figures} isBottleneck={bottleneck(view) === stage} />,
    cards: shown.map((customer) => ({
      id: customer.id,
      name: nameOf(customer),
      content: (
        <>
          <a class="board-name" href={writeRoute('customers', customer.id)}>
            {nameOf(customer)}
          </a>
          <TierOf customer={customer} />
        </>
      ),
    })),
    ...(more > 0 && {
      foot: (
        <p class="board-foot">
          <Opens where={inStage(stage)} act="pipeline-more">
            {t('pipeline_more', { count: more })}
          </Opens>
        </p>
      ),
    }),
  };
}

function StageHead({ figures, isBottleneck }: { figures: StageFigures; isBottleneck: boolean }) {
  const { t, format } = useBeside();
  const { stage, count, share, stayed, standing } = figures;
  return (
    <>
      <span class={`stage stage-label stage-${stage}`}>{t(`stage_${stage}`)}</span>
      <Opens where={inStage(stage)} act="pipeline-count">
        <b>{format.count(count)}</b> · {t('pipeline_rate', { rate: percent(share) })}
      </Opens>
      <span class="hint">
        {stayed !== null
          ? t('pipeline_usual', { span: format.span(stayed) })
          : standing !== null && count > 0
            ? t('pipeline_standing', { span: format.span(standing) })
            : ''}
      </span>
      <Stuck figures={figures} isBottleneck={isBottleneck} />
    </>
  );
}

const percent = (part: number): number => Math.round(part * 100);

function Stuck({ figures, isBottleneck }: { figures: StageFigures; isBottleneck: boolean }) {
  const { t, format, host } = useBeside();
  const { stuck, stage } = figures;
  if (!stuck || stuck.count === 0) return null;
  const days = daysSince(stuck.before, host.now());
  const where: Filter = {
    all: [inStage(stage), { is: 'date', of: 'stage', when: { in: 'older', days } }],
  };
  return (
    <Opens where={where} act="pipeline-stuck" title={t('pipeline_stuck_hint')}>
      <span class="fact-late pipeline-stuck">
        <Icon name="late" size={14} /> {t('pipeline_stuck', { count: format.count(stuck.count) })}
        {isBottleneck && ` · ${t('pipeline_bottleneck')}`}
      </span>
    </Opens>
  );
}

function StageTable({ view }: { view: PipelineView }) {
  const { t, format } = useBeside();
  const span = (ms: number | null) => (ms === null ? '–' : format.span(ms));
  const worst = bottleneck(view);
  return (
    <div class="pipeline-scroll">
      <table class="pipeline-table" data-part="stage-table">
        <thead>
          <tr>
            <th scope="col">{t('stage')}</th>
            <th scope="col" class="number">
              {t('pipeline_count')}
            </th>
            <th scope="col" class="number">
              {t('pipeline_share')}
            </th>
            <th scope="col" class="number">
              {t('pipeline_usual_title')}
            </th>
            <th scope="col" class="number">
              {t('pipeline_standing_title')}
            </th>
            <th scope="col">{t('pipeline_stuck_title')}</th>
          </tr>
        </thead>
        <tbody>
          {inOrder(view).map((one) => (
            <tr key={one.stage} data-part="stage-row" data-stage={one.stage}>
              <th scope="row">
                <span class={`stage stage-label stage-${one.stage}`}>{t(`stage_${one.stage}`)}</span>
              </th>
              <td class="number">
                <Opens where={inStage(one.stage)} act="pipeline-count">
                  {format.count(one.count)}
                </Opens>
              </td>
              <td class="number">{t('pipeline_rate', { rate: percent(one.share) })}</td>
              <td class="number">{span(one.stayed)}</td>
              <td class="number">{one.count > 0 ? span(one.standing) : '–'}</td>
              <td>
                <Stuck figures={one} isBottleneck={worst === one.stage} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const WAY_WORDS = ['lead', 'first', 'quiet', 'lost'] as const;

function Conversions({ ways }: { ways: Conversion[] }) {
  const { t, format } = useBeside();
  const told = ways.map((way, i) => ({ ...way, word: WAY_WORDS[i]! })).filter(({ of }) => of > 0);
  if (told.length === 0) return null;
  return (
    <Section part="conversions" title={t('pipeline_conversions')}>
      <ul class="conversions">
        {told.map(({ from, to, reached, of, word }) => (
          <li key={word} class="conversion">
            <span>{t(`pipeline_way_${word}`)}</span>
            <span class="conversion-bar" aria-hidden="true">
              <span style={{ inlineSize: `${percent(reached / of)}%` }} />
            </span>
            <b class="number">{t('pipeline_rate', { rate: percent(reached / of) })}</b>
            <Opens
              where={{
                all: [
                  { is: 'been', in: [from] },
                  { is: 'been', in: [...to] },
                ],
              }}
              act="pipeline-conversion"
            >
              {t('pipeline_of', { reached: format.count(reached), of: format.count(of) })}
            </Opens>
          </li>
        ))}
      </ul>
    </Section>
  );
}
