import { DEAL_STEPS, type DealStep, stepOf } from '../lib/domain/deal.ts';
import { calendarDay } from '../lib/domain/due.ts';
import type { DealWithCustomer } from '../lib/domain/knowing-query.ts';
import { Board } from './board.tsx';
import { useBeside } from './context.ts';
import { useDealWords } from './deals.tsx';
import { writeRoute } from './hash-route.ts';
import { nameOf, Quiet, Section } from './parts.tsx';
import { Opens, type Way } from './pipeline-parts.tsx';
import { useLive } from './use-live.ts';

/** Closed deals that are still told of. */
const CLOSED = 20;

/** All open deals by step, and those that were closed lately. */
export function PipelineDeals({ way }: { way: Way }) {
  const { t, host, act, format } = useBeside();
  const words = useDealWords();
  const args = { customer: null, closed: CLOSED };
  const rows = useLive(host.store, { name: 'deals', args }).value;
  if (!rows) return <div aria-busy="true" />;
  if (rows.length === 0)
    return <Quiet part="deals-none" icon="scale" title={t('deals_none_title')} text={t('deals_none_text')} />;
  const open = rows.filter(({ deal }) => deal.state === 'open');
  const closed = rows.filter(({ deal }) => deal.state !== 'open');
  const content = ({ deal, customer }: DealWithCustomer) => (
    <>
      {customer && (
        <a class="board-name" href={writeRoute('customers', customer.id)}>
          {nameOf(customer)}
        </a>
      )}
      <span>{words(deal)}</span>
    </>
  );
  const move = (event: Event, id: string, step: string) => {
    const moved = open.find(({ deal }) => deal.id === id)?.deal;
    const title = moved?.title || t('deal_untitled');
    const said = t('deal_moved', { title, step: t(`deal_${step as DealStep}`) });
    const day = calendarDay(host.now(), host.zone);
    void act(event, { name: 'deal.move', args: { id, step: step as DealStep, day } }, { said, undo: true });
  };
  return (
    <>
      {way === 'board' ? (
        <Board
          part="deal-board"
          label={t('pipeline_deals')}
          columns={DEAL_STEPS.map((step) => {
            const here = open.filter(({ deal }) => stepOf(deal) === step);
            return {
              id: step,
              name: t(`deal_${step}`),
              head: <DealHead step={step} rows={here} />,
              cards: here.map((row) => ({
                id: row.deal.id,
                name: row.deal.title || t('deal_untitled'),
                content: content(row),
              })),
            };
          })}
          onMove={move}
        />
      ) : (
        <ul class="deals" data-part="deal-list">
          {open.map((row) => (
            <li key={row.deal.id} class="deal deal-row">
              {content(row)}
              <span class="hint">{t(`deal_${stepOf(row.deal)}`)}</span>
            </li>
          ))}
        </ul>
      )}
      {closed.length > 0 && (
        <Section part="deals-closed" title={t('deals_closed')}>
          <ul class="deals">
            {closed.map((row) => (
              <li key={row.deal.id} class="deal deal-row">
                {content(row)}
                <span class="hint">
                  {t(`deal_is_${row.deal.state as 'won' | 'lost'}`, {
                    day: format.day(row.deal.closedAt, host.now()),
                  })}
                  {row.deal.reason && ` · ${row.deal.reason}`}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function DealHead({ step, rows }: { step: DealStep; rows: DealWithCustomer[] }) {
  const { t, format } = useBeside();
  const sums = new Map<string, number>();
  for (const { deal } of rows)
    if (deal.amount !== null) sums.set(deal.currency, (sums.get(deal.currency) ?? 0) + deal.amount);
  return (
    <>
      <b>{t(`deal_${step}`)}</b>
      <Opens where={{ is: 'deal', in: [step] }} act="deal-count">
        {format.count(rows.length)}
      </Opens>
      {[...sums].map(([currency, sum]) => (
        <span key={currency} class="hint number">
          {format.money(sum, currency)}
        </span>
      ))}
    </>
  );
}
