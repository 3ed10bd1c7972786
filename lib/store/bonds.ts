import type { Customer, Membership } from '../domain/entities.ts';
import { isFirmMailbox, ownDomain } from '../domain/mail-domain.ts';
import { isOrganisation, type Tie, tieOf } from '../domain/membership.ts';
import { wholeRow } from '../domain/merge.ts';
import type { Bonds, Employer } from '../domain/query.ts';
import { groupOf, shownKind, shownOf } from './groups.ts';
import type { Book } from './schema.ts';

/** Ties of one card: more than that nobody looks through. */
const TIES = 500;
/** Customers of one domain that are looked at, handles that are asked about, and organisations that are offered. */
const OF_DOMAIN = 60;
const KEYS = 12;
const OFFERED = 3;

const NO_BONDS: Bonds = { organisations: [], people: [] };

type Side = 'person' | 'organisation';
const OTHER = { person: 'organisation', organisation: 'person' } as const;

/** Memberships that name one of these customers on that side. One range read each, as in `ownedBy`. */
async function membershipsOf(book: Book, side: Side, ids: readonly string[]): Promise<Membership[]> {
  const found = await Promise.all(
    ids.map((id) => book.memberships.where(side).equals(id).limit(TIES).toArray()),
  );
  return found.flat();
}

/** The derived fact by which a card knows whether there is anything to ask. @param ids of one person. */
export async function bondCount(book: Book, ids: readonly string[]): Promise<Pick<Customer, 'bonds'>> {
  const [asPerson, asOrganisation] = await Promise.all([
    membershipsOf(book, 'person', ids),
    membershipsOf(book, 'organisation', ids),
  ]);
  return { bonds: asPerson.length + asOrganisation.length || undefined };
}

/** Where a customer works and who works for it. @param row the customer who is shown. */
export async function bondsOf(book: Book, row: Customer): Promise<Bonds> {
  if (!row.bonds) return NO_BONDS;
  const ids = groupOf(row);
  const [organisations, people] = await Promise.all([
    tiesOf(book, 'person', ids),
    tiesOf(book, 'organisation', ids),
  ]);
  return { organisations, people };
}

/**
 * One tie for each person or organisation at the other end, whichever of their customers the memberships name.
 * @param side the side on which the memberships name one of `ids`.
 */
export async function tiesOf(book: Book, side: Side, ids: readonly string[]): Promise<Tie[]> {
  const rows = (await membershipsOf(book, side, ids)).map((row) => wholeRow('memberships', row));
  const found = await book.customers.bulkGet([...new Set(rows.map((row) => row[OTHER[side]]))]);
  const live = found.filter((one) => one !== undefined);
  const shown = await shownOf(book, live);
  const roots = new Map(live.map((one, i) => [one.id, shown[i]!]));
  const byRoot = Map.groupBy(rows, (row) => roots.get(row[OTHER[side]])?.id ?? '');
  const byId = new Map(shown.map((one) => [one.id, one]));
  return [...byRoot].flatMap(([id, memberships]) => {
    const other = byId.get(id);
    // Whoever is in the bin takes the tie along; one who is both ends by a merge is tied to nobody.
    if (!other || ids.includes(id)) return [];
    return [tieOf(wholeRow('customers', other), memberships)];
  });
}

/**
 * The mail domains by which newcomers of an organisation are told: of the organisation itself, and of its people. Only
 * these are indexed, so that books without organisations pay nothing.
 */
export function domainsOf(row: Customer): string[] | undefined {
  const isFirm = isOrganisation(shownKind(row));
  if (row.root !== undefined || (!isFirm && !row.bonds)) return;
  const shown = wholeRow('customers', row);
  const keys = isFirm ? [...shown.keys, `email:${shown.invoiceEmail.toLowerCase()}`] : shown.keys;
  const domains = [...new Set(keys.map(ownDomain))].filter((domain) => domain !== '').sort();
  return domains.length > 0 ? domains : undefined;
}

/** Organisations that these handles may be of. What was refused is not offered again. */
export async function employersOf(book: Book, keys: readonly string[]): Promise<Employer[]> {
  const asked = keys.slice(0, KEYS).flatMap((key) => {
    const domain = ownDomain(key);
    return domain === '' ? [] : [{ key, domain }];
  });
  const found = new Map<string, Employer>();
  for (const offers of await Promise.all(asked.map((one) => employersByDomain(book, one.key, one.domain))))
    for (const offer of offers)
      if (!found.has(offer.organisation.id)) found.set(offer.organisation.id, offer);
  return [...found.values()].slice(0, OFFERED);
}

async function employersByDomain(book: Book, key: string, domain: string): Promise<Employer[]> {
  const rows = await book.customers.where('domains').equals(domain).limit(OF_DOMAIN).toArray();
  const known = rows.map((row) => wholeRow('customers', row));
  const firms = known.filter(({ kind }) => isOrganisation(kind));
  const people = known.filter(({ kind }) => !isOrganisation(kind) && kind !== 'internal');
  const ties = await Promise.all(people.map((person) => tiesOf(book, 'person', groupOf(person))));
  const ofDomain = (one: Customer) => one.keys.find((held) => ownDomain(held) === domain);
  const isMailbox = isFirmMailbox(key);
  const offers = [
    ...firms.map((organisation): Employer => {
      const because = ofDomain(organisation) ?? `email:${organisation.invoiceEmail}`;
      return { organisation, key, isMailbox, because, person: null };
    }),
    ...people.flatMap((person, i) =>
      ties[i]!.map(({ other }): Employer => {
        return { organisation: other, key, isMailbox, because: ofDomain(person) ?? key, person };
      }),
    ),
  ];
  return offers.filter(({ organisation }) => !(organisation.notOurs ?? []).includes(key));
}
