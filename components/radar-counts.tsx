import { useState } from 'preact/hooks';
import type { CarePart, RadarArgs } from '../lib/domain/care-query.ts';
import { PARCEL_ENDS } from '../lib/domain/parcels.ts';
import { readAmount } from '../lib/domain/say/amount.ts';
import { costEach, type SourceLine } from '../lib/domain/tally.ts';
import { wordOf } from './care-words.ts';
import { useBeside } from './context.ts';
import { CountRow } from './count-row.tsx';
import { writeRoute } from './hash-route.ts';
import { isUnread, MeantAmount } from './meant-amount.tsx';
import { nameOf, Quiet, Section } from './parts.tsx';
import { monthName, Names, useMonths } from './radar.tsx';
import { useLive } from './use-live.ts';
import { WordField } from './word-field.tsx';

const SPANS = [1, 3, 12] as const;
const TALK = ['barriers', 'comparisons', 'ideas'] as const;
const TALK_KIND = { barriers: 'barrier', comparisons: 'comparison', ideas: 'idea' } as const;

/** What buyers say of the shop, and what it cost to find them, over some months. */
export function RadarCounts() {
  const { t, host, format } = useBeside();
  const [span, setSpan] = useState<(typeof SPANS)[number]>(3);
  const args = useMonths(span);
  const { months, zone } = args;
  const counts = useLive(host.store, { name: 'careCounts', args: { months, zone } }).value;
  if (!counts) return <div aria-busy="true" />;
  const { causes, survey, parcels, senders } = counts;
  const back = parcels.filter((one) => PARCEL_ENDS.some((end) => one.counts[end] > 0));
  const isEmpty =
    causes.length +
      senders.length +
      back.length +
      survey.asked +
      TALK.reduce((sum, one) => sum + counts[one].length, 0) ===
    0;
  return (
    <>
      <fieldset class="segments">
        <legend class="unseen">{t('counts_span')}</legend>
        {SPANS.map((one) => (
          <button
            key={one}
            type="button"
            class="segment"
            data-act={`span-${one}`}
            aria-pressed={span === one}
            onClick={() => setSpan(one)}
          >
            {t('counts_months', { count: one })}
          </button>
        ))}
      </fieldset>
      {isEmpty && (
        <Quiet part="counts-none" icon="scale" title={t('counts_none_title')} text={t('counts_none_text')} />
      )}
      {causes.length > 0 && (
        <Section part="count-causes" title={t('counts_causes')}>
          <ul class="counts">
            {causes.map(({ cause, count, open, cost }) => (
              <Count
                key={cause}
                name={wordOf(t, 'cause', cause) || t('radar_unsaid')}
                value={count}
                most={causes[0]!.count}
                said={[
                  t('counts_complaints', { count }),
                  open > 0 && t('counts_open', { count: open }),
                  cost > 0 && format.count(cost),
                ]
                  .filter(Boolean)
                  .join(' · ')}
                args={args}
                of={{ what: 'cause', cause }}
              />
            ))}
          </ul>
        </Section>
      )}
      {TALK.filter((one) => counts[one].length > 0).map((one) => (
        <Section key={one} part={`count-${one}`} title={t(`counts_${one}`)}>
          <ul class="counts">
            {counts[one].map(({ topic, count }) => (
              <Count
                key={topic}
                name={topic || t('radar_unsaid')}
                value={count}
                most={counts[one][0]!.count}
                args={args}
                of={{ what: TALK_KIND[one], topic }}
              />
            ))}
          </ul>
        </Section>
      ))}
      {survey.asked > 0 && (
        <Section
          part="count-survey"
          title={t('counts_survey')}
          aside={survey.score === null ? '' : t('counts_score', { score: format.count(survey.score) })}
        >
          <p class="hint">{t('counts_answered', { answered: survey.answered, asked: survey.asked })}</p>
          <ul class="counts">
            {(['glad', 'fair', 'sorry'] as const).map((group) => (
              <Count
                key={group}
                name={t(`survey_${group}`)}
                value={survey[group]}
                most={Math.max(1, survey.answered)}
                args={args}
                of={{ what: 'survey', group }}
              />
            ))}
          </ul>
        </Section>
      )}
      {back.length > 0 && (
        <Section part="count-parcels" title={t('counts_parcels')}>
          <ul class="counts">
            {back.map(({ month, counts: of }) => (
              <Count
                key={month}
                name={monthName(month)}
                value={of.refused + of.returned}
                most={Math.max(1, ...back.map((one) => one.counts.refused + one.counts.returned))}
                said={PARCEL_ENDS.filter((end) => of[end] > 0)
                  .map((end) => `${t(`parcel_${end}`)}: ${format.count(of[end])}`)
                  .join(' · ')}
                args={{ ...args, months: [month] }}
                of={{ what: 'parcels' }}
              />
            ))}
          </ul>
          <p class="hint">{t('counts_parcels_hint')}</p>
        </Section>
      )}
      <Sources lines={counts.sources} args={args} />
      {senders.length > 0 && (
        <Section part="count-senders" title={t('counts_senders')}>
          <ul class="plain-rows">
            {senders.map(({ customer, count }) => (
              <li key={customer.id}>
                <a href={writeRoute('customers', customer.id)}>{nameOf(customer)}</a>
                {' · '}
                {t('origin_sent', { count })}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

interface CountProps {
  name: string;
  value: number;
  most: number;
  said?: string;
  args: RadarArgs;
  of: CarePart;
}

/** A count that opens what it counts: who said it, when, and in which words. */
function Count({ name, value, most, said, args, of }: CountProps) {
  const { t, host, format } = useBeside();
  const [open, setOpen] = useState(false);
  const { months, zone } = args;
  const rows = useLive(host.store, open ? { name: 'careList', args: { months, zone, of } } : null).value;
  return (
    <CountRow name={name} value={value} most={most} said={said} act="open-count" open={open} onOpen={setOpen}>
      {rows && (
        <ul class="plain-rows" data-part="count-rows">
          {rows.map(({ id, at, customer, words, entry, end }) => (
            <li key={id}>
              {customer && <a href={writeRoute('customers', customer.id)}>{nameOf(customer)}</a>}
              <span class="hint"> {format.day(at, host.now())}</span>{' '}
              {[end && t(`parcel_${end}`), words].filter(Boolean).join(' · ')}
              {entry?.remedy && (
                <span class="fact-more">
                  {t('counts_remedy', { remedy: wordOf(t, 'remedy', entry.remedy) })}
                </span>
              )}
              {entry?.lesson && <span class="fact-more">{t('counts_lesson', { lesson: entry.lesson })}</span>}
            </li>
          ))}
        </ul>
      )}
    </CountRow>
  );
}

/** Customers and first orders by source, what the source cost, and a line to note a cost. */
function Sources({ lines, args }: { lines: SourceLine[]; args: RadarArgs }) {
  const month = args.months[0]!;
  const { t, act } = useBeside();
  const [source, setSource] = useState('');
  const [amount, setAmount] = useState('');
  const [when, setWhen] = useState(month);
  const save = async (event: Event) => {
    event.preventDefault();
    const cost = { source, month: when, amount: readAmount(amount) ?? 0, currency: 'VND' };
    if (source === '' || isUnread(amount)) return;
    if (await act(event, { name: 'cost.set', args: cost }, { said: t('saved'), undo: true })) setAmount('');
  };
  return (
    <Section part="count-sources" title={t('counts_sources')}>
      {lines.length === 0 && <p class="hint">{t('counts_sources_none')}</p>}
      <ul class="counts">
        {lines.map((line) => (
          <Source
            key={line.source}
            line={line}
            most={Math.max(1, ...lines.map((one) => one.buyers))}
            args={args}
          />
        ))}
      </ul>
      <form class="cost-form" data-part="cost-form" onSubmit={(event) => void save(event)}>
        <WordField list="source" label={t('field_source')} value={source} onValue={setSource} />
        <input
          class="field"
          type="month"
          data-part="cost-month"
          aria-label={t('source_month')}
          value={when}
          onInput={(event) => setWhen(event.currentTarget.value || month)}
        />
        <input
          class="field"
          inputMode="decimal"
          maxLength={24}
          data-part="cost-amount"
          aria-label={t('source_amount')}
          placeholder={t('source_amount')}
          value={amount}
          onInput={(event) => setAmount(event.currentTarget.value)}
        />
        <button type="submit" class="button" data-act="save-cost" disabled={source === ''}>
          {t('source_save')}
        </button>
        <MeantAmount typed={amount} currency="VND" />
      </form>
    </Section>
  );
}

/** What one source brought and cost; pressed, who they are. */
function Source({ line, most, args }: { line: SourceLine; most: number; args: RadarArgs }) {
  const { t, host, format } = useBeside();
  const [open, setOpen] = useState(false);
  const of = (who: 'customers' | 'buyers') => ({ what: 'source' as const, source: line.source, who });
  const ask = (who: 'customers' | 'buyers') =>
    open ? { name: 'radarList' as const, args: { ...args, of: of(who) } } : null;
  const customers = useLive(host.store, ask('customers')).value;
  const buyers = useLive(host.store, ask('buyers')).value;
  const costs = Object.entries(line.cost).map(([currency, sum]) => {
    const each = costEach(sum, line.buyers);
    const said = format.money(sum, currency);
    return each === null
      ? said
      : t('source_each', { cost: said, each: format.money(Math.round(each), currency) });
  });
  return (
    <CountRow
      name={wordOf(t, 'source', line.source)}
      value={line.buyers}
      most={most}
      said={[
        t('source_customers', { count: line.customers }),
        t('source_buyers', { count: line.buyers }),
        ...costs,
      ].join(' · ')}
      act="open-source"
      open={open}
      onOpen={setOpen}
    >
      <div class="count-behind">
        <p class="hint">{t('source_customers', { count: line.customers })}</p>
        {customers && <Names customers={customers.customers} total={customers.total} />}
        <p class="hint">{t('source_buyers', { count: line.buyers })}</p>
        {buyers && <Names customers={buyers.customers} total={buyers.total} />}
      </div>
    </CountRow>
  );
}
