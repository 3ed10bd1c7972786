import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, RANK, rank } from '../../lib/domain/fold.ts';

const SEED = 20261123;

describe('fold', () => {
  test.each([
    ['Nguyễn', 'nguyen'],
    ['Đỗ', 'do'],
    ['  Trần\u00a0\u00a0Thị   Ngọc\tÁnh ', 'tran thi ngoc anh'],
    ['HƯỜNG', 'huong'],
    ['Nguyễn'.normalize('NFD'), 'nguyen'],
    ['lan@example.com', 'lan@example.com'],
    ['İstanbul', 'istanbul'],
    ['', ''],
    ['\u202f\u3000', ''],
  ])('%j folds to %j', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  test('folding twice changes nothing, and composed and decomposed texts meet', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
        expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')));
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  test('a folded text holds no line break, mark or double space', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fold(text)).not.toMatch(/\n|\s\s|đ|Đ|\p{Mn}/u);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});

describe('rank', () => {
  test.each([
    ['Đỗ Lan', 'Đỗ', RANK.exactWord],
    ['Do Lan', 'Đỗ', RANK.word],
    ['Hado', 'Đỗ', RANK.inside],
    ['Lan', 'Đỗ', RANK.none],
    ['Nguyễn Thị Lan', 'thi lan', RANK.word],
    ['Nguyễn', '', RANK.none],
  ])('%s for %s', (name, typed, expected) => {
    expect(rank(name, typed)).toBe(expected);
  });

  test('orders as a person would', () => {
    const names = ['Hado', 'Do Minh', 'Lan', 'Đỗ Lan'];
    expect(names.sort((a, b) => rank(a, 'Đỗ') - rank(b, 'Đỗ'))).toEqual(['Đỗ Lan', 'Do Minh', 'Hado', 'Lan']);
  });
});
