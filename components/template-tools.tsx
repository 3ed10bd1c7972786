import type { RefObject } from 'preact';
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Customer, Order } from '../lib/domain/entities.ts';
import { type Known, valuesFor } from '../lib/domain/say/facts-for.ts';
import { USUAL_PAIR } from '../lib/domain/say/pronouns.ts';
import type { Product, Template } from '../lib/domain/say/rows.ts';
import { fillTemplate, type Hole, matchingTemplates } from '../lib/domain/say/template.ts';
import type { Sighting } from '../lib/domain/sighting.ts';
import { useBeside } from './context.ts';
import { PairChoice, PriceGroupChoice } from './dealing.tsx';
import { Icon } from './icon.tsx';
import { isComposing } from './keys.ts';
import { ProductField } from './product-field.tsx';
import { useLive } from './use-live.ts';

/** Whom a draft is for, as far as the book and the page tell. */
export interface Buyer {
  customer: Customer | null;
  /** Newest first. */
  orders: Order[];
}

export interface TemplateToolsProps {
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  onText: (text: string) => void;
  buyer: Buyer;
  sighting: Sighting;
}

/** Templates shown at once. */
const SHOWN = 6;
/** `/gia` before the caret: what is looked for among the templates. */
const SLASH = /(?:^|\s)\/([^\s/]{0,30})$/u;

/**
 * Templates in the field of a draft: `/` and some letters choose one, which is written there as it will be sent, and is
 * edited like anything typed. What could not be filled in is named under the field until it is.
 */
export function TemplateTools({ field, text, onText, buyer, sighting }: TemplateToolsProps) {
  const { t, host, settings, format } = useBeside();
  const [product, setProduct] = useState<Product | null>(null);
  const [pair, setPair] = useState(buyer.customer?.pronouns ?? '');
  const [at, setAt] = useState(0);
  const [shut, setShut] = useState('');
  const list = useId();
  const templates = useLive(host.store, { name: 'templates', args: {} }).value;
  const prices = useLive(host.store, { name: 'priceList', args: {} }).value;
  const { customer, orders } = buyer;
  useEffect(() => setPair(customer?.pronouns ?? ''), [customer?.pronouns]);

  const known: Known = {
    customer,
    pageName: sighting.counterparts[0]?.name ?? '',
    pageOrder: sighting.order,
    orders,
    products: prices?.products ?? [],
    product,
    shop: settings.shopName,
    pronouns: pair || USUAL_PAIR,
    dayParts: {
      morning: t('day_part_morning'),
      noon: t('day_part_noon'),
      afternoon: t('day_part_afternoon'),
      evening: t('day_part_evening'),
    },
    now: host.now(),
    zone: host.zone,
  };
  const fill = (raw: string, over: Partial<Known> = {}) =>
    fillTemplate(raw, valuesFor({ ...known, ...over }, format));
  const { holes } = useMemo(() => fill(text), [text, product, pair, prices, customer]);

  /** What was put in last: it follows when another pair is chosen, as long as nobody has changed a letter. */
  const last = useRef<{ before: string; raw: string; after: string; text: string } | null>(null);
  const select = useRef<[from: number, to: number] | null>(null);
  useLayoutEffect(() => {
    const area = field.current;
    if (!select.current || !area) return;
    area.focus();
    area.setSelectionRange(...select.current);
    select.current = null;
  }, [text]);
  const put = (before: string, raw: string, after: string, over: Partial<Known> = {}) => {
    const filled = fill(raw, over);
    const next = before + filled.text + after;
    const [hole] = filled.holes;
    const start = before.length + (hole ? hole.at : filled.text.length);
    select.current = [start, start + (hole?.length ?? 0)];
    last.current = { before, raw, after, text: next };
    onText(next);
  };
  const refill = (over: Partial<Known>) => {
    const before = last.current;
    if (before?.text === text) put(before.before, before.raw, before.after, over);
    else onText(fill(text, over).text);
  };
  const goTo = (hole: Hole) => {
    field.current?.focus();
    field.current?.setSelectionRange(hole.at, hole.at + hole.length);
  };

  const caret = field.current?.selectionStart ?? text.length;
  const slash = text === shut ? null : SLASH.exec(text.slice(0, caret));
  const found = slash && templates ? matchingTemplates(templates, slash[1] ?? '').slice(0, SHOWN) : [];
  const current = Math.min(at, Math.max(0, found.length - 1));
  const choose = (template: Template) => {
    if (!slash) return;
    const from = caret - (slash[1]?.length ?? 0) - 1;
    setAt(0);
    put(text.slice(0, from), template.text, text.slice(caret));
  };
  useListKeys(field, found.length, {
    move: (step) => setAt((current + step + found.length) % found.length),
    choose: () => found[current] && choose(found[current]),
    close: () => setShut(text),
  });
  const open = () => {
    const gap = text === '' || /\s$/u.test(text) ? '' : ' ';
    const next = `${text}${gap}/`;
    select.current = [next.length, next.length];
    setShut('');
    onText(next);
  };

  useEffect(() => {
    const area = field.current;
    if (!area) return;
    area.setAttribute('aria-autocomplete', 'list');
    if (found.length > 0) {
      area.setAttribute('aria-controls', list);
      area.setAttribute('aria-activedescendant', `${list}-${current}`);
    } else for (const name of ['aria-controls', 'aria-activedescendant']) area.removeAttribute(name);
  });

  const wantsProduct = holes.some(({ fact }) => fact === 'product' || fact === 'price' || fact === 'unit');
  return (
    <div class="template-tools" data-part="template-tools">
      {slash && templates?.length === 0 && (
        <p class="hint" data-part="templates-none">
          {t('templates_none')}{' '}
          <button
            type="button"
            class="text-button"
            data-act="write-templates"
            onClick={() => host.openDashboard('templates')}
          >
            {t('templates_write')}
          </button>
        </p>
      )}
      {slash && templates && templates.length > 0 && found.length === 0 && (
        <p class="hint">{t('templates_no_match', { text: slash[1] ?? '' })}</p>
      )}
      {found.length > 0 && (
        <div class="template-list" role="listbox" id={list} aria-label={t('section_templates')}>
          {found.map((template, index) => (
            <div
              key={template.id}
              id={`${list}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === current}
              class={index === current ? 'template-row template-row-at' : 'template-row'}
              data-act="use-template"
              data-template={template.id}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(template)}
              onKeyDown={(event) => event.key === 'Enter' && choose(template)}
            >
              <span class="template-name">
                <b>{template.name}</b>
                {template.word !== '' && <span class="hint">/{template.word}</span>}
              </span>
              <span class="template-text">{fill(template.text).text}</span>
            </div>
          ))}
        </div>
      )}
      {wantsProduct && (
        <ProductField
          label={t('template_product')}
          prices={prices}
          group={customer?.priceGroup ?? ''}
          onChoose={(chosen) => {
            setProduct(chosen);
            refill({ product: chosen });
          }}
        />
      )}
      {holes.length > 0 && (
        <p class="template-holes" data-part="template-holes" role="status">
          <Icon name="alert" size={14} />
          <span>{t('template_holes')}</span>
          {holes.map((hole) => (
            <button
              key={hole.at}
              type="button"
              class="text-button"
              data-act="go-hole"
              title={t(hole.fact === null ? 'template_hole_unknown' : 'template_hole_go')}
              onClick={() => goTo(hole)}
            >
              {hole.name}
            </button>
          ))}
        </p>
      )}
      <div class="template-foot">
        <button type="button" class="button button-quiet" data-act="templates" onClick={open}>
          <Icon name="message" size={14} /> {t('templates_open')} <span class="key">/</span>
        </button>
        <PairChoice
          customer={customer}
          pronouns={pair}
          messages={sighting.messages}
          onChoose={(chosen) => {
            setPair(chosen);
            if (last.current?.text === text) refill({ pronouns: chosen || USUAL_PAIR });
          }}
        />
        {customer && prices && <PriceGroupChoice customer={customer} groups={prices.groups} />}
      </div>
    </div>
  );
}

interface ListKeys {
  move(step: number): void;
  choose(): void;
  close(): void;
}

/** Arrows, Enter, Tab and Escape belong to the list while it is open; all others to the field. */
function useListKeys(field: RefObject<HTMLTextAreaElement | null>, count: number, keys: ListKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const area = field.current;
    if (!area || count === 0) return;
    const listen = (event: KeyboardEvent) => {
      if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
      const { move, choose, close } = latest.current;
      if (event.key === 'ArrowDown') move(1);
      else if (event.key === 'ArrowUp') move(-1);
      else if (event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey)) choose();
      else if (event.key === 'Escape') close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    area.addEventListener('keydown', listen);
    return () => area.removeEventListener('keydown', listen);
  }, [count]);
}
