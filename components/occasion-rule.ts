import type { Due } from '../lib/domain/entities.ts';
import type { Occasion, Rule } from '../lib/domain/rule.ts';
import type { Calendar } from './use-calendar.ts';

type Every = Extract<Rule, { kind: 'every' }>;

/** What an occasion's day is, and what still has to be said of it. */
interface Fixed {
  calendar: 'solar' | 'lunar';
  unit: 'month' | 'year';
  day: number;
  month: number;
}
/** Days that are the same for everybody; the two that are a person's own are not here. */
export const FIXED: Partial<Record<Occasion, Fixed>> = {
  tet: { calendar: 'lunar', unit: 'year', day: 1, month: 1 },
  first: { calendar: 'lunar', unit: 'month', day: 1, month: 1 },
  full: { calendar: 'lunar', unit: 'month', day: 15, month: 1 },
  march8: { calendar: 'solar', unit: 'year', day: 8, month: 3 },
  october20: { calendar: 'solar', unit: 'year', day: 20, month: 10 },
  november20: { calendar: 'solar', unit: 'year', day: 20, month: 11 },
};
/** In the order a shop asks for them; written here so that the type keeps it complete. */
const ORDER: Record<Occasion, true> = {
  birthday: true,
  death: true,
  tet: true,
  march8: true,
  october20: true,
  november20: true,
  full: true,
  first: true,
};
export const OCCASION_ORDER = Object.keys(ORDER) as Occasion[];

/** A week for a present; what comes each month needs less. */
export const aheadOf = (occasion: Occasion): number => (FIXED[occasion]?.unit === 'month' ? 3 : 7);
export const AHEADS = [0, 1, 3, 7, 14, 30] as const;

/** `12/3`, `12.3`, `12-3-1990`: a day and a month of a year that has both; null for anything else. */
export function readDay(text: string, calendar: 'solar' | 'lunar'): { day: number; month: number } | null {
  const found = /^\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*\d{2,4})?\s*$/.exec(text);
  const day = Number(found?.[1] ?? 0);
  const month = Number(found?.[2] ?? 0);
  const longest = calendar === 'lunar' ? 30 : new Date(Date.UTC(2028, month, 0)).getUTCDate();
  return day >= 1 && month >= 1 && month <= 12 && day <= longest ? { day, month } : null;
}

export interface OccasionChoice {
  occasion: Occasion;
  /** Of a day that is the person's own. */
  day: string;
  calendar: 'solar' | 'lunar';
  ahead: number;
}

/** The rule of an occasion and the next time it rings; null while its day is missing. */
export function occasionRule(
  { repeat }: Calendar,
  { occasion, day, calendar, ahead }: OccasionChoice,
  now: number,
  zone: string,
): { rule: Every; due: Due } | null {
  const own = readDay(day, calendar);
  const when = FIXED[occasion] ?? (own && { ...own, calendar, unit: 'year' as const });
  if (!when) return null;
  const rule: Every = { kind: 'every', step: 1, time: '09:00', ahead, occasion, ...when };
  const due = repeat.firstOccurrence(rule, zone, now);
  return due && { rule, due };
}
