import { useEffect, useRef, useState } from 'preact/hooks';
import { DEAL_STEPS, type Deal, type DealStep, firstDeal, MILESTONES, stepOf } from '../lib/domain/deal.ts';
import { calendarDay } from '../lib/domain/due.ts';
import type { Customer } from '../lib/domain/entities.ts';
import { readAmount } from '../lib/domain/say/amount.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { closeOnEscape, isComposing } from './keys.ts';
import { isUnread, MeantAmount } from './meant-amount.tsx';
import { FormActs, IconButton, Section } from './parts.tsx';
import { useLive } from './use-live.ts';

/** Closed deals that a customer's page still tells of. */
const CLOSED = 5;

/** Deals of one customer; nothing is asked where there are none. */
function useDeals(customer: Customer, closed: number): Deal[] {
  const { host } = useBeside();
  const asks = closed > 0 || customer.dealSteps !== undefined;
  const args = { customer: customer.id, closed };
  const live = useLive(host.store, asks ? { name: 'deals', args } : null);
  return live.of?.args.customer === customer.id ? (live.value ?? []).map(({ deal }) => deal) : [];
}

/** `40 ly khắc tên · 3.800.000 ₫ · bước sau: gửi mẫu`. */
export function useDealWords(): (deal: Deal) => string {
  const { t, format, host } = useBeside();
  const today = calendarDay(host.now(), host.zone);
  return ({ title, amount, currency, next, expected, state }) =>
    [
      title || t('deal_untitled'),
      ...(amount === null ? [] : [format.money(amount, currency)]),
      ...(next && state === 'open' ? [t('deal_next', { next })] : []),
      ...(expected && state === 'open'
        ? [
            t(expected < today ? 'deal_late' : 'deal_by', {
              day: format.day(startOf(expected, host.zone), host.now()),
            }),
          ]
        : []),
    ].join(' · ');
}

const startOf = (day: string, zone: string): number =>
  Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;

/** What is being closed, in one line of the card; everything else unfolds under it. */
export function DealLine({ customer }: { customer: Customer }) {
  const { t } = useBeside();
  const [open, setOpen] = useState(false);
  const deals = useDeals(customer, 0);
  const words = useDealWords();
  const first = firstDeal(deals);
  if (!first) return null;
  return (
    <div class="deal-line" data-part="deal-line">
      <button
        type="button"
        class="fold-button fact"
        data-act="unfold-deals"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name="scale" />
        <span>
          <b>{t('deal_line')}</b>
          {!open && `: ${words(first)}`}
          {!open && deals.length > 1 && (
            <span class="hint"> {t('deal_more', { count: deals.length - 1 })}</span>
          )}
        </span>
        <Icon name={open ? 'up' : 'down'} size={14} />
      </button>
      {open && <DealRows customer={customer} deals={deals} />}
    </div>
  );
}

/** All deals of a customer, on their own page. */
export function DealSection({ customer }: { customer: Customer }) {
  const { t } = useBeside();
  const [adding, setAdding] = useState(false);
  const deals = useDeals(customer, CLOSED);
  return (
    <Section
      part="deals"
      title={t('deals')}
      tools={<IconButton act="new-deal" icon="plus" label={t('deal_new')} onAct={() => setAdding(true)} />}
    >
      {adding && <DealForm customer={customer} deal={null} onClose={() => setAdding(false)} />}
      <DealRows customer={customer} deals={deals} />
    </Section>
  );
}

function DealRows({ customer, deals }: { customer: Customer; deals: Deal[] }) {
  return (
    <ul class="deals">
      {deals.map((deal) => (
        <DealRow key={deal.id} customer={customer} deal={deal} />
      ))}
    </ul>
  );
}

function DealRow({ customer, deal }: { customer: Customer; deal: Deal }) {
  const { t, act, format, host } = useBeside();
  const [doing, setDoing] = useState<'' | 'edit' | 'lose'>('');
  const words = useDealWords();
  const { id, state } = deal;
  const save = (event: Event, set: Partial<Pick<Deal, 'state' | 'reason'>>) =>
    void act(event, { name: 'deal.save', args: { id, ...set } }, { said: t('deal_saved'), undo: true });
  if (doing === 'edit')
    return (
      <li class="deal">
        <DealForm customer={customer} deal={deal} onClose={() => setDoing('')} />
      </li>
    );
  return (
    <li class="deal" data-part="deal" data-deal={id} data-state={state}>
      <p class="deal-words">{words(deal)}</p>
      {state === 'open' ? (
        <Steps deal={deal} />
      ) : (
        <p class="hint">
          {t(`deal_is_${state}`, { day: format.day(deal.closedAt, host.now()) })}
          {deal.reason && ` · ${deal.reason}`}
        </p>
      )}
      <span class="deal-acts">
        {state === 'open' ? (
          <>
            <button
              type="button"
              class="text-button"
              data-act="deal-won"
              onClick={(event) => save(event, { state: 'won' })}
            >
              {t('deal_won')}
            </button>
            <button type="button" class="text-button" data-act="deal-lost" onClick={() => setDoing('lose')}>
              {t('deal_lost')}
            </button>
          </>
        ) : (
          <button
            type="button"
            class="text-button"
            data-act="deal-reopen"
            onClick={(event) => save(event, { state: 'open', reason: '' })}
          >
            {t('deal_reopen')}
          </button>
        )}
        <button type="button" class="text-button" data-act="edit-deal" onClick={() => setDoing('edit')}>
          {t('deal_edit')}
        </button>
      </span>
      {doing === 'lose' && (
        <LostForm
          onLost={(event, reason) => {
            setDoing('');
            save(event, { state: 'lost', reason });
          }}
          onClose={() => setDoing('')}
        />
      )}
    </li>
  );
}

/** Where a deal stands, from the first word to after-care. Arrows walk, a press moves it there. */
export function Steps({ deal }: { deal: Deal }) {
  const { t, act, host, format } = useBeside();
  const at = stepOf(deal);
  const move = (event: Event, step: DealStep) => {
    if (step === at) return;
    const args = { id: deal.id, step, day: calendarDay(host.now(), host.zone) };
    const title = deal.title || t('deal_untitled');
    const said = t('deal_moved', { title, step: t(`deal_${step}`) });
    void act(event, { name: 'deal.move', args }, { said, undo: true });
  };
  return (
    <fieldset class="deal-steps" data-part="deal-steps">
      <legend class="unseen">{t('deal_step')}</legend>
      {DEAL_STEPS.map((step, index) => {
        const day = step === 'talking' ? '' : (deal.milestones[step] ?? '');
        return (
          <button
            key={step}
            type="button"
            class={index <= DEAL_STEPS.indexOf(at) ? 'deal-step deal-reached' : 'deal-step'}
            data-act="deal-step"
            data-step={step}
            aria-pressed={step === at}
            title={day && format.date(day)}
            onClick={(event) => move(event, step)}
            onKeyDown={(event) => {
              if (isComposing(event)) return;
              const to = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
              const next = to === 0 ? null : event.currentTarget.parentElement?.children[index + 1 + to];
              if (next instanceof HTMLButtonElement) next.focus();
            }}
          >
            {t(`deal_${step}`)}
          </button>
        );
      })}
    </fieldset>
  );
}

function LostForm(props: { onLost: (event: Event, reason: string) => void; onClose: () => void }) {
  const { t } = useBeside();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      class="deal-form"
      data-part="lost-form"
      onSubmit={(event) => {
        event.preventDefault();
        props.onLost(event, field.current?.value.trim() ?? '');
      }}
      onKeyDown={closeOnEscape(props.onClose)}
    >
      <label class="label">
        <span>{t('deal_lost_why')}</span>
        <input ref={field} class="field" data-part="lost-reason" maxLength={200} />
      </label>
      <FormActs act="save-lost" label={t('deal_lost')} quiet onCancel={props.onClose} />
    </form>
  );
}

/** @param props.deal null for a new one. */
function DealForm(props: { customer: Customer; deal: Deal | null; onClose: () => void }) {
  const { t, act } = useBeside();
  const { customer, deal, onClose } = props;
  const currency = deal?.currency || Object.keys(customer.money)[0] || 'VND';
  const [fields, setFields] = useState({
    title: deal?.title ?? '',
    amount: deal?.amount == null ? '' : String(deal.amount),
    next: deal?.next ?? '',
    expected: deal?.expected ?? '',
  });
  const [days, setDays] = useState<Deal['milestones']>(deal?.milestones ?? {});
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const save = async (event: Event) => {
    event.preventDefault();
    const { amount, ...set } = fields;
    if (isUnread(amount)) return;
    const milestones = Object.fromEntries(MILESTONES.map((one) => [one, days[one] ?? '']));
    const done = await act(
      event,
      {
        name: 'deal.save',
        args: {
          ...(deal ? { id: deal.id, milestones } : { customer: customer.id }),
          ...set,
          amount: readAmount(amount),
          currency,
        },
      },
      { said: t('deal_saved'), undo: true },
    );
    if (done) onClose();
  };
  const remove = (event: Event) =>
    deal &&
    void act(event, { name: 'deal.delete', args: { id: deal.id } }, { said: t('deal_deleted'), undo: true });
  const line = (name: keyof typeof fields, label: string, more: object = {}) => (
    <label class="label">
      <span>{label}</span>
      <input
        class="field"
        data-part={`deal-${name}`}
        maxLength={200}
        value={fields[name]}
        onInput={(event) => setFields({ ...fields, [name]: event.currentTarget.value })}
        {...more}
      />
    </label>
  );
  return (
    <form
      class="deal-form"
      data-part="deal-form"
      onSubmit={(event) => void save(event)}
      onKeyDown={closeOnEscape(onClose)}
    >
      {line('title', t('deal_title'), { ref: first, placeholder: t('deal_title_hint') })}
      <div class="deal-pair">
        {line('amount', `${t('deal_amount')} (${currency})`, { inputMode: 'decimal' })}
        {line('expected', t('deal_expected'), { type: 'date' })}
      </div>
      <MeantAmount typed={fields.amount} currency={currency} />
      {line('next', t('deal_next_label'))}
      {deal && (
        <fieldset class="deal-days">
          <legend class="hint">{t('deal_milestones')}</legend>
          {MILESTONES.map((one) => (
            <label key={one} class="label">
              <span>{t(`deal_${one}`)}</span>
              <input
                class="field"
                type="date"
                data-part={`deal-${one}`}
                value={days[one] ?? ''}
                onInput={(event) => setDays({ ...days, [one]: event.currentTarget.value })}
              />
            </label>
          ))}
        </fieldset>
      )}
      <FormActs act="save-deal" label={t('save')} onCancel={onClose} />
      {deal && (
        <span>
          <button type="button" class="text-button danger" data-act="delete-deal" onClick={remove}>
            {t('deal_delete')}
          </button>
        </span>
      )}
    </form>
  );
}
