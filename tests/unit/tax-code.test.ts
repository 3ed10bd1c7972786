import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTaxCode, taxCheckDigit, taxCodeInFile } from '../../lib/domain/tax-code.ts';

const SEED = 20261129;
const nine = fc.stringMatching(/^\d{9}$/).filter((digits) => taxCheckDigit(digits) !== null);
const ten = nine.map((digits) => `${digits}${taxCheckDigit(digits)}`);
const holds = (property: fc.IProperty<unknown[]>) =>
  fc.assert(property as fc.IProperty<[string]>, { seed: SEED });

describe('a tax code', () => {
  // Public ones: a dairy, a software house, a bank, a telecom.
  test.each(['0300588569', '0101248141', '0100112437', '0100109106'])(
    '%s of a real firm is right',
    (code) => {
      expect(readTaxCode(code)).toEqual({ code, form: 'firm', doubt: null });
    },
  );

  test('is right with its check digit, and doubtful with any other', () => {
    holds(
      fc.property(ten, fc.integer({ min: 1, max: 9 }), (code, shift) => {
        expect(readTaxCode(code).doubt).toBeNull();
        const wrong = code.slice(0, 9) + ((Number(code[9]) + shift) % 10);
        expect(readTaxCode(wrong)).toEqual({ code: wrong, form: 'firm', doubt: 'check' });
      }) as never,
    );
  });

  test('tells any single digit that was typed wrong', () => {
    holds(
      fc.property(ten, fc.nat(8), fc.integer({ min: 1, max: 9 }), (code, at, shift) => {
        const typed = code.slice(0, at) + ((Number(code[at]) + shift) % 10) + code.slice(at + 1);
        expect(readTaxCode(typed).doubt).toBe('check');
      }) as never,
    );
  });

  test('nine digits that no code begins with are doubtful with every last digit', () => {
    holds(
      fc.property(
        fc.stringMatching(/^\d{9}$/).filter((digits) => taxCheckDigit(digits) === null),
        fc.nat(9),
        (digits, last) => {
          expect(readTaxCode(`${digits}${last}`).doubt).toBe('check');
        },
      ) as never,
    );
  });

  test('of a branch is the firm’s with three digits, however it is spaced', () => {
    holds(
      fc.property(
        ten,
        fc.integer({ min: 1, max: 999 }),
        fc.constantFrom('-', ' ', '.', '', ' - '),
        (firm, n, gap) => {
          const tail = String(n).padStart(3, '0');
          expect(readTaxCode(`MST: ${firm}${gap}${tail}`)).toEqual({
            code: `${firm}-${tail}`,
            form: 'branch',
            doubt: null,
          });
          expect(readTaxCode(`${firm}-000`).doubt).toBe('check');
        },
      ) as never,
    );
  });

  test('of a person is twelve digits that begin with a place', () => {
    expect(readTaxCode('079 203 012 345')).toEqual({ code: '079203012345', form: 'person', doubt: null });
    expect(readTaxCode('000203012345').doubt).toBe('place');
    expect(readTaxCode('097203012345').doubt).toBe('place');
  });

  test('reads the same when it is read again', () => {
    holds(
      fc.property(
        fc.oneof(ten, fc.string({ maxLength: 40 }), fc.stringMatching(/^[\d .-]{0,20}$/)),
        (text) => {
          const once = readTaxCode(text);
          expect(readTaxCode(once.code).code).toBe(once.code);
        },
      ) as never,
    );
  });

  test('from abroad is anybody’s text, and never doubtful', () => {
    for (const code of ['DE811569869', 'GB 980 7806 84', '91-1144442-X', ''])
      expect(readTaxCode(code).doubt).toBeNull();
    expect(readTaxCode('12345').doubt).toBe('length');
  });

  test('that lost its first 0 in a sheet gets it back from a file, and is asked about where it was typed', () => {
    expect(readTaxCode('300588569')).toMatchObject({ code: '300588569', doubt: 'zero' });
    expect(taxCodeInFile('300588569')).toBe('0300588569');
    expect(taxCodeInFile('300588560')).toBe('300588560');
  });
});
