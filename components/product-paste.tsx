import { useMemo, useState } from 'preact/hooks';
import { fold } from '../lib/domain/fold.ts';
import type { PriceList } from '../lib/domain/query.ts';
import { readAmount } from '../lib/domain/say/amount.ts';
import { readProductList } from '../lib/domain/say/products.ts';
import { useBeside } from './context.ts';
import { closeOnEscape } from './keys.ts';
import { FormActs } from './parts.tsx';

/** Lines of the reading that are shown before it is kept. */
const SHOWN = 8;
/** As many as one change takes. */
const MOST = 2000;

/** A price list from a sheet or a file, pasted: what was read of it is shown before it is kept. */
export function ProductPaste({ prices, onClose }: { prices: PriceList; onClose: () => void }) {
  const { t, act, format } = useBeside();
  const [text, setText] = useState('');
  const { groups } = prices;
  const read = useMemo(() => readProductList(text, groups, readAmount), [text, groups]);
  const known = new Set(prices.products.flatMap(({ code }) => (code === '' ? [] : fold(code))));
  const products = read.products.slice(0, MOST);
  const changing = products.filter(({ code }) => code !== '' && known.has(fold(code))).length;
  const save = async (event: Event) => {
    event.preventDefault();
    if (products.length === 0) return;
    const args = {
      // What a list does not tell of a product stays as it is.
      products: products.map(({ price, unit, prices: of, ...rest }) => ({
        ...rest,
        ...(price !== null && { price }),
        ...(unit !== '' && { unit }),
        prices: of,
      })),
    };
    const said = t('products_added', { count: format.count(products.length) });
    if (await act(event, { name: 'products.add', args }, { said, undo: true })) onClose();
  };
  const open = async (event: Event) => {
    const file = (event.currentTarget as HTMLInputElement).files?.[0];
    if (file) setText(await file.text());
  };
  return (
    <form
      class="template-form"
      data-part="product-paste"
      onSubmit={(event) => void save(event)}
      onKeyDown={closeOnEscape(onClose)}
    >
      <label class="label">
        <span>{t('products_paste_label')}</span>
        <textarea
          class="field"
          rows={6}
          data-part="product-list"
          placeholder={t('products_paste_example')}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <label class="label">
        <span>{t('products_file')}</span>
        <input
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          data-act="product-file"
          onChange={open}
        />
      </label>
      {products.length > 0 && (
        <div class="template-preview" data-part="product-read">
          <p class="hint">
            {t('products_read', { count: format.count(products.length), known: format.count(changing) })}
          </p>
          <ul>
            {products.slice(0, SHOWN).map((one, index) => (
              <li key={index}>
                {[one.code, one.name].filter(Boolean).join(' · ')}
                {' · '}
                {one.price === null ? t('price_asked') : format.money(one.price, 'VND')}
                {groups.map(({ id, name }) =>
                  one.prices[id] === undefined ? '' : ` · ${name} ${format.money(one.prices[id], 'VND')}`,
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
      {read.unread.length > 0 && (
        <p class="price-wrong" role="status">
          {t('products_unread', { lines: read.unread.slice(0, 12).join(', ') })}
        </p>
      )}
      <FormActs
        act="keep-products"
        label={t('products_keep')}
        disabled={products.length === 0}
        onCancel={onClose}
      />
    </form>
  );
}
