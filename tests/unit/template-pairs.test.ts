import { describe, expect, test } from 'vitest';
import { pairOf } from '../../lib/domain/say/pronouns.ts';
import { readyTemplates } from '../../lib/domain/say/ready-templates.ts';
import { fillTemplate } from '../../lib/domain/say/template.ts';

/** Every ready template with eight pairs, in one file that a Vietnamese reader has gone through line by line. */

const PAIRS = [
  ...['em-chị', 'em-anh', 'cháu-cô', 'cháu-chú'],
  ...['mình-bạn', 'tôi-quý khách', 'con-bác', 'shop-bạn'],
];
const FACTS = {
  name: 'Lan',
  fullName: 'Nguyễn Thị Lan',
  order: '1042',
  total: '350.000 ₫',
  status: 'đang giao',
  items: 'áo thun × 2',
  product: 'áo thun',
  price: '150.000 ₫',
  unit: 'cái',
  today: '30/11',
  tomorrow: '1/12',
  dayPart: 'chiều',
  shop: 'Tiệm Mộc',
};

describe('ready templates', () => {
  const all = readyTemplates('vi');

  test('forty in Vietnamese, each with a word of its own', () => {
    expect(all).toHaveLength(40);
    expect(new Set(all.map(({ word }) => word)).size).toBe(40);
    for (const { word } of [...all, ...readyTemplates('en')]) expect(word).toMatch(/^[a-z0-9-]+$/);
  });

  test('nothing is left open when everything is known, in any pair', () => {
    for (const { text } of [...all, ...readyTemplates('en')])
      for (const pair of PAIRS) {
        const filled = fillTemplate(text, { ...FACTS, pair: pairOf(pair) });
        expect(filled.holes).toEqual([]);
        expect(filled.text).not.toMatch(/[{}]| {2}| [.,?]|^\s|\s$/);
        for (const sentence of filled.text.split(/(?<=[.?])\s+/)) expect(sentence).toMatch(/^[\p{Lu}\d]/u);
      }
  });

  test('forty templates in eight pairs read as they were reviewed', async () => {
    const page = all.map(({ name, text }) =>
      [
        `## ${name}`,
        ...PAIRS.map((pair) => `${pair}: ${fillTemplate(text, { ...FACTS, pair: pairOf(pair) }).text}`),
      ].join('\n'),
    );
    await expect(`${page.join('\n\n')}\n`).toMatchFileSnapshot('../fixtures/templates-in-pairs.txt');
  });
});
