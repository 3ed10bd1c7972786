import { type CountryCode, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/**
 * The one form of every handle: two pages that write the same person's address or number differently must give the
 * same key. Runs in the background and in imports; the content script sends handles as the page has them.
 */

/** Same as CAPS.identity; a longer handle is refused, because two long ones could be cut to the same key. */
const MAX = 320;
/** What keys look like everywhere in the book: the pattern of `key` in entities.ts (a test compares them). */
const KEY = /^[a-z][a-z0-9-]*:.+$/;
/** Control, direction, zero-width and filler characters: pages put them into numbers, nobody sees them. */
const INVISIBLE = /[\p{Cc}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * `scheme:value` in its one form, or null where it names nobody for certain.
 *
 * - `email:` lower-cased; anything that is not an address is refused.
 * - `tel:` as E.164. Numbers without a country code are read as numbers of `region`.
 * - `telegram:` a user's id or `@name`; the negative ids of groups and channels are refused: a group is never a
 *   customer.
 * - `woocommerce:host:customer:id`; id 0 is a guest and is refused.
 * - `shopee:vn:name`, `tiktok:vn:name`, `ebay:name`, `etsy:name` in lower case, a missing country is `region`; `l***n`
 *   and names of several words are refused.
 * - `instagram:` the username in lower case, without its @.
 * - `linkedin:` a profile's name in lower case, or a member id as it is.
 * - any other scheme is kept as it is, trimmed.
 *
 * @param region ISO 3166 country of the seller; an unknown one counts as none. Never throws.
 */
export function normaliseIdentity(raw: string, region = 'VN'): string | null {
  // Cheap refusal before any pattern runs over a megabyte from a page.
  if (raw.length > MAX * 4 || !raw.isWellFormed()) return null;
  const text = raw.normalize('NFC').replace(/\s+/g, ' ').replace(INVISIBLE, '').trim();
  const colon = text.indexOf(':');
  if (colon < 1) return null;
  const scheme = text.slice(0, colon).trim().toLowerCase();
  const value = normaliseValue(scheme, text.slice(colon + 1).trim(), region);
  if (value === null) return null;
  const key = `${scheme}:${value}`;
  return key.length <= MAX && KEY.test(key) ? key : null;
}

function normaliseValue(scheme: string, value: string, region: string): string | null {
  switch (scheme) {
    case 'email':
      return normaliseEmail(value);
    case 'tel':
      return normalisePhone(value, region);
    case 'telegram':
      return normaliseTelegram(value);
    case 'woocommerce':
      return normaliseShopCustomer(value);
    case 'shopee':
    case 'tiktok':
      return normaliseUsername(/^[a-z]{2}:/i.test(value) ? value : `${region}:${value}`);
    case 'ebay':
    case 'etsy':
      return normaliseUsername(value);
    case 'instagram':
      return /^[a-z0-9._]{1,30}$/.exec(value.replace(/^@/, '').toLowerCase())?.[0] ?? null;
    case 'linkedin':
      return normaliseProfile(value);
    default:
      return value === '' ? null : value;
  }
}

/** Lengths from RFC 5321: 64 before the @, 254 in all. Quoted local parts are refused: no inbox shows them. */
function normaliseEmail(value: string): string | null {
  const address = value.toLowerCase();
  const found = /^([^\s@<>()[\]\\,;:"]{1,64})@([^\s@<>()[\]\\,;:"/]+)$/.exec(address);
  if (!found || address.length > 254) return null;
  const [, local = '', domain = ''] = found;
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) return null;
  const labels = domain.split('.');
  const good = labels.every((label) =>
    /^[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u.test(label),
  );
  // A last label of digits alone would be an IP address.
  return good && labels.length > 1 && /\D/.test(labels.at(-1) ?? '') ? address : null;
}

/** `ext. 5`, `máy lẻ 5`, `;ext=5`: the number is the company's, the rest is a desk in it. */
const EXTENSION = /(?:[;,]?\s*(?:ext(?:ension)?|máy lẻ|nhánh|x|#)\s*[.:=]?\s*)\d{1,6}\s*$/iu;
/** Words around a number: `ĐT: 0912…`, `0912… (chị Lan)`. Words inside it make it no number. */
const WORDS_BEFORE = /^[\p{L}\p{M}\s.:(]+(?=[\p{Nd}+(])/u;
const WORDS_AFTER = /[\s(]*\p{L}[\p{L}\p{M}\s.:)]*$/u;

/** Ten digits as most Vietnamese sheets write a mobile number, with or without marks between them. */
const MOBILE = /^0[35789](?:[ .-]?\d){8}$/;
/** Whether numbers that begin so are given out, by their first five digits: those behind never decide. */
const mobiles = new Map<string, boolean>();

/**
 * The common case of a sheet with a hundred thousand numbers, without parsing each of them: what the parser said of one
 * number holds for all that begin as it does. Null for everything else.
 */
function commonMobile(value: string, region: string): string | null {
  if (region !== 'VN' || !MOBILE.test(value)) return null;
  const digits = value.length === 10 ? value : value.replace(/\D/g, '');
  const begin = digits.slice(0, 5);
  let good = mobiles.get(begin);
  if (good === undefined) {
    good = readPhone(digits, region) !== null;
    mobiles.set(begin, good);
  }
  return good ? `+84${digits.slice(1)}` : null;
}

function normalisePhone(value: string, region: string): string | null {
  const common = commonMobile(value, region);
  if (common !== null) return common;
  const bare = value.replace(EXTENSION, '').replace(WORDS_BEFORE, '').replace(WORDS_AFTER, '');
  // Two numbers in one field name nobody for certain, and neither does a number with words inside.
  if (!/^[\p{Nd}\s+().\-‐‑–—·/]+$/u.test(bare)) return null;
  const digits = bare.replace(/[^\p{Nd}+]/gu, '');
  return readPhone(digits, region) ?? (digits.startsWith('+') ? null : readPhone(`+${digits}`, region, 'VN'));
}

/** @param only when given, a number of another country counts as none. */
function readPhone(digits: string, region: string, only?: string): string | null {
  const number = parse(digits, region);
  if (!number || (only && number.country !== only)) return null;
  // Number plans grow faster than this table: a number that says its country is believed when its length fits.
  const good = digits.startsWith('+') && !only ? number.isPossible() : number.isValid();
  return good ? number.number : null;
}

function parse(digits: string, region: string): PhoneNumber | null {
  try {
    return parsePhoneNumberFromString(digits, region as CountryCode) ?? null;
  } catch {
    // An unknown region: only numbers that carry their country code can be read.
    return parsePhoneNumberFromString(digits) ?? null;
  }
}

/** User ids are positive; names are 4 to 32 of a-z, 0-9 and _ (Telegram's own rule is 5, older names are shorter). */
function normaliseTelegram(value: string): string | null {
  if (/^[1-9]\d{0,19}$/.test(value)) return value;
  const name = /^@([a-z][a-z0-9_]{3,31})$/i.exec(value)?.[1];
  return name ? `@${name.toLowerCase()}` : null;
}

/** Markets tell usernames apart without case, and mask them on pages that are not for everyone's eyes. */
function normaliseUsername(value: string): string | null {
  return /^(?:[a-z]{2}:)?[^\s*…:]+$/iu.test(value) ? value.toLowerCase() : null;
}

/** A profile's name in its address. The member ids that stand there instead (`ACoAA…`) tell capitals apart. */
function normaliseProfile(value: string): string | null {
  if (/[\s/?#]/.test(value) || value === '') return null;
  return /^A[A-Z][a-z]AA[\w-]{8,}$/.test(value) ? value : value.toLowerCase();
}

function normaliseShopCustomer(value: string): string | null {
  const found = /^([^\s/:@]+|\[[0-9a-f:.]+\])(:\d{1,5})?:customer:([1-9]\d{0,19})$/i.exec(value);
  if (!found) return null;
  const [, host = '', port = '', id = ''] = found;
  return `${host.toLowerCase()}${port}:customer:${id}`;
}

export interface KeyDescription {
  /** `email`, `phone`, `telegram`, `woocommerce`, …: what the handle is reached by. */
  channel: string;
  /** The handle without its scheme, as a person would write it. */
  label: string;
}

/** How to show a key. The panel writes phone numbers by language; here they stay in their international form. */
export function describeKey(key: string): KeyDescription {
  const colon = key.indexOf(':');
  if (colon < 1) return { channel: '', label: key };
  const scheme = key.slice(0, colon);
  const value = key.slice(colon + 1);
  if (scheme === 'tel') return { channel: 'phone', label: value };
  const shop = scheme === 'woocommerce' ? /^(.+):customer:(\d+)$/.exec(value) : null;
  return { channel: scheme, label: shop ? `${shop[1]} #${shop[2]}` : value };
}

/** `email:a@mail.b.vn` → `mail.b.vn`; null for every other key. */
export function emailDomain(key: string): string | null {
  if (!key.startsWith('email:')) return null;
  const at = key.lastIndexOf('@');
  return at > 0 && at < key.length - 1 ? key.slice(at + 1) : null;
}
