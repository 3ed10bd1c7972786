import { describe, expect, it } from 'vitest';
import { parseWhen } from '../../lib/domain/when.ts';

/** Monday 23 November 2026, 10:00 in Ho Chi Minh City. */
const ZONE = 'Asia/Ho_Chi_Minh';
const NOW = Date.UTC(2026, 10, 23, 3, 0, 0);
const when = (text: string, language: 'vi' | 'en' = 'vi', now = NOW, zone = ZONE) =>
  parseWhen(text, { now, zone, language });

/** Phrase → wall clock meant. `?` before it: a guess, to be shown first. */
const PHRASES: [string, string][] = [
  // Days, Vietnamese.
  ['mai', '2026-11-24T09:00'],
  ['ngày mai', '2026-11-24T09:00'],
  ['ngay mai', '2026-11-24T09:00'],
  ['MAI 9H', '2026-11-24T09:00'],
  ['mốt', '2026-11-25T09:00'],
  ['ngày mốt', '2026-11-25T09:00'],
  ['ngày kia', '2026-11-25T09:00'],
  ['ngay kia', '2026-11-25T09:00'],
  ['sáng mốt', '2026-11-25T09:00'],
  ['chieu mot', '2026-11-25T15:00'],
  ['hôm nay', '2026-11-23T11:00'],
  ['hom nay', '2026-11-23T11:00'],
  ['sáng mai', '2026-11-24T09:00'],
  ['sang mai', '2026-11-24T09:00'],
  ['trưa mai', '2026-11-24T12:00'],
  ['chiều mai', '2026-11-24T15:00'],
  ['chieu mai', '2026-11-24T15:00'],
  ['tối mai', '2026-11-24T20:00'],
  ['toi mai', '2026-11-24T20:00'],
  ['trưa nay', '2026-11-23T12:00'],
  ['chiều nay', '2026-11-23T15:00'],
  ['chieu nay', '2026-11-23T15:00'],
  ['tối nay', '2026-11-23T20:00'],
  ['toi nay', '2026-11-23T20:00'],
  ['đêm nay', '2026-11-23T22:00'],
  ['mai chiều', '2026-11-24T15:00'],
  ['buổi sáng mai', '2026-11-24T09:00'],
  // Times.
  ['mai 9h', '2026-11-24T09:00'],
  ['9h mai', '2026-11-24T09:00'],
  ['9h30', '2026-11-24T09:30'],
  ['9h30 sáng mai', '2026-11-24T09:30'],
  ['mai lúc 9 giờ', '2026-11-24T09:00'],
  ['mai 9 giờ 15', '2026-11-24T09:15'],
  ['mai 9 giờ 15 phút', '2026-11-24T09:15'],
  ['mai 9g30', '2026-11-24T09:30'],
  ['mai 9h rưỡi', '2026-11-24T09:30'],
  ['mai 9 giờ rưỡi', '2026-11-24T09:30'],
  ['mai 10h kém 15', '2026-11-24T09:45'],
  ['mai chín giờ', '2026-11-24T09:00'],
  ['mai hai giờ chiều', '2026-11-24T14:00'],
  ['8h tối', '2026-11-23T20:00'],
  ['8h toi', '2026-11-23T20:00'],
  ['8 giờ tối nay', '2026-11-23T20:00'],
  ['tối nay 8h', '2026-11-23T20:00'],
  ['tối mai lúc 8h30', '2026-11-24T20:30'],
  ['3h chiều', '2026-11-23T15:00'],
  ['3 giờ chiều mai', '2026-11-24T15:00'],
  ['mai 3h', '?2026-11-24T15:00'],
  ['mai 03:00', '2026-11-24T03:00'],
  ['mai 3h sáng', '2026-11-24T03:00'],
  ['21:00', '2026-11-23T21:00'],
  ['21h', '2026-11-23T21:00'],
  ['12h trưa', '2026-11-23T12:00'],
  ['12h đêm nay', '2026-11-24T00:00'],
  ['nửa đêm', '2026-11-24T00:00'],
  ['1h trưa mai', '2026-11-24T13:00'],
  ['9:30 SA mai', '2026-11-24T09:30'],
  ['3:00 CH mai', '2026-11-24T15:00'],
  ['hôm nay 9h', '?2026-11-23T21:00'],
  ['cuối ngày mai', '2026-11-24T17:00'],
  ['lúc 16h hôm nay', '2026-11-23T16:00'],
  ['nay 16h', '2026-11-23T16:00'],
  // Weekdays.
  ['thứ 6', '2026-11-27T09:00'],
  ['thu 6', '2026-11-27T09:00'],
  ['thứ sáu', '2026-11-27T09:00'],
  ['thu sau', '2026-11-27T09:00'],
  ['t6', '2026-11-27T09:00'],
  ['T6 14h', '2026-11-27T14:00'],
  ['CN', '2026-11-29T09:00'],
  ['chủ nhật', '2026-11-29T09:00'],
  ['chu nhat 8h', '2026-11-29T08:00'],
  ['thứ tư', '2026-11-25T09:00'],
  ['thứ năm', '2026-11-26T09:00'],
  ['thu bay', '2026-11-28T09:00'],
  ['thứ 2', '2026-11-30T09:00'],
  ['thứ 2 14h', '2026-11-23T14:00'],
  ['thứ 2 9h', '2026-11-30T09:00'],
  ['thứ 6 tuần sau', '2026-12-04T09:00'],
  ['thu 6 tuan sau', '2026-12-04T09:00'],
  ['thứ 6 tuần này', '2026-11-27T09:00'],
  ['thứ 6 tuần tới', '2026-12-04T09:00'],
  ['thứ sáu tuần sau nữa', '2026-12-11T09:00'],
  ['thứ 6 tới', '2026-11-27T09:00'],
  ['thứ 6 sau', '?2026-12-04T09:00'],
  ['sáng thứ 7', '2026-11-28T09:00'],
  ['8h tối thứ 7', '2026-11-28T20:00'],
  ['tối thứ 7 này', '2026-11-28T20:00'],
  ['CN tuần sau', '2026-12-06T09:00'],
  // Weeks, months, years.
  ['tuần sau', '2026-11-30T09:00'],
  ['tuan sau', '2026-11-30T09:00'],
  ['tuần tới', '2026-11-30T09:00'],
  ['đầu tuần sau', '2026-11-30T09:00'],
  ['dau tuan sau', '2026-11-30T09:00'],
  ['giữa tuần sau', '2026-12-02T09:00'],
  ['cuối tuần', '2026-11-28T09:00'],
  ['cuoi tuan', '2026-11-28T09:00'],
  ['cuối tuần sau', '2026-12-05T09:00'],
  ['cuối tháng', '2026-11-30T09:00'],
  ['cuoi thang', '2026-11-30T09:00'],
  ['cuối tháng sau', '2026-12-31T09:00'],
  ['đầu tháng', '2026-12-01T09:00'],
  ['đầu tháng sau', '2026-12-01T09:00'],
  ['giữa tháng sau', '2026-12-15T09:00'],
  ['đầu tháng 3', '2027-03-01T09:00'],
  ['cuối tháng 12', '2026-12-31T09:00'],
  ['tháng sau', '2026-12-23T09:00'],
  ['ngày 5 tháng sau', '2026-12-05T09:00'],
  ['cuối năm', '2026-12-31T09:00'],
  ['đầu năm sau', '2027-01-01T09:00'],
  // Lengths of time.
  ['3 ngày nữa', '2026-11-26T09:00'],
  ['3 ngay nua', '2026-11-26T09:00'],
  ['ba ngày nữa', '2026-11-26T09:00'],
  ['3 ngày nữa lúc 14h', '2026-11-26T14:00'],
  ['sau 3 ngày', '2026-11-26T09:00'],
  ['nửa tiếng nữa', '2026-11-23T10:30'],
  ['nua tieng nua', '2026-11-23T10:30'],
  ['2 tiếng nữa', '2026-11-23T12:00'],
  ['hai tiếng nữa', '2026-11-23T12:00'],
  ['2 tiếng rưỡi nữa', '2026-11-23T12:30'],
  ['1 tiếng 30 phút nữa', '2026-11-23T11:30'],
  ['1h30 nữa', '2026-11-23T11:30'],
  ['2h nữa', '2026-11-23T12:00'],
  ['15 phút nữa', '2026-11-23T10:15'],
  ['15p nữa', '2026-11-23T10:15'],
  ["30' nữa", '2026-11-23T10:30'],
  ['năm phút nữa', '2026-11-23T10:05'],
  ['sau 2 giây', '2026-11-23T10:00:02'],
  ['2 giây nữa', '2026-11-23T10:00:02'],
  ['1 tuần nữa', '2026-11-30T09:00'],
  ['hai tuần nữa', '2026-12-07T09:00'],
  ['1 tháng nữa', '2026-12-23T09:00'],
  ['30 phút', '?2026-11-23T10:30'],
  ['lát nữa', '?2026-11-23T10:30'],
  ['sau 2 giờ', '?2026-11-23T12:00'],
  ['sau 5 giờ chiều', '2026-11-23T17:00'],
  // Dates.
  ['20/11', '2027-11-20T09:00'],
  ['25/11', '2026-11-25T09:00'],
  ['5/12', '2026-12-05T09:00'],
  ['ngày 20/11', '2027-11-20T09:00'],
  ['ngày 20 tháng 11', '2027-11-20T09:00'],
  ['ngay 25 thang 12', '2026-12-25T09:00'],
  ['20 tháng 11 năm 2027', '2027-11-20T09:00'],
  ['ngày 20 tháng mười một', '2027-11-20T09:00'],
  ['20/11/2027 8h sáng', '2027-11-20T08:00'],
  ['20-11-2027', '2027-11-20T09:00'],
  ['20.11.2027 14:00', '2027-11-20T14:00'],
  ['20/11/27', '2027-11-20T09:00'],
  ['8h 25/11', '2026-11-25T08:00'],
  ['11/25', '?2026-11-25T09:00'],
  ['29/2', '2028-02-29T09:00'],
  ['ngày 25', '2026-11-25T09:00'],
  ['ngày 20', '2026-12-20T09:00'],
  ['ngày 31', '2026-12-31T09:00'],
  ['thứ 6, 27/11', '2026-11-27T09:00'],
  // English.
  ['tomorrow', '2026-11-24T09:00'],
  ['tmr 5pm', '2026-11-24T17:00'],
  ['tomorrow at 5', '?2026-11-24T17:00'],
  ['tomorrow morning', '2026-11-24T09:00'],
  ['tomorrow evening at 8', '2026-11-24T20:00'],
  ['day after tomorrow', '2026-11-25T09:00'],
  ['tonight', '2026-11-23T20:00'],
  ['this afternoon', '2026-11-23T15:00'],
  ['today at 5pm', '2026-11-23T17:00'],
  ['today', '2026-11-23T11:00'],
  ['noon', '2026-11-23T12:00'],
  ['tomorrow noon', '2026-11-24T12:00'],
  ['midnight', '2026-11-24T00:00'],
  ['5pm', '2026-11-23T17:00'],
  ['5:30 p.m.', '2026-11-23T17:30'],
  ['in 3 days', '2026-11-26T09:00'],
  ['in three days at 14:00', '2026-11-26T14:00'],
  ['in two hours', '2026-11-23T12:00'],
  ['in an hour', '2026-11-23T11:00'],
  ['in half an hour', '2026-11-23T10:30'],
  ['in an hour and a half', '2026-11-23T11:30'],
  ['in 1.5 hours', '2026-11-23T11:30'],
  ['in 15 min', '2026-11-23T10:15'],
  ['in 2 seconds', '2026-11-23T10:00:02'],
  ['in 1 hour 30 minutes', '2026-11-23T11:30'],
  ['2 hours from now', '2026-11-23T12:00'],
  ['a week from now', '2026-11-30T09:00'],
  ['in 2 weeks', '2026-12-07T09:00'],
  ['in a couple of days', '2026-11-25T09:00'],
  ['Friday', '2026-11-27T09:00'],
  ['Friday 5pm', '2026-11-27T17:00'],
  ['next Friday', '2026-12-04T09:00'],
  ['this Friday at noon', '2026-11-27T12:00'],
  ['by Monday', '2026-11-30T09:00'],
  ['Sunday', '2026-11-29T09:00'],
  ['Fri', '2026-11-27T09:00'],
  ['next week', '2026-11-30T09:00'],
  ['Friday next week', '2026-12-04T09:00'],
  ['weekend', '2026-11-28T09:00'],
  ['next month', '2026-12-23T09:00'],
  ['end of month', '2026-11-30T09:00'],
  ['end of the month', '2026-11-30T09:00'],
  ['end of next month', '2026-12-31T09:00'],
  ['beginning of next month', '2026-12-01T09:00'],
  ['end of day', '2026-11-23T17:00'],
  ['Nov 20', '2027-11-20T09:00'],
  ['Nov 25', '2026-11-25T09:00'],
  ['25 November 2026 at 14:30', '2026-11-25T14:30'],
  ['Dec 25th, 8am', '2026-12-25T08:00'],
  ['5th of December', '2026-12-05T09:00'],
  ['the 25th', '2026-11-25T09:00'],
  ['2026-11-24 09:00', '2026-11-24T09:00'],
  ['2026-11-24', '2026-11-24T09:00'],
  ['2026-11-24T09:00', '2026-11-24T09:00'],
  ['2026-11-24T09:00:00Z', '2026-11-24T16:00'],
  ['2026/11/24 14h', '2026-11-24T14:00'],
  // Both at once.
  ['Friday 5h chiều', '2026-11-27T17:00'],
  ['next Friday 9h sáng', '2026-12-04T09:00'],
  ['mai 5pm', '2026-11-24T17:00'],
];

describe('parseWhen', () => {
  it.each(PHRASES)('%s', (text, meant) => {
    const found = when(text);
    expect(`${found?.sure === false ? '?' : ''}${found?.due.wall}`).toBe(meant);
    expect(found?.rest).toBe('');
  });

  it.each(PHRASES)('%s, as part of a title', (text, meant) => {
    // What stands for a whole text only (`30 phút`) is no time inside a sentence.
    if (text === '30 phút') return;
    // People write a whole line with marks or without.
    const title = /^[\x00-\x7f]*$/.test(text) ? 'gui bao gia cho xuong' : 'gửi báo giá cho xưởng';
    const found = when(`${title} ${text}`);
    expect(found?.due.wall).toBe(meant.replace('?', ''));
    expect(found?.rest).toBe(title);
  });
});

describe('titles', () => {
  it.each<[string, string, string]>([
    ['gọi lại chị Mai mai 9h', 'gọi lại chị Mai', '2026-11-24T09:00'],
    ['gọi chị Mai 9h tối mai', 'gọi chị Mai', '2026-11-24T21:00'],
    ['gọi chị Mai 20h', 'gọi chị Mai', '2026-11-23T20:00'],
    ['Mai gọi lại cho Lan', 'gọi lại cho Lan', '2026-11-24T09:00'],
    ['mai 9h gọi lại cho Lan', 'gọi lại cho Lan', '2026-11-24T09:00'],
    ['gửi hàng trước thứ 6', 'gửi hàng', '2026-11-27T09:00'],
    ['gửi báo giá vào lúc 9h sáng mai cho anh Hùng', 'gửi báo giá cho anh Hùng', '2026-11-24T09:00'],
    ['nhắc tôi gọi Lan 3 ngày nữa', 'gọi Lan', '2026-11-26T09:00'],
    ['remind me to call Lan tomorrow at 5pm', 'call Lan', '2026-11-24T17:00'],
    ['send the quote by Friday', 'send the quote', '2026-11-27T09:00'],
    ['call Lan on Monday, bring samples', 'call Lan, bring samples', '2026-11-30T09:00'],
    ['thu 5 triệu tiền áo chiều mai', 'thu 5 triệu tiền áo', '2026-11-24T15:00'],
    ['may 3 áo dài cho cô Hoa, thứ 7 giao', 'may 3 áo dài cho cô Hoa, giao', '2026-11-28T09:00'],
    ['chốt đơn thứ 2 của Lan mai 10h', 'chốt đơn thứ 2 của Lan', '2026-11-24T10:00'],
    ['giảm tối đa 10% đến cuối tuần', 'giảm tối đa 10%', '2026-11-28T09:00'],
    ['gọi 0912 345 678 lúc 14h', 'gọi 0912 345 678', '2026-11-23T14:00'],
    ['giao 3 mon cho chi Lan 5pm', 'giao 3 mon cho chi Lan', '2026-11-23T17:00'],
    ['goi chi Lan thu 6', 'goi chi Lan', '2026-11-27T09:00'],
    ['gửi Lan 3 mẫu áo 2 ngày nữa', 'gửi Lan 3 mẫu áo', '2026-11-25T09:00'],
    ['mời anh Sáu ăn trưa thứ 7', 'mời anh Sáu ăn', '2026-11-28T12:00'],
    ['giao 20 đơn ngày 25/11, mỗi ngày 20 đơn', 'giao 20 đơn, mỗi ngày 20 đơn', '2026-11-25T09:00'],
    ['khách hỏi hôm qua, mai trả lời', 'khách hỏi hôm qua, trả lời', '2026-11-24T09:00'],
  ])('%s', (text, rest, wall) => {
    const found = when(text);
    expect([found?.rest, found?.due.wall]).toEqual([rest, wall]);
  });

  it('reads letters that were typed as separate marks', () => {
    expect(when('gọi Lan tối nay'.normalize('NFD'))).toMatchObject({
      rest: 'gọi Lan',
      due: { wall: '2026-11-23T20:00' },
    });
  });

  it('asks before it takes a person for a day', () => {
    expect(when('gọi chị mai 9h')).toMatchObject({ sure: false });
    expect(when('gọi chị mai mai 9h')).toMatchObject({ sure: true, rest: 'gọi chị mai' });
  });
});

describe('no time', () => {
  it.each([
    '',
    '   ',
    'gọi lại chị Mai',
    'chị Mai hỏi giá',
    'Mai Anh hỏi giá áo',
    'khuyến mãi 50%',
    'khuyen mai 50%',
    'mai mốt tính',
    'mùng 5',
    'mồng 5 tết',
    'rằm',
    '20/11 âm lịch',
    'thu 5 triệu',
    'lần thứ 2',
    'tối đa 10 cái',
    'chiều dài 2 mét',
    '0912345678',
    '250k',
    '12.30',
    '99/99',
    '31/4',
    '31/04/2027',
    '20/11/2020',
    '2020-01-01',
    '25h',
    '9h75',
    'hôm qua',
    'yesterday',
    'last Friday',
    '3 days ago',
    'Good morning',
    'áo size M, 2 cái',
    'in the box',
    'at the shop',
    'may áo',
    'sun cream',
    'in 99999999 days',
    'in 9999 years',
    '\u0000\u0007',
    '🙂🙂🙂',
  ])('%s', (text) => {
    expect(when(text)).toBeNull();
  });

  it('reads nothing out of a text that is no title', () => {
    expect(when(`${'gọi lại '.repeat(131_072)} mai 9h`)).toBeNull();
  });
});

describe('the time of day decides', () => {
  const at = (hour: number, minute = 0) => Date.UTC(2026, 10, 23, hour - 7, minute);

  it('takes the next such time when no day is said', () => {
    expect(when('21h', 'vi', at(20))?.due.wall).toBe('2026-11-23T21:00');
    expect(when('21h', 'vi', at(21))?.due.wall).toBe('2026-11-24T21:00');
  });

  it('takes an evening that is over for the next one, and says it guessed', () => {
    expect(when('tối nay', 'vi', at(21))).toMatchObject({ sure: false, due: { wall: '2026-11-24T20:00' } });
  });

  it.each([
    [8, 0, '2026-11-23T09:00'],
    [9, 0, '2026-11-23T10:00'],
    [14, 20, '2026-11-23T16:00'],
    [22, 30, '2026-11-23T23:59'],
    [23, 59, '2026-11-24T00:00'],
  ])('today without a time, at %i:%i', (hour, minute, wall) => {
    expect(when('hôm nay', 'vi', at(hour, minute))?.due.wall).toBe(wall);
  });

  it('rolls the end of a month on once it has passed', () => {
    const last = Date.UTC(2026, 10, 30, 3);
    expect(when('cuối tháng', 'vi', last)?.due.wall).toBe('2026-12-31T09:00');
    expect(when('end of month 5pm', 'en', last)?.due.wall).toBe('2026-11-30T17:00');
  });
});

describe('words of both languages', () => {
  it('lets the language of the interface decide', () => {
    expect(when('gap sep 5 Lan', 'vi')).toBeNull();
    expect(when('mon meeting', 'vi')).toBeNull();
    expect(when('mon meeting', 'en')?.due.wall).toBe('2026-11-30T09:00');
  });
});

describe('clocks that jump', () => {
  const BERLIN = 'Europe/Berlin';
  it('moves a time the spring jump leaves out, and says what the clock will show', () => {
    const due = when('28/3/2027 2h30', 'vi', NOW, BERLIN)?.due;
    expect(due?.wall).toBe('2027-03-28T14:30');
    const night = when('28/3/2027 02:30', 'vi', NOW, BERLIN)?.due;
    expect(night).toEqual({ at: Date.UTC(2027, 2, 28, 1, 30), zone: BERLIN, wall: '2027-03-28T03:30' });
  });

  it('takes the first of a time the autumn jump brings twice', () => {
    expect(when('31/10/2027 02:30', 'vi', NOW, BERLIN)?.due.at).toBe(Date.UTC(2027, 9, 31, 0, 30));
  });

  it('counts hours as they pass', () => {
    const before = Date.UTC(2027, 2, 28, 0, 30);
    expect(when('2 tiếng nữa', 'vi', before, BERLIN)?.due).toEqual({
      at: before + 7_200_000,
      zone: BERLIN,
      wall: '2027-03-28T04:30',
    });
  });
});
