import { expect, test } from 'vitest';
import type { Tag } from '../../lib/domain/entities.ts';
import { channelsOf } from '../../lib/domain/first-steps.ts';
import { tagsIn } from '../../lib/domain/tag-suggestions.ts';
import { tag } from '../gallery/sample.ts';

const TAGS: Tag[] = ['Váy đầm', 'Đồ công sở', 'Khách sỉ', 'Khách quý', 'Size S', 'VIP'].map(
  (name, index) => ({
    ...tag(`t${index}`, name, 'grey', index),
  }),
);
const names = (text: string, worn: string[] = []) => tagsIn(text, TAGS, worn).map(({ name }) => name);

test.each([
  ['chị hay mua váy dài', ['Váy đầm']],
  ['hay mua vay dam', ['Váy đầm']],
  // A loan is no dress, and a word that two tags share names neither.
  ['khách vay tiền', []],
  ['khach si lau nam', ['Khách sỉ']],
  ['nhắn tin cho vip nhé', ['VIP']],
  ['vipa, ssize', []],
  ['', []],
  ['***', []],
])('“%s” speaks of %j', (text, expected) => {
  expect(names(text)).toEqual(expected);
});

test('what is worn is not offered again, and never more than three', () => {
  expect(names('váy công sở vip quý', ['t5'])).toEqual(['Váy đầm', 'Đồ công sở', 'Khách quý']);
  expect(names('váy công sở vip quý sỉ')).toHaveLength(3);
});

test('an order number is no channel', () => {
  expect(channelsOf(['email:a@example.com', 'order:1', 'email:b@example.com'])).toBe(1);
  expect(channelsOf(['email:a@example.com', 'zalo:7'])).toBe(2);
  expect(channelsOf([])).toBe(0);
});
