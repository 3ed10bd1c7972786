import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Customer, Tag } from '../lib/domain/entities.ts';
import type { ListShown } from '../lib/domain/filter/views.ts';
import { useBeside, useKey } from './context.ts';
import { writeRoute } from './hash-route.ts';
import { Icon } from './icon.tsx';
import { Cell, columnClass, columnsOf, gridOf, SORT_OF, useColumnName } from './list-columns.tsx';
import { Avatar, nameOf } from './parts.tsx';
import { useLive } from './use-live.ts';
import type { Selection } from './use-selection.ts';
import { useVirtual } from './use-virtual.ts';

const ROW = 56;
/** Rows are asked for in pages of this many, so that a scroll of one row asks nothing. */
const PAGE = 50;

export interface ListRowsProps {
  ids: string[];
  /** Of the whole list: those whose ids are still on their way keep their place. */
  total: number;
  tags: readonly Tag[];
  shown: ListShown;
  onSort: (sort: Pick<ListShown, 'sort' | 'turned'>) => void;
  /** Absent where nothing can be done to many. */
  selection: Selection | null;
}

/** The rows in sight, walked with J and K, chosen with X. */
export function ListRows({ ids, total, tags, shown, onSort, selection }: ListRowsProps) {
  const { host, settings } = useBeside();
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
  const columns = columnsOf(settings.columns);

  /** The row that has the focus, -1 for none. */
  const here = () => {
    const row = document.activeElement?.closest('[data-index]');
    return row && scroller.current?.contains(row) ? Number(row.getAttribute('data-index')) : -1;
  };
  const walk = (step: number) => {
    const next = Math.max(0, Math.min(total - 1, here() + step));
    scrollTo(next);
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${next}"] a`)?.focus(),
    );
  };
  useKey('next', () => walk(1));
  useKey('previous', () => walk(-1));
  useKey('pick', () => here() >= 0 && selection?.turn(here(), false), selection !== null);

  return (
    <div class={selection ? 'list list-choosing' : 'list'} style={{ '--list-grid': gridOf(columns) }}>
      <Titles
        columns={columns}
        isPart={ids.length < total}
        total={total}
        shown={shown}
        onSort={onSort}
        selection={selection}
      />
      <div class="list-scroll" ref={scroller} data-part="customers">
        <ul class="list-rows" style={{ height: `${height}px` }}>
          {rows.map((row) => {
            const id = ids[row.index] ?? '';
            const customer = seen.current.get(id);
            const isChosen = selection?.chosen.has(id) ?? false;
            return (
              <li
                key={id || row.index}
                class={isChosen ? 'list-row list-row-chosen' : 'list-row'}
                data-index={row.index}
                data-customer={id}
                aria-setsize={total}
                aria-posinset={row.index + 1}
                style={{ transform: `translateY(${row.start}px)` }}
              >
                {customer && (
                  <Row
                    customer={customer}
                    tags={byId}
                    columns={columns}
                    isChosen={isChosen}
                    onTurn={selection && ((reach) => selection.turn(row.index, reach))}
                  />
                )}
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}

function Titles(
  props: Pick<ListRowsProps, 'total' | 'shown' | 'onSort' | 'selection'> & {
    columns: string[];
    /** Not all ids have come. */
    isPart: boolean;
  },
) {
  const { t, format } = useBeside();
  const nameOf = useColumnName();
  const { columns, total, shown, onSort, selection, isPart } = props;
  const count = selection?.chosen.size ?? 0;
  const title = (column: string, name: string) => {
    const sort = SORT_OF[column];
    if (!sort) return name;
    const isOn = shown.sort === sort;
    return (
      <button
        type="button"
        class="list-title"
        data-act="sort-column"
        data-sort={sort}
        aria-pressed={isOn}
        title={t('list_sort_by', { column: name })}
        onClick={() => onSort({ sort, turned: isOn ? !shown.turned : false })}
      >
        {name}
        {isOn && <Icon name={shown.turned ? 'up' : 'down'} size={12} />}
      </button>
    );
  };
  return (
    <div class="list-titles">
      {selection && (
        <input
          type="checkbox"
          class="list-pick"
          data-act="pick-all"
          aria-label={t('list_pick_all', { count: format.count(total) })}
          title={t('list_pick_all', { count: format.count(total) })}
          aria-busy={isPart || selection.isGathering}
          checked={count > 0 && count >= total}
          ref={(box) => {
            if (box) box.indeterminate = count > 0 && count < total;
          }}
          onChange={() => (count >= total ? selection.clear() : selection.all())}
        />
      )}
      <div class="list-grid">
        <span>{title('name', t('column_customer'))}</span>
        {columns.map((column) => (
          <span key={column} class={columnClass(column)}>
            {title(column, nameOf(column))}
          </span>
        ))}
      </div>
    </div>
  );
}

function Row(props: {
  customer: Customer;
  tags: Map<string, Tag>;
  columns: string[];
  isChosen: boolean;
  onTurn: ((reach: boolean) => void) | null;
}) {
  const { t, format } = useBeside();
  const { customer, tags, columns, isChosen, onTurn } = props;
  return (
    <>
      {onTurn && (
        <label class="list-pick-place">
          <input
            type="checkbox"
            class="list-pick"
            data-act="pick"
            tabIndex={-1}
            aria-label={t('list_pick', { name: nameOf(customer) })}
            checked={isChosen}
            onClick={(event) => onTurn(event.shiftKey)}
          />
        </label>
      )}
      <a
        class="list-link list-grid"
        href={writeRoute('customers', customer.id)}
        data-act="open-customer"
        onClick={(event) => {
          if (!onTurn || !event.shiftKey) return;
          event.preventDefault();
          onTurn(true);
        }}
      >
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
        {columns.map((column) => (
          <Cell key={column} column={column} customer={customer} tags={tags} />
        ))}
      </a>
    </>
  );
}
