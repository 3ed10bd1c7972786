import { isTaught, taughtHost } from './taught.ts';
import type { Language, Text } from './text.ts';
import { knownKey } from './text.ts';

/**
 * Dates, money and handles as people of each language write them. Formatters are kept: making one costs more than a
 * hundred uses of it.
 */
const LOCALE: Record<Language, string> = { vi: 'vi-VN', en: 'en-GB' };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Farther than any date that is told by its weekday, in milliseconds. */
const FAR = 15 * 86_400_000;

const dateFormats = new Map<string, Intl.DateTimeFormat>();
function dateFormat(
  language: Language,
  zone: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const name = `${language} ${zone} ${JSON.stringify(options)}`;
  let format = dateFormats.get(name);
  if (!format) {
    format = new Intl.DateTimeFormat(LOCALE[language], { ...options, timeZone: zone });
    dateFormats.set(name, format);
  }
  return format;
}

const numberFormats = new Map<string, Intl.NumberFormat>();
function numberFormat(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const name = `${language} ${JSON.stringify(options)}`;
  let format = numberFormats.get(name);
  if (!format) {
    format = new Intl.NumberFormat(LOCALE[language], options);
    numberFormats.set(name, format);
  }
  return format;
}

export interface Format {
  /** `10:32`. @param at milliseconds since 1970, as everywhere here. */
  clock(at: number): string;
  /** `hôm nay`, `mai`, `thứ Hai 30/11`, `30/11/2025`: as short as is still clear on the day of `now`. */
  day(at: number, now: number): string;
  /** A whole date, `30/11/2025`. @param day `2025-11-30`. */
  date(day: string): string;
  /** Day and time: `mai 9:00`. */
  moment(at: number, now: number): string;
  /** The whole date, for titles: `Thứ Hai, 30 tháng 11, 2026 lúc 09:00`. */
  exact(at: number): string;
  /** How long: `3 giờ`, `5 ngày`. @param ms a length of time, not an instant. */
  span(ms: number): string;
  /** How long ago, or `vừa xong`. */
  ago(at: number, now: number): string;
  /** @param currency ISO 4217; '' or an unknown code prints the bare number. */
  money(amount: number, currency: string): string;
  /** 1,234 customers. */
  count(value: number): string;
  /** Bytes in the largest unit that leaves a whole number: `12 KB`. */
  size(bytes: number): string;
  /** An identity key as a person would write it: `email:a@b.vn` → `a@b.vn`, `tel:+84912345678` → `0912 345 678`. */
  handle(key: string): string;
  /** The channel or site by its own name; an unknown id is shown as it is. */
  place(id: string): string;
  /** An order's status in words, `on-hold`; one that no shop of ours knows stays as the page says it. */
  orderStatus(status: string): string;
}

/** Calendar days from the day of `from` to the day of `to` in that zone. */
export function daysBetween(from: number, to: number, zone: string): number {
  const day = (ms: number) =>
    Temporal.Instant.fromEpochMilliseconds(Math.round(ms)).toZonedDateTimeISO(zone).toPlainDate();
  return day(from).until(day(to), { largestUnit: 'days' }).days;
}

/** Vietnamese numbers are written with a leading 0 at home; others keep their country code. */
export function writePhone(e164: string, language: Language): string {
  const local = /^\+84(\d{2})(\d{3})(\d{4})$/.exec(e164);
  if (local) {
    const [, area, middle, end] = local;
    const digits = `${area}${middle}${end}`;
    const groups = `${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}`;
    return language === 'vi' ? `0${groups}` : `+84 ${groups}`;
  }
  const foreign = /^\+(\d{1,3})(\d{3})(\d{3,4})(\d{3,4})$/.exec(e164);
  return foreign ? `+${foreign.slice(1).join(' ')}` : e164;
}

const UNITS = [
  ['byte', 1],
  ['kilobyte', 1e3],
  ['megabyte', 1e6],
  ['gigabyte', 1e9],
] as const;

export function createFormat(language: Language, zone: string, t: Text): Format {
  /** Looked up once: a card writes some thirty times, and each look-up costs as much as the writing. */
  const written = (options: Intl.DateTimeFormatOptions) => {
    let format: Intl.DateTimeFormat | null = null;
    return (at: number): string => {
      format ??= dateFormat(language, zone, options);
      return format.format(at);
    };
  };
  const clock = written({ hour: language === 'vi' ? 'numeric' : '2-digit', minute: '2-digit' });
  const exact = written({ dateStyle: 'full', timeStyle: 'short' });
  const yearOf = written({ year: 'numeric' });
  const wholeDate = written({ day: 'numeric', month: 'numeric', year: 'numeric' });
  const shortDate = written({ day: 'numeric', month: 'numeric' });
  const weekdayOf = written({ weekday: 'short' });
  /** Calendar days from now; what is far away is not counted, because nothing is said of it but the date. */
  const distanceOf = (at: number, now: number): number =>
    Math.abs(at - now) > FAR ? Number.POSITIVE_INFINITY : daysBetween(now, at, zone);
  let thisYear = { now: Number.NaN, year: '' };
  const isThisYear = (at: number, now: number): boolean => {
    if (thisYear.now !== now) thisYear = { now, year: yearOf(now) };
    return yearOf(at) === thisYear.year;
  };

  const dayAt = (at: number, now: number, distance: number): string => {
    if (distance === 0) return t('day_today');
    if (distance === 1) return t('day_tomorrow');
    if (distance === -1) return t('day_yesterday');
    if (!isThisYear(at, now)) return wholeDate(at);
    if (Math.abs(distance) > 13) return shortDate(at);
    const weekday = weekdayOf(at);
    // "Thứ 2" is written small inside a line; "CN" (Sunday) stays as it is.
    return `${language === 'vi' ? weekday.replace('Thứ', 'thứ') : weekday} ${shortDate(at)}`;
  };
  const day = (at: number, now: number) => dayAt(at, now, distanceOf(at, now));

  const span = (ms: number): string => {
    const long = Math.max(0, ms);
    if (long < HOUR) return t('span_minutes', { count: Math.max(1, Math.floor(long / MINUTE)) });
    if (long < DAY) return t('span_hours', { count: Math.floor(long / HOUR) });
    if (long < 60 * DAY) return t('span_days', { count: Math.floor(long / DAY) });
    if (long < 730 * DAY) return t('span_months', { count: Math.floor(long / (30.44 * DAY)) });
    return t('span_years', { count: Math.floor(long / (365.25 * DAY)) });
  };

  const place = (id: string): string => {
    const key = knownKey(`place_${id.replaceAll('-', '_')}`);
    if (key) return t(key);
    return isTaught(id) ? taughtHost(id) : id;
  };

  const orderStatus = (status: string): string => {
    const key = knownKey(`order_status_${status.replaceAll('-', '_')}`);
    return key ? t(key) : status;
  };

  return {
    clock,
    day,
    date: (iso) => {
      const options = { day: 'numeric', month: 'numeric', year: 'numeric' } as const;
      return dateFormat(language, 'UTC', options).format(Date.parse(`${iso}T12:00Z`));
    },
    moment(at, now) {
      const distance = distanceOf(at, now);
      return `${dayAt(at, now, distance)}${Math.abs(distance) > 1 ? ', ' : ' '}${clock(at)}`;
    },
    exact,
    span,
    ago: (at, now) => (now - at < MINUTE ? t('ago_now') : t('ago', { span: span(now - at) })),
    money: (amount, currency) => {
      if (!/^[A-Z]{3}$/.test(currency))
        return numberFormat(language, { maximumFractionDigits: 2 }).format(amount);
      return numberFormat(language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(
        amount,
      );
    },
    count: (value) => numberFormat(language, {}).format(value),
    size: (bytes) => {
      const unit = UNITS[bytes < 1e3 ? 0 : bytes < 1e6 ? 1 : bytes < 1e9 ? 2 : 3];
      const [name, of] = unit ?? UNITS[0];
      return numberFormat(language, { style: 'unit', unit: name, maximumFractionDigits: 1 }).format(
        bytes / of,
      );
    },
    handle: (key) => {
      const colon = key.indexOf(':');
      const scheme = key.slice(0, colon);
      const value = key.slice(colon + 1);
      if (scheme === 'email') return value;
      if (scheme === 'tel') return writePhone(value, language);
      if (scheme === 'order' || scheme === 'parcel') return t(`handle_${scheme}`, { code: value });
      const shop = /^(.+):customer:(.+)$/.exec(value);
      if (shop) return `${place(scheme)} #${shop[2]} · ${shop[1]}`;
      return `${place(scheme)} ${value}`;
    },
    place,
    orderStatus,
  };
}
