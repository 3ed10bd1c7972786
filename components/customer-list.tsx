import { useEffect, useRef, useState } from 'preact/hooks';
import { isEverybody } from '../lib/domain/filter/filter.ts';
import { meant } from '../lib/domain/filter/tree.ts';
import { type CustomerFilter, LIST_ORDERS } from '../lib/domain/query.ts';
import type { Transfer } from '../lib/domain/transfer.ts';
import { BulkBar } from './bulk-bar.tsx';
import { BulkStatus, isBulkBusy, useBulk } from './bulk-status.tsx';
import { ColumnChoice } from './column-choice.tsx';
import { useBeside, useKey } from './context.ts';
import { FilterBar } from './filter-bar.tsx';
import { FilterContext, type FilterScene } from './filter-context.ts';
import { Icon } from './icon.tsx';
import { isComposing, keyOf } from './keys.ts';
import { ListRows } from './list-rows.tsx';
import { NewCustomer } from './new-customer.tsx';
import { Key, Quiet } from './parts.tsx';
import { useTags } from './tag-book.tsx';
import { useFilterTime } from './use-filter-time.ts';
import { useListShown } from './use-list-shown.ts';
import { useLive } from './use-live.ts';
import { useSelection } from './use-selection.ts';
import { ViewBar } from './view-bar.tsx';

/**
 * All customers: found as one types, filtered, kept as views, walked with J and K, changed many at a time.
 * @param query of the address: the view, and what is shown of it.
 */
export function CustomerList({ query = '', transfer }: { query?: string; transfer?: Transfer }) {
  const { t, host, format, settings } = useBeside();
  const list = useListShown(query);
  const [adding, setAdding] = useState(false);
  const [warm, setWarm] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const tags = useTags() ?? [];
  const time = useFilterTime();
  const { text, where, sort, turned } = list.shown;
  const filter = { text: text.trim(), where: meant(where), time, sort, turned };
  const { found, isOld } = useIds(filter);
  const question = JSON.stringify([filter.text, filter.where]);
  const selection = useSelection(found?.ids ?? [], found?.total ?? 0, question);
  const bulk = useBulk(warm ? transfer?.bulk : undefined);
  const isFiltered = filter.text !== '' || !isEverybody(where);
  useKey('find', () => field.current?.focus());
  // What there is to filter by is read when the list has been drawn: then the first filter is answered at once.
  useEffect(() => {
    if (found === undefined || warm) return;
    const timer = setTimeout(() => setWarm(true), 0);
    return () => clearTimeout(timer);
  }, [found === undefined, warm]);
  const values = useLive(host.store, warm ? { name: 'filterValues', args: {} } : null).value ?? null;
  const total = found && !isOld ? found.total : null;
  const scene: FilterScene = { text: filter.text, time, tags, values, total };

  return (
    <FilterContext.Provider value={scene}>
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
              onInput={(event) => list.change({ text: event.currentTarget.value })}
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
              onChange={(event) => {
                const wanted = event.currentTarget.value;
                list.change({ sort: LIST_ORDERS.find((one) => one === wanted) ?? 'name', turned: false });
              }}
            >
              {LIST_ORDERS.map((one) => (
                <option key={one} value={one}>
                  {t(`sort_${one}`)}
                </option>
              ))}
            </select>
          </label>
          <ColumnChoice />
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
        <ViewBar list={list} time={time} counted={warm} />
        <FilterBar where={where} onWhere={(next) => list.change({ where: next })} />
        {bulk && transfer && bulk.now.phase !== 'idle' && <BulkStatus now={bulk.now} desk={transfer.bulk} />}
        {transfer && selection.chosen.size > 0 ? (
          <BulkBar selection={selection} transfer={transfer} busy={isBulkBusy(bulk?.now)} />
        ) : (
          <p class="hint list-count" role="status" aria-busy={isOld}>
            {isOld && isFiltered
              ? t('list_reading')
              : found && t(isFiltered ? 'list_found' : 'list_all', { count: format.count(found.total) })}
          </p>
        )}
        {found && found.total === 0 ? (
          isFiltered ? (
            <Quiet part="list-none" icon="search" title={t('list_none_title')} text={t('list_none_text')} />
          ) : (
            <Quiet part="list-empty" icon="book" title={t('list_empty_title')} text={t('list_empty_text')} />
          )
        ) : (
          <ListRows
            ids={found?.ids ?? []}
            total={found?.total ?? 0}
            tags={tags}
            shown={list.shown}
            onSort={list.change}
            selection={transfer ? selection : null}
          />
        )}
      </div>
    </FilterContext.Provider>
  );
}

/** More than fits on any screen. */
const FIRST = 60;

/**
 * The ids of the list: those in sight at once, and all of them when the first are painted. `isOld`: they still answer
 * the question before.
 */
function useIds(filter: CustomerFilter): {
  found: { ids: string[]; total: number } | undefined;
  isOld: boolean;
} {
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
  const { first: _part, ...asked } = of?.args ?? {};
  return { found: value, isOld: of !== null && JSON.stringify(asked) !== name };
}
