import { describe, expect, test } from 'vitest';
import { displayNameKey } from '../../lib/domain/display-name.ts';
import { maybeOf } from '../../lib/domain/maybe.ts';
import { customer } from '../gallery/sample.ts';

const person = (name: string) => ({ name, identities: [], strength: 'weak' as const });
const lan = customer('c1', 'Nguyễn Thị Lan');
const other = customer('c2', 'Bé Na');
const seen = { by: 'user' as const, at: 1, from: 'whatsapp', name: 'Bé Na' };
const whoIs = ({ people }: ReturnType<typeof maybeOf>) => people.map((one) => one.customer);
const asNa = (one: typeof lan) => ({ customer: one, key: 'whatsapp:be na', evidence: seen });

describe('a remembered name', () => {
  test('is a maybe, with when it was said', () => {
    const found = maybeOf(person('bé  NA'), { maybe: [], remembered: [asNa(lan)] }, []);
    expect(found).toEqual({ people: [{ customer: lan, remembered: seen }], shared: null });
  });

  test('is nobody where it was confirmed for two customers', () => {
    const both = { maybe: [], remembered: [asNa(lan), asNa(other)] };
    expect(maybeOf(person('Bé Na'), both, [])).toEqual({ people: [], shared: 'customers' });
  });

  test('stands beside somebody who has that name in the book: the seller chooses', () => {
    const found = maybeOf(person('Bé Na'), { maybe: [other], remembered: [asNa(lan)] }, []);
    expect(found.people.map((one) => [one.customer.id, one.remembered !== null])).toEqual([
      ['c1', true],
      ['c2', false],
    ]);
  });

  test('is nobody where the list shows two people of that name; one is the open thread itself', () => {
    const view = { maybe: [], remembered: [asNa(lan)] };
    expect(whoIs(maybeOf(person('Bé Na'), view, [person('Be Na'), person('Mai')]))).toEqual([lan]);
    const two = [person('Bé Na'), person('bé na')];
    expect(maybeOf(person('Bé Na'), view, two)).toEqual({ people: [], shared: 'rows' });
  });

  test('of the same customer who has that name in the book is one customer', () => {
    const found = maybeOf(person('Bé Na'), { maybe: [other], remembered: [asNa(other)] }, []);
    expect(whoIs(found)).toEqual([other]);
  });

  test('is nobody for another person of the page', () => {
    expect(whoIs(maybeOf(person('Mai'), { maybe: [other], remembered: [asNa(lan)] }, []))).toEqual([]);
    expect(whoIs(maybeOf(person('🌸'), { maybe: [], remembered: [] }, []))).toEqual([]);
  });
});

test('people of one name in the book are all offered, and none by itself', () => {
  const [a, b] = [customer('a', 'Lê Văn Minh'), customer('b', 'Lê Văn Minh')];
  const found = maybeOf(person('Le Van Minh'), { maybe: [a, b], remembered: [] }, []);
  expect(whoIs(found)).toEqual([a, b]);
});

test('a name without letters of any kind has no key, and no channel no name', () => {
  expect(displayNameKey('zalo', ' \u200b ')).toBeNull();
  expect(displayNameKey('', 'Lan')).toBeNull();
  expect(displayNameKey('zalo', 'Đỗ  Lan')).toBe('zalo:do lan');
});
