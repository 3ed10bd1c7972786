/**
 * Tax codes. What is doubtful is said and kept: offices make exceptions, and a code from abroad is anybody's text.
 *
 * Vietnam: 10 digits of which the last checks the others; a branch adds three after a hyphen (Circular 86/2024/TT-BTC,
 * article 5); since 1 July 2025 people and household businesses use their 12-digit personal identification number
 * (the same, article 39), which begins with a place from 001 to 096 (Circular 59/2021/TT-BCA, annex).
 */
export type TaxForm = 'firm' | 'branch' | 'person' | 'other';
/** `zero`: the first 0 is missing, as sheet programs lose it. */
export type TaxDoubt = 'check' | 'length' | 'place' | 'zero';

export interface TaxCode {
  /** As it is kept: `0300588569`, `0300588569-001`; what is no Vietnamese code stays as it was typed. */
  code: string;
  form: TaxForm;
  doubt: TaxDoubt | null;
}

const WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3] as const;

/** The check digit of the first nine, or null where no code may begin so. */
export function taxCheckDigit(nine: string): number | null {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(nine[i]), 0);
  const digit = 10 - (sum % 11);
  return digit === 10 ? null : digit;
}

const isChecked = (ten: string): boolean => taxCheckDigit(ten.slice(0, 9)) === Number(ten[9]);

const LABEL = /^(?:mst|mã số thuế|ma so thue|mã số|tax(?: code| id| no)?|vat)[\s.:#]*/iu;

/** Reads what was typed or stood in a file. '' reads as an empty code without doubt. */
export function readTaxCode(text: string): TaxCode {
  const bare = text.normalize('NFC').trim().replace(LABEL, '').trim();
  if (bare === '' || !/^[\d\s.\-–]+$/.test(bare)) return { code: bare, form: 'other', doubt: null };
  const digits = bare.replace(/\D/g, '');
  const firm = digits.slice(0, 10);
  switch (digits.length) {
    case 10:
      return { code: firm, form: 'firm', doubt: isChecked(firm) ? null : 'check' };
    case 13: {
      const isBranch = isChecked(firm) && !digits.endsWith('000');
      return { code: `${firm}-${digits.slice(10)}`, form: 'branch', doubt: isBranch ? null : 'check' };
    }
    case 12: {
      const place = Number(digits.slice(0, 3));
      return { code: digits, form: 'person', doubt: place >= 1 && place <= 96 ? null : 'place' };
    }
    case 9:
      if (isChecked(`0${digits}`)) return { code: bare, form: 'other', doubt: 'zero' };
      break;
  }
  return { code: bare, form: 'other', doubt: 'length' };
}

/** The code as a file means it: a first 0 that a sheet program lost is put back where the check digit says so. */
export function taxCodeInFile(cell: string): string {
  const read = readTaxCode(cell);
  return read.doubt === 'zero' ? `0${read.code.replace(/\D/g, '')}` : read.code;
}
