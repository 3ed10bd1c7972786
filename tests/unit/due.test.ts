import { describe, expect, it } from 'vitest';
import {
  dueAtInstant,
  dueAtWall,
  quickChoices,
  readDueId,
  reanchor,
  snoozeChoices,
  writeDueId,
} from '../../lib/domain/due.ts';

const ZONE = 'Asia/Ho_Chi_Minh';
/** Monday 23 November 2026 in Ho Chi Minh City. */
const at = (hour: number, minute = 0, day = 23) => Date.UTC(2026, 10, day, hour - 7, minute);
const walls = (choices: { id: string; due: { wall: string } }[]) =>
  Object.fromEntries(choices.map(({ id, due }) => [id, due.wall]));

describe('dueAtWall', () => {
  it('reads the wall clock in its zone', () => {
    expect(dueAtWall('2026-11-24T09:00', ZONE)).toEqual({
      at: at(9, 0, 24),
      zone: ZONE,
      wall: '2026-11-24T09:00',
    });
  });
  it('moves on where clocks jump forward, and takes the first where they go back', () => {
    expect(dueAtWall('2027-03-28T02:30', 'Europe/Berlin')).toMatchObject({
      at: Date.UTC(2027, 2, 28, 1, 30),
      wall: '2027-03-28T03:30',
    });
    expect(dueAtWall('2027-10-31T02:30', 'Europe/Berlin').at).toBe(Date.UTC(2027, 9, 31, 0, 30));
  });
  it('refuses what is no date or no zone', () => {
    expect(() => dueAtWall('2026-02-30T09:00', ZONE)).toThrow(RangeError);
    expect(() => dueAtWall('2026-11-24T09:00', 'Mars/Olympus')).toThrow(RangeError);
  });
});

describe('dueAtInstant', () => {
  it('rounds up to a second, so that nothing rings early', () => {
    expect(dueAtInstant(at(10) + 1, ZONE)).toEqual({
      at: at(10) + 1000,
      zone: ZONE,
      wall: '2026-11-23T10:00:01',
    });
    expect(dueAtInstant(at(10), ZONE).wall).toBe('2026-11-23T10:00');
  });
});

describe('choices', () => {
  it('offers an hour, tonight, tomorrow, Monday and a week', () => {
    expect(walls(quickChoices(at(10, 20), ZONE))).toEqual({
      hour: '2026-11-23T11:20',
      tonight: '2026-11-23T20:00',
      tomorrow: '2026-11-24T09:00',
      monday: '2026-11-30T09:00',
    });
    expect(walls(quickChoices(at(10, 20, 25), ZONE))).toMatchObject({
      monday: '2026-11-30T09:00',
      week: '2026-12-02T09:00',
    });
  });
  it('leaves out an evening that is over or about to begin', () => {
    expect(walls(quickChoices(at(19, 31), ZONE))).not.toHaveProperty('tonight');
    expect(walls(quickChoices(at(19, 30), ZONE))).toHaveProperty('tonight');
  });
  it('never makes the same offer twice', () => {
    const sunday = walls(snoozeChoices(at(10, 0, 29), ZONE));
    expect(sunday).toEqual({ hour: '2026-11-29T11:00', tomorrow: '2026-11-30T09:00' });
  });
  it('offers the snoozes of a ringing reminder', () => {
    expect(walls(snoozeChoices(at(10), ZONE))).toEqual({
      hour: '2026-11-23T11:00',
      tomorrow: '2026-11-24T09:00',
      monday: '2026-11-30T09:00',
    });
  });
});

describe('reanchor', () => {
  const due = dueAtWall('2026-11-24T09:00', ZONE);
  it('keeps a due time that already shows what was meant', () => {
    expect(reanchor(due)).toEqual(due);
  });
  it('computes the instant again when the rules of the zone were other ones', () => {
    expect(reanchor({ ...due, at: due.at + 3_600_000 })).toEqual(due);
  });
  it('moves the meaning to another zone', () => {
    expect(reanchor(due, 'Europe/Berlin')).toEqual({
      at: Date.UTC(2026, 10, 24, 8),
      zone: 'Europe/Berlin',
      wall: '2026-11-24T09:00',
    });
  });
  it('leaves the second of a doubled hour alone', () => {
    const second = { at: Date.UTC(2027, 9, 31, 1, 30), zone: 'Europe/Berlin', wall: '2027-10-31T02:30' };
    expect(reanchor(second)).toEqual(second);
  });
  it('leaves a zone alone that this browser does not know', () => {
    const odd = { ...due, zone: 'Mars/Olympus' };
    expect(reanchor(odd)).toEqual(odd);
  });
});

describe('notification ids', () => {
  it('come back as they were', () => {
    for (const id of ['r1', 'a:b', 'due:x:1', 'kh-0123']) {
      expect(readDueId(writeDueId(id, 1_795_485_600_000))).toEqual({ id, dueAt: 1_795_485_600_000 });
    }
  });
  it('are told from others', () => {
    for (const id of ['', 'due:', 'due:x', 'due::5', 'catch-up:5:aaaaaaaa', 'test'])
      expect(readDueId(id)).toBeNull();
  });
});
