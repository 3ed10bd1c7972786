import type { Customer, Membership } from './entities.ts';

/** People and the organisations they work for: what follows from the kinds of customers and the days of memberships. */

export type Kind = Customer['kind'];

/** A customer that has people and gets invoices. */
export const isOrganisation = (kind: Kind): boolean =>
  kind === 'business' || kind === 'government' || kind === 'charity';

/** A colleague: has a card, and no part in what is said of buyers. */
export const isInternal = (customer: Pick<Customer, 'kind'>): boolean => customer.kind === 'internal';

/** One side of a membership as the other side's card shows it. */
export interface Tie {
  /** The customer at the other end. */
  other: Customer;
  roles: string[];
  primary: boolean;
  from: string;
  until: string;
}

/** Memberships of the same two, who may each be several customers merged: one tie. */
export function tieOf(other: Customer, rows: readonly Membership[]): Tie {
  const days = (of: 'from' | 'until') => rows.map((row) => row[of]).sort();
  return {
    other,
    roles: [...new Set(rows.flatMap((row) => row.roles))].sort(),
    primary: rows.some((row) => row.primary),
    // An open end stays open.
    from: days('from')[0] ?? '',
    until: rows.some((row) => row.until === '') ? '' : (days('until').at(-1) ?? ''),
  };
}

/** Whether the person works there on that day. @param day `2026-11-29`. */
export const holdsOn = (tie: Pick<Tie, 'from' | 'until'>, day: string): boolean =>
  (tie.from === '' || tie.from <= day) && (tie.until === '' || day <= tie.until);

/** Those who are there come first, then the primary ones, then by name. */
export const inTieOrder =
  (today: string) =>
  (a: Tie, b: Tie): number =>
    Number(holdsOn(b, today)) - Number(holdsOn(a, today)) ||
    Number(b.primary) - Number(a.primary) ||
    (a.other.sortName < b.other.sortName ? -1 : 1);

/**
 * The organisation that what a person does on a day counts for, so that nothing counts twice: the one they work for;
 * of several the primary one, then the smallest id on every device. Null when there is none.
 */
export function countsFor(ties: readonly Tie[], day: string): string | null {
  const there = ties.filter((tie) => holdsOn(tie, day));
  const [first] = there.sort(
    (a, b) => Number(b.primary) - Number(a.primary) || (a.other.id < b.other.id ? -1 : 1),
  );
  return first?.other.id ?? null;
}

/** What an invoice is made out to, a line each, as a Vietnamese book-keeper asks for it. Empty lines are left out. */
export function invoiceBlock(customer: Customer): string {
  const lines: [label: string, value: string][] = [
    ['Tên đơn vị', customer.company || customer.name],
    ['Mã số thuế', customer.taxCode],
    ['Địa chỉ', customer.invoiceAddress || customer.address],
    ['Email nhận hóa đơn', customer.invoiceEmail],
  ];
  return lines.flatMap(([label, value]) => (value === '' ? [] : [`${label}: ${value}`])).join('\n');
}

/** Whom a membership is about; nobody where it was erased, and only its id is left. */
export const endsOf = (row: Membership | null): string[] =>
  row ? [row.person, row.organisation].filter(Boolean) : [];
