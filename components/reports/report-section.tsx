import { useEffect, useState } from 'preact/hooks';
import {
  dayOf,
  isRunning,
  lastOf,
  periodAt,
  shifted,
  spanOf,
  UNITS,
} from '../../lib/domain/report/period.ts';
import { useBeside } from '../context.ts';
import { Icon } from '../icon.tsx';
import { IconButton, Quiet } from '../parts.tsx';
import { useLive } from '../use-live.ts';
import { BehindFigure } from './behind.tsx';
import { GoalCard } from './goal-card.tsx';
import { CutCard, KeyFigures, RevenueCard, ValueCard } from './money-cards.tsx';
import { CohortCard, FlowCard, StageCard } from './people-cards.tsx';
import { periodWords } from './report-words.ts';
import { PromiseCard, ReplyCard, SaidCard } from './talk-cards.tsx';
import { type ReportScene, usePart, useScene, writeReportAddress } from './use-report.ts';

/**
 * How the shop is doing: a period against the one before, each number with the customers it counts.
 * @param query of the address: period, owner, and whose customers are shown.
 */
export function ReportSection({ query }: { query: string }) {
  const scene = useScene(query);
  const { behind } = scene.address;
  if (behind) return <BehindFigure key={`${behind.part}/${behind.cell}`} scene={scene} behind={behind} />;
  return <ReportPage scene={scene} />;
}

function ReportPage({ scene }: { scene: ReportScene }) {
  const { t, host } = useBeside();
  const count = useLive(host.store, { name: 'count', args: {} }).value;
  const money = usePart(scene, 'money');
  const isEmpty = count?.customers === 0;
  // What stands below the first screen is asked once that has been drawn.
  const [all, setAll] = useState(false);
  useEffect(() => {
    if (!money || all) return;
    const timer = setTimeout(() => setAll(true), 0);
    return () => clearTimeout(timer);
  }, [money, all]);
  return (
    <div class="report-page" data-part="reports">
      <ReportHead scene={scene} currencies={money?.currencies ?? []} />
      {isEmpty ? (
        <Quiet
          part="reports-empty"
          icon="stairs"
          title={t('report_empty_title')}
          text={t('report_empty_text')}
        />
      ) : (
        <>
          <GoalCard scene={scene} currency={money?.currency ?? 'VND'} />
          <KeyFigures scene={scene} />
          <div class="report-cards">
            <RevenueCard scene={scene} />
            {all && (
              <>
                <CutCard scene={scene} />
                <FlowCard scene={scene} />
                <CohortCard scene={scene} />
                <ValueCard scene={scene} />
                <StageCard scene={scene} />
                <ReplyCard scene={scene} />
                <PromiseCard scene={scene} />
                <SaidCard scene={scene} />
              </>
            )}
          </div>
        </>
      )}
    </div>
  );
}

/** Which period, whose customers, which currency; and what it is compared with. */
function ReportHead({ scene, currencies }: { scene: ReportScene; currencies: string[] }) {
  const { t, format, host, mayAct } = useBeside();
  const { address } = scene;
  const { unit, at, owner, zone, now } = scene.args;
  const owners = useLive(host.store, { name: 'reportOwners', args: {} }).value ?? [];
  const go = (patch: Partial<typeof address>) => {
    location.hash = writeReportAddress({ ...address, ...patch });
  };
  const runs = isRunning(at, unit, zone, now);
  const last = lastOf(at, unit, zone, now);
  const compared = runs
    ? t('report_against_days', {
        from: format.date(dayOf(last.from, zone)),
        until: format.date(dayOf(last.until - 1, zone)),
      })
    : t('report_against', { period: periodWords(shifted(at, unit, -1), unit, t) });
  return (
    <header class="report-head">
      <h1 class="page-title">{t('section_reports')}</h1>
      <fieldset class="report-units" aria-label={t('report_unit')}>
        {UNITS.map((one) => (
          <button
            key={one}
            type="button"
            class="report-unit"
            data-act={`unit-${one}`}
            aria-pressed={one === unit}
            onClick={() =>
              go({ unit: one, at: periodAt(Math.min(now, spanOf(at, unit, zone).until - 1), zone, one) })
            }
          >
            {t(`report_unit_${one}`)}
          </button>
        ))}
      </fieldset>
      <div class="report-period">
        <IconButton
          act="period-before"
          icon="back"
          label={t('report_before_period')}
          onAct={() => go({ at: shifted(at, unit, -1) })}
        />
        <b data-part="period">{periodWords(at, unit, t)}</b>
        <button
          type="button"
          class="icon-button report-next"
          data-act="period-next"
          aria-label={t('report_next_period')}
          title={t('report_next_period')}
          disabled={runs}
          onClick={() => go({ at: shifted(at, unit, 1) })}
        >
          <Icon name="back" />
        </button>
      </div>
      {owners.length > 0 && (
        <select
          class="field report-choice"
          data-act="report-owner"
          aria-label={t('report_owner')}
          value={owner === null ? '*' : owner}
          onChange={({ currentTarget: { value } }) => go({ owner: value === '*' ? null : value })}
        >
          <option value="*">{t('report_every_owner')}</option>
          {owners.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
          <option value="">{t('report_no_owner')}</option>
        </select>
      )}
      {currencies.length > 1 && (
        <select
          class="field report-choice"
          data-act="report-currency"
          aria-label={t('report_currency')}
          value={address.currency || currencies[0]}
          onChange={({ currentTarget: { value } }) => go({ currency: value })}
        >
          {currencies.map((one) => (
            <option key={one} value={one}>
              {one || t('report_no_currency')}
            </option>
          ))}
        </select>
      )}
      <button
        type="button"
        class="button report-print"
        data-act="print"
        onClick={(event) => mayAct(event) && print()}
      >
        <Icon name="print" /> {t('report_print')}
      </button>
      <p class="hint report-against">{compared}</p>
    </header>
  );
}
