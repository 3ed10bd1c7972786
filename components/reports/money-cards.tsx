import { useState } from 'preact/hooks';
import { provinceName } from '../../lib/domain/filter/provinces.ts';
import { CUTS, type Cut, type CutRow } from '../../lib/domain/report/money.ts';
import { knownKey } from '../../lib/domain/text.ts';
import { useBeside } from '../context.ts';
import { useLive } from '../use-live.ts';
import { BarRow } from './bar-row.tsx';
import { Figure, ReportCard, Waiting } from './card.tsx';
import { BehindChart } from './report-table.tsx';
import { percent } from './report-words.ts';
import { TrendChart, TrendTable } from './trend.tsx';
import { type ReportScene, usePart } from './use-report.ts';

/** `1,2 Tr`: room for an axis. */
function useShort() {
  const { language } = useBeside();
  const format = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
    notation: 'compact',
    maximumFractionDigits: 1,
  });
  return (value: number) => format.format(value);
}

/** The first line of the page: what came in, from how many. */
export function KeyFigures({ scene }: { scene: ReportScene }) {
  const { t, format } = useBeside();
  const part = usePart(scene, 'money');
  if (!part) return <div class="figures figures-key" aria-busy="true" />;
  const { now, last } = part.money;
  const each = (sum: number, orders: number) => (orders === 0 ? 0 : sum / orders);
  return (
    <div class="figures figures-key" data-part="key-figures">
      <Figure
        part="revenue"
        label={t('report_revenue')}
        value={format.money(now.sum, part.currency)}
        now={now.sum}
        last={last.sum}
        href={now.buyers > 0 ? scene.behind('money', 'buyers') : undefined}
      />
      <Figure
        part="orders"
        label={t('report_orders')}
        value={format.count(now.orders)}
        now={now.orders}
        last={last.orders}
        href={now.buyers > 0 ? scene.behind('money', 'buyers') : undefined}
      />
      <Figure
        part="buyers"
        label={t('report_buyers')}
        value={format.count(now.buyers)}
        now={now.buyers}
        last={last.buyers}
        href={now.buyers > 0 ? scene.behind('money', 'buyers') : undefined}
      />
      <Figure
        part="average"
        label={t('report_average')}
        value={format.money(Math.round(each(now.sum, now.orders)), part.currency)}
        now={each(now.sum, now.orders)}
        last={each(last.sum, last.orders)}
      />
      <Figure
        part="back"
        label={t('report_came_back')}
        value={format.count(now.cameBack)}
        now={now.cameBack}
        last={last.cameBack}
        less
        href={now.cameBack > 0 ? scene.behind('money', 'cameBack') : undefined}
      />
    </div>
  );
}

export function RevenueCard({ scene }: { scene: ReportScene }) {
  const { t, format } = useBeside();
  const short = useShort();
  const part = usePart(scene, 'money');
  if (!part) return <ReportCard part="money" title={t('report_revenue')} children={<Waiting />} />;
  const { trend } = part.money;
  const full = (value: number) => format.money(value, part.currency);
  return (
    <ReportCard part="money" title={t('report_revenue')} hint={t('report_revenue_hint')}>
      <TrendChart
        scene={scene}
        trend={trend}
        kind="bars"
        series={[{ name: t('report_revenue'), tone: 1, of: ({ sum }) => sum }]}
        short={short}
        full={full}
      />
      <TrendTable
        scene={scene}
        trend={trend}
        name={t('report_revenue')}
        columns={[
          [t('report_revenue'), ({ sum }) => ({ plain: sum, shown: full(sum) })],
          [t('report_orders'), ({ orders }) => orders],
          [t('report_buyers'), ({ buyers }) => buyers],
          [t('report_came_back'), ({ cameBack }) => cameBack],
          [t('report_cancelled'), ({ cancelled }) => cancelled],
        ]}
      />
    </ReportCard>
  );
}

/** Rows that are shown before the rest is asked for. */
const FIRST = 8;

/** Revenue by whatever is chosen, as bars that are rows of a table. */
export function CutCard({ scene }: { scene: ReportScene }) {
  const { t, format, host } = useBeside();
  const [cut, setCut] = useState<Cut>('product');
  const [all, setAll] = useState(false);
  const rows = usePart(scene, cut);
  const money = usePart(scene, 'money');
  const views = useLive(host.store, cut === 'segment' ? { name: 'views', args: {} } : null).value ?? [];
  const nameOf = (key: string): string => {
    if (key === '') return t(cut === 'owner' ? 'report_no_owner' : 'report_unknown');
    if (cut === 'province') return provinceName(key);
    if (cut === 'channel') return format.place(key);
    if (cut === 'segment') return views.find(({ id }) => id === key)?.name ?? t('report_unknown');
    const stage = cut === 'stage' ? knownKey(`stage_${key}`) : null;
    return stage ? t(stage) : key;
  };
  const shown = all ? rows : rows?.slice(0, FIRST);
  const full = (value: number) => format.money(value, money?.currency ?? '');
  return (
    <ReportCard
      part="cut"
      title={t('report_cut')}
      hint={t(`report_cut_hint_${cut === 'product' || cut === 'segment' ? cut : 'order'}`)}
      tools={
        <select
          class="field report-choice"
          data-act="cut"
          aria-label={t('report_cut_by')}
          value={cut}
          onChange={(event) => setCut(event.currentTarget.value as Cut)}
        >
          {CUTS.map((one) => (
            <option key={one} value={one}>
              {t(`report_cut_${one}`)}
            </option>
          ))}
        </select>
      }
    >
      {shown === undefined ? (
        <Waiting />
      ) : shown.length === 0 ? (
        <p class="hint">{t(cut === 'segment' ? 'report_no_lists' : 'report_nothing')}</p>
      ) : (
        <>
          <CutBars rows={shown} nameOf={nameOf} full={full} hrefOf={(key) => scene.behind(cut, key)} />
          {rows!.length > FIRST && (
            <button type="button" class="text-button" data-act="cut-all" onClick={() => setAll(!all)}>
              {all ? t('report_fewer') : t('report_all_rows', { count: format.count(rows!.length) })}
            </button>
          )}
          <BehindChart
            name={t(`report_cut_${cut}`)}
            head={[
              t(`report_cut_${cut}`),
              t('report_revenue'),
              t('report_before'),
              t('report_orders'),
              t('report_buyers'),
            ]}
            rows={rows!.map((row) => [
              { plain: nameOf(row.key) },
              { plain: row.sum, shown: full(row.sum) },
              { plain: row.last, shown: full(row.last) },
              { plain: row.orders, shown: format.count(row.orders) },
              {
                plain: row.buyers,
                shown: format.count(row.buyers),
                ...(row.buyers > 0 && { href: scene.behind(cut, row.key) }),
              },
            ])}
          />
        </>
      )}
    </ReportCard>
  );
}

function CutBars(props: {
  rows: CutRow[];
  nameOf: (key: string) => string;
  full: (value: number) => string;
  hrefOf: (key: string) => string;
}) {
  const most = Math.max(1, ...props.rows.map(({ sum }) => sum));
  return (
    <ul class="bar-rows">
      {props.rows.map(({ key, sum, buyers }) => (
        <li key={key}>
          <BarRow
            name={props.nameOf(key)}
            value={props.full(sum)}
            share={sum / most}
            href={buyers > 0 ? props.hrefOf(key) : undefined}
          />
        </li>
      ))}
    </ul>
  );
}

/** What buyers have brought until now, and how much of it the best fifth. */
export function ValueCard({ scene }: { scene: ReportScene }) {
  const { t, format } = useBeside();
  const value = usePart(scene, 'value');
  const money = usePart(scene, 'money');
  if (!value) return <ReportCard part="value" title={t('report_value')} children={<Waiting />} />;
  const full = (one: number | null) =>
    one === null ? '–' : format.money(Math.round(one), money?.currency ?? '');
  return (
    <ReportCard part="value" title={t('report_value')} hint={t('report_value_hint')}>
      <div class="figures">
        <Figure
          part="mean"
          label={t('report_mean')}
          value={full(value.mean)}
          href={value.buyers > 0 ? scene.behind('value', 'buyers') : undefined}
        />
        <Figure part="median" label={t('report_median')} value={full(value.median)} />
        <Figure
          part="top"
          label={t('report_top', { count: format.count(value.top) })}
          value={percent(value.topShare, format)}
          href={value.top > 0 ? scene.behind('value', 'top') : undefined}
        />
      </div>
      <BehindChart
        name={t('report_value')}
        head={[t('report_buyers'), t('report_mean'), t('report_median'), t('report_top_share')]}
        rows={[
          [
            { plain: value.buyers, shown: format.count(value.buyers) },
            { plain: value.mean ?? '', shown: full(value.mean) },
            { plain: value.median ?? '', shown: full(value.median) },
            { plain: value.topShare ?? '', shown: percent(value.topShare, format) },
          ],
        ]}
      />
    </ReportCard>
  );
}
