import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { WIDGET, WIDGET_CEILING } from '../harness/widget.ts';

/** Looks at what `npm run widget` made last; where nothing was made, the browser tests make it and look. */
describe('the embeddable panel as it was built', () => {
  const file = join(WIDGET, 'beside.js');
  const script = existsSync(file) ? readFileSync(file, 'utf8') : '';

  test('is not larger than it was, gzipped', () => {
    expect(
      gzipSync(script, { level: 9 }).length,
      'Take out what it need not carry, see LEFT_OUT in tests/harness/widget-parts.ts',
    ).toBeLessThanOrEqual(WIDGET_CEILING);
  });

  test('leaves no global', () => {
    expect(/^(\{const besideHome=|$)/.test(script)).toBe(true);
  });
});
