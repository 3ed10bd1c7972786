import { dueAtInstant, dueAtWall, zonedAt } from './due.ts';
import type { Due } from './entities.ts';
import { fromLunar, monthDays, toLunar } from './lunar.ts';
import type { Rule } from './rule.ts';

type Day = Temporal.PlainDate;
type Every = Extract<Rule, { kind: 'every' }>;
type Ladder = Extract<Rule, { kind: 'ladder' }>;
/** Rules that name their days by themselves. */
export type Series = Every | Ladder;
/** Rules that wait for what the customer does. */
export type Condition = Exclude<Rule, Series>;

/**
 * Occurrences of reminders that come again. Each is computed from the one before and the rule alone, so that two
 * devices that finish the same one agree on the next, and a time that was moved or fell into a clock change shifts
 * nothing after it.
 */
const DAY = 86_400_000;
/** More occurrences are never passed over at once: a hundred years of months. */
const MOST = 1200;
/** Nothing is reckoned beyond: milliseconds since 1970. */
const LAST = Date.UTC(9000, 0);

export const isSeries = (rule: Rule | null | undefined): rule is Series =>
  rule?.kind === 'every' || rule?.kind === 'ladder';
export const isCondition = (rule: Rule | null | undefined): rule is Condition =>
  rule?.kind === 'answer' || rule?.kind === 'wait' || rule?.kind === 'cadence';
/** Whether there is another one after it was done. */
export const comesAgain = (rule: Rule | null | undefined): boolean =>
  isSeries(rule) || rule?.kind === 'wait' || rule?.kind === 'cadence';

/** The day an occurrence is of, as the rule names it. */
export const dayOf = (due: Due): Day => Temporal.PlainDate.from((due.of ?? due.wall).slice(0, 10));

/** The day that a ring of this rule is about: its own, or so many days after. */
export function eventDay(rule: Every, due: Due): Day {
  return dayOf(due).add({ days: rule.ahead });
}

/** The due time of a rule's day. @throws RangeError for an impossible date, or a zone this browser does not know. */
function dueOn(day: Day, time: string, zone: string): Due {
  return { ...dueAtWall(`${day}T${time}`, zone), of: day.toString() };
}

/**
 * The first occurrence that is after this one and later than `after`: what was missed meanwhile is passed over. Null
 * when there is no more: a ladder's last step, or beyond the lunar calendar.
 * @param after milliseconds since 1970.
 */
export function nextOccurrence(rule: Series, due: Due, after: number): Due | null {
  if (after > LAST) return null;
  return unlessImpossible(() => {
    let day: Day | null = dayOf(due);
    for (let i = 0; i < MOST && day; i++) {
      day = rule.kind === 'ladder' ? nextStep(rule, day) : nextDay(rule, day, i === 0 ? after : 0);
      const next = day && dueOn(day, rule.time, due.zone);
      if (next && next.at > after) return next;
    }
    return null;
  }, null);
}

/** A date that is none, or a zone that this browser does not know, came from a file or from a newer Beside. */
function unlessImpossible<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) return otherwise;
    throw error;
  }
}

function nextStep({ from, days }: Ladder, day: Day): Day | null {
  const start = Temporal.PlainDate.from(from);
  const steps = days.map((count) => start.add({ days: count })).sort(Temporal.PlainDate.compare);
  return steps.find((step) => Temporal.PlainDate.compare(step, day) > 0) ?? null;
}

/** @param after passed over in one go where days are alike; 0 for the very next one. */
function nextDay(rule: Every, day: Day, after: number): Day | null {
  if (rule.unit === 'day' || rule.unit === 'week') {
    const length = rule.step * (rule.unit === 'week' ? 7 : 1);
    const midnight = Date.UTC(day.year, day.month - 1, day.day);
    // Three days short, so that no zone and no clock change can jump too far.
    const skipped = Math.max(0, Math.floor((after - midnight - 3 * DAY) / (length * DAY)));
    return day.add({ days: length * (skipped + 1) });
  }
  const event = day.add({ days: rule.ahead });
  const next = rule.calendar === 'lunar' ? nextLunar(rule, event) : nextSolar(rule, event);
  return next?.subtract({ days: rule.ahead }) ?? null;
}

/** The last day of a month that is too short: 31 January, 28 February, 31 March; 29 February, then 28 February. */
function nextSolar({ unit, step, day, month }: Every, event: Day): Day {
  const here = event.toPlainYearMonth();
  const next = unit === 'year' ? here.add({ years: step }).with({ month }) : here.add({ months: step });
  return next.toPlainDate({ day: Math.min(day, next.daysInMonth) });
}

/**
 * Every lunar month has its first and its full moon, a leap month too. A yearly day of a leap month is kept in the month
 * it repeats, as families do; the 30th of a month of 29 days on the 29th.
 */
function nextLunar(rule: Every, event: Day): Day | null {
  if (rule.unit === 'year') return lunarDay(toLunar(event).year + rule.step, rule.month, rule.day);
  let start = event;
  for (let i = 0; i < rule.step; i++) {
    const { year, month, isLeap, day } = toLunar(start);
    start = start.add({ days: monthDays(year, month, isLeap) - day + 1 });
  }
  const { year, month, isLeap } = toLunar(start);
  return start.add({ days: Math.min(rule.day, monthDays(year, month, isLeap)) - 1 });
}

function lunarDay(year: number, month: number, day: number): Day | null {
  const days = monthDays(year, month, false);
  return days === 0 ? null : fromLunar({ year, month, isLeap: false, day: Math.min(day, days) });
}

/**
 * The first occurrence of a day of the month or year that rings later than `now`.
 * @param now milliseconds since 1970.
 */
export function firstOccurrence(rule: Every, zone: string, now: number): Due | null {
  const today = zonedAt(now, zone).toPlainDate();
  // From a day of the rule that is over for certain; the rest is as ever.
  const back = rule.unit === 'year' ? { years: 2 } : { months: 3 };
  const before = today.subtract(back).subtract({ days: rule.ahead });
  return nextOccurrence({ ...rule, step: 1 }, dueOn(before, rule.time, zone), now);
}

/** The first step of a ladder that begins on the day of `now`. */
export function firstStep(days: readonly number[], time: string, zone: string, now: number) {
  const from = zonedAt(now, zone).toPlainDate();
  const rule: Ladder = { kind: 'ladder', from: from.toString(), days: [...days], time };
  const due = nextOccurrence(rule, dueOn(from, time, zone), now);
  return { rule, due };
}

/** The contacts of a customer that a condition asks for, milliseconds since 1970. */
export interface Contacts {
  lastInAt?: number;
  lastContactAt?: number;
  /** The first message of theirs that nobody has answered, nor the seller settled. */
  waitsFrom?: number;
}

/** What a reminder holds that a condition decides by. */
export interface Conditional {
  due: Due;
  settledAt: number;
  createdAt: number;
}

/**
 * When a reminder that waits for something is due, by what is known of the customer's contacts. `cancelled`: what it
 * watched for has come; `resting`: nothing to wait for has begun.
 */
export function conditionDue(
  rule: Condition,
  { due, settledAt, createdAt }: Conditional,
  contacts: Contacts,
): Due | 'cancelled' | 'resting' {
  if (rule.kind === 'answer') return (contacts.lastInAt ?? 0) > settledAt ? 'cancelled' : due;
  const from =
    rule.kind === 'wait' ? contacts.waitsFrom : Math.max(settledAt, contacts.lastContactAt ?? 0) || createdAt;
  if (from === undefined) return 'resting';
  const of = String(from);
  // Moved by hand: that holds for this occurrence, and for no other.
  if (due.of === of) return due;
  return unlessImpossible(() => {
    if (rule.kind === 'wait') return { ...dueAtInstant(from + rule.minutes * 60_000, due.zone), of };
    const day = zonedAt(from, due.zone).toPlainDate().add({ days: rule.days });
    return { ...dueOn(day, rule.time, due.zone), of };
  }, due);
}
