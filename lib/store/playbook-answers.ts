import { isAudience, planPerson } from '../domain/care-plan.ts';
import type { CareRun, PlaybookCounts, StepCounts } from '../domain/care-view.ts';
import type { Due } from '../domain/entities.ts';
import { both, type Filter, type FilterTime } from '../domain/filter/filter.ts';
import { isLive, wholeRow } from '../domain/merge.ts';
import { type Outcome, type Playbook, progressOf, RESULTS, type Run, tasksOf } from '../domain/playbook.ts';
import type { Queries } from '../domain/query.ts';
import { HOME_SPACE } from '../domain/row.ts';
import { taskId, turnOf } from '../domain/row-id.ts';
import { NO_STAMP } from '../domain/stamp.ts';
import { readCareBook, readPeople } from './care.ts';
import type { Columns } from './columns.ts';
import { testOf } from './columns-test.ts';
import { customersFor } from './customer-list.ts';
import { groupOf, ownedBy } from './groups.ts';
import { type Book, reading } from './schema.ts';
import type { Search } from './search.ts';

/** Customers behind a number that are listed. */
const LISTED = 300;
/** Customers that a preview plans for: the audience may be everybody. */
const LOOKED = 1000;
const PREVIEWED = 12;

export async function playbooks(book: Book): Promise<Playbook[]> {
  const rows = (await book.playbooks.toArray()).map((row) => wholeRow('playbooks', row));
  return rows.sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
}

/** Where a customer stands in each playbook: the newest turn of each that something is open or done in. */
export async function careOf(book: Book, { customer }: Queries['care']['args']): Promise<CareRun[]> {
  const row = await book.customers.get(customer);
  const group = row ? groupOf(row) : [customer];
  const [runs, found] = await Promise.all([ownedBy(book, 'runs', group), playbooks(book)]);
  return found.flatMap((playbook) => {
    const theirs = runs
      .filter((run) => run.playbook === playbook.id)
      .map((run) => wholeRow('runs', run))
      .sort((a, b) => turnOf(b.id) - turnOf(a.id));
    const tasks = tasksOf(playbook, theirs);
    // An earlier turn is shown as long as something of it is to be done.
    const shown = theirs.filter((run, i) => i === 0 || tasks.some((task) => task.run.id === run.id));
    return shown.map((run): CareRun => {
      const own = tasks.filter((task) => task.run.id === run.id);
      const open = new Set(own.map(({ step }) => step.id));
      const due = Object.fromEntries(own.map((task): [string, Due] => [task.step.id, task.due]));
      return { run, playbook, progress: progressOf(playbook, run, open), due };
    });
  });
}

const noCounts = (): StepCounts => ({
  ...{ open: 0, done: 0, skipped: 0 },
  results: Object.fromEntries(RESULTS.map((one) => [one, 0])) as StepCounts['results'],
});

/** How the runs of one playbook stand, by step. */
export async function playbookCounts(
  book: Book,
  { id }: Queries['playbookCounts']['args'],
): Promise<PlaybookCounts> {
  const [runs, open] = await Promise.all([
    book.runs.where('playbook').equals(id).toArray(),
    openSteps(book, id),
  ]);
  const steps: PlaybookCounts['steps'] = {};
  const of = (step: string): StepCounts => {
    steps[step] ??= noCounts();
    return steps[step];
  };
  for (const run of runs)
    for (const [step, outcome] of Object.entries(run.outcomes ?? {})) {
      of(step)[outcome.as] += 1;
      if (outcome.result) of(step).results[outcome.result] += 1;
    }
  for (const { step } of open) of(step).open += 1;
  return { runs: new Set(runs.map(({ customer }) => customer)).size, steps };
}

/** Open tasks of a playbook, from the reminders that stand for them. */
async function openSteps(book: Book, playbook: string) {
  const prefix = taskId(`${encoded(playbook)}/`, '').slice(0, -1);
  const rows = await book.reminders.where('id').startsWith(prefix).toArray();
  return rows.flatMap(({ id, dueAt }) =>
    dueAt === undefined
      ? []
      : [
          {
            run: id.slice('play:'.length, id.lastIndexOf(':')),
            step: id.slice(id.lastIndexOf(':') + 1),
            dueAt,
          },
        ],
  );
}

/** As `runId` writes a playbook's id. */
const encoded = (playbook: string): string =>
  playbook.replace(/[%/~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** The customers behind one of those numbers, the newest first; of what is open, what is due first. */
export async function stepCustomers(
  book: Book,
  { playbook, step, part }: Queries['stepCustomers']['args'],
): Promise<Queries['stepCustomers']['out']> {
  const runs = await book.runs.where('playbook').equals(playbook).toArray();
  const byId = new Map(runs.map((run) => [run.id, wholeRow('runs', run)]));
  const found =
    part === 'open'
      ? (await openSteps(book, playbook))
          .filter((one) => one.step === step)
          .flatMap(({ run, dueAt }) => {
            const held = byId.get(run);
            return held ? [{ run: held, at: dueAt, reason: '' }] : [];
          })
          .sort((a, b) => a.at - b.at)
      : [...byId.values()]
          .flatMap((run) => {
            const outcome = run.outcomes[step];
            return outcome && isPart(outcome, part)
              ? [{ run, at: outcome.at, reason: outcome.reason ?? '' }]
              : [];
          })
          .sort((a, b) => b.at - a.at);
  const some = found.slice(0, LISTED);
  const customers = await customersFor(book, [...new Set(some.map(({ run }) => run.customer))]);
  return some.flatMap((one) => {
    const customer = customers.get(one.run.customer);
    return customer ? [{ ...one, customer }] : [];
  });
}

const isPart = (outcome: Outcome, part: Queries['stepCustomers']['args']['part']): boolean =>
  part === outcome.as || part === outcome.result;

/** Who a playbook is for, and what it would do at once. Nothing is written. */
export async function playbookPreview(
  book: Book,
  { playbook, now, value }: Queries['playbookPreview']['args'],
  search: Search,
): Promise<Queries['playbookPreview']['out']> {
  const { steps, ...rest } = playbook;
  const asked: Playbook = {
    ...{ space: HOME_SPACE, stamp: NO_STAMP, name: '', position: 0, finish: false },
    ...rest,
    steps,
    on: true,
    since: playbook.since || now,
  };
  const { columns, places } = await audienceOf(book, asked, { at: now, value }, search);
  const ids = places.map((at) => columns.ids[at]!);
  const looked = ids.slice(0, LOOKED);
  const { customers, runs, orders, reminders, interactions, views, playbooks: own } = book;
  const people = await reading(
    book,
    [customers, runs, orders, reminders, interactions, views, own],
    async () => {
      const care = { ...(await readCareBook(book, value)), playbooks: [asked] };
      const found = await readPeople(book, looked, care);
      return found.map((person) => ({ person, writes: planPerson(care, person, now) }));
    },
  );
  const begun = people.flatMap(({ person, writes }) => {
    const runs = person.runs.filter((run) => run.playbook === asked.id && isLive(run));
    for (const { id, fields } of writes) {
      const at = runs.findIndex((run) => run.id === id);
      const held = runs[at] ?? bareRun(id, asked.id, person.customer.id);
      const anchors = { ...held.anchors };
      for (const [name, value] of Object.entries(fields))
        if (name.startsWith('anchors/')) anchors[name.slice('anchors/'.length)] = value as never;
      if (at < 0) runs.push({ ...held, anchors });
      else runs[at] = { ...held, anchors };
    }
    const tasks = tasksOf(asked, runs).map(({ step, due }) => ({ title: step.title, due }));
    return tasks.length > 0 ? [{ customer: person.customer, tasks }] : [];
  });
  return {
    audience: ids.length,
    looked: looked.length,
    begins: begun.length,
    some: begun.slice(0, PREVIEWED),
  };
}

const bareRun = (id: string, playbook: string, customer: string): Run => ({
  ...{ id, space: HOME_SPACE, stamp: NO_STAMP, playbook, customer, at: 0, left: null },
  anchors: {},
  outcomes: {},
});

/** An audience as places in the columns that lists are filtered from: those of whom `isIn` is true. */
export async function audienceOf(
  book: Book,
  { tag, view, zone }: Pick<Playbook, 'tag' | 'view' | 'zone'>,
  time: Omit<FilterTime, 'zone'>,
  search: Search,
): Promise<{ columns: Columns; places: number[] }> {
  const columns = await search.columns.now();
  const list = view === null ? null : await book.views.get(view);
  if (view !== null && !(list && isAudience(list))) return { columns, places: [] };
  const worn: Filter | null = tag === null ? null : { is: 'tag', in: [tag] };
  const where = both(worn, list?.where ?? null);
  const test = where === null ? null : testOf(where, columns, { ...time, zone });
  const places = [...columns.ids.keys()].filter((at) => columns.shown.has(at) && (test === null || test(at)));
  return { columns, places };
}
