import type { Command, CommandResult } from '../../lib/domain/command.ts';
import type { Due } from '../../lib/domain/entities.ts';
import { toLunar } from '../../lib/domain/lunar.ts';
import type { Rule } from '../../lib/domain/rule.ts';

/**
 * What must ring, worked out another way than the product does it: days are looked through one by one, wall clocks are
 * turned into instants by Intl, contacts are read from a plain list, and nothing is kept that can be counted again.
 */
interface Kept {
  id: string;
  rule: Rule | null;
  zone: string;
  customer: string | null;
  /** The day a series began with. */
  anchor: string;
  /** The day of the occurrence that waits, or the instant a condition counts from. */
  of: string;
  /** When it was moved to by hand, or set for. */
  at: number;
  open: boolean;
  created: number;
  settled: number;
}
interface Contact {
  id: string;
  customer: string;
  at: number;
  direction: 'in' | 'out';
}

const DAY = 86_400_000;
const addDays = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T00:00Z`) + count * DAY).toISOString().slice(0, 10);
const daysFrom = (a: string, b: string): number => (Date.parse(b) - Date.parse(a)) / DAY;
const lastOfMonth = (day: string): number =>
  new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate();

const clocks = new Map<string, Intl.DateTimeFormat>();
/** The wall clock of an instant, as if it were UTC. */
function local(at: number, zone: string): number {
  let clock = clocks.get(zone);
  if (!clock) {
    const two = '2-digit' as const;
    const parts = { year: 'numeric', month: two, day: two, hour: two, minute: two, second: two } as const;
    clock = new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: zone, hourCycle: 'h23' });
    clocks.set(zone, clock);
  }
  const read = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(read.year!, read.month! - 1, read.day, read.hour, read.minute, read.second);
}

/** The first instant that shows this wall clock; in a gap, as long after it as the clock before the gap would say. */
export function instantOf(day: string, time: string, zone: string): number {
  const meant = Date.parse(`${day}T${time}:00Z`);
  const before = local(meant - DAY, zone) - (meant - DAY);
  const after = local(meant + DAY, zone) - (meant + DAY);
  const fits = [meant - before, meant - after].filter((at) => local(at, zone) === meant);
  return fits.length > 0 ? Math.min(...fits) : meant - before;
}

export const dayIn = (at: number, zone: string): string =>
  new Date(local(at, zone)).toISOString().slice(0, 10);

type Every = Extract<Rule, { kind: 'every' }>;
function isLunarDay({ unit, day, month }: Every, event: string): boolean {
  const here = toLunar(Temporal.PlainDate.from(event));
  const isLast = toLunar(Temporal.PlainDate.from(addDays(event, 1))).day === 1;
  const fits = here.day === day || (isLast && here.day < day);
  return fits && (unit === 'month' || (here.month === month && !here.isLeap));
}

function isDayOf(rule: Rule, anchor: string, day: string): boolean {
  if (rule.kind === 'ladder') return rule.days.some((count) => addDays(rule.from, count) === day);
  if (rule.kind !== 'every') return false;
  const { unit, step } = rule;
  if (unit === 'day') return daysFrom(anchor, day) % step === 0;
  if (unit === 'week') return daysFrom(anchor, day) % (7 * step) === 0;
  const event = addDays(day, rule.ahead);
  if (rule.calendar === 'lunar') return isLunarDay(rule, event);
  const first = addDays(anchor, rule.ahead);
  const months =
    (Number(event.slice(0, 4)) - Number(first.slice(0, 4))) * 12 +
    (Number(event.slice(5, 7)) - Number(first.slice(5, 7)));
  if (Number(event.slice(8)) !== Math.min(rule.day, lastOfMonth(event))) return false;
  return months % (unit === 'month' ? step : 12 * step) === 0;
}

export class RingModel {
  kept = new Map<string, Kept>();
  contacts: Contact[] = [];
  #before: string | null = null;
  #last: string | null = null;

  /** The change that can be undone as the next command. */
  get last(): string | null {
    return this.#last;
  }

  /** Takes a command in that the book carried out. */
  apply(command: Command, { id, change }: CommandResult, now: number): void {
    if (change === null) return;
    const before = JSON.stringify([[...this.kept], this.contacts]);
    if (command.name === 'change.undo') this.#undo();
    else this.#run(command, id ?? '', now);
    this.#before = command.name === 'change.undo' ? null : before;
    this.#last = command.name === 'change.undo' ? null : change;
  }

  #undo(): void {
    const [kept, contacts] = JSON.parse(this.#before!) as [[string, Kept][], Contact[]];
    this.kept = new Map(kept);
    this.contacts = contacts;
  }

  #run(command: Command, id: string, now: number): void {
    const row = this.kept.get(id);
    if (command.name === 'reminder.set') this.kept.set(id, this.#made(id, command.args, now));
    else if (command.name === 'interaction.log') {
      const { customers, at = now, direction } = command.args;
      if (direction === 'unknown') throw new Error('The model knows no such contact.');
      this.contacts.push({ id, customer: customers[0]!, at, direction });
    } else if (command.name === 'reminder.move' && row) {
      const of = this.waits(row)?.of ?? row.of;
      Object.assign(row, { of, at: command.args.due.at, open: true });
    } else if (command.name === 'reminder.done' && row) this.#finish(row, now);
  }

  #made(id: string, args: { rule?: Rule | null; due: Due; customer: string | null }, now: number): Kept {
    const { rule = null, due, customer } = args;
    const answered = Math.max(now, ...this.#of(customer, 'in'));
    return {
      ...{ id, rule, customer, zone: due.zone, at: due.at, open: true, created: now },
      anchor: due.wall.slice(0, 10),
      of: rule?.kind === 'every' || rule?.kind === 'ladder' ? due.wall.slice(0, 10) : '',
      settled: rule?.kind === 'answer' ? answered : 0,
    };
  }

  #finish(row: Kept, now: number): void {
    const { rule } = row;
    if (rule?.kind === 'wait') row.settled = Math.max(0, ...this.#of(row.customer, 'in'));
    else if (rule?.kind === 'cadence') row.settled = now;
    else {
      const next = rule ? this.#after(row, now) : null;
      if (next) Object.assign(row, next);
      else row.open = false;
    }
  }

  #of(customer: string | null, direction?: 'in' | 'out'): number[] {
    return this.contacts
      .filter((one) => one.customer === customer && (!direction || one.direction === direction))
      .map(({ at }) => at);
  }

  /** The first day of a series after the one that waits that is later than `after`; null after the last. */
  #after(
    row: Pick<Kept, 'rule' | 'anchor' | 'of' | 'zone'>,
    after: number,
  ): { of: string; at: number } | null {
    const { rule, anchor, of, zone } = row;
    if (rule?.kind !== 'every' && rule?.kind !== 'ladder') return null;
    for (let day = addDays(of, 1), i = 0; i < 2000; day = addDays(day, 1), i++) {
      if (!isDayOf(rule, anchor, day)) continue;
      const at = instantOf(day, rule.time, zone);
      if (at > after) return { of: day, at };
    }
    return null;
  }

  /** When a reminder is due now; null while it is closed, or waits for what has not come. */
  waits(row: Kept): { of: string; at: number } | null {
    const { rule, customer, settled, zone } = row;
    if (!row.open) return null;
    if (rule?.kind === 'answer')
      return this.#of(customer, 'in').some((at) => at > settled) ? null : { of: row.of, at: row.at };
    if (rule?.kind === 'wait') {
      const bound = Math.max(settled, ...this.#of(customer, 'out'));
      const from = Math.min(...this.#of(customer, 'in').filter((at) => at > bound));
      if (from === Number.POSITIVE_INFINITY) return null;
      const computed = Math.ceil((from + rule.minutes * 60_000) / 1000) * 1000;
      return { of: String(from), at: row.of === String(from) ? row.at : computed };
    }
    if (rule?.kind === 'cadence') {
      const from = Math.max(settled, ...this.#of(customer)) || row.created;
      const day = addDays(dayIn(from, zone), rule.days);
      return { of: String(from), at: row.of === String(from) ? row.at : instantOf(day, rule.time, zone) };
    }
    return { of: row.of, at: row.at };
  }

  /** Due time of each reminder that waits. */
  due(): Record<string, number> {
    const all = [...this.kept.values()].flatMap((row) => {
      const found = this.waits(row);
      return found ? [[row.id, found.at] as const] : [];
    });
    return Object.fromEntries(all);
  }

  /** The time that a ring at `now` must be named by; null where nothing may ring. */
  name(id: string, now: number): number | null {
    const row = this.kept.get(id);
    const due = row && this.waits(row);
    if (!row || !due || due.at > now) return null;
    let { of, at } = due;
    for (;;) {
      const next = this.#after({ ...row, of }, at);
      if (!next || next.at > now) return at;
      ({ of, at } = next);
    }
  }

  /** What is due by now, and was told by none of the rings. @param rings `id@name`. */
  untold(rings: ReadonlySet<string>, now: number): string[] {
    const missing: string[] = [];
    for (const id of this.kept.keys()) {
      const name = this.name(id, now);
      if (name === null || rings.has(`${id}@${name}`)) continue;
      // Where the clock was set back, a ring of a later occurrence has told of this one.
      const later = [...rings].some(
        (ring) => ring.startsWith(`${id}@`) && Number(ring.slice(id.length + 1)) > name,
      );
      const rule = this.kept.get(id)?.rule?.kind;
      if (!(later && (rule === 'every' || rule === 'ladder'))) missing.push(`${id}@${name}`);
    }
    return missing;
  }
}
