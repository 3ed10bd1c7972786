import { type Beside, besideOf, follows, nearest } from './beside.ts';
import {
  CODE_FORMS,
  CODE_WORDS,
  type CodeForm,
  ISSUER_WORDS,
  KIND_WORDS,
  TITLE_WORDS,
} from './code-forms.ts';
import type { Effort, Found } from './found.ts';

const SHORTEST = 5;
const LONGEST = 40;
/** Between two codes of one list: `8400…, 8401… và 8402…`. */
const LIST = /^[\s,;/&+\-–]*(?:và|va|and)?[\s,;/&+\-–]*$/iu;
const LIST_MAX = 8;
/** `: #`, ` là `, ` của em: `: no more stands between a code and its title. */
const TITLE_GAP = 10;
/** Numbers of accounts, papers and telephones: their word beats a word for orders farther away. */
const OTHER_WORDS = [
  ...['stk', 'so tk', 'tk', 'tai khoan', 'account', 'acc', 'mst', 'ma so thue', 'cccd', 'cmnd', 'otp'],
  ...['ma xac nhan', 'sdt', 'dt', 'dien thoai', 'phone', 'zalo', 'hotline', 'bien so', 'imei', 'serial'],
  ...['gia', 'tong', 'tong tien', 'tien', 'coc', 'chuyen khoan', 'ck', 'thanh toan', 'ngay', 'nam', 'luc'],
];

/**
 * Codes of orders and parcels in a text. A shape that could be anything is taken only with its word beside it.
 *
 * @param taken what was found already: `0912…` in a telephone number is no code.
 */
export function findCodes(text: string, taken: readonly Found[], effort: Effort): Found[] {
  const found: Found[] = [];
  let last: { form: CodeForm; end: number } | null = null;
  for (const { token, at } of tokensOf(text)) {
    const end = at + token.length;
    if (effort.left <= 0) break;
    if (taken.some((one) => at < one.end && end > one.at)) continue;
    if (isJoined(text, at, end)) continue;
    const code = token.toUpperCase();
    const fitting = CODE_FORMS.filter(({ shape, holds }) => shape.test(code) && (holds?.(code) ?? true));
    if (fitting.length === 0) continue;
    effort.left -= 1;
    const isListed: boolean = last !== null && end - last.end < 64 && isList(text.slice(last.end, at));
    const form: CodeForm | null =
      isListed && fitting.includes(last!.form) ? last!.form : meant(fitting, text, at, end, token);
    if (!form) continue;
    last = { form, end };
    found.push({ kind: form.kind, key: `${form.kind}:${code}`, text: code, issuer: form.issuer, at, end });
  }
  return found;
}

/** Whole words that hold a digit, and the parts between their dots: a sentence may end at a code without a space. */
function* tokensOf(text: string): Generator<{ token: string; at: number }> {
  for (const { token, at: from } of wordsWithDigits(text)) {
    const whole = token.length <= LONGEST && CODE_FORMS.some(({ shape }) => shape.test(token.toUpperCase()));
    if (whole || !token.includes('.')) {
      if (token.length <= LONGEST) yield { token, at: from };
      continue;
    }
    let at = from;
    for (const part of token.split('.')) {
      if (part.length >= SHORTEST && part.length <= LONGEST) yield { token: part, at };
      at += part.length + 1;
    }
  }
}

const DIGIT = /\d/g;
const MARK = /^[.-]$/;

/** From one digit to the ends of its word, then on from there: each character is looked at twice at most. */
function* wordsWithDigits(text: string): Generator<{ token: string; at: number }> {
  let from = 0;
  const next = () => {
    DIGIT.lastIndex = from;
    return DIGIT.exec(text)?.index ?? -1;
  };
  for (let digit = next(); digit >= 0; digit = next()) {
    let at = digit;
    let end = digit + 1;
    while (at > from && isOfCode(text.charCodeAt(at - 1))) at -= 1;
    while (end < text.length && isOfCode(text.charCodeAt(end))) end += 1;
    from = end;
    while (at < end && MARK.test(text[at]!)) at += 1;
    while (end > at && MARK.test(text[end - 1]!)) end -= 1;
    if (end - at >= SHORTEST) yield { token: text.slice(at, end), at };
  }
}

/** A-Z, a-z, 0-9, a dot or a hyphen. */
function isOfCode(unit: number): boolean {
  return (
    (unit >= 48 && unit <= 57) ||
    (unit >= 65 && unit <= 90) ||
    (unit >= 97 && unit <= 122) ||
    unit === 45 ||
    unit === 46
  );
}

/** Part of a longer word, of a handle or of an address. */
function isJoined(text: string, at: number, end: number): boolean {
  return /[\p{L}\p{N}_@]/u.test(text[at - 1] ?? ' ') || /[\p{L}\p{N}_@]/u.test(text[end] ?? ' ');
}

const isList = (between: string): boolean => between.length <= LIST_MAX && LIST.test(between);

/** The first form whose words stand beside the code. */
function meant(
  fitting: readonly CodeForm[],
  text: string,
  at: number,
  end: number,
  token: string,
): CodeForm | null {
  const sure = fitting.find(({ needs }) => needs === 'nothing');
  // In small letters it may be a word that happens to fit.
  if (sure && token === token.toUpperCase()) return sure;
  const beside = besideOf(text, at, end);
  const other = nearest(OTHER_WORDS, beside);
  return fitting.find((form) => isNamed(form, beside, other, text.slice(Math.max(0, at - 3), at))) ?? null;
}

function isNamed(form: CodeForm, beside: Beside, other: number, join: string): boolean {
  const names = ISSUER_WORDS[form.issuer] ?? [];
  const named = nearest(names, beside);
  const kind = nearest(KIND_WORDS[form.kind], beside);
  const isBehind = follows(names, beside);
  switch (form.needs) {
    case 'nothing':
      return Math.min(named, kind) < other;
    case 'issuer':
      return named < other || (isBehind && other === Number.POSITIVE_INFINITY);
    case 'code': {
      const told = nearest(CODE_WORDS, beside) < other || /[:#]\s*$/.test(join);
      return told && (named < other || isBehind);
    }
    case 'kind':
      return kind < other;
    case 'title':
      return nearest(TITLE_WORDS[form.kind], beside) <= TITLE_GAP;
  }
}
