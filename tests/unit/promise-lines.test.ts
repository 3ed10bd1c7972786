import { describe, expect, it } from 'vitest';
import { fold } from '../../lib/domain/fold.ts';
import { GOAL, readLines, say, score } from '../promises/lines.ts';

const tuning = readLines('tuning');
const evaluation = readLines('evaluation');

describe('labelled lines', () => {
  it('are six hundred and more, half of them Vietnamese, with marks and without', () => {
    const all = [...tuning, ...evaluation];
    expect(all.length).toBeGreaterThanOrEqual(600);
    const vietnamese = all.filter(({ language }) => language !== 'en');
    expect(Math.abs(vietnamese.length / all.length - 0.5)).toBeLessThan(0.1);
    expect(vietnamese.filter(({ language }) => language === 'vi-bare').length).toBeGreaterThan(100);
    for (const part of [tuning, evaluation]) {
      const share = part.filter(({ promise }) => promise).length / part.length;
      expect(share).toBeGreaterThan(0.35);
      expect(share).toBeLessThan(0.65);
    }
  });

  it('stand in one part alone, once', () => {
    const seen = new Set<string>();
    const twice = [...tuning, ...evaluation]
      .map(({ text }) => fold(text))
      .filter((text) => seen.size === seen.add(text).size);
    expect(twice).toEqual([]);
  });

  it('without marks have none', () => {
    const marked = [...tuning, ...evaluation].filter(
      ({ language, text }) => language === 'vi-bare' && /\p{M}|đ/iu.test(text.normalize('NFD')),
    );
    expect(marked).toEqual([]);
  });
});

describe('the catcher on lines it was not tuned on', () => {
  const found = score(evaluation);
  console.log(say('evaluation', found));

  it(`is right in ${GOAL.precision * 100} of 100 that it proposes`, () => {
    expect(found.precision).toBeGreaterThanOrEqual(GOAL.precision);
  });

  it(`finds ${GOAL.recall * 100} of 100`, () => {
    expect(found.recall).toBeGreaterThanOrEqual(GOAL.recall);
  });
});
