// @vitest-environment happy-dom
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Recipe } from '../../lib/domain/recipe.ts';
import type { Sighting } from '../../lib/domain/sighting.ts';
import { parseSighting } from '../../lib/domain/sighting-schema.ts';
import { read } from '../../lib/site/read.ts';
import gmail from '../../lib/sites/gmail.ts';
import telegramK from '../../lib/sites/telegram-k.ts';
import woocommerce from '../../lib/sites/woocommerce.ts';

const folder = join(process.cwd(), 'tests/fixtures/sites');
const recipes: Recipe[] = [gmail, telegramK, woocommerce].filter(({ id }) => existsSync(join(folder, id)));

/** People have no order of their own here, and one space is as good as another. */
const comparable = <T extends Partial<Sighting>>(sighting: T) => ({
  ...sighting,
  ...(sighting.messages && {
    messages: sighting.messages.map((one) => ({ ...one, text: one.text.replace(/\s+/g, ' ') })),
  }),
  ...(sighting.counterparts && {
    counterparts: sighting.counterparts.toSorted((a, b) =>
      `${a.identities[0]}` < `${b.identities[0]}` ? -1 : 1,
    ),
  }),
});

/** A quick twin of the real-browser test: the same pages and the same expected sightings, in a simulated page. */
describe.each(recipes)('$id', (recipe) => {
  const names = readdirSync(join(folder, recipe.id))
    .filter((file) => file.endsWith('.html'))
    .map((file) => file.replace(/\.html$/, ''));
  test.each(names)('%s', (name) => {
    const html = readFileSync(join(folder, recipe.id, `${name}.html`), 'utf8');
    const { url, expect: wanted } = JSON.parse(readFileSync(join(folder, recipe.id, `${name}.json`), 'utf8'));
    const page = new DOMParser().parseFromString(html, 'text/html');
    const sighting = parseSighting(read(recipe, page, url), { origin: new URL(url).origin })!;
    expect(comparable(sighting)).toMatchObject(comparable(wanted));
  });
});
