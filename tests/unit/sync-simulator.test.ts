import { describe, expect, test } from 'vitest';
import { Simulation } from '../harness/sync-simulator.ts';
import type { SimRule } from '../harness/sync-world.ts';

/** 160 steps each; about 20 ms of one core. */
const SEEDS = process.env.BESIDE_LONG === '1' ? 100_000 : 2_000;
const PARTS = 20;

async function failing(seeds: Iterable<number>, without: readonly SimRule[] = []) {
  const found = [];
  for (const seed of seeds) {
    const verdict = await new Simulation(seed, new Set(without)).run();
    if (verdict.wrong !== '') found.push(verdict);
  }
  return found;
}

const between = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

describe('35: everything that can go wrong, at random', () => {
  test.each(between(0, PARTS))(
    'no write is lost, nobody comes back, all are equal (part %i)',
    async (part) => {
      const size = SEEDS / PARTS;
      expect(await failing(between(part * size + 1, (part + 1) * size + 1))).toEqual([]);
    },
  );
});

/** Seeds that a rule was seen to be needed for: without it at least one of them fails. */
const NEEDED: [SimRule, number[]][] = [
  ['stamp-above', [1, 3, 4]],
  ['graves', [63]],
  ['clone-check', [4, 8, 11, 13]],
  ['heal', [23, 40, 76, 95]],
  ['tie-break', [25, 38, 68, 87, 94]],
];

describe('each rule is missed when it is switched off', () => {
  test.each(NEEDED)('%s', async (rule, seeds) => {
    expect(await failing(seeds, [rule])).not.toEqual([]);
    expect(await failing(seeds)).toEqual([]);
  });
});
