import { describe, expect, it } from 'vitest';
import { parseWhen } from '../../lib/domain/when.ts';

/** Monday 23 November 2026, 10:00 in Ho Chi Minh City: the fifteenth of the tenth lunar month. Tết is on 6 February. */
const ZONE = 'Asia/Ho_Chi_Minh';
const NOW = Date.UTC(2026, 10, 23, 3, 0, 0);
const when = (text: string, now = NOW, zone = ZONE) => parseWhen(text, { now, zone, language: 'vi' });
const wall = (text: string, now = NOW, zone = ZONE) => {
  const found = when(text, now, zone);
  return found && `${found.sure ? '' : '?'}${found.due.wall}`;
};
const bare = (text: string) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');

const PHRASES: [string, string][] = [
  // A day of the month may be meant by either calendar: shown first.
  ['mùng 5', '?2026-12-13T09:00'],
  ['mồng 5', '?2026-12-13T09:00'],
  ['mùng một', '?2026-12-09T09:00'],
  ['8h sáng mùng 5', '?2026-12-13T08:00'],
  ['mùng 5 tháng 10', '?2027-11-02T09:00'],
  ['mùng 5 âm', '2026-12-13T09:00'],
  ['mùng 5 tháng 10 âm lịch', '2027-11-02T09:00'],
  ['mùng 5 dương', '2026-12-05T09:00'],
  // Feasts of the solar calendar are said with it all the same.
  ['mùng 8 tháng 3', '2027-03-08T09:00'],
  ['mùng 2/9', '2027-09-02T09:00'],
  ['rằm', '2026-12-23T09:00'],
  ['tối rằm', '2026-11-23T20:00'],
  ['rằm này', '2026-12-23T09:00'],
  ['rằm tháng sau', '2026-12-23T09:00'],
  ['rằm tháng 7', '2027-08-16T09:00'],
  ['rằm tháng giêng', '2027-02-20T09:00'],
  ['ngày rằm', '2026-12-23T09:00'],
  // Around Tết.
  ['mùng 3 Tết', '2027-02-08T09:00'],
  ['28 Tết', '2027-02-04T09:00'],
  // The twelfth month has 29 days this time.
  ['30 Tết', '2027-02-05T09:00'],
  ['giao thừa', '2027-02-05T09:00'],
  ['23 tháng chạp', '2027-01-30T09:00'],
  ['cuối tháng chạp', '2027-02-05T09:00'],
  ['trước Tết', '?2027-01-30T09:00'],
  ['giáp Tết', '?2027-01-30T09:00'],
  ['3 ngày trước Tết', '2027-02-03T09:00'],
  ['trước Tết 2 tuần', '2027-01-23T09:00'],
  ['vào Tết', '?2027-02-06T09:00'],
  ['sau Tết', '?2027-02-11T09:00'],
  ['ra Tết', '?2027-02-11T09:00'],
  ['ra giêng', '?2027-02-15T09:00'],
  ['tháng giêng', '?2027-02-06T09:00'],
  ['after Tet', '?2027-02-11T09:00'],
  // With the calendar's name.
  ['20/10 âm lịch', '2026-11-28T09:00'],
  ['20/10 âm', '2026-11-28T09:00'],
  ['ngày 20 tháng 10 âm', '2026-11-28T09:00'],
  ['âm lịch 20/10', '2026-11-28T09:00'],
  ['20/11/2027 âm lịch', '2027-12-17T09:00'],
  ['ngày 20 âm', '2026-11-28T09:00'],
  ['cuối năm âm lịch', '2027-02-05T09:00'],
  ['trung thu', '?2027-09-15T09:00'],
  ['giỗ tổ', '?2027-04-16T09:00'],
];

describe('days of the lunar calendar', () => {
  it.each(PHRASES)('%s', (text, meant) => {
    expect(wall(text)).toBe(meant);
    expect(when(text)?.rest).toBe('');
  });

  // `20/10 am` may be a morning.
  it.each(PHRASES.filter(([text]) => !/âm$/.test(text)))('%s, without marks', (text, meant) => {
    expect(wall(bare(text))).toBe(meant);
  });

  it.each<[string, string, string]>([
    ['mùng 5 gửi mẫu cho Lan', 'gửi mẫu cho Lan', '2026-12-13T09:00'],
    ['nhập hàng trước rằm', 'nhập hàng', '2026-12-23T09:00'],
    ['ra giêng gọi lại chị Lan', 'gọi lại chị Lan', '2027-02-15T09:00'],
    ['gửi bánh trung thu mai', 'gửi bánh trung thu', '2026-11-24T09:00'],
    ['gửi quà Tết mai', 'gửi quà Tết', '2026-11-24T09:00'],
    ['gửi lịch âm mai', 'gửi lịch âm', '2026-11-24T09:00'],
    ['em mong 2 hôm nữa có hàng', 'em mong có hàng', '2026-11-25T09:00'],
  ])('%s', (text, rest, due) => {
    const found = when(text);
    expect([found?.rest, found?.due.wall]).toEqual([rest, due]);
  });

  it('is Vietnam’s, not China’s: Tết 2030 is a day earlier', () => {
    const now = Date.UTC(2030, 0, 20, 3);
    expect(wall('mùng 1 Tết', now)).toBe('2030-02-02T09:00');
  });

  it('finds the rằm of a leap month too', () => {
    // 2025 had the sixth month twice.
    expect(wall('rằm', Date.UTC(2025, 6, 26, 3))).toBe('2025-08-08T09:00');
    expect(wall('rằm tháng 6', Date.UTC(2025, 5, 1, 3))).toBe('2025-07-09T09:00');
  });

  it('comes as late before Tết as there is time', () => {
    expect(wall('trước Tết', Date.UTC(2027, 1, 2, 3))).toBe('?2027-02-03T09:00');
    expect(wall('trước Tết', Date.UTC(2027, 1, 4, 3))).toBe('?2027-02-05T09:00');
  });

  it('keeps the seller’s wall clock in another zone', () => {
    expect(wall('rằm 8h', NOW, 'America/New_York')).toBe('2026-11-23T08:00');
    expect(wall('mùng 3 Tết 8h', NOW, 'Europe/Berlin')).toBe('2027-02-08T08:00');
  });
});
