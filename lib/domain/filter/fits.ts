import type { Customer } from '../entities.ts';
import { fold } from '../fold.ts';
import { leadScore } from '../knowing.ts';
import { stageSince, staysOf } from '../stage-time.ts';
import { boughtBy, VALUE_RULES, worthOf } from '../value.ts';
import { dayOf, numberOf } from './field-value.ts';
import type { Condition, DateName, FieldTest, Filter, FilterTime, HasName, Span } from './filter.ts';
import { isIn, rangeOf } from './filter-time.ts';
import { isAsked, provinceOf } from './provinces.ts';

/**
 * Whether one customer fits a filter: what every part of it means, said once and plainly. A list of 100,000 is
 * filtered from columns (`store/columns.ts`), which a test holds against this.
 * @param customer as everybody reads it, see `wholeRow`.
 */
export function fits(filter: Filter, customer: Customer, time: FilterTime): boolean {
  if ('all' in filter) return filter.all.every((part) => fits(part, customer, time));
  if ('any' in filter) return filter.any.some((part) => fits(part, customer, time));
  if ('not' in filter) return !fits(filter.not, customer, time);
  return holds(filter, customer, time);
}

function holds(condition: Condition, customer: Customer, time: FilterTime): boolean {
  switch (condition.is) {
    case 'tag':
      return condition.in.some((id) => customer.tags.includes(id));
    case 'stage':
      return condition.in.includes(customer.stage);
    case 'been':
      return staysOf(customer).some(({ stage }) => condition.in.includes(stage));
    case 'tier': {
      const worth = worthOf(boughtBy(customer), time.at, time.value ?? VALUE_RULES);
      return condition.in.includes(worth?.tier ?? 'none');
    }
    case 'relation':
      return condition.in.includes(customer.relation);
    case 'deal':
      return condition.in.some((step) => customer.dealSteps?.includes(step));
    case 'lead':
      return isWithin(leadScore(customer) ?? 0, condition.span);
    case 'kind':
      return condition.in.includes(customer.kind);
    case 'channel':
      return customer.keys.some((key) => condition.in.includes(channelOf(key)));
    case 'province':
      return isAsked(condition.in, provinceOf(customer.address));
    case 'owner':
      return condition.in.includes(customer.owner);
    case 'date':
      return isIn(dateOf(customer, condition.of), rangeOf(condition.when, time));
    case 'money':
      return isWithin(customer.money[condition.currency] ?? 0, condition.span);
    case 'orders':
      return isWithin(customer.orderCount, condition.span);
    case 'waiting':
      return (
        customer.waitingSince !== undefined && time.at - customer.waitingSince >= condition.hours * 3_600_000
      );
    case 'has':
      return has(customer, condition.what);
    case 'field':
      return Object.hasOwn(customer.fields, condition.name)
        ? fieldHolds(customer.fields[condition.name]!, condition.holds, time)
        : false;
  }
}

/** `email:a@b.vn` → `email`. */
export const channelOf = (key: string): string => key.slice(0, key.indexOf(':'));

export const isWithin = (value: number, { from = -Infinity, to = Infinity }: Span): boolean =>
  value >= from && value <= to;

export function dateOf(customer: Customer, name: DateName): number | undefined {
  if (name === 'contact') return customer.lastContactAt;
  if (name === 'due') return customer.nextDueAt;
  if (name === 'stage') return stageSince(customer);
  return name === 'order' ? customer.lastOrderAt : customer.createdAt;
}

export function has(customer: Customer, what: HasName): boolean {
  switch (what) {
    case 'due':
    case 'contact':
      return dateOf(customer, what) !== undefined;
    case 'order':
      return customer.orderCount > 0;
    case 'phone':
      return customer.keys.some((key) => channelOf(key) === 'tel');
    case 'email':
      return customer.keys.some((key) => channelOf(key) === 'email');
    case 'tag':
      return customer.tags.length > 0;
    default:
      return customer[what] !== '';
  }
}

/** Whether the value of a custom field is what is looked for. A value that is no number or day is none of a span. */
export function fieldHolds(value: string, test: FieldTest, time: FilterTime): boolean {
  if (value === '') return false;
  switch (test.as) {
    case 'any':
      return true;
    case 'in':
      return test.values.some((one) => fold(one) === fold(value));
    case 'text':
      return fold(value).includes(fold(test.text));
    case 'number': {
      const number = numberOf(value);
      return number !== null && isWithin(number, test.span);
    }
    case 'date': {
      const day = dayOf(value);
      if (day === null) return false;
      const at = Temporal.PlainDate.from(day).toZonedDateTime(time.zone).epochMilliseconds;
      return isIn(at, rangeOf(test.when, time));
    }
  }
}
