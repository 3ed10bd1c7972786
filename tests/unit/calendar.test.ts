import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { calendarOf } from '../../lib/domain/calendar.ts';
import { dueAtInstant, dueAtWall } from '../../lib/domain/due.ts';
import type { Thread } from '../../lib/domain/entities.ts';
import { customer, NOW, reminder } from '../gallery/sample.ts';

const thread: Thread = {
  site: 'gmail',
  id: 't-1',
  url: 'https://mail.google.com/mail/u/0/#inbox/t-1',
  subject: 'Hỏi giá; gấp, nhé',
};
const rowOf = (title: string, at: number, name: string | null = null) => ({
  reminder: { ...reminder('r1', name === null ? null : 'c1', title, at, thread), draft: 'Dạ, em gửi; ạ' },
  customer: name === null ? null : customer('c1', name),
});

/** What an independent reader of calendars makes of the file. */
function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents('vevent').map((entry) => ({
    event: new ICAL.Event(entry),
    alarms: entry.getAllSubcomponents('valarm'),
    entry,
  }));
}

const octets = (line: string) => new TextEncoder().encode(line).length;

describe('the calendar file', () => {
  it('rings at the very instant, whatever zone the reminder was set in', () => {
    for (const zone of ['Asia/Ho_Chi_Minh', 'Europe/Berlin', 'America/Sao_Paulo', 'Asia/Kathmandu']) {
      const due = dueAtWall('2026-03-29T02:30', zone);
      const row = rowOf('gọi lại', 0);
      const [found] = read(calendarOf([{ ...row, reminder: { ...row.reminder, due } }], NOW, 'Beside'));
      expect(found?.event.startDate.zone.tzid).toBe('UTC');
      expect(found?.event.startDate.toJSDate().getTime()).toBe(due.at);
      expect(found?.alarms).toHaveLength(1);
      const trigger = found?.alarms[0]?.getFirstPropertyValue('trigger') as ICAL.Duration;
      expect(trigger.toSeconds()).toBe(0);
    }
  });

  it('names the customer, the thread and what to write, with every letter and mark', () => {
    const [found] = read(
      calendarOf([rowOf('Gửi mẫu; 2 bộ, size S\\M', NOW, 'Nguyễn Thị Lan')], NOW, 'Beside'),
    );
    expect(found?.event.summary).toBe('Gửi mẫu; 2 bộ, size S\\M · Nguyễn Thị Lan');
    expect(found?.event.description).toBe(`${thread.subject}\nDạ, em gửi; ạ\n${thread.url}`);
    expect(found?.entry.getFirstPropertyValue('url')).toBe(thread.url);
    expect(found?.event.uid).toBe('r1@beside.invalid');
  });

  it('moves the same entry when the reminder was moved', () => {
    const row = rowOf('gọi lại', NOW);
    const moved = {
      ...row,
      reminder: { ...row.reminder, moved: 2, due: dueAtInstant(NOW + 3_600_000, 'UTC') },
    };
    const [before] = read(calendarOf([row], NOW, 'Beside'));
    const [after] = read(calendarOf([moved], NOW, 'Beside'));
    expect(after?.event.uid).toBe(before?.event.uid);
    expect(after?.event.sequence).toBeGreaterThan(before?.event.sequence ?? 0);
  });

  it('is made of lines of at most 75 octets that end with CR LF, and reads back whole', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }).map((words) =>
      // What a book holds: no control characters but line ends.
      words.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/g, ''),
    );
    const vietnamese = fc
      .constantFrom('Đặt áo dài cưới, giao trước 28/11; nhớ cọc 50 % 🌸👩‍👩‍👧', 'a\\nb\\\\;,')
      .map((one) => one.repeat(4));
    fc.assert(
      fc.property(fc.oneof(text, vietnamese), fc.oneof(text, vietnamese), (title, name) => {
        const file = calendarOf([rowOf(title, NOW, name || 'x')], NOW, name);
        expect(file.endsWith('\r\n')).toBe(true);
        expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        for (const line of file.split('\r\n')) {
          expect(octets(line)).toBeLessThanOrEqual(75);
          expect(line.isWellFormed()).toBe(true);
        }
        const [found] = read(file);
        const shown = name || 'x';
        expect(found?.event.summary).toBe(title.includes(shown) ? title : `${title} · ${shown}`);
      }),
      { seed: 20261123, numRuns: 200 },
    );
  });

  it('writes a series out for a year, by the clock of its zone and by the moon', () => {
    const zone = 'Europe/Berlin';
    const due = { ...dueAtWall('2026-11-24T09:00', zone), of: '2026-11-24' };
    const base = {
      ...{ kind: 'every' as const, unit: 'month' as const, step: 1, calendar: 'solar' as const },
      ...{ day: 24, month: 11, time: '09:00', ahead: 0 },
    };
    const row = rowOf('gọi', 0);
    const startsOf = (rule: typeof base) => {
      const file = calendarOf([{ ...row, reminder: { ...row.reminder, due, rule } }], NOW, 'Beside');
      const events = read(file);
      expect(new Set(events.map(({ event }) => event.uid)).size).toBe(events.length);
      return events.map(({ event }) => event.startDate.toJSDate());
    };
    const wall = (at: Date) => at.toLocaleString('sv-SE', { timeZone: zone });
    const months = startsOf(base).map(wall);
    expect(months).toHaveLength(13);
    expect(months.slice(0, 6)).toEqual(
      ['2026-11-24', '2026-12-24', '2027-01-24', '2027-02-24', '2027-03-24', '2027-04-24'].map(
        (day) => `${day} 09:00:00`,
      ),
    );
    // The first days of the lunar months after 24 November 2026, as printed calendars have them.
    const moons = startsOf({ ...base, calendar: 'lunar' as never, day: 1 }).map((at) =>
      wall(at).slice(0, 10),
    );
    expect(moons.slice(1, 5)).toEqual(['2026-12-09', '2027-01-08', '2027-02-06', '2027-03-08']);
    expect(startsOf({ ...base, unit: 'day' as never })).toHaveLength(60);
  });

  it('of nothing is a calendar still', () => {
    expect(read(calendarOf([], NOW, 'Beside'))).toEqual([]);
  });

  it('takes no address that would break a line', () => {
    const row = rowOf('x', NOW);
    const odd = { ...thread, url: 'https://example.test/\r\nATTENDEE:x' };
    const file = calendarOf([{ ...row, reminder: { ...row.reminder, thread: odd } }], NOW, 'Beside');
    expect(file).not.toMatch(/^(URL|ATTENDEE)/m);
    expect(read(file)).toHaveLength(1);
  });
});
