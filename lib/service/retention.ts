import type { Command, CommandResult } from '../domain/command.ts';
import { hasRules, type Retention } from '../domain/retention.ts';
import { writeThinned } from '../store/ledger.ts';
import {
  FIRST_PAGE,
  forgetVersions,
  outlivedPage,
  type RetentionRun,
  readRun,
  writeRun,
} from '../store/retention.ts';
import type { Book } from '../store/schema.ts';

/** How often the rules are gone through. */
const EVERY_MS = 86_400_000;
/** Pages in one turn: a second or two, so that nobody waits behind it. */
const PAGES = 20;

export interface RetentionDeps {
  book(): Promise<Book>;
  /** Writes the safe copy anew and takes away those from before; false while the book is too busy. */
  renewCopy(at: number): Promise<boolean>;
  rules(): Promise<Retention>;
  run(command: Command): Promise<CommandResult>;
  /** Milliseconds since 1970. */
  now(): number;
}

/**
 * One turn of the rules of retention: goes on where the last turn ended, or begins anew once a day. Thins page by page;
 * whatever kills it, the next turn finds what is left. Writes a receipt when a run that took something away ends.
 */
export async function keepRules(deps: RetentionDeps): Promise<void> {
  const book = await deps.book();
  // Whether or not there are rules, and also where syncing was switched off meanwhile.
  await forgetVersions(book, deps.now());
  const last = await readRun(book);
  if (last?.copyPending) {
    if (!(await deps.renewCopy(last.startedAt))) return;
    await writeRun(book, { ...last, copyPending: false });
  }
  const rules = await deps.rules();
  if (!hasRules(rules)) return;
  const isDue = !last || deps.now() - last.startedAt >= EVERY_MS;
  if (last?.cursor == null && !isDue) return;
  const goesOn = last?.cursor != null ? last : null;
  let run: RetentionRun = goesOn ?? {
    cursor: FIRST_PAGE,
    startedAt: deps.now(),
    sites: {},
    copyPending: false,
  };
  for (let pages = 0; pages < PAGES && run.cursor !== null; pages++) {
    const page = await outlivedPage(book, rules, run.startedAt, run.cursor);
    if (page.rows.length > 0)
      await deps.run({ name: 'interaction.thin', args: { ids: page.rows.map(({ id }) => id) } });
    const sites = { ...run.sites };
    for (const { site } of page.rows) sites[site] = (sites[site] ?? 0) + 1;
    run = { ...run, cursor: page.next, sites };
    await writeRun(book, run);
  }
  if (run.cursor !== null || Object.keys(run.sites).length === 0) return;
  const at = deps.now();
  await writeThinned(book, { at, sites: run.sites });
  await writeRun(book, { ...run, sites: {}, copyPending: !(await deps.renewCopy(at)) });
}
