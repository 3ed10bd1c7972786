import { describe, expect, it } from 'vitest';
import { FAILURE_CODES } from '../../lib/domain/failure.ts';
import { createFormat, daysBetween, writePhone } from '../../lib/domain/format.ts';
import { chooseLanguage, createText, failureKey } from '../../lib/domain/text.ts';
import en from '../../public/_locales/en/messages.json' with { type: 'json' };
import vi from '../../public/_locales/vi/messages.json' with { type: 'json' };

const ZONE = 'Asia/Ho_Chi_Minh';
const NOW = Date.UTC(2026, 10, 23, 3, 32);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const viFormat = createFormat('vi', ZONE, createText('vi'));
const enFormat = createFormat('en', ZONE, createText('en'));
/** Narrow and plain no-break spaces differ between versions of the language data. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('the words', () => {
  it('are the same keys in both languages, and none is empty', () => {
    expect(Object.keys(vi).toSorted()).toEqual(Object.keys(en).toSorted());
    for (const [key, { message }] of [...Object.entries(vi), ...Object.entries(en)]) {
      expect(message.trim(), key).not.toBe('');
    }
  });

  it('ask for the same parameters in both languages', () => {
    const names = (message: string) =>
      [...new Set([...message.matchAll(/\{(\w+)/g)].map((one) => one[1]))].toSorted();
    for (const key of Object.keys(en) as (keyof typeof en)[]) {
      expect(names(vi[key].message), key).toEqual(names(en[key].message));
    }
  });

  it('never shout', () => {
    for (const [key, { message }] of [...Object.entries(vi), ...Object.entries(en)]) {
      expect(message, key).not.toContain('!');
    }
  });

  it('have a sentence for each failure', () => {
    for (const code of FAILURE_CODES) {
      for (const language of ['vi', 'en'] as const) {
        expect(createText(language)(failureKey(code)), code).toMatch(/\.$/);
      }
    }
  });

  it('fill parameters, choose one or many, and leave a forgotten parameter to be seen', () => {
    const t = createText('en');
    expect(t('log_new', { count: 1 })).toBe('Log 1 new message');
    expect(t('log_new', { count: 2 })).toBe('Log 2 new messages');
    expect(createText('vi')('log_new', { count: 1 })).toBe('Ghi 1 tin mới');
    expect(t('logged')).toBe('Logged {time}');
  });

  it('put text in as it is, also when it looks like a parameter or a replacement pattern', () => {
    expect(createText('en')('linked', { name: '{name} $& <b>' })).toBe('Linked to {name} $& <b>.');
  });

  it('speak the language that was chosen, else the first of the browser that we have', () => {
    expect(chooseLanguage('vi', ['en-US'])).toBe('vi');
    expect(chooseLanguage('auto', ['fr-FR', 'vi-VN', 'en'])).toBe('vi');
    expect(chooseLanguage('auto', ['fr'])).toBe('en');
    expect(chooseLanguage('auto', [])).toBe('en');
  });
});

describe('times', () => {
  it('are as short as is clear', () => {
    expect(viFormat.moment(NOW, NOW)).toBe('hôm nay 10:32');
    expect(viFormat.moment(NOW + DAY, NOW)).toBe('mai 10:32');
    expect(viFormat.moment(NOW - DAY, NOW)).toBe('hôm qua 10:32');
    expect(viFormat.moment(NOW + 7 * DAY, NOW)).toBe('thứ 2 30/11, 10:32');
    expect(enFormat.moment(NOW + 7 * DAY, NOW)).toBe('Mon 30/11, 10:32');
    expect(viFormat.day(NOW - 40 * DAY, NOW)).toBe('14/10');
    expect(viFormat.day(NOW - 400 * DAY, NOW)).toBe('19/10/2025');
  });

  it('count days by the clock of the zone, not by 24 hours', () => {
    const late = Date.UTC(2026, 10, 23, 16, 50); // 23:50 in the zone
    expect(daysBetween(late, late + 20 * 60_000, ZONE)).toBe(1);
    expect(daysBetween(late, late - 23 * HOUR, ZONE)).toBe(0);
    expect(daysBetween(Date.UTC(2026, 2, 29, 0), Date.UTC(2026, 2, 29, 22, 30), 'Europe/Berlin')).toBe(1);
  });

  it('tell how long ago', () => {
    expect(viFormat.ago(NOW - 20_000, NOW)).toBe('vừa xong');
    expect(viFormat.ago(NOW - 3 * HOUR, NOW)).toBe('3 giờ trước');
    expect(enFormat.ago(NOW - HOUR, NOW)).toBe('1 hour ago');
    expect(enFormat.span(90 * DAY)).toBe('2 months');
    expect(enFormat.span(-5)).toBe('1 minute');
  });
});

describe('money, numbers and handles', () => {
  it('follow the language', () => {
    expect(plain(viFormat.money(1_250_000, 'VND'))).toBe('1.250.000 ₫');
    expect(plain(enFormat.money(1_250_000, 'VND'))).toBe('₫1,250,000');
    expect(viFormat.count(100_000)).toBe('100.000');
  });

  it('print a bare number where the currency is unknown', () => {
    expect(viFormat.money(1200.5, '')).toBe('1.200,5');
    expect(viFormat.money(10, 'not one')).toBe('10');
  });

  it('write phones as people do', () => {
    expect(writePhone('+84912345678', 'vi')).toBe('0912 345 678');
    expect(writePhone('+84912345678', 'en')).toBe('+84 912 345 678');
    expect(writePhone('113', 'vi')).toBe('113');
  });

  it('show an identity without its scheme, or with the name of its channel', () => {
    expect(viFormat.handle('email:lan@example.com')).toBe('lan@example.com');
    expect(viFormat.handle('tel:+84912345678')).toBe('0912 345 678');
    expect(viFormat.handle('telegram:123')).toBe('Telegram 123');
    expect(viFormat.handle('some-shop:a:b')).toBe('some-shop a:b');
  });
});
