// @vitest-environment happy-dom
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Sighting } from '../../lib/domain/sighting.ts';
import { parseSighting } from '../../lib/domain/sighting-schema.ts';
import { read } from '../../lib/site/read.ts';
import { createRegistry } from '../../lib/site/registry.ts';
import { sites } from '../../lib/site/sites.ts';
import { parsePage } from '../harness/parse-page.ts';

const folder = join(process.cwd(), 'tests/fixtures/sites');
const registry = createRegistry(sites);

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
describe.each(readdirSync(folder))('%s', (site) => {
  const names = readdirSync(join(folder, site))
    .filter((file) => file.endsWith('.html'))
    .map((file) => file.replace(/\.html$/, ''));
  test.each(names)('%s', (name) => {
    const html = readFileSync(join(folder, site, `${name}.html`), 'utf8');
    const { url, expect: wanted } = JSON.parse(readFileSync(join(folder, site, `${name}.json`), 'utf8'));
    const recipe = registry.recipeFor(url)!;
    const page = parsePage(html);
    const sighting = parseSighting(read(recipe, page, url), { origin: new URL(url).origin })!;
    expect(comparable(sighting)).toMatchObject(comparable(wanted));
  });
});
