import type { Command, CommandResult } from '../domain/command.ts';
import { PLAN_PAGE } from '../domain/playbook-command.ts';
import type { Change } from '../domain/row.ts';
import {
  type CareState,
  customersAfter,
  customersToPlan,
  hasPlaybooks,
  newestSeq,
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
}

/**
 * One turn of the playbooks. Follows what was written since the last turn, then goes on with the walk through all
 * customers, page by page, each a short transaction that writes only what is not so already: whatever kills it, and
 * however often it is asked, the next turn finds what is left.
 * @returns whether there is more to do at once.
 */
export async function careTurn(deps: CareDeps): Promise<boolean> {
  const book = await deps.book();
  if (!(await hasPlaybooks(book))) return false;
  let state = (await readCareState(book)) ?? { seq: await newestSeq(book), cursor: '', walkedAt: deps.now() };
  state = await follow(deps, book, state);
  if (state.cursor === null && deps.now() - state.walkedAt >= EVERY_MS)
    state = { ...state, cursor: '', walkedAt: deps.now() };
  for (let pages = 0; pages < PAGES && state.cursor !== null; pages++) {
    const ids = await customersAfter(book, state.cursor, PLAN_PAGE);
    await plan(deps, book, ids);
    state = { ...state, cursor: ids.length < PLAN_PAGE ? null : ids.at(-1)! };
  }
  await writeCareState(book, state);
  const isLagging = await refreshTasks(book);
  return isLagging || state.cursor !== null;
}

async function plan(deps: CareDeps, book: Book, ids: readonly string[]): Promise<void> {
  const customers = await customersToPlan(book, ids, deps.now());
  if (customers.length > 0) await deps.run({ name: 'playbook.plan', args: { customers } });
}

/** Plans whomever the changes since the last turn speak of. */
async function follow(deps: CareDeps, book: Book, state: CareState): Promise<CareState> {
  const changes = await changesAfter(book, state.seq, NEWS + 1);
  const seq = changes.at(-1)?.seq ?? state.seq;
  if (changes.length === 0) return state;
  const told = changes.slice(0, NEWS).map(whomOf);
  if (changes.length > NEWS || told.includes('all'))
    return { seq: await newestSeq(book), cursor: '', walkedAt: deps.now() };
  const touched = [...new Set(told.flatMap((ids) => [...ids]))];
  for (let at = 0; at < touched.length; at += PLAN_PAGE)
    await plan(deps, book, touched.slice(at, at + PLAN_PAGE));
  return { ...state, seq };
}

/** Whom a change may make begin or leave a playbook; everybody where it changes who is meant. */
function whomOf(change: Change): ReadonlySet<string> | 'all' {
  if (change.ops.some(([table]) => table === 'playbooks' || table === 'views')) return 'all';
  if (change.command === 'playbook.plan') return new Set();
  return customersIn(change) ?? 'all';
}
