import { useState } from 'preact/hooks';
import type { RadarArgs, RadarPart, RadarView } from '../lib/domain/care-query.ts';
import type { Customer } from '../lib/domain/entities.ts';
import { monthsBack } from '../lib/domain/kept.ts';
import { isStopped, overrun, silentFrom } from '../lib/domain/leaving.ts';
import { filledLine, lineOf, wordOf } from './care-words.ts';
import { useBeside } from './context.ts';
import { CountRow } from './count-row.tsx';
import { writeRoute } from './hash-route.ts';
import { StopReason } from './origin.tsx';
import { Avatar, nameOf, Quiet, Section } from './parts.tsx';
import { RadarCounts } from './radar-counts.tsx';
import { RadarGoods } from './radar-goods.tsx';
import { RadarSettings } from './radar-settings.tsx';
import { BeginSitting, stopOfCustomer } from './sitting.tsx';
import { PersonRow, useAside } from './today-rows.tsx';
import { useLive } from './use-live.ts';

const MONTHS = 6;
const SHORT = 12;
const TABS = ['leaving', 'goods', 'counts', 'settings'] as const;
type Tab = (typeof TABS)[number];

/** The months up to now, and now to the quarter of an hour: a question that stays the same for a while. */
export function useMonths(count = MONTHS): RadarArgs {
  const { host } = useBeside();
  const now = Math.floor(host.now() / 900_000) * 900_000;
  return { now, zone: host.zone, months: monthsBack(now, host.zone, count) };
}

/** `11/2026`: the same in both languages. */
export const monthName = (month: string): string => `${Number(month.slice(5))}/${month.slice(0, 4)}`;

/** Who is leaving and why, what buyers wait for and will need, and what they say of the shop. */
export function RadarSection() {
  const { t } = useBeside();
  const [tab, setTab] = useState<Tab>('leaving');
  return (
    <div class="sheet-page radar" data-part="radar-page">
      <h1 class="page-title">{t('section_radar')}</h1>
      <fieldset class="segments">
        <legend class="unseen">{t('section_radar')}</legend>
        {TABS.map((one) => (
          <button
            key={one}
            type="button"
            class="segment"
            data-act={`radar-${one}`}
            aria-pressed={tab === one}
            onClick={() => setTab(one)}
          >
            {t(`radar_${one}`)}
          </button>
        ))}
      </fieldset>
      {tab === 'leaving' && <Leaving />}
      {tab === 'goods' && <RadarGoods />}
      {tab === 'counts' && <RadarCounts />}
      {tab === 'settings' && <RadarSettings />}
    </div>
  );
}

function Leaving() {
  const { t, host } = useBeside();
  const args = useMonths();
  const view = useLive(host.store, { name: 'radar', args }).value;
  if (!view) return <div aria-busy="true" />;
  const { quiet, silent, churn, reasons } = view;
  const isEmpty =
    quiet.total + silent.total + reasons.length === 0 && churn.every(({ buyers }) => buyers === 0);
  if (isEmpty)
    return <Quiet part="radar-none" icon="moon" title={t('radar_none_title')} text={t('radar_none_text')} />;
  return (
    <>
      <People part="quiet" group={quiet} now={args.now} />
      <People part="silent" group={silent} now={args.now} />
      <Churn view={view} args={args} />
      {reasons.length > 0 && (
        <Section part="radar-reasons" title={t('origin_stopped')}>
          <ul class="counts">
            {reasons.map(({ reason, count }) => (
              <Bar
                key={reason}
                name={wordOf(t, 'reason', reason) || t('radar_unsaid')}
                value={count}
                most={reasons[0]!.count}
                act="open-reason"
                args={args}
                of={{ what: 'reason', reason }}
              />
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

/** Buyers of one group, each with how late they are, why they stopped, and the line that may bring them back. */
function People({ part, group, now }: { part: 'quiet' | 'silent'; group: RadarView['quiet']; now: number }) {
  const { t, format, settings } = useBeside();
  const [all, setAll] = useState(false);
  const [beginning, setBeginning] = useState(false);
  if (group.total === 0) return null;
  const shown = all ? group.customers : group.customers.slice(0, SHORT);
  return (
    <Section
      part={`radar-${part}`}
      title={t(`radar_${part}`)}
      aside={format.count(group.total)}
      tools={
        group.customers.length > 1 && (
          <button
            type="button"
            class="text-button"
            data-act={`begin-${part}`}
            aria-expanded={beginning}
            onClick={() => setBeginning(!beginning)}
          >
            {t('sitting_begin')}
          </button>
        )
      }
    >
      <p class="hint">{t(`radar_${part}_hint`)}</p>
      {beginning && (
        <BeginSitting
          list="quiet"
          first={lineOf(t, settings, 'back')}
          stops={group.customers.map((one) =>
            stopOfCustomer(one, part === 'quiet' ? (one.quietAt ?? null) : null),
          )}
          onClose={() => setBeginning(false)}
        />
      )}
      <ul class="due-list">
        {shown.map((one) => (
          <LeavingRow key={one.id} part={part} customer={one} now={now} />
        ))}
      </ul>
      {shown.length < group.customers.length && (
        <button type="button" class="button button-quiet wide" data-act="more" onClick={() => setAll(true)}>
          {t('show_all', { count: format.count(group.customers.length) })}
        </button>
      )}
    </Section>
  );
}

function LeavingRow({ part, customer, now }: { part: 'quiet' | 'silent'; customer: Customer; now: number }) {
  const { t, format, settings } = useBeside();
  const aside = useAside();
  const [asking, setAsking] = useState(false);
  const buyer = {
    lastOrderAt: customer.lastOrderAt,
    lastInAt: customer.lastInAt,
    rhythm: customer.rhythm,
    stopped: customer.stopped ?? null,
  };
  const late = now - (silentFrom(buyer) ?? now);
  const times = format.count(Math.round(overrun(buyer, now) * 10) / 10);
  const reason = isStopped(buyer) ? buyer.stopped!.reason : '';
  const of = customer.quietAt ?? customer.troubleAt ?? 0;
  const line =
    part === 'silent'
      ? t('radar_since_trouble', { span: format.span(now - (customer.troubleAt ?? now)) })
      : customer.rhythm === undefined
        ? t('radar_late', { span: format.span(late) })
        : t('radar_overrun', { span: format.span(late), usual: format.span(customer.rhythm), times });
  return (
    <PersonRow
      list="quiet"
      customer={customer}
      of={of}
      id={`${part}-${customer.id}`}
      icon={part === 'silent' ? 'alert' : 'moon'}
      level="plain"
      line={line}
      first={filledLine(lineOf(t, settings, 'back'), { name: nameOf(customer) })}
      doneLabel={t('aside_quiet_label', { name: nameOf(customer) })}
      onDone={(event) => void aside(event, customer, 'quiet', of)}
      below={
        <span class="radar-why">
          <button
            type="button"
            class="text-button"
            data-act="why-stopped"
            aria-expanded={asking}
            onClick={() => setAsking(!asking)}
          >
            {reason === '' ? t('radar_why') : t('radar_because', { reason: wordOf(t, 'reason', reason) })}
          </button>
          {asking && <StopReason customer={customer} />}
        </span>
      }
    />
  );
}

/** How many left, month by month, and who. */
function Churn({ view, args }: { view: RadarView; args: RadarArgs }) {
  const { t, format } = useBeside();
  const months = view.churn.filter(({ buyers }) => buyers > 0);
  if (months.length === 0) return null;
  return (
    <Section part="radar-churn" title={t('radar_churn')}>
      <p class="hint">{t('radar_churn_hint')}</p>
      <ul class="counts">
        {months.map(({ month, left, buyers }) => (
          <Bar
            key={month}
            name={monthName(month)}
            value={left}
            most={Math.max(...months.map((one) => one.left))}
            said={t('radar_left', {
              left: format.count(left),
              buyers: format.count(buyers),
              rate: format.count(Math.round((left / buyers) * 100)),
            })}
            act="open-churn"
            args={args}
            of={{ what: 'churn', month }}
          />
        ))}
      </ul>
    </Section>
  );
}

interface BarProps {
  name: string;
  value: number;
  most: number;
  said?: string;
  act: string;
  args: RadarArgs;
  of: RadarPart;
}

/** A number that opens its customers. */
function Bar({ name, value, most, said, act, args, of }: BarProps) {
  const { host } = useBeside();
  const [open, setOpen] = useState(false);
  const live = useLive(host.store, open ? { name: 'radarList', args: { ...args, of } } : null);
  return (
    <CountRow name={name} value={value} most={most} said={said} act={act} open={open} onOpen={setOpen}>
      {live.value && <Names customers={live.value.customers} total={live.value.total} />}
    </CountRow>
  );
}

/** Customers behind a number. */
export function Names({ customers, total = customers.length }: { customers: Customer[]; total?: number }) {
  const { t, format } = useBeside();
  return (
    <p class="names" data-part="names">
      {customers.map((one) => (
        <a key={one.id} href={writeRoute('customers', one.id)}>
          <Avatar name={nameOf(one)} id={one.id} size="s" /> {nameOf(one)}
        </a>
      ))}
      {total > customers.length && (
        <span class="hint">{t('radar_more', { count: format.count(total - customers.length) })}</span>
      )}
      {total === 0 && <span class="hint">{t('radar_nobody')}</span>}
    </p>
  );
}
