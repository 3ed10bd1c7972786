import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Customer, Tag } from '../lib/domain/entities.ts';
import type { CustomerFilter } from '../lib/domain/query.ts';
import { useBeside, useKey } from './context.ts';
import { writeRoute } from './hash-route.ts';
import { Icon } from './icon.tsx';
import { isComposing, keyOf } from './keys.ts';
import { NewCustomer } from './new-customer.tsx';
import { Avatar, Key, nameOf, Quiet, TagChip } from './parts.tsx';
import { useTags } from './tag-book.tsx';
import { NO_TAGS, TagFilter, type TagWish, wishesOf } from './tag-filter.tsx';
import { useLive } from './use-live.ts';
import { useVirtual } from './use-virtual.ts';

const ROW = 56;
/** Rows are asked for in pages of this many, so that a scroll of one row asks nothing. */
const PAGE = 50;
const SORTS: CustomerFilter['sort'][] = ['name', 'recent', 'due', 'new'];

/**
 * All customers: found as one types, filtered by tags, walked with J and K.
 * @param find what to look for from the start.
 */
export function CustomerList({ find = '' }: { find?: string }) {
  const { t, format, settings } = useBeside();
  const [text, setText] = useState(find);
  const [wishes, setWishes] = useState<TagWish>(NO_TAGS);
  const [sort, setSort] = useState<CustomerFilter['sort']>('name');
  const [adding, setAdding] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const tags = useTags() ?? [];
  const found = useIds({ text: text.trim(), ...wishesOf(wishes), sort });
  useKey('find', () => field.current?.focus());
  const filtered = text.trim() !== '' || Object.keys(wishes).length > 0;

  return (
    <div class="list-page">
      <header class="list-head">
        <h1 class="page-title">{t('section_customers')}</h1>
        <label class="list-find">
          <Icon name="search" />
          <input
            ref={field}
            class="field"
            data-part="find-field"
            aria-label={t('find_open')}
            placeholder={t('find_open')}
            maxLength={200}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape' && !isComposing(event)) field.current?.blur();
            }}
          />
          <Key of={keyOf('find', settings.keys)} />
        </label>
        <label class="list-sort">
          <span class="hint">{t('sort')}</span>
          <select
            class="field"
            data-act="sort"
            value={sort}
            onChange={(event) => setSort(event.currentTarget.value as CustomerFilter['sort'])}
          >
            {SORTS.map((one) => (
              <option key={one} value={one}>
                {t(`sort_${one}`)}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          class="button button-primary"
          data-act="new-customer"
          onClick={() => setAdding(true)}
        >
          <Icon name="user-plus" /> {t('customer_new')}
        </button>
      </header>
      {adding && <NewCustomer onClose={() => setAdding(false)} />}
      {tags.length > 0 && <TagFilter tags={tags} wishes={wishes} onWish={setWishes} />}
      <p class="hint list-count" role="status">
        {found && t(filtered ? 'list_found' : 'list_all', { count: format.count(found.total) })}
      </p>
      {found && found.total === 0 ? (
        filtered ? (
          <Quiet part="list-none" icon="search" title={t('list_none_title')} text={t('list_none_text')} />
        ) : (
          <Quiet part="list-empty" icon="book" title={t('list_empty_title')} text={t('list_empty_text')} />
        )
      ) : (
        <Rows ids={found?.ids ?? []} total={found?.total ?? 0} tags={tags} />
      )}
    </div>
  );
}

/** More than fits on any screen. */
const FIRST = 60;

/** The ids of the list: those in sight at once, and all of them when the first are painted. */
function useIds(filter: CustomerFilter): { ids: string[]; total: number } | undefined {
  const { host } = useBeside();
  const name = JSON.stringify(filter);
  const [whole, setWhole] = useState('');
  const args = whole === name ? filter : { ...filter, first: FIRST };
  const { value, of } = useLive(host.store, { name: 'customerIds', args });
  const isPart = value !== undefined && of?.args.first !== undefined && value.ids.length < value.total;
  useEffect(() => {
    if (!isPart || whole === name) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => setWhole(name));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [isPart, name]);
  return value;
}

/** @param total of the whole list: those whose ids are still on their way keep their place. */
function Rows({ ids, total, tags }: { ids: string[]; total: number; tags: Tag[] }) {
  const { t, host } = useBeside();
  const scroller = useRef<HTMLDivElement>(null);
  const { rows, height, scrollTo } = useVirtual(total, ROW, scroller);
  const from = Math.floor((rows[0]?.index ?? 0) / PAGE) * PAGE;
  const to = (Math.floor((rows.at(-1)?.index ?? 0) / PAGE) + 1) * PAGE;
  const wanted = useMemo(() => ids.slice(from, to), [ids, from, to]);
  const asked = useLive(host.store, wanted.length > 0 ? { name: 'customers', args: { ids: wanted } } : null);
  // What was seen stays until its row is asked again: scrolling back shows it at once.
  const seen = useRef(new Map<string, Customer>());
  useEffect(() => {
    if (seen.current.size > 2000) seen.current.clear();
  }, [asked.value]);
  for (const one of asked.value ?? []) seen.current.set(one.id, one);
  const byId = new Map(tags.map((tag) => [tag.id, tag]));

  const walk = (step: number) => {
    const place = scroller.current;
    const row = document.activeElement?.closest('[data-index]');
    const at = row && place?.contains(row) ? Number(row.getAttribute('data-index')) : -1;
    const next = Math.max(0, Math.min(total - 1, at + step));
    scrollTo(next);
    requestAnimationFrame(() => place?.querySelector<HTMLElement>(`[data-index="${next}"] a`)?.focus());
  };
  useKey('next', () => walk(1));
  useKey('previous', () => walk(-1));

  return (
    <>
      <div class="list-titles" aria-hidden="true">
        <span>{t('column_customer')}</span>
        <span>{t('tags')}</span>
        <span>{t('stage')}</span>
        <span>{t('column_contact')}</span>
        <span>{t('column_due')}</span>
        <span class="number">{t('column_money')}</span>
      </div>
      <div class="list-scroll" ref={scroller} data-part="customers">
        <ul class="list-rows" style={{ height: `${height}px` }}>
          {rows.map((row) => {
            const id = ids[row.index] ?? '';
            const customer = seen.current.get(id);
            return (
              <li
                key={id || row.index}
                class="list-row"
                data-index={row.index}
                data-customer={id}
                aria-setsize={total}
                aria-posinset={row.index + 1}
                style={{ transform: `translateY(${row.start}px)` }}
              >
                {customer && <Row customer={customer} tags={byId} />}
              </li>
            );
          })}
        </ul>
      </div>
    </>
  );
}

function Row({ customer, tags }: { customer: Customer; tags: Map<string, Tag> }) {
  const { t, host, format } = useBeside();
  const now = host.now();
  const worn = customer.tags.flatMap((id) => tags.get(id) ?? []);
  const sums = Object.entries(customer.money);
  const due = customer.nextDueAt;
  return (
    <a class="list-link" href={writeRoute('customers', customer.id)} data-act="open-customer">
      <span class="list-who">
        <Avatar name={nameOf(customer)} id={customer.id} />
        <span class="list-name">
          <b>{nameOf(customer)}</b>
          <span class="hint">
            {customer.code}
            {customer.keys[0] && ` · ${format.handle(customer.keys[0])}`}
          </span>
        </span>
      </span>
      <span class="list-tags">
        {worn.slice(0, 2).map((tag) => (
          <TagChip key={tag.id} tag={tag} />
        ))}
        {worn.length > 2 && <span class="hint">+{worn.length - 2}</span>}
      </span>
      <span>
        <span class={`stage stage-label stage-${customer.stage}`}>{t(`stage_${customer.stage}`)}</span>
      </span>
      <span class="hint">
        {customer.lastContactAt ? format.ago(customer.lastContactAt, now) : t('never_met')}
      </span>
      <span class={due !== undefined && due <= now ? 'hint fact-long' : 'hint'}>
        {due !== undefined && (
          <>
            <Icon name={due <= now ? 'alarm' : 'bell'} size={13} /> {format.moment(due, now)}
          </>
        )}
      </span>
      <span class="number">
        {sums.map(([currency, total]) => (
          <span key={currency}>{format.money(total, currency)}</span>
        ))}
      </span>
    </a>
  );
}
