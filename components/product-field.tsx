import { useId, useState } from 'preact/hooks';
import type { PriceList } from '../lib/domain/query.ts';
import { matchingProducts, priceFor } from '../lib/domain/say/products.ts';
import type { Product } from '../lib/domain/say/rows.ts';
import { useBeside } from './context.ts';
import { isComposing } from './keys.ts';

export interface ProductFieldProps {
  label: string;
  prices: PriceList | undefined;
  /** Price group of the buyer: its prices are shown. */
  group: string;
  onChoose: (product: Product) => void;
  /** What was typed is no product of the book: take it as a name. Absent where that makes no sense. */
  onName?: (name: string) => void;
  /** Beside a product: the price last told to this buyer. */
  aside?: (product: Product) => string;
}

const SHOWN = 6;

/** Finds a product as one types, by code, name or another name; arrows and Enter choose. */
export function ProductField({ label, prices, group, onChoose, onName, aside }: ProductFieldProps) {
  const { t, format, host } = useBeside();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [focused, setFocused] = useState(false);
  const list = useId();
  const active = (prices?.products ?? []).filter((one) => one.active);
  const wanted = text.trim();
  const found = focused || wanted !== '' ? matchingProducts(active, wanted).slice(0, SHOWN) : [];
  const current = Math.min(at, Math.max(0, found.length - 1));
  const choose = (product: Product) => {
    setText('');
    setAt(0);
    onChoose(product);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const hit = found[current];
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && found.length > 0) {
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setAt((current + step + found.length) % found.length);
      event.preventDefault();
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      event.stopPropagation();
      if (hit) choose(hit);
      else if (onName && wanted !== '') {
        setText('');
        onName(wanted);
      }
    } else if (event.key === 'Escape' && wanted !== '') {
      event.stopPropagation();
      setText('');
    }
  };
  if (prices && active.length === 0 && !onName) {
    return (
      <p class="hint">
        {t('products_none')}{' '}
        <button
          type="button"
          class="text-button"
          data-act="write-products"
          onClick={() => host.openDashboard('products')}
        >
          {t('products_write')}
        </button>
      </p>
    );
  }
  return (
    <div class="search" data-part="product-search" onFocusOut={() => setFocused(false)}>
      <input
        class="field"
        role="combobox"
        data-part="product-field"
        aria-expanded={found.length > 0}
        aria-controls={list}
        aria-activedescendant={found.length > 0 ? `${list}-${current}` : undefined}
        aria-label={label}
        placeholder={label}
        autocomplete="off"
        maxLength={200}
        value={text}
        onFocus={() => setFocused(true)}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div class="search-list" role="listbox" id={list} aria-label={label}>
        {found.map((product, index) => {
          const price = priceFor(product, group);
          const told = aside?.(product) ?? '';
          return (
            <div
              key={product.id}
              id={`${list}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === current}
              class={index === current ? 'picker-row picker-row-at' : 'picker-row'}
              data-act="choose-product"
              data-product={product.id}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(product)}
              onKeyDown={onKeyDown}
            >
              <span class="person-text">
                <span class="picker-name">{product.name}</span>
                <span class="hint">{[product.code, told].filter(Boolean).join(' · ')}</span>
              </span>
              <span>{price === null ? t('price_asked') : format.money(price, product.currency)}</span>
            </div>
          );
        })}
      </div>
      {wanted !== '' && found.length === 0 && (
        <p class="hint">{t(onName ? 'product_as_name' : 'product_no_match', { text: wanted })}</p>
      )}
    </div>
  );
}
