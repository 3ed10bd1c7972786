import { Failure } from '../domain/failure.ts';
import type { Query, QueryName, QueryResult } from '../domain/query.ts';
import type { TableName } from '../domain/row.ts';
import type { Live, Store } from '../domain/store.ts';
import { RULES } from '../domain/tables.ts';

type Row = Record<string, unknown>;

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A row with everything that its readers count on: what the page's store leaves out is empty. */
function whole(table: TableName, row: unknown): unknown {
  if (!isRow(row)) throw new Failure('bad-input', table);
  const { sets, maps, defaults } = RULES[table];
  const made: Row = { space: 'home', stamp: '', ...defaults };
  for (const name of sets) made[name] = [];
  for (const name of maps) made[name] = {};
  if (table === 'customers') {
    const keys = isRow(row.links) ? Object.keys(row.links) : [];
    Object.assign(made, { keys, sortName: '', contactCount: 0, orderCount: 0, money: {} });
  }
  return { ...made, ...row };
}

const all = (table: TableName, rows: unknown): unknown[] =>
  Array.isArray(rows) ? rows.map((row) => whole(table, row)) : [];
const maybe = (table: TableName, row: unknown): unknown => (row == null ? null : whole(table, row));

function wholeDetail(detail: unknown): Row {
  const given = isRow(detail) ? detail : {};
  const page = isRow(given.timeline) ? given.timeline : {};
  return {
    timeline: { next: null, ...page, items: all('interactions', page.items) },
    notes: all('notes', given.notes),
    reminders: all('reminders', given.reminders),
    orders: all('orders', given.orders),
    bonds: { organisations: [], people: [] },
  };
}

/** What becomes of an answer. Questions that are not named here are handed on as they are. */
const ANSWERS: Partial<Record<QueryName, (value: unknown) => unknown>> = {
  card(value) {
    if (!isRow(value)) throw new Failure('bad-input', 'card');
    return {
      ...{ remembered: [], never: null },
      customers: all('customers', value.customers),
      detail: value.detail == null ? null : wholeDetail(value.detail),
      maybe: all('customers', value.maybe),
      logged: maybe('interactions', value.logged),
      loggedBefore: maybe('interactions', value.loggedBefore),
    };
  },
  customer: (value) =>
    isRow(value)
      ? { changes: [], ...wholeDetail(value), customer: whole('customers', value.customer) }
      : null,
  timeline: (value) => wholeDetail({ timeline: value }).timeline,
  tags: (value) => all('tags', value),
  openReminders: (value) =>
    (Array.isArray(value) ? value : []).filter(isRow).map((row) => ({
      reminder: whole('reminders', row.reminder),
      customer: maybe('customers', row.customer),
    })),
};

/**
 * A store that the page handed over. Its answers are whole before the panel sees them, so that a service need know only
 * of what it keeps; an answer that cannot be made whole is a failed question, never a broken panel.
 */
export function givenStore(store: Store): Store {
  return {
    live<N extends QueryName>(query: Query<N>): Live<QueryResult<N>> {
      return {
        subscribe(observer) {
          const fail = (error: unknown) => observer.error?.(error);
          try {
            return store.live(query).subscribe({
              next(value) {
                try {
                  const complete = ANSWERS[query.name];
                  observer.next((complete ? complete(value) : value) as QueryResult<N>);
                } catch (error) {
                  fail(error);
                }
              },
              error: fail,
            });
          } catch (error) {
            queueMicrotask(() => fail(error));
            return { unsubscribe: () => undefined };
          }
        },
      };
    },
    run: (command) => store.run(command),
  };
}
