import type { Customer, Tag } from './entities.ts';
import { provinceName, provinceOf } from './filter/provinces.ts';
import { fold } from './fold.ts';
import type { Format } from './format.ts';
import { isPrivateField } from './private-field.ts';
import type { Text } from './text.ts';
import type { Worth } from './value.ts';

/** Fields that every shop may ask for, by the name a seller gives them in either language. */
const OCCUPATIONS = ['nghe nghiep', 'nghe', 'occupation', 'job'];

export interface Sitter {
  customer: Pick<Customer, 'name' | 'code' | 'stage' | 'about' | 'company' | 'address' | 'fields'>;
  tags: readonly Tag[];
  worth: Worth | null;
}

/**
 * Who this is, in one paragraph, from what stands in the book: nothing is guessed. Private fields are no part of it:
 * a card is open beside chats, where somebody may look over a shoulder.
 */
export function portraitOf(
  { customer, tags, worth }: Sitter,
  { t, format }: { t: Text; format: Format },
): string {
  const fields = Object.entries(customer.fields).filter(
    ([name, value]) => value !== '' && !isPrivateField(name),
  );
  const isOccupation = (name: string) => OCCUPATIONS.includes(fold(name));
  const province = provinceOf(customer.address);
  const who = [
    customer.name || customer.code,
    ...fields.filter(([name]) => isOccupation(name)).map(([, value]) => value),
    ...(customer.company === '' ? [] : [customer.company]),
    ...(province === '' ? [] : [t('portrait_from', { province: provinceName(province) })]),
  ];
  const families = Map.groupBy(tags, ({ family }) => family);
  const sentences = [
    who.length > 1 ? who.join(', ') : '',
    customer.about,
    worth &&
      t('portrait_bought', {
        count: format.count(worth.count),
        money: worth.sum ? format.money(worth.sum.total, worth.sum.currency) : '–',
        days: worth.days,
      }),
    ...[...families].map(([family, some]) => {
      const names = some.map(({ name }) => name).join(', ');
      return family === '' ? names : `${family}: ${names}`;
    }),
    ...fields.filter(([name]) => !isOccupation(name)).map(([name, value]) => `${name}: ${value}`),
  ];
  return sentences.flatMap((one) => (one ? [ended(one.trim())] : [])).join(' ');
}

const ended = (sentence: string): string => (/[.!?…]$/u.test(sentence) ? sentence : `${sentence}.`);
