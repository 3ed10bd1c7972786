import { dueAtInstant } from '../lib/domain/due.ts';
import type { Due } from '../lib/domain/entities.ts';
import type { Rule } from '../lib/domain/rule.ts';
import type { Calendar } from './use-calendar.ts';

/** The kinds of reminders as a seller chooses among them. */
export const KINDS = ['once', 'every', 'ladder', 'answer', 'wait', 'cadence'] as const;
export type Kind = (typeof KINDS)[number];

/** How often, in the steps that a shop asks for. */
export const STEPS = [
  'day',
  'week',
  'fortnight',
  'month',
  'quarter',
  'year',
  'full',
  'first',
  'lunar_month',
  'lunar_year',
] as const;
export type Step = (typeof STEPS)[number];

export interface KindChoice {
  kind: Kind;
  step: Step;
  /** Days of a ladder, as they are written: `1-3-7-30`. */
  ladder: string;
  /** Hours a buyer may wait. */
  hours: number;
  /** Days between two contacts. */
  days: number;
}
export const FIRST_CHOICE: KindChoice = {
  kind: 'once',
  step: 'week',
  ladder: '1-3-7-30',
  hours: 4,
  days: 30,
};

/** Kinds that need nobody to say when. */
export const needsTime = ({ kind, step }: KindChoice): boolean =>
  kind === 'once' || kind === 'answer' || (kind === 'every' && step !== 'full' && step !== 'first');

/** `1-3-7-30`, `1, 3, 7`: in order, without doubles; none where something else is written. */
export function readLadder(text: string): number[] {
  const words = text.split(/[^\d]+/).filter((word) => word !== '');
  const days = [...new Set(words.map(Number))].sort((a, b) => a - b);
  return days.length <= 12 && days.every((day) => day >= 1 && day <= 3650) ? days : [];
}

const UNITS = {
  day: ['day', 1],
  week: ['week', 1],
  fortnight: ['week', 2],
  month: ['month', 1],
  quarter: ['month', 3],
  year: ['year', 1],
} as const;

const USUAL = '09:00';

/**
 * The rule and the first due time of what was chosen; null while something is missing.
 * @param due what the words name. @param now milliseconds since 1970.
 */
export function ruleFor(
  { repeat, lunar }: Calendar,
  choice: KindChoice,
  due: Due | null,
  now: number,
  zone: string,
): { rule: Rule | null; due: Due } | null {
  const time = due?.wall.slice(11, 16) ?? USUAL;
  if (choice.kind === 'wait') {
    if (!(choice.hours > 0)) return null;
    return { rule: { kind: 'wait', minutes: Math.round(choice.hours * 60) }, due: dueAtInstant(now, zone) };
  }
  if (choice.kind === 'cadence') {
    if (!(choice.days >= 1)) return null;
    return { rule: { kind: 'cadence', days: choice.days, time }, due: dueAtInstant(now, zone) };
  }
  if (choice.kind === 'ladder') {
    const days = readLadder(choice.ladder);
    const first = days.length > 0 ? repeat.firstStep(days, time, zone, now) : null;
    return first?.due ? { rule: first.rule, due: first.due } : null;
  }
  if (choice.kind === 'every' && (choice.step === 'full' || choice.step === 'first')) {
    const day = choice.step === 'full' ? 15 : 1;
    const moon = { ...MOON, unit: 'month', day, time, occasion: choice.step } as const;
    const first = repeat.firstOccurrence(moon, zone, now);
    return first && { rule: moon, due: first };
  }
  if (!due) return null;
  if (choice.kind === 'once') return { rule: null, due };
  if (choice.kind === 'answer') return { rule: { kind: 'answer' }, due };
  const date = repeat.dayOf(due);
  if (choice.step === 'lunar_month' || choice.step === 'lunar_year') {
    const { day, month } = lunar.toLunar(date);
    const unit = choice.step === 'lunar_month' ? 'month' : 'year';
    return { rule: { ...MOON, unit, day, month, time }, due };
  }
  const [unit, step] = UNITS[choice.step as keyof typeof UNITS];
  const { day, month } = date;
  return { rule: { kind: 'every', unit, step, calendar: 'solar', day, month, time, ahead: 0 }, due };
}

const MOON = { kind: 'every', step: 1, calendar: 'lunar', month: 1, ahead: 0 } as const;
