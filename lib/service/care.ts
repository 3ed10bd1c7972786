import type { Command, CommandResult } from '../domain/command.ts';
import { PLAN_PAGE } from '../domain/playbook-command.ts';
import type { Change, Op } from '../domain/row.ts';
import type { ValueRules } from '../domain/value.ts';
import { isCreation } from '../store/apply.ts';
import {
  type CareState,
  customersAfter,
  customersToPlan,
  hasRuns,
  newestSeq,
  playbooksOn,
  readCareState,
  writeCareState,
} from '../store/care.ts';
import { changesAfter } from '../store/changes.ts';
import { customersIn } from '../store/columns-reader.ts';
import type { Book } from '../store/schema.ts';
import { refreshTasks } from '../store/task-refresh.ts';

/** How often everybody is looked at: what changes with the clock alone (quiet, birthdays, lists) changes by days. */
const EVERY_MS = 86_400_000;
/** Changes that are followed one by one; behind more of them everybody is looked at. */
const NEWS = 200;
/** Pages in one turn: well under a second, so that nobody waits behind it. */
const PAGES = 8;

export interface CareDeps {
  book(): Promise<Book>;
  run(command: Command): Promise<CommandResult>;
  /** Milliseconds since 1970. */
  now(): number;
  /** How the shop values its buyers; null by the rules that every shop begins with. */
  value(): Promise<ValueRules | null>;
}

/** The playbooks that are on: their ids, and the saved lists they are for. */
type On = Awaited<ReturnType<typeof playbooksOn>>;

/**
 * One turn of the playbooks. Follows what was written since the last turn, then goes on with the walk through all
 * customers, page by page, each a short transaction that writes only what is not so already: whatever kills it, and
 * however often it is asked, the next turn finds what is left.
 * @returns whether there is more to do at once.
 */
export async function careTurn(deps: CareDeps): Promise<boolean> {
  const book = await deps.book();
  const on = await playbooksOn(book);
  // Nobody begins or leaves one that is off. When one is switched on, the change that does it lets all be looked at.
  if (on.ids.size === 0) return (await hasRuns(book)) && refreshTasks(book);
  const value = (await deps.value()) ?? undefined;
  const before = await readCareState(book);
  let state = before ?? { seq: await newestSeq(book), cursor: '', walkedAt: deps.now() };
  state = await follow(deps, book, state, on, value);
  if (state.cursor === null && deps.now() - state.walkedAt >= EVERY_MS) state = walking(deps, state.seq);
  for (let pages = 0; pages < PAGES && state.cursor !== null; pages++) {
    const ids = await customersAfter(book, state.cursor, PLAN_PAGE);
    await plan(deps, book, ids, value);
    state = { ...state, cursor: ids.length < PLAN_PAGE ? null : ids.at(-1)! };
  }
  if (state !== before) await writeCareState(book, state);
  const isLagging = await refreshTasks(book);
  return isLagging || state.cursor !== null;
}

/** A walk through all customers that begins now. */
const walking = (deps: CareDeps, seq: number): CareState => ({ seq, cursor: '', walkedAt: deps.now() });

async function plan(
  deps: CareDeps,
  book: Book,
  ids: readonly string[],
  value: ValueRules | undefined,
): Promise<void> {
  const customers = await customersToPlan(book, ids, deps.now(), value);
  if (customers.length > 0) await deps.run({ name: 'playbook.plan', args: { customers, value } });
}

/** Plans whomever the changes since the last turn speak of. */
async function follow(
  deps: CareDeps,
  book: Book,
  state: CareState,
  on: On,
  value: ValueRules | undefined,
): Promise<CareState> {
  const changes = await changesAfter(book, state.seq, NEWS + 1);
  const seq = changes.at(-1)?.seq ?? state.seq;
  if (changes.length === 0) return state;
  const told = changes.slice(0, NEWS).map((change) => whomOf(change, on));
  const touched = told.includes('all') ? [] : [...new Set(told.flatMap((ids) => [...ids]))];
  // Pages of an import name thousands each: a walk can be left and taken up again, this here cannot.
  const isMuch = changes.length > NEWS || touched.length > PLAN_PAGE * PAGES;
  if (isMuch || told.includes('all')) return walking(deps, await newestSeq(book));
  for (let at = 0; at < touched.length; at += PLAN_PAGE)
    await plan(deps, book, touched.slice(at, at + PLAN_PAGE), value);
  return { ...state, seq };
}

/** Whom a change may make begin or leave a playbook; everybody where it changes who is meant. */
function whomOf(change: Change, on: On): ReadonlySet<string> | 'all' {
  if (change.ops.some((op, i) => isForAll(op, change.prior[i], on))) return 'all';
  if (change.command === 'playbook.plan') return new Set();
  return customersIn(change) ?? 'all';
}

/** What a playbook asks of people. Its name, its place and what becomes of who has left are nobody's news. */
const ASKS = new Set(['on', 'tag', 'view', 'since', 'past', 'zone', '_del']);
/** What a saved list asks of people. */
const LISTS = new Set(['where', 'text', '_del']);

/** Whether a write changes whom a playbook that is on is for, or what sets its steps off. */
function isForAll([table, id, , fields]: Op, prior: Change['prior'][number] | undefined, on: On): boolean {
  const names = Object.keys(fields);
  const isNew = () => isCreation(fields, prior);
  if (table === 'views') return on.views.has(id) && (isNew() || names.some((name) => LISTS.has(name)));
  if (table !== 'playbooks' || !on.ids.has(id)) return false;
  return isNew() || names.some((name) => ASKS.has(name) || name.startsWith('steps/'));
}
