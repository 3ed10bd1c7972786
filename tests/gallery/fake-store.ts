import type { Command, CommandResult } from '../../lib/domain/command.ts';
import { displayNameKey } from '../../lib/domain/display-name.ts';
import type { Customer } from '../../lib/domain/entities.ts';
import { Failure } from '../../lib/domain/failure.ts';
import { channelsOf } from '../../lib/domain/first-steps.ts';
import { fold } from '../../lib/domain/fold.ts';
import type { EraseReceipt } from '../../lib/domain/ledger.ts';
import { orderOutcome } from '../../lib/domain/order-outcome.ts';
import type {
  CardView,
  CustomerDetail,
  Queries,
  Query,
  QueryName,
  QueryResult,
} from '../../lib/domain/query.ts';
import type { Change } from '../../lib/domain/row.ts';
import { makeStamp } from '../../lib/domain/stamp.ts';
import type { Live, Observer, Store } from '../../lib/domain/store.ts';
import { afterCare, careAnswers } from './fake-care.ts';
import { afterDeal, knowingAnswers, withHints } from './fake-knowing.ts';
import { afterLabels } from './fake-labels.ts';
import { countsIn, listIn, matchingIn, valuesIn } from './fake-list.ts';
import { offerAnswers, offerIn } from './fake-offers.ts';
import { afterMembership, bondsIn, employersIn, membership, organisationIn } from './fake-organisations.ts';
import { listedIn, ownersIn, rememberedIn, timelineIn } from './fake-people.ts';
import { reportAnswers } from './fake-report.ts';
import {
  complaintsIn,
  keptIn,
  keptListIn,
  openIn,
  putAsideIn,
  remindIn,
  setStatusIn,
  todayIn,
} from './fake-today.ts';
import { playbookAnswers } from './playbook-states.ts';
import { privacyAnswers } from './privacy-states.ts';
import { type Book, customer, interaction, note } from './sample.ts';

type Args<N extends QueryName> = Queries[N]['args'];
const FIRST_PAGE = 5;

/** What the fake writes for a command of the book: a new book, and the id of the row. */
interface Written {
  book: Book;
  id: string | null;
  existing?: boolean;
}

/**
 * A store in memory, for the gallery and the component tests. It answers like the real one where a component can see
 * the difference; it knows nothing of stamps, merging or indexes. Undo brings back the book as it was.
 */
export class FakeStore implements Store {
  book: Book;
  readonly commands: Command[] = [];
  /** When set, every command fails with it. */
  failWith: Error | null = null;
  /** When set, every query fails with it. */
  failQueries: Error | null = null;
  /** When false, queries never answer. */
  answers = true;
  changes: Change[] = [];
  /** Receipts of erasings; the gallery's own where none were set. */
  erased: EraseReceipt[] | null = null;
  /** When the page of a customer was last looked at. */
  seenAt: number | undefined = undefined;
  /** Whether there are playbooks. */
  cared = false;
  private readonly now: () => number;
  private readonly before = new Map<string, Book>();
  private readonly watchers = new Set<() => void>();
  private made = 0;

  constructor(book: Book, now: () => number) {
    this.book = book;
    this.now = now;
  }

  get watching(): number {
    return this.watchers.size;
  }

  live<N extends QueryName>(query: Query<N>): Live<QueryResult<N>> {
    return {
      subscribe: (observer: Observer<QueryResult<N>>) => {
        const emit = () => {
          if (this.failQueries) observer.error?.(this.failQueries);
          else if (this.answers) observer.next(this.answer(query));
        };
        this.watchers.add(emit);
        queueMicrotask(() => this.watchers.has(emit) && emit());
        return { unsubscribe: () => void this.watchers.delete(emit) };
      },
    };
  }

  /** Tells everybody who watches to look again. */
  emit(): void {
    for (const emit of [...this.watchers]) emit();
  }

  async run(command: Command): Promise<CommandResult> {
    this.commands.push(command);
    if (this.failWith) throw this.failWith;
    if (command.name === 'change.undo') {
      const before = this.before.get(command.args.change);
      if (!before) throw new Failure('not-undoable');
      this.book = before;
      this.before.delete(command.args.change);
      this.emit();
      return { change: `u-${command.args.change}`, id: null, existing: false, kept: 0 };
    }
    const written = this.write(command);
    if (written.existing) return { change: null, id: written.id, existing: true, kept: 0 };
    this.made += 1;
    const change = `change-${this.made}`;
    this.before.set(change, this.book);
    this.book = written.book;
    this.changes.unshift({
      id: change,
      command: command.name,
      at: this.now(),
      origin: 'local',
      ops: [],
      prior: [],
      customers: [],
    });
    this.emit();
    return { change, id: written.id, existing: false, kept: 0 };
  }

  private answer<N extends QueryName>(query: Query<N>): QueryResult<N> {
    const answers: { [K in QueryName]: (args: Args<K>) => QueryResult<K> } = {
      card: (args) => this.card(args),
      customer: ({ id }) => {
        const found = this.book.customers.find((one) => one.id === id);
        return found
          ? { customer: found, changes: this.changes, seenAt: this.seenAt, ...this.detail(id) }
          : null;
      },
      timeline: ({ customer: id, before, limit }) => timelineIn(this.book, id, before, limit),
      customerIds: (args) => {
        const ids = listIn(this.book, args).map((one) => one.id);
        return { ids: ids.slice(0, args.first), total: ids.length };
      },
      customers: ({ ids }) => ids.flatMap((id) => this.book.customers.find((one) => one.id === id) ?? []),
      filterCounts: (args) => countsIn(this.book, args),
      filterValues: () => valuesIn(this.book),
      versions: () => [],
      views: () => (this.book.views ?? []).toSorted((a, b) => a.position - b.position),
      search: ({ text, limit }) =>
        matchingIn(this.book, text)
          .slice(0, limit)
          .map((one) => ({ customer: one, matched: one.name })),
      owners: ({ keys }) => ownersIn(this.book, keys),
      listed: (args) => listedIn(this.book, args),
      today: (args) => todayIn(this.book, args),
      complaints: ({ customer: id }) => complaintsIn(this.book, id),
      kept: (args) => keptIn(this.book, args),
      keptList: (args) => keptListIn(this.book, args),
      ...reportAnswers(this.book),
      openReminders: () => openIn(this.book),
      organisation: ({ id }) => organisationIn(this.book, id),
      employers: ({ keys }) => employersIn(this.book, keys),
      colleagues: () => this.book.customers.filter((one) => one.kind === 'internal'),
      duplicates: () => ({ pairs: this.book.duplicates ?? [], total: this.book.duplicates?.length ?? 0 }),
      merged: ({ customer: id }) => this.book.merged?.[id] ?? [],
      ...knowingAnswers(this.book),
      ...offerAnswers(this.book),
      tags: () => this.book.tags.toSorted((a, b) => a.position - b.position),
      neverLog: () => this.book.neverLog,
      changes: ({ limit }) => this.changes.slice(0, limit),
      ...careAnswers(this.book),
      ...privacyAnswers(this.book, this.erased),
      ...playbookAnswers(this.cared, this.book.customers),
      firstSteps: () => ({
        customers: this.book.customers.filter((one) => !one.sample).length,
        noted: this.book.notes.length > 0,
        promised: this.book.reminders.length > 0,
        channels: this.book.customers.some((one) => channelsOf(one.keys) > 1),
      }),
      count: () => ({
        customers: this.book.customers.filter((one) => one.kind !== 'internal').length,
        colleagues: this.book.customers.filter((one) => one.kind === 'internal').length,
        samples: this.book.customers.filter((one) => one.sample).length,
      }),
    };
    return (answers[query.name] as (args: unknown) => QueryResult<N>)(query.args);
  }

  private detail(id: string): CustomerDetail {
    return {
      timeline: timelineIn(this.book, id, null, FIRST_PAGE),
      notes: this.book.notes.filter((one) => one.customer === id),
      reminders: this.book.reminders.filter((one) => one.customer === id),
      orders: this.book.orders.filter((one) => one.customer === id),
      bonds: bondsIn(this.book, id),
    };
  }

  private card(args: Args<'card'>): CardView {
    const found = [
      ...new Set(args.keys.flatMap((key) => this.book.customers.filter((one) => key in one.links))),
    ];
    const entries = this.book.interactions
      .filter((one) => one.thread?.site === args.site && one.thread.id === args.threadId)
      .toSorted((a, b) => b.loggedAt - a.loggedAt);
    const rules = [
      ...found.map((one) => `customer:${one.id}`),
      ...args.keys,
      ...args.keys.map((key) => `domain:${key.split('@')[1] ?? ''}`),
      `site:${args.site}`,
    ];
    const names = new Set(args.names.map(fold));
    return {
      customers: found,
      detail: found[0] ? this.detail(found[0].id) : null,
      maybe: found.length > 0 ? [] : this.book.customers.filter((one) => names.has(fold(one.name))),
      remembered: found.length > 0 ? [] : rememberedIn(this.book, args),
      logged: entries.find((one) => one.messageId === args.messageId) ?? null,
      loggedBefore: entries[0] ?? null,
      never: this.book.neverLog.find((one) => rules.includes(one.id)) ?? null,
    };
  }

  private write(command: Command): Written {
    const { book } = this;
    this.made += 1;
    const made = `new-${this.made}`;
    const done =
      afterMembership(book, command) ??
      afterCare(book, command, made, this.now()) ??
      afterDeal(book, command, made, this.now()) ??
      offerIn(book, command, made, this.now()) ??
      afterLabels(book, command, made);
    if (done) return done;
    switch (command.name) {
      case 'customer.save': {
        const { args } = command;
        const id = args.id ?? made;
        const old = book.customers.find((one) => one.id === id) ?? customer(id, '');
        const evidence = {
          by: args.link?.by ?? 'user',
          at: this.now(),
          from: args.link?.from ?? '',
        } as const;
        const links = {
          ...old.links,
          ...Object.fromEntries((args.keys ?? []).map((key) => [key, evidence])),
        };
        const { fields: custom = {}, hints: lines = {}, ...set } = args.set;
        const fields = Object.fromEntries(
          Object.entries({ ...old.fields, ...custom }).filter((each): each is [string, string] => !!each[1]),
        );
        const displayNames = { ...old.displayNames };
        for (const { channel, name } of args.displayNames ?? [])
          displayNames[displayNameKey(channel, name) ?? ''] = { ...evidence, name };
        const hints = withHints(old, lines);
        const next: Customer = {
          ...old,
          ...set,
          fields,
          hints,
          links,
          displayNames,
          keys: Object.keys(links),
        };
        const customers = [...book.customers.filter((one) => one.id !== id), next];
        const ties = args.organisation ? [membership(id, args.organisation)] : [];
        return { id, book: { ...book, customers, memberships: [...(book.memberships ?? []), ...ties] } };
      }
      case 'customer.delete':
      case 'customer.erase':
        return {
          id: command.args.id,
          book: { ...book, customers: book.customers.filter((one) => one.id !== command.args.id) },
        };
      case 'identity.link':
      case 'identity.unlink': {
        const { key, customer: id } = command.args;
        const customers = book.customers.map((one) => {
          if (one.id !== id) return one;
          const { [key]: _gone, ...rest } = one.links;
          const links =
            command.name === 'identity.link'
              ? { ...rest, [key]: { ...command.args.link, at: this.now() } }
              : rest;
          return { ...one, links, keys: Object.keys(links) };
        });
        return { id, book: { ...book, customers } };
      }
      case 'displayName.forget': {
        const { key, customer: id } = command.args;
        const customers = book.customers.map((one) => {
          const { [key]: _gone, ...displayNames } = one.displayNames;
          return one.id === id ? { ...one, displayNames } : one;
        });
        return { id, book: { ...book, customers } };
      }
      case 'interaction.log': {
        const { args } = command;
        const same = book.interactions.find(
          (one) =>
            args.thread !== null && one.thread?.id === args.thread.id && one.messageId === args.messageId,
        );
        if (same) return { id: same.id, book, existing: true };
        const entry = interaction(made, args.customers, {
          ...args,
          at: args.at ?? this.now(),
          text: args.text ?? '',
          status: args.status ?? (args.kind === 'complaint' ? 'open' : ''),
          loggedAt: this.now(),
        });
        return { id: made, book: { ...book, interactions: [...book.interactions, entry] } };
      }
      case 'interaction.status':
        return { id: command.args.id, book: setStatusIn(book, command.args, this.now()) };
      case 'customer.aside':
        return { id: command.args.id, book: putAsideIn(book, command.args) };
      case 'interaction.delete':
        return {
          id: command.args.id,
          book: { ...book, interactions: book.interactions.filter((one) => one.id !== command.args.id) },
        };
      case 'note.add': {
        const next = note(made, command.args.customer, command.args.text, this.now());
        return { id: made, book: { ...book, notes: [...book.notes, next] } };
      }
      case 'note.edit': {
        const notes = book.notes.map((one) =>
          one.id === command.args.id ? { ...one, ...command.args } : one,
        );
        return { id: command.args.id, book: { ...book, notes } };
      }
      case 'note.delete':
        return {
          id: command.args.id,
          book: { ...book, notes: book.notes.filter((one) => one.id !== command.args.id) },
        };
      case 'reminder.set':
      case 'reminder.move':
      case 'reminder.done':
      case 'reminder.delete':
        return remindIn(book, command, made, this.now());
      case 'order.record': {
        const { args } = command;
        const id = `${args.site}/${args.order}`;
        const stamp = makeStamp(this.now(), 0, 'gallery');
        const { atText = '', payment = '', goods = [], at = this.now() } = args;
        const next = { ...args, id, space: 'home', stamp, at, atText, payment, goods };
        const old = book.orders.find((one) => one.id === id);
        if (old && old.status === next.status && old.total === next.total)
          return { id, book, existing: true };
        Object.assign(next, { outcome: orderOutcome(next) });
        return { id, book: { ...book, orders: [...book.orders.filter((one) => one.id !== id), next] } };
      }
      case 'neverLog.add': {
        const stamp = makeStamp(this.now(), 0, 'gallery');
        const rule = {
          id: command.args.rule,
          space: 'home',
          stamp,
          at: this.now(),
          label: command.args.label,
        };
        return { id: rule.id, book: { ...book, neverLog: [...book.neverLog, rule] } };
      }
      case 'neverLog.remove':
        return {
          id: command.args.rule,
          book: { ...book, neverLog: book.neverLog.filter((one) => one.id !== command.args.rule) },
        };
      default:
        return { id: null, book };
    }
  }
}
