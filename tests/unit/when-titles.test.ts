import { describe, expect, it } from 'vitest';
import { parseWhen } from '../../lib/domain/when.ts';

/** Monday 23 November 2026, 10:00 in Ho Chi Minh City. */
const ZONE = 'Asia/Ho_Chi_Minh';
const NOW = Date.UTC(2026, 10, 23, 3, 0, 0);
const when = (text: string, language: 'vi' | 'en' = 'vi', now = NOW, zone = ZONE) =>
  parseWhen(text, { now, zone, language });

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
    '31/10 âm lịch',
    'mùng 11',
    'may mùng 2 cái',
    'bánh trung thu',
    'quà Tết',
    'trăng rằm',
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
