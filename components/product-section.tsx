import { useState } from 'preact/hooks';
import type { PriceList } from '../lib/domain/query.ts';
import { readAmount } from '../lib/domain/say/amount.ts';
import { matchingProducts } from '../lib/domain/say/products.ts';
import type { PriceGroup, Product } from '../lib/domain/say/rows.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { closeOnEscape } from './keys.ts';
import { MeantAmount } from './meant-amount.tsx';
import { EditableText, FormActs, IconButton, Quiet, Section } from './parts.tsx';
import { ProductPaste } from './product-paste.tsx';
import { useLive } from './use-live.ts';

/** Rows drawn at once: a shop finds by typing, not by scrolling. */
const SHOWN = 200;

/** What the shop sells and what each group of buyers pays for it. */
export function ProductSection() {
  const { t, host, format } = useBeside();
  const prices = useLive(host.store, { name: 'priceList', args: {} }).value;
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState<'new' | 'paste' | ''>('');
  if (!prices) return <div aria-busy="true" />;
  const { products, groups } = prices;
  const found = matchingProducts(products, typed);
  const toggle = (what: 'new' | 'paste') => setOpen(open === what ? '' : what);
  return (
    <div class="sheet-page">
      <h1 class="page-title">{t('section_products')}</h1>
      <p class="hint">{t('products_hint')}</p>
      <div class="line-form say-bar">
        <input
          class="field"
          type="search"
          data-part="product-find"
          aria-label={t('products_find')}
          placeholder={t('products_find')}
          maxLength={80}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button
          type="button"
          class="button button-primary"
          data-act="new-product"
          aria-expanded={open === 'new'}
          onClick={() => toggle('new')}
        >
          <Icon name="plus" /> {t('product_new')}
        </button>
        <button
          type="button"
          class="button"
          data-act="paste-products"
          aria-expanded={open === 'paste'}
          onClick={() => toggle('paste')}
        >
          <Icon name="upload" /> {t('products_paste')}
        </button>
      </div>
      {open === 'new' && <ProductForm product={null} groups={groups} onClose={() => setOpen('')} />}
      {open === 'paste' && <ProductPaste prices={prices} onClose={() => setOpen('')} />}
      {products.length === 0 && open === '' && (
        <Quiet
          part="products-empty"
          icon="package"
          title={t('products_empty_title')}
          text={t('products_empty_text')}
        />
      )}
      {found.length > 0 && <ProductTable products={found.slice(0, SHOWN)} groups={groups} />}
      {found.length > SHOWN && (
        <p class="hint">{t('products_more', { count: format.count(found.length - SHOWN) })}</p>
      )}
      {products.length > 0 && found.length === 0 && (
        <p class="hint">{t('product_no_match', { text: typed.trim() })}</p>
      )}
      <Groups prices={prices} />
    </div>
  );
}

function ProductTable({ products, groups }: { products: Product[]; groups: PriceGroup[] }) {
  const { t, format, act, host } = useBeside();
  const [editing, setEditing] = useState('');
  const chosen = products.find(({ id }) => id === editing);
  const money = (amount: number | null | undefined, currency: string) =>
    amount === null || amount === undefined ? '' : format.money(amount, currency);
  return (
    <>
      <section class="product-scroll" aria-label={t('section_products')}>
        <table class="product-table" data-part="product-table">
          <thead>
            <tr>
              <th scope="col">{t('product_code')}</th>
              <th scope="col">{t('product_name')}</th>
              <th scope="col" class="number">
                {t('price_common')}
              </th>
              {groups.map(({ id, name }) => (
                <th key={id} scope="col" class="number">
                  {name}
                </th>
              ))}
              <th scope="col">
                <span class="unseen">{t('product_acts')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {products.map((product) => (
              <tr
                key={product.id}
                data-part="product"
                data-product={product.id}
                class={product.active ? '' : 'product-off'}
              >
                <td>{product.code}</td>
                <td>
                  {product.name}
                  {product.unit !== '' && <span class="hint"> / {product.unit}</span>}
                  {!product.active && <span class="hint"> · {t('product_inactive')}</span>}
                  {product.aliases.length > 0 && (
                    <span class="hint product-aliases">{product.aliases.join(', ')}</span>
                  )}
                </td>
                <td class="number">{money(product.price, product.currency) || t('price_asked')}</td>
                {groups.map(({ id }) => (
                  <td key={id} class="number">
                    {money(product.prices[id], product.currency) || '—'}
                  </td>
                ))}
                <td class="number">
                  <span class="row-acts">
                    <IconButton
                      act="edit-product"
                      icon="edit"
                      label={t('product_edit', { name: product.name })}
                      onAct={() => setEditing(editing === product.id ? '' : product.id)}
                    />
                    {host.mayDestroy && (
                      <IconButton
                        act="delete-product"
                        icon="trash"
                        label={t('product_delete', { name: product.name })}
                        onAct={(event) =>
                          void act(
                            event,
                            { name: 'product.delete', args: { id: product.id } },
                            { said: t('product_deleted', { name: product.name }), undo: true },
                          )
                        }
                      />
                    )}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {chosen && (
        <ProductForm key={chosen.id} product={chosen} groups={groups} onClose={() => setEditing('')} />
      )}
    </>
  );
}

interface ProductFormProps {
  /** Null makes a new one. */
  product: Product | null;
  groups: PriceGroup[];
  onClose: () => void;
}

const typedPrice = (price: number | null | undefined) =>
  price === null || price === undefined ? '' : String(price);

function ProductForm({ product, groups, onClose }: ProductFormProps) {
  const { t, act, format } = useBeside();
  const [set, setSet] = useState({
    code: product?.code ?? '',
    name: product?.name ?? '',
    unit: product?.unit ?? '',
    aliases: product?.aliases.join(', ') ?? '',
    price: typedPrice(product?.price),
    currency: product?.currency ?? 'VND',
    active: product?.active ?? true,
  });
  const [group, setGroup] = useState<Record<string, string>>(
    Object.fromEntries(groups.map(({ id }) => [id, typedPrice(product?.prices[id])])),
  );
  const change = (part: Partial<typeof set>) => setSet({ ...set, ...part });
  const wrong = [set.price, ...Object.values(group)].some(
    (typed) => typed.trim() !== '' && readAmount(typed) === null,
  );
  const save = async (event: Event) => {
    event.preventDefault();
    if (set.name.trim() === '' || wrong) return;
    const args = {
      ...(product && { id: product.id }),
      code: set.code,
      name: set.name,
      unit: set.unit,
      active: set.active,
      currency: set.currency,
      price: readAmount(set.price),
      aliases: set.aliases
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean),
      prices: Object.fromEntries(Object.entries(group).map(([id, typed]) => [id, readAmount(typed)])),
    };
    const said = t('product_saved', { name: set.name.trim() });
    if (await act(event, { name: 'product.save', args }, { said, undo: true })) onClose();
  };
  const field = (name: 'code' | 'name' | 'unit' | 'aliases' | 'price', max: number) => (
    <label class="label">
      <span>{t(`product_${name}`)}</span>
      <input
        class="field"
        data-part={`product-${name}`}
        maxLength={max}
        inputMode={name === 'price' ? 'decimal' : undefined}
        value={set[name]}
        onInput={(event) => change({ [name]: event.currentTarget.value })}
      />
      {name === 'price' && <MeantAmount typed={set.price} currency={set.currency} />}
    </label>
  );
  return (
    <form
      class="template-form"
      data-part="product-form"
      onSubmit={(event) => void save(event)}
      onKeyDown={closeOnEscape(onClose)}
    >
      <div class="setting-row">
        {field('name', 200)}
        {field('code', 60)}
        {field('unit', 40)}
      </div>
      {field('aliases', 600)}
      <div class="setting-row">
        {field('price', 24)}
        {groups.map(({ id, name }) => (
          <label key={id} class="label">
            <span>{t('product_group_price', { group: name })}</span>
            <input
              class="field"
              data-part="product-group-price"
              maxLength={24}
              inputMode="decimal"
              value={group[id] ?? ''}
              onInput={(event) => setGroup({ ...group, [id]: event.currentTarget.value })}
            />
            <MeantAmount typed={group[id] ?? ''} currency={set.currency} />
          </label>
        ))}
        <label class="label">
          <span>{t('product_currency')}</span>
          <select
            class="field"
            data-act="product-currency"
            value={set.currency}
            onChange={(event) => change({ currency: event.currentTarget.value })}
          >
            {[...new Set(['VND', 'USD', 'EUR', 'SGD', 'THB', set.currency])].map((code) => (
              <option key={code} value={code}>
                {code} · {format.money(0, code).replace(/[\d.,\s]/g, '')}
              </option>
            ))}
          </select>
        </label>
      </div>
      {product && (
        <label class="check">
          <input
            type="checkbox"
            data-act="product-active"
            checked={set.active}
            onChange={(event) => change({ active: event.currentTarget.checked })}
          />
          <span>{t('product_active')}</span>
        </label>
      )}
      <FormActs
        act="save-product"
        label={t('say_save')}
        disabled={set.name.trim() === '' || wrong}
        onCancel={onClose}
      />
    </form>
  );
}

/** Groups of buyers by what they pay. */
function Groups({ prices }: { prices: PriceList }) {
  const { t, act, host } = useBeside();
  const { groups } = prices;
  const [name, setName] = useState('');
  const [editing, setEditing] = useState('');
  const add = async (event: Event) => {
    event.preventDefault();
    const called = name.trim();
    if (called === '') return;
    const args = { name: called, position: groups.length };
    const said = t('price_group_made', { name: called });
    if (await act(event, { name: 'priceGroup.save', args }, { said, undo: true })) setName('');
  };
  return (
    <Section part="price-groups" title={t('price_groups')}>
      <p class="hint">{t('price_groups_hint')}</p>
      <ul class="rules">
        {groups.map((group) => (
          <li key={group.id} class="rule" data-part="price-group">
            <span>
              <EditableText
                part="price-group-name"
                label={t('price_group_rename', { name: group.name })}
                value={group.name}
                max={60}
                editing={editing === group.id}
                onEditing={(on) => setEditing(on ? group.id : '')}
                onSave={(event, called) =>
                  void act(
                    event,
                    { name: 'priceGroup.save', args: { id: group.id, name: called } },
                    { said: t('saved'), undo: true },
                  )
                }
              />
            </span>
            {host.mayDestroy && (
              <IconButton
                act="delete-price-group"
                icon="trash"
                label={t('price_group_delete', { name: group.name })}
                onAct={(event) =>
                  void act(
                    event,
                    { name: 'priceGroup.delete', args: { id: group.id } },
                    { said: t('price_group_deleted', { name: group.name }), undo: true },
                  )
                }
              />
            )}
          </li>
        ))}
      </ul>
      <form class="line-form" onSubmit={(event) => void add(event)}>
        <input
          class="field"
          data-part="new-price-group"
          aria-label={t('price_group_name')}
          placeholder={t('price_group_name')}
          maxLength={60}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <button type="submit" class="button" data-act="add-price-group">
          <Icon name="plus" /> {t('price_group_add')}
        </button>
      </form>
    </Section>
  );
}
