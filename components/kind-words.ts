import type { Due, Reminder } from '../lib/domain/entities.ts';
import type { Format } from '../lib/domain/format.ts';
import type { LunarDate } from '../lib/domain/lunar.ts';
import type { Rule } from '../lib/domain/rule.ts';
import type { Text } from '../lib/domain/text.ts';
import type { IconName } from './icon.tsx';
import type { Calendar } from './use-calendar.ts';

/** How a reminder that comes again, or waits, is told from the others: a sign and a few words. */
export const RULE_ICONS: Record<Rule['kind'], IconName> = {
  every: 'refresh',
  ladder: 'stairs',
  answer: 'reply',
  wait: 'wait',
  cadence: 'users',
};

/** `rằm tháng 7`, `mùng 5 tháng Giêng`, `23 tháng Chạp`; `lunar 15/7`. */
export function lunarWords({ day, month, isLeap }: LunarDate, t: Text): string {
  const days = day === 15 ? t('lunar_full') : day <= 10 ? t('lunar_early', { day }) : String(day);
  const months = month === 1 ? t('lunar_january') : month === 12 ? t('lunar_december') : String(month);
  return t('lunar_date', { day: days, month: isLeap ? t('lunar_leap', { month: months }) : months });
}

/** The lunar day a reminder is about; '' for those of the solar calendar, and before the calendar is there. */
export function lunarDayOf(rule: Rule | null, due: Due, calendar: Calendar | null, t: Text): string {
  if (!calendar || rule?.kind !== 'every' || rule.calendar !== 'lunar') return '';
  try {
    return lunarWords(calendar.lunar.toLunar(calendar.repeat.eventDay(rule, due)), t);
  } catch (error) {
    // Beyond the years that are known: the solar date is said all the same.
    if (error instanceof RangeError) return '';
    throw error;
  }
}

/** When it comes again, or what it waits for; '' for one that rings once. */
export function ruleWords(rule: Rule | null, due: Due, t: Text, format: Format): string {
  if (rule?.kind === 'every') {
    const { unit, step: count, calendar, occasion } = rule;
    if (occasion === 'full' || occasion === 'first') return t(`every_${occasion}`);
    if (calendar === 'lunar') return t(unit === 'year' ? 'every_lunar_year' : 'every_lunar_month');
    return count === 1 ? t(`every_${unit}`) : t(`every_${unit}s`, { count });
  }
  if (rule?.kind === 'ladder') {
    const at = rule.days.findIndex((days) => stepDay(rule.from, days) === due.of);
    return t('ladder_step', { step: Math.max(0, at) + 1, count: rule.days.length });
  }
  if (rule?.kind === 'answer') return t('rule_answer');
  if (rule?.kind === 'wait') return t('rule_wait', { span: format.span(rule.minutes * 60_000) });
  if (rule?.kind === 'cadence') return t('rule_cadence', { count: rule.days });
  return '';
}

const stepDay = (from: string, days: number): string =>
  new Date(Date.parse(`${from}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Whether the words of a reminder need the lunar calendar. */
export const isLunarRule = ({ rule }: Pick<Reminder, 'rule'>): boolean =>
  rule?.kind === 'every' && rule.calendar === 'lunar';
