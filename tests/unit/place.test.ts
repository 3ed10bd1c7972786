import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, placeFrame, TAB } from '../../lib/overlay/place.ts';

const overlaps = (a: Box, b: Box) =>
  a.left < b.left + b.width &&
  b.left < a.left + a.width &&
  a.top < b.top + b.height &&
  b.top < a.top + a.height;

describe('where the frame stands', () => {
  it('stands at the right edge, 360 wide, when nothing is in the way', () => {
    expect(placeFrame({ width: 1280, height: 800 }, { open: true, top: 200 }, null)).toEqual({
      left: 912,
      top: 8,
      width: 360,
      height: 784,
      open: true,
    });
  });

  it('ends above a reply box below it', () => {
    const reply = { left: 300, top: 600, width: 940, height: 180 };
    const place = placeFrame({ width: 1280, height: 800 }, { open: true, top: 200 }, reply);
    expect(place.open).toBe(true);
    expect(overlaps(place, reply)).toBe(false);
  });

  it('goes to the left edge when the reply box takes the whole right side', () => {
    const reply = { left: 700, top: 20, width: 560, height: 760 };
    const place = placeFrame({ width: 1280, height: 800 }, { open: true, top: 200 }, reply);
    expect(place).toMatchObject({ open: true, left: 8 });
  });

  it('never covers the reply box while open, and never leaves the window', () => {
    const size = fc.integer({ min: 0, max: 1200 });
    fc.assert(
      fc.property(
        fc.record({
          width: fc.integer({ min: 320, max: 2000 }),
          height: fc.integer({ min: 200, max: 1400 }),
        }),
        fc.record({ open: fc.boolean(), top: fc.integer({ min: 0, max: 3000 }) }),
        fc.option(fc.record({ left: size, top: size, width: size, height: size })),
        (viewport, wanted, reply) => {
          const place = placeFrame(viewport, wanted, reply);
          expect(place.left).toBeGreaterThanOrEqual(0);
          expect(place.left + place.width).toBeLessThanOrEqual(viewport.width);
          expect(place.top).toBeGreaterThanOrEqual(0);
          expect(place.top + place.height).toBeLessThanOrEqual(Math.max(viewport.height, TAB + 8));
          if (place.open && reply) expect(overlaps(place, reply)).toBe(false);
          if (!wanted.open) expect(place.open).toBe(false);
        },
      ),
      { seed: 20261123, numRuns: 2000 },
    );
  });
});
