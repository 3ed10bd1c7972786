import type { Tag } from '../lib/domain/entities.ts';
import type { Condition, FieldTest, Filter, Span, When } from '../lib/domain/filter/filter.ts';
import { askedWhole, partsOf, provinceName, provinceNow } from '../lib/domain/filter/provinces.ts';
import { groupOf, peeled } from '../lib/domain/filter/tree.ts';
import type { Format } from '../lib/domain/format.ts';
import { bareFieldName } from '../lib/domain/private-field.ts';
import { knownKey, type Text } from '../lib/domain/text.ts';
import { relationKey } from './vocabulary.ts';

export interface Words {
  t: Text;
  format: Format;
  tags: readonly Tag[];
}

/** A filter in words, small at the beginning: "có nhãn VIP, ở Hà Nội và chưa liên hệ 30 ngày". */
export function filterWords(filter: Filter | null, words: Words): string {
  if (filter === null) return '';
  const { inner, isNot } = peeled(filter);
  if ('is' in inner) return conditionWords(inner, isNot, words);
  const { how, parts } = groupOf(inner);
  const said = parts.map((part) => {
    const text = filterWords(part, words);
    const { inner: under, isNot } = peeled(part);
    return !isNot && !('is' in under) && groupOf(under).parts.length > 1 ? `(${text})` : text;
  });
  const joined = said.join(` ${words.t(how === 'all' ? 'filter_and' : 'filter_or')} `);
  return isNot ? words.t('filter_not', { what: said.length > 1 ? `(${joined})` : joined }) : joined;
}

/** One value of a condition by its name. */
export function valueName(is: Condition['is'], value: string, { t, format, tags }: Words): string {
  switch (is) {
    case 'tag':
      return tags.find(({ id }) => id === value)?.name ?? t('filter_tag_gone');
    case 'province':
      return provinceWords(value, t);
    case 'owner':
      return value === '' ? t('filter_owner_none') : value;
    case 'channel':
      return format.place(value);
    case 'been':
      return valueName('stage', value, { t, format, tags });
    case 'relation':
      return t(relationKey(value));
    default: {
      const key = knownKey(`${is}_${value}`);
      return key ? t(key) : value;
    }
  }
}

/** An old province says what it is now, a whole one of today what it is made of. */
function provinceWords(value: string, t: Text): string {
  if (value === '') return t('filter_province_none');
  const whole = askedWhole(value);
  if (whole !== null) {
    const [province = '', ...olds] = partsOf(whole);
    return t('province_new', { province, old: olds.join(', ') });
  }
  const now = provinceNow(value);
  const province = provinceName(value);
  return now === value ? province : t('province_now', { province, now: provinceName(now) });
}

export function conditionWords(condition: Condition, isNot: boolean, words: Words): string {
  const { t, format } = words;
  const said = (text: string) => (isNot ? t('filter_not', { what: text }) : text);
  switch (condition.is) {
    case 'tag':
    case 'channel':
    case 'province':
    case 'owner':
    case 'stage':
    case 'been':
    case 'tier':
    case 'relation':
    case 'deal':
    case 'kind': {
      if (condition.in.length === 0) return t(`filter_blank_${condition.is}`);
      if (condition.is === 'owner' && condition.in.join() === '') return said(t('filter_nobody'));
      const names = condition.in.map((value) => valueName(condition.is, value, words));
      const what = names.join(` ${t('filter_or')} `);
      return t(isNot ? `filter_not_${condition.is}` : `filter_is_${condition.is}`, { what });
    }
    case 'date':
      return said(dateWords(condition, words));
    case 'money': {
      const money = (value: number) => format.money(value, condition.currency);
      return said(t('filter_is_money', { what: spanWords(condition.span, money, t) }));
    }
    case 'orders':
      return said(t('filter_is_orders', { what: spanWords(condition.span, format.count, t) }));
    case 'lead':
      return said(t('filter_is_lead', { what: spanWords(condition.span, format.count, t) }));
    case 'waiting': {
      const { hours } = condition;
      if (isNot) return hours > 0 ? said(t('filter_waiting_hours', { hours })) : t('filter_not_waiting');
      return hours > 0 ? t('filter_waiting_hours', { hours }) : t('filter_is_waiting');
    }
    case 'has':
      return t(isNot ? `filter_lacks_${condition.what}` : `filter_has_${condition.what}`);
    case 'field':
      return said(fieldWords(condition.name, condition.holds, words));
  }
}

function dateWords({ of, when }: Extract<Condition, { is: 'date' }>, words: Words): string {
  const { t } = words;
  if (when.in === 'notLast' && (of === 'contact' || of === 'order'))
    return t(`filter_quiet_${of}`, { days: when.days });
  if (when.in === 'past' && of === 'due') return t('filter_overdue');
  return t('filter_is_date', { date: t(`filter_date_${of}`), when: whenWords(when, words) });
}

function whenWords(when: When, { t, format }: Words): string {
  if (when.in === 'past') return t('filter_past');
  if (when.in !== 'days') {
    if (when.days === 0 && (when.in === 'last' || when.in === 'next')) return t('filter_today');
    return t(`filter_${when.in}`, { days: when.days });
  }
  const { from, to } = when;
  const said = { from: from ? format.date(from) : '', to: to ? format.date(to) : '' };
  if (from && to) return from === to ? t('filter_day', said) : t('filter_days', said);
  return from ? t('filter_from', said) : to ? t('filter_to', said) : t('filter_any');
}

function spanWords({ from, to }: Span, write: (value: number) => string, t: Text): string {
  const said = { from: from === undefined ? '' : write(from), to: to === undefined ? '' : write(to) };
  if (from !== undefined && to !== undefined) return from === to ? said.from : t('filter_days', said);
  return from !== undefined
    ? t('filter_from', said)
    : to !== undefined
      ? t('filter_to', said)
      : t('filter_any');
}

function fieldWords(field: string, holds: FieldTest, words: Words): string {
  const { t, format } = words;
  const name = bareFieldName(field);
  switch (holds.as) {
    case 'any':
      return t('filter_has_field', { name });
    case 'text':
      return t('filter_field_text', { name, text: holds.text });
    case 'in':
      return t('filter_field', { name, what: holds.values.join(` ${t('filter_or')} `) || '…' });
    case 'number':
      return t('filter_field', { name, what: spanWords(holds.span, format.count, t) });
    case 'date':
      return t('filter_field', { name, what: whenWords(holds.when, words) });
  }
}
