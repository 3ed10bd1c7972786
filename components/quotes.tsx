import { useState } from 'preact/hooks';
import { calendarDay } from '../lib/domain/due.ts';
import type { Customer } from '../lib/domain/entities.ts';
import { quoteText, quoteTotal, stateOf } from '../lib/domain/say/quotes.ts';
import type { Quote } from '../lib/domain/say/rows.ts';
import { useBeside, useKey } from './context.ts';
import { Icon } from './icon.tsx';
import { keyOf } from './keys.ts';
import { ActionButton, IconButton, nameOf, Section } from './parts.tsx';
import { QuoteForm } from './quote-form.tsx';
import { drawQuote, givePicture } from './quote-picture.ts';
import { useQuoteWords } from './quote-words.ts';
import { useLive } from './use-live.ts';

/** Quotes shown beside a chat; the rest stand on the customer's page. */
const NEAR = 3;

/** Beside a chat: one button, and behind it the quotes of this buyer and a new one. */
export function QuoteFold({ customer, onText }: { customer: Customer; onText: (text: string) => void }) {
  const { t, settings } = useBeside();
  const [open, setOpen] = useState(false);
  useKey('quote', () => setOpen(true), !open);
  if (!open) {
    return (
      <div class="draft-fold">
        <ActionButton
          act="quote"
          icon="order"
          label={t('quote_open')}
          hotkey={keyOf('quote', settings.keys)}
          onAct={() => setOpen(true)}
        />
      </div>
    );
  }
  return <Quotes customer={customer} onText={onText} isNear onClose={() => setOpen(false)} />;
}

export interface QuotesProps {
  customer: Customer;
  /** Puts the words into the answer that is being written. Absent where none is. */
  onText?: (text: string) => void;
  /** Beside a chat: a new quote is begun, and only the last ones are shown. */
  isNear?: boolean;
  onClose?: () => void;
}

/** What this buyer was offered. */
export function Quotes({ customer, onText, isNear = false, onClose }: QuotesProps) {
  const { t, host } = useBeside();
  const quotes = useLive(host.store, { name: 'quotes', args: { customer: customer.id } }).value;
  /** A quote that is edited, or a new one. */
  const [writing, setWriting] = useState<Quote | 'new' | null>(isNear ? 'new' : null);
  if (!quotes) return null;
  const close = () => {
    setWriting(null);
    if (isNear && quotes.length === 0) onClose?.();
  };
  return (
    <Section
      part="quotes"
      title={t('quotes')}
      tools={
        <>
          {writing === null && (
            <IconButton act="new-quote" icon="plus" label={t('quote_new')} onAct={() => setWriting('new')} />
          )}
          {onClose && <IconButton act="close-quotes" icon="close" label={t('close')} onAct={onClose} />}
        </>
      }
    >
      {writing !== null && (
        <QuoteForm
          key={writing === 'new' ? 'new' : writing.id}
          customer={customer}
          quotes={quotes}
          quote={writing === 'new' ? null : writing}
          {...(onText && { onText })}
          onClose={close}
          // What was written stands in the answer now: that is where the seller goes on.
          onKept={() => (isNear && onClose ? onClose() : setWriting(null))}
        />
      )}
      {quotes.length === 0 && writing === null && <p class="hint">{t('quotes_empty')}</p>}
      <ul class="quotes">
        {quotes.slice(0, isNear ? NEAR : quotes.length).map((quote) => (
          <QuoteRow
            key={quote.id}
            quote={quote}
            customer={customer}
            {...(onText && { onText })}
            onEdit={() => setWriting(quote)}
          />
        ))}
      </ul>
    </Section>
  );
}

interface QuoteRowProps {
  quote: Quote;
  customer: Customer;
  onText?: (text: string) => void;
  onEdit: () => void;
}

function QuoteRow({ quote, customer, onText, onEdit }: QuoteRowProps) {
  const { t, act, host, format, mayAct, notify, fail } = useBeside();
  const words = useQuoteWords(quote.currency);
  const now = host.now();
  const state = stateOf(quote, calendarDay(now, host.zone));
  const settle = (event: Event, next: Quote['state']) =>
    void act(
      event,
      { name: 'quote.settle', args: { id: quote.id, state: next } },
      { said: t(`quote_is_${next}`), undo: true },
    );
  const text = quoteText(quote, words);
  const copy = (event: Event) => {
    if (!mayAct(event)) return;
    if (onText) onText(text);
    else host.copy?.(text).then(() => notify({ text: t('quote_copied') }), fail);
  };
  const picture = (event: Event) => {
    if (!mayAct(event)) return;
    drawQuote(quote, { ...words, to: nameOf(customer) })
      .then((image) => givePicture(image, `${t('quote_file')}-${calendarDay(quote.at, host.zone)}.png`))
      .then(
        (how) => notify({ text: t(how === 'copied' ? 'quote_picture_copied' : 'quote_picture_saved') }),
        fail,
      );
  };
  const goods = quote.lines.map(({ name, quantity }) =>
    quantity === 1 ? name : `${name} ×${format.count(quantity)}`,
  );
  return (
    <li class="quote" data-part="quote" data-quote={quote.id} data-state={state}>
      <span class="quote-head">
        <b>{format.money(quoteTotal(quote), quote.currency)}</b>
        <span class={`quote-state quote-${state}`}>{t(`quote_state_${state}`)}</span>
        <span class="hint">
          {format.day(quote.at, now)}
          {quote.until !== '' &&
            state === 'open' &&
            ` · ${t('quote_until_short', { day: format.date(quote.until) })}`}
        </span>
      </span>
      <span class="hint quote-goods">{goods.join(', ')}</span>
      <span class="row-acts quote-acts">
        {state === 'open' || state === 'expired' ? (
          <>
            <button
              type="button"
              class="text-button"
              data-act="accept-quote"
              onClick={(event) => settle(event, 'accepted')}
            >
              {t('quote_accept')}
            </button>
            <button
              type="button"
              class="text-button"
              data-act="refuse-quote"
              onClick={(event) => settle(event, 'refused')}
            >
              {t('quote_refuse')}
            </button>
          </>
        ) : (
          <button
            type="button"
            class="text-button"
            data-act="reopen-quote"
            onClick={(event) => settle(event, 'open')}
          >
            {t('quote_reopen')}
          </button>
        )}
        <IconButton
          act="say-quote"
          icon={onText ? 'reply' : 'copy'}
          label={t(onText ? 'quote_say' : 'quote_copy')}
          onAct={copy}
        />
        <IconButton act="draw-quote" icon="download" label={t('quote_picture')} onAct={picture} />
        <IconButton act="edit-quote" icon="edit" label={t('quote_edit')} onAct={onEdit} />
        {host.mayDestroy && (
          <IconButton
            act="delete-quote"
            icon="trash"
            label={t('quote_delete')}
            onAct={(event) =>
              void act(
                event,
                { name: 'quote.delete', args: { id: quote.id } },
                { said: t('quote_deleted'), undo: true },
              )
            }
          />
        )}
      </span>
      {quote.note !== '' && (
        <span class="hint">
          <Icon name="note" size={12} /> {quote.note}
        </span>
      )}
    </li>
  );
}
