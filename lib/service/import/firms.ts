import { fold } from '../../domain/fold.ts';
import { isFirmMailbox } from '../../domain/mail-domain.ts';
import { isOrganisation } from '../../domain/membership.ts';
import type { Fields } from '../../domain/row.ts';
import { memberId } from '../../domain/row-id.ts';
import type { Found } from '../../store/look-up.ts';
import { hashOf } from './census.ts';
import type { Draft } from './draft.ts';
import type { ImportRow, Pending, RowSetting } from './rows.ts';

/**
 * True for a row about a contact person: it says where they work and what they do there, or to whom the invoice goes.
 * A company name alone stays a word on the person's card.
 */
export const hasFirm = (draft: Draft): boolean =>
  draft.company !== '' &&
  !isOrganisation(draft.kind ?? 'individual') &&
  fold(draft.company) !== fold(draft.name) &&
  [draft.role, draft.taxCode, draft.invoiceAddress, draft.invoiceEmail].some((told) => told !== '');

/** By which tax codes and folded names the organisations of a page are looked up. */
export function firmNames(draft: Draft): { taxCodes: string[]; companies: string[] } | null {
  if (!hasFirm(draft) && !isFirm(draft)) return null;
  const taxCodes = draft.taxCode === '' ? [] : [draft.taxCode];
  return { taxCodes, companies: [fold(hasFirm(draft) ? draft.company : draft.name)] };
}

const PUT = ['taxCode', 'industry', 'invoiceAddress', 'invoiceEmail'] as const;

/** Ids of organisations that only a person's row told of begin so. */
const MADE = 'firm-';

/** A row about an organisation itself. */
const isFirm = (draft: Draft): boolean => isOrganisation(draft.kind ?? 'individual');

/**
 * The organisations that the contact persons of one page work for, each once, and the ties. One that the book or an
 * earlier row has, by tax code or name, is not made again; two of one name and two tax codes are two.
 */
export class FirmRows {
  readonly #found: Found;
  readonly #setting: RowSetting;
  readonly #pendingOf: (id: string) => Pending;
  readonly #ties = new Map<string, ImportRow>();
  /** Tax code or folded name → id, of organisations of this page. */
  readonly #here = new Map<string, string>();
  readonly #made = new Set<string>();

  constructor(found: Found, setting: RowSetting, pendingOf: (id: string) => Pending) {
    this.#found = found;
    this.#setting = setting;
    this.#pendingOf = pendingOf;
  }

  /** Ids of organisations that stand on no row of their own. */
  get made(): string[] {
    return [...this.#made];
  }

  get ties(): ImportRow[] {
    return [...this.#ties.values()];
  }

  /** Whom a row about a new organisation is about: one that a person's row told of already, else itself. */
  own(id: string, draft: Draft): string {
    if (!isFirm(draft)) return id;
    const names = marksOf(draft.name, draft.taxCode);
    const same = this.#knownAs(names, draft.taxCode);
    // Two rows of one name may be two firms; only the tax code, or being told of by a person's row, makes them one.
    const isTax = draft.taxCode !== '' && this.#found.firms.get(names[0]!)?.id === same;
    const known = same !== null && (isTax || same.startsWith(MADE)) ? same : id;
    for (const name of names) if (!this.#here.has(name)) this.#here.set(name, known);
    this.#made.delete(known);
    return known;
  }

  /** @returns whether something of this was new to the book. */
  add(person: string, draft: Draft): boolean {
    const id = this.#firmOf(draft);
    if (id === person) return false;
    const { base, fields } = this.#pendingOf(id);
    const before = Object.keys(fields).length + this.#ties.size;
    for (const name of PUT)
      if (draft[name] !== '' && (fields[name] ?? base?.[name] ?? '') === '') fields[name] = draft[name];
    // A firm's mailbox is the firm's, where nobody has it yet.
    for (const key of draft.keys.filter(isFirmMailbox))
      if (!this.#found.holders.has(key) && (this.#here.get(key) ?? id) === id) {
        this.#here.set(key, id);
        fields[`links/${key}`] = this.#setting.evidence;
      }
    this.#tie(person, id, draft.role);
    const isNew = Object.keys(fields).length + this.#ties.size > before;
    this.#pendingOf(id).written ||= base !== null && Object.keys(fields).length > 0;
    return isNew;
  }

  #firmOf({ company, taxCode }: Draft): string {
    const names = marksOf(company, taxCode);
    const mark = names[0]!;
    const known = this.#knownAs(names, taxCode);
    const id = known ?? `${MADE}${hashOf(mark).toString(16)}${hashOf(mark, 7).toString(16)}`;
    for (const name of names) if (!this.#here.has(name)) this.#here.set(name, id);
    const { base, fields } = this.#pendingOf(id);
    if (!known && base === null) {
      this.#made.add(id);
      Object.assign(fields, {
        name: company.slice(0, 200),
        kind: 'business',
        createdAt: this.#setting.at,
      });
    }
    return id;
  }

  #knownAs(names: readonly string[], taxCode: string): string | null {
    for (const name of names) {
      const found = this.#found.firms.get(name);
      // A name alone is no proof where both have a tax code, and another one.
      if (found && (!taxCode || !found.taxCode || found.taxCode === taxCode)) return found.id;
      const here = this.#here.get(name);
      if (here === undefined) continue;
      const { base, fields } = this.#pendingOf(here);
      const theirs = fields.taxCode ?? base?.taxCode ?? '';
      if (!taxCode || !theirs || theirs === taxCode) return here;
    }
    return null;
  }

  #tie(person: string, organisation: string, role: string): void {
    const id = memberId(person, organisation);
    const held = this.#found.memberships.get(id);
    if (held && (role === '' || held.roles.includes(role))) return;
    const roles = [...new Set([...(held?.roles ?? []), ...(role === '' ? [] : [role.slice(0, 60)])])];
    const isFirst = !held && !this.#found.customers.get(person)?.bonds;
    const fields: Fields = { person, organisation, roles, ...(isFirst && { primary: true }) };
    this.#ties.set(id, { table: 'memberships', id, fields });
  }
}

/** What an organisation is told by, the surest first. */
const marksOf = (name: string, taxCode: string): string[] => [
  ...(taxCode === '' ? [] : [`tax:${taxCode}`]),
  `name:${fold(name)}`,
];
