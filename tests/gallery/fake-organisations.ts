import type { Command } from '../../lib/domain/command.ts';
import type { Membership } from '../../lib/domain/entities.ts';
import { ownDomain } from '../../lib/domain/mail-domain.ts';
import { isInternal, tieOf } from '../../lib/domain/membership.ts';
import { moneyOf } from '../../lib/domain/order-money.ts';
import type { Bonds, Employer, OrganisationView } from '../../lib/domain/query.ts';
import { memberId } from '../../lib/domain/row-id.ts';
import { makeStamp } from '../../lib/domain/stamp.ts';
import { type Book, NOW } from './sample.ts';

/** The fake store's people of organisations, without merges and without days. */
export function membership(person: string, organisation: string, more: Partial<Membership> = {}): Membership {
  return {
    id: memberId(person, organisation),
    space: 'home',
    stamp: makeStamp(NOW, 0, 'gallery'),
    person,
    organisation,
    roles: [],
    primary: false,
    from: '',
    until: '',
    at: NOW,
    ...more,
  };
}

export function bondsIn(book: Book, id: string): Bonds {
  const ties = (side: 'person' | 'organisation', other: 'person' | 'organisation') =>
    (book.memberships ?? []).flatMap((row) => {
      const end = row[side] === id && book.customers.find((one) => one.id === row[other]);
      return end ? [tieOf(end, [row])] : [];
    });
  return { organisations: ties('person', 'organisation'), people: ties('organisation', 'person') };
}

export function organisationIn(book: Book, id: string): OrganisationView | null {
  const own = book.customers.find((one) => one.id === id);
  if (!own) return null;
  const { people } = bondsIn(book, id);
  const ordersOf = (customer: string) => book.orders.filter((one) => one.customer === customer);
  const orders = [
    id,
    ...people.filter(({ other }) => !isInternal(other)).map(({ other }) => other.id),
  ].flatMap(ordersOf);
  const times = [own, ...people.map(({ other }) => other)].map((one) => one.lastContactAt ?? 0);
  return {
    people: people.map((tie) => {
      const theirs = isInternal(tie.other) ? [] : ordersOf(tie.other.id);
      return { tie, orderCount: theirs.length, money: moneyOf(theirs) };
    }),
    orders: orders.toSorted((a, b) => b.at - a.at),
    money: moneyOf(orders),
    lastContactAt: Math.max(...times) || undefined,
  };
}

export function employersIn(book: Book, keys: string[]): Employer[] {
  return keys.flatMap((key) =>
    book.customers.flatMap((organisation): Employer[] => {
      const because = organisation.keys.find((held) => ownDomain(held) && ownDomain(held) === ownDomain(key));
      if (!because || organisation.notOurs.includes(key) || organisation.kind === 'individual') return [];
      return [{ organisation, key, isMailbox: /^email:(info|sales)@/.test(key), because, person: null }];
    }),
  );
}

/** The book after a command about memberships; null for any other command. */
export function afterMembership(book: Book, command: Command): { id: string; book: Book } | null {
  const held = book.memberships ?? [];
  if (command.name === 'membership.refuse') {
    const { organisation, key, on } = command.args;
    const customers = book.customers.map((one) => {
      const others = one.notOurs.filter((other) => other !== key);
      return one.id === organisation ? { ...one, notOurs: on ? [...others, key] : others } : one;
    });
    return { id: organisation, book: { ...book, customers } };
  }
  if (command.name !== 'membership.save' && command.name !== 'membership.remove') return null;
  const { person, organisation, ...set } = command.args;
  const id = memberId(person, organisation);
  const others = held.filter((one) => one.id !== id);
  if (command.name === 'membership.remove') return { id: person, book: { ...book, memberships: others } };
  const old = held.find((one) => one.id === id) ?? membership(person, organisation);
  return { id: person, book: { ...book, memberships: [...others, { ...old, ...set }] } };
}
