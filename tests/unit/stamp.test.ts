import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeStamp, NO_STAMP, nextStamp, readStamp } from '../../lib/domain/stamp.ts';

const SEED = 20261123;
const MS = fc.integer({ min: 0, max: 2 ** 43 });
const COUNTER = fc.integer({ min: 0, max: 0xffff });
const REPLICA = fc.string({ unit: fc.constantFrom(...'abz27'), minLength: 1, maxLength: 26 });
const STAMP = fc.tuple(MS, COUNTER, REPLICA).map(([ms, counter, replica]) => makeStamp(ms, counter, replica));

describe('stamps', () => {
  test('come back as they were made', () => {
    fc.assert(
      fc.property(MS, COUNTER, REPLICA, (ms, counter, replica) => {
        expect(readStamp(makeStamp(ms, counter, replica))).toEqual({ ms, counter, replica });
      }),
      { seed: SEED },
    );
  });

  test('plain text order is the order of time, counter, replica', () => {
    fc.assert(
      fc.property(STAMP, STAMP, (a, b) => {
        const [left, right] = [readStamp(a), readStamp(b)];
        const order =
          left.ms - right.ms || left.counter - right.counter || (left.replica < right.replica ? -1 : 1);
        if (a !== b) expect(a < b).toBe(order < 0);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  test('every real stamp is above none', () => {
    expect(makeStamp(0, 0, 'a') > NO_STAMP).toBe(true);
  });
});

describe('the stamp of an edit', () => {
  test('is above the clock and above all it replaces, whatever the clocks said', () => {
    fc.assert(
      fc.property(MS, REPLICA, fc.array(STAMP, { maxLength: 5 }), (wall, replica, above) => {
        const stamp = nextStamp(wall, replica, NO_STAMP, ...above);
        for (const seen of above) expect(stamp > seen).toBe(true);
        expect(stamp >= makeStamp(wall, 0, replica)).toBe(true);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  test('is the wall clock when nothing is above it: a machine a year ahead drags nobody along', () => {
    expect(nextStamp(1000, 'a', makeStamp(999, 5, 'z'))).toBe(makeStamp(1000, 0, 'a'));
  });

  test('goes on to the next millisecond when the counter is full', () => {
    expect(nextStamp(1, 'a', makeStamp(7, 0xffff, 'z'))).toBe(makeStamp(8, 0, 'a'));
  });

  test('rises within one millisecond', () => {
    const first = nextStamp(5, 'a');
    const second = nextStamp(5, 'a', first);
    expect(second > first).toBe(true);
    expect(readStamp(second)).toEqual({ ms: 5, counter: 1, replica: 'a' });
  });
});
