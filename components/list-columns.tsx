import type { ComponentChildren } from 'preact';
import type { Customer, Tag } from '../lib/domain/entities.ts';
import { provinceName, provinceOf } from '../lib/domain/filter/provinces.ts';
import { leadScore } from '../lib/domain/knowing.ts';
import { bareFieldName } from '../lib/domain/private-field.ts';
import type { ListOrder } from '../lib/domain/query.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { TagChip } from './parts.tsx';
import { relationKey } from './vocabulary.ts';
import { TierOf } from './worth.tsx';

/** Columns beside the name. A custom field is one too: `field:Size`. */
export const LIST_COLUMNS = [
  'tags',
  'stage',
  'tier',
  'contact',
  'due',
  'money',
  'orders',
  'relation',
  'lead',
  'owner',
  'province',
  'created',
] as const;
type BuiltInColumn = (typeof LIST_COLUMNS)[number];

/** What is shown until the seller chooses otherwise. */
const AT_FIRST: readonly string[] = ['tags', 'stage', 'contact', 'due', 'money'];

const WIDTHS: Record<BuiltInColumn, string> = {
  tags: 'minmax(120px, 1.6fr)',
  stage: '112px',
  tier: '88px',
  relation: 'minmax(96px, 1fr)',
  lead: '80px',
  contact: '104px',
  due: '136px',
  money: '112px',
  orders: '72px',
  owner: 'minmax(80px, 1fr)',
  province: 'minmax(96px, 1fr)',
  created: '96px',
};
const NUMBERS: ReadonlySet<string> = new Set(['money', 'orders', 'lead']);
export const SORT_OF: Partial<Record<string, ListOrder>> = {
  name: 'name',
  contact: 'recent',
  due: 'due',
  money: 'money',
  created: 'new',
  lead: 'lead',
};

const FIELD = 'field:';
export const fieldColumn = (name: string): string => FIELD + name;
const isBuiltIn = (column: string): column is BuiltInColumn =>
  (LIST_COLUMNS as readonly string[]).includes(column);

/** The columns to draw, in their order; what a newer Beside has chosen and this one does not know is left out. */
export function columnsOf(chosen: readonly string[]): string[] {
  const known = chosen.filter((column) => isBuiltIn(column) || column.startsWith(FIELD));
  return known.length > 0 ? known : [...AT_FIRST];
}

export const gridOf = (columns: readonly string[]): string =>
  [
    'minmax(200px, 2.6fr)',
    ...columns.map((one) => (isBuiltIn(one) ? WIDTHS[one] : 'minmax(80px, 1fr)')),
  ].join(' ');

export function useColumnName(): (column: string) => string {
  const { t } = useBeside();
  return (column) =>
    isBuiltIn(column) ? t(`list_column_${column}`) : bareFieldName(column.slice(FIELD.length));
}

export const columnClass = (column: string): string =>
  NUMBERS.has(column) ? `list-cell list-${column} number` : `list-cell list-${column.split(':')[0]}`;

/** What a customer has in a column. */
export function Cell({
  column,
  customer,
  tags,
}: {
  column: string;
  customer: Customer;
  tags: Map<string, Tag>;
}) {
  const { t, host, format } = useBeside();
  const now = host.now();
  const cell = (content: ComponentChildren, soft = true) => (
    <span class={soft ? `${columnClass(column)} hint` : columnClass(column)}>{content}</span>
  );
  switch (column) {
    case 'tags': {
      const worn = customer.tags.flatMap((id) => tags.get(id) ?? []);
      return cell(
        <>
          {worn.slice(0, 2).map((tag) => (
            <TagChip key={tag.id} tag={tag} />
          ))}
          {worn.length > 2 && <span class="hint">+{worn.length - 2}</span>}
        </>,
        false,
      );
    }
    case 'stage':
      return cell(
        <span class={`stage stage-label stage-${customer.stage}`}>{t(`stage_${customer.stage}`)}</span>,
        false,
      );
    case 'tier':
      return cell(<TierOf customer={customer} />, false);
    case 'relation':
      return cell(customer.relation && t(relationKey(customer.relation)));
    case 'lead': {
      const score = leadScore(customer);
      return cell(score === undefined ? '' : format.count(score), false);
    }
    case 'contact':
      return cell(customer.lastContactAt ? format.ago(customer.lastContactAt, now) : t('never_met'));
    case 'due': {
      const due = customer.nextDueAt;
      if (due === undefined) return cell('');
      return (
        <span class={due <= now ? 'list-cell list-due hint fact-long' : 'list-cell list-due hint'}>
          <Icon name={due <= now ? 'alarm' : 'bell'} size={13} /> {format.moment(due, now)}
        </span>
      );
    }
    case 'money':
      return cell(
        Object.entries(customer.money).map(([currency, total]) => (
          <span key={currency}>{format.money(total, currency)}</span>
        )),
        false,
      );
    case 'orders':
      return cell(customer.orderCount > 0 ? format.count(customer.orderCount) : '', false);
    case 'owner':
      return cell(customer.owner);
    case 'province': {
      const id = provinceOf(customer.address);
      return cell(id && provinceName(id));
    }
    case 'created':
      return cell(format.day(customer.createdAt, now));
    default:
      return cell(customer.fields[column.slice(FIELD.length)] ?? '');
  }
}
