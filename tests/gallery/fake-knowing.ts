import type { Command } from '../../lib/domain/command.ts';
import { type Deal, movedTo, order } from '../../lib/domain/deal.ts';
import { type Customer, STAGES, type Stage, type View } from '../../lib/domain/entities.ts';
import { isEverybody } from '../../lib/domain/filter/filter.ts';
import { fits } from '../../lib/domain/filter/fits.ts';
import type { Hint } from '../../lib/domain/knowing.ts';
import { mergeOp } from '../../lib/domain/merge.ts';
import { PipelineCount } from '../../lib/domain/pipeline.ts';
import type { Queries } from '../../lib/domain/query.ts';
import { staysOf } from '../../lib/domain/stage-time.ts';
import { listIn } from './fake-list.ts';
import { type Book, NOW, row } from './sample.ts';

export function deal(id: string, customer: string, more: Partial<Deal> = {}): Deal {
  return {
    ...row(id),
    customer,
    title: '',
    amount: null,
    currency: 'VND',
    next: '',
    expected: '',
    milestones: {},
    state: 'open',
    closedAt: 0,
    reason: '',
    createdAt: NOW,
    ...more,
  };
}

type Knowing = 'segmentsOf' | 'membersOf' | 'pipeline' | 'deals';

/** Answers of the fake store about segments, stages and deals. */
export function knowingAnswers(book: Book): {
  [K in Knowing]: (args: Queries[K]['args']) => Queries[K]['out'];
} {
  return {
    segmentsOf: (args) => segmentsIn(book, args),
    membersOf: (args) => membersIn(book, args),
    pipeline: (args) => pipelineIn(book, args),
    deals: (args) => dealsIn(book, args),
  };
}

export function withHints(old: Customer, lines: Record<string, Hint | null>): Customer['hints'] {
  const all = Object.entries({ ...old.hints, ...lines });
  return Object.fromEntries(all.filter((each): each is [string, Hint] => each[1] !== null));
}

function segmentsIn(book: Book, { customer, time }: Queries['segmentsOf']['args']): View[] {
  const found = book.customers.find((one) => one.id === customer);
  const views = (book.views ?? []).filter((view) => view.where !== null && !isEverybody(view.where));
  return found ? views.filter((view) => fits(view.where!, found, time)) : [];
}

function membersIn(book: Book, { view, time }: Queries['membersOf']['args']) {
  const held = (book.views ?? []).find((one) => one.id === view);
  const ids = held ? listIn(book, { ...held, time }).map(({ id }) => id) : [];
  return { ids, total: ids.length };
}

function pipelineIn(
  book: Book,
  { where, time, few }: Queries['pipeline']['args'],
): Queries['pipeline']['out'] {
  const count = new PipelineCount(STAGES);
  const shown = Object.fromEntries(STAGES.map((stage): [Stage, string[]] => [stage, []])) as Record<
    Stage,
    string[]
  >;
  const buyers = book.customers.filter((one) => one.kind !== 'internal');
  const newest = buyers.toSorted((a, b) => (b.lastContactAt ?? 0) - (a.lastContactAt ?? 0));
  for (const one of newest) {
    if (where !== null && !fits(where, one, time)) continue;
    count.add(staysOf(one));
    if (shown[one.stage].length < few) shown[one.stage].push(one.id);
  }
  return { ...count.figures(time.at), few: shown };
}

function dealsIn(book: Book, { customer, closed }: Queries['deals']['args']): Queries['deals']['out'] {
  const rows = (book.deals ?? []).filter((one) => customer === null || one.customer === customer);
  const open = rows.filter(({ state }) => state === 'open').sort(order);
  const ended = rows.filter(({ state }) => state !== 'open').sort((a, b) => b.closedAt - a.closedAt);
  const owner = (one: Deal): Customer | null => book.customers.find(({ id }) => id === one.customer) ?? null;
  return [...open, ...ended.slice(0, closed)].map((one) => ({ deal: one, customer: owner(one) }));
}

/** The book after a command about deals; null for any other. */
export function afterDeal(book: Book, command: Command, made: string, now: number) {
  if (command.name !== 'deal.save' && command.name !== 'deal.move' && command.name !== 'deal.delete')
    return null;
  const id = command.args.id ?? made;
  const old = book.deals?.find((one) => one.id === id) ?? deal(id, '', { createdAt: now });
  const others = (book.deals ?? []).filter((one) => one.id !== id);
  if (command.name === 'deal.delete') return { id, book: { ...book, deals: others } };
  const fields =
    command.name === 'deal.move'
      ? { ...movedTo(old, command.args.step, command.args.day), state: 'open' }
      : flat(command.args);
  const next = mergeOp('deals', old, ['deals', id, `${old.stamp}x`, fields]) as Deal;
  return { id, book: { ...book, deals: [...others, { ...old, ...next }] } };
}

function flat({ id: _id, milestones = {}, ...set }: Extract<Command, { name: 'deal.save' }>['args']) {
  const days = Object.entries(milestones).map(([name, day]) => [`milestones/${name}`, day || null]);
  return { ...set, ...Object.fromEntries(days) };
}
