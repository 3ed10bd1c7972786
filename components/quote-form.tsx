import { useState } from 'preact/hooks';
import { calendarDay, dueAtWall } from '../lib/domain/due.ts';
import type { Customer } from '../lib/domain/entities.ts';
import { fold } from '../lib/domain/fold.ts';
import { readAmount } from '../lib/domain/say/amount.ts';
import { priceFor } from '../lib/domain/say/products.ts';
import {
  type LastPrice,
  lastPrices,
  lineFor,
  lineTotal,
  quoteText,
  quoteTotal,
} from '../lib/domain/say/quotes.ts';
import type { Product, Quote, QuoteLine } from '../lib/domain/say/rows.ts';
import { useBeside } from './context.ts';
import { closeOnEscape } from './keys.ts';
import { FormActs, IconButton, nameOf } from './parts.tsx';
import { ProductField } from './product-field.tsx';
import { useQuoteWords } from './quote-words.ts';
import { useLive } from './use-live.ts';

/** A line as it is typed. */
interface Typed extends Pick<QuoteLine, 'product' | 'name' | 'unit'> {
  quantity: string;
  price: string;
  discount: string;
}

const typed = (line: QuoteLine, isPriced = true): Typed => ({
  product: line.product,
  name: line.name,
  unit: line.unit,
  quantity: String(line.quantity),
  price: isPriced ? String(line.price) : '',
  discount: line.discount === 0 ? '' : String(line.discount),
});

/** `10%` is taken off what the line comes to. Null where it cannot be read. */
function readDiscount(text: string, whole: number): number | null {
  if (text.trim() === '') return 0;
  const share = /^\s*(\d{1,3}(?:[.,]\d+)?)\s*%\s*$/.exec(text);
  if (!share) return readAmount(text);
  return Math.round(whole * Math.min(100, Number(share[1]!.replace(',', '.')))) / 100;
}

/** Null where something in it cannot be read yet. */
function readLine({ product, name, unit, ...line }: Typed): QuoteLine | null {
  const quantity = Number(line.quantity.replace(',', '.'));
  const price = readAmount(line.price);
  if (!(quantity > 0) || price === null) return null;
  const discount = readDiscount(line.discount, quantity * price);
  return discount === null ? null : { product, name, unit, quantity, price, discount };
}

export interface QuoteFormProps {
  customer: Customer;
  /** All of this buyer's: what they were told last is shown beside each product. */
  quotes: Quote[];
  /** Null writes a new one. */
  quote: Quote | null;
  onText?: (text: string) => void;
  onKept: () => void;
  onClose: () => void;
}

/** A quote with the prices of this buyer's group filled in; kept, and said in the same press where a chat is open. */
export function QuoteForm({ customer, quotes, quote, onText, onKept, onClose }: QuoteFormProps) {
  const { t, act, host, format } = useBeside();
  const prices = useLive(host.store, { name: 'priceList', args: {} }).value;
  const [lines, setLines] = useState<Typed[]>(quote?.lines.map((line) => typed(line)) ?? []);
  const [until, setUntil] = useState(quote?.until ?? '');
  const [note, setNote] = useState(quote?.note ?? '');
  const [remind, setRemind] = useState(false);
  const [currency, setCurrency] = useState(quote?.currency ?? 'VND');
  const words = useQuoteWords(currency);
  const group = customer.priceGroup;
  const told = lastPrices(
    quotes.filter(({ id }) => id !== quote?.id),
    fold,
  );
  const now = host.now();
  const toldWords = (last: LastPrice | undefined) =>
    last
      ? t('quote_told', { price: format.money(last.price, last.currency), when: format.day(last.at, now) })
      : '';

  const read = lines.map(readLine);
  const whole = read.flatMap((line) => line ?? []);
  const ready = lines.length > 0 && whole.length === lines.length;
  const add = (line: Typed) => setLines([...lines, line]);
  const addProduct = (product: Product) => {
    const price = priceFor(product, group);
    if (lines.length === 0) setCurrency(product.currency);
    add(typed(lineFor(product, price), price !== null));
  };
  const change = (index: number, part: Partial<Typed>) =>
    setLines(lines.map((line, at) => (at === index ? { ...line, ...part } : line)));

  const save = async (event: Event) => {
    event.preventDefault();
    if (!ready) return;
    const args = {
      ...(quote ? { id: quote.id } : { customer: customer.id }),
      lines: whole,
      currency,
      until,
      note: note.trim(),
    };
    const kept = await act(event, { name: 'quote.save', args }, { said: t('quote_saved'), undo: true });
    if (!kept) return;
    if (remind && until !== '') {
      // On the last day, while it can still be accepted.
      const due = dueAtWall(`${until}T09:00`, host.zone);
      const title = t('quote_remind_title', { name: nameOf(customer) });
      const reminder = { customer: customer.id, title, due, thread: null };
      await act(event, { name: 'reminder.set', args: reminder });
    }
    onText?.(quoteText({ lines: whole, until, note: note.trim() }, words));
    onKept();
  };

  return (
    <form
      class="quote-form"
      data-part="quote-form"
      onSubmit={(event) => void save(event)}
      onKeyDown={closeOnEscape(onClose)}
    >
      {lines.map((line, index) => {
        const one = read[index] ?? null;
        const last = told.get(line.product || fold(line.name));
        return (
          <fieldset key={index} class="quote-line" data-part="quote-line">
            <legend>{line.name}</legend>
            <label class="label">
              <span>{t('quote_quantity')}</span>
              <input
                class="field"
                data-part="quote-quantity"
                inputMode="decimal"
                maxLength={12}
                value={line.quantity}
                onInput={(event) => change(index, { quantity: event.currentTarget.value })}
              />
            </label>
            <label class="label">
              <span>{t('quote_price')}</span>
              <input
                class="field"
                data-part="quote-price"
                inputMode="decimal"
                maxLength={20}
                value={line.price}
                onInput={(event) => change(index, { price: event.currentTarget.value })}
              />
            </label>
            <label class="label">
              <span>{t('quote_discount')}</span>
              <input
                class="field"
                data-part="quote-discount"
                maxLength={20}
                placeholder={t('quote_discount_hint')}
                value={line.discount}
                onInput={(event) => change(index, { discount: event.currentTarget.value })}
              />
            </label>
            <IconButton
              act="remove-line"
              icon="close"
              label={t('quote_line_remove', { name: line.name })}
              onAct={() => setLines(lines.filter((_line, at) => at !== index))}
            />
            <span class="quote-sum">
              {last && (
                <span class="hint" data-part="quote-told">
                  {toldWords(last)}
                </span>
              )}
              {one ? (
                <b>{format.money(lineTotal(one), currency)}</b>
              ) : (
                <span class="price-wrong">{t('quote_line_open')}</span>
              )}
            </span>
          </fieldset>
        );
      })}
      <ProductField
        label={t('quote_add')}
        prices={prices}
        group={group}
        aside={(product) => toldWords(told.get(product.id))}
        onChoose={addProduct}
        onName={(name) => add({ product: '', name, unit: '', quantity: '1', price: '', discount: '' })}
      />
      {whole.length > 0 && (
        <p class="quote-total" data-part="quote-total">
          {words.total(format.money(quoteTotal({ lines: whole }), currency))}
        </p>
      )}
      <div class="quote-foot">
        <label class="label">
          <span>{t('quote_until')}</span>
          <input
            class="field"
            type="date"
            data-part="quote-until"
            min={calendarDay(now, host.zone)}
            value={until}
            onInput={(event) => setUntil(event.currentTarget.value)}
          />
        </label>
        {until !== '' && !quote && (
          <label class="check">
            <input
              type="checkbox"
              data-act="quote-remind"
              checked={remind}
              onChange={(event) => setRemind(event.currentTarget.checked)}
            />
            <span>{t('quote_remind')}</span>
          </label>
        )}
      </div>
      <label class="label">
        <span>{t('quote_note')}</span>
        <input
          class="field"
          data-part="quote-note"
          maxLength={1000}
          value={note}
          onInput={(event) => setNote(event.currentTarget.value)}
        />
      </label>
      <FormActs
        act="save-quote"
        label={t(onText ? 'quote_save_say' : 'say_save')}
        disabled={!ready}
        onCancel={onClose}
      />
    </form>
  );
}
