import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Recipe } from '../../lib/domain/recipe.ts';
import { createRegistry } from '../../lib/site/registry.ts';
import { codeIn, exists, filesIn, find, read, told, withoutComments } from '../harness/house.ts';

const files = codeIn('lib/sites');
const ids = files.map((file) => basename(file, '.ts'));
const modules = await Promise.all(
  files.map(
    async (file) =>
      (await import(`../../${file}`)) as Record<string, unknown> & { default: Recipe | Recipe[] },
  ),
);
const sites = modules.flatMap((module) => module.default);

interface Expectation {
  url: string;
  expect: { site?: string; health?: string };
}
const folder = 'tests/fixtures/sites';
const pages = filesIn(folder).filter((file) => file.endsWith('.html'));
const expectationOf = (page: string) => page.replace(/\.html$/, '.json');
const readExpectation = (page: string) => JSON.parse(read(expectationOf(page))) as Expectation;
const siteOf = (page: string) => page.split('/').at(-2) ?? '';

describe('a site is one file of plain data', () => {
  test.each(ids.map((id, index) => [id, modules[index]] as const))(
    '%s exports its recipe, or one for each kind of its pages, and nothing else',
    (id, module) => {
      expect(Object.keys(module ?? {})).toEqual(['default']);
      const recipes = [module?.default ?? []].flat();
      expect(recipes.length).toBeGreaterThan(0);
      expect(
        recipes.filter((recipe) => recipe.id !== id),
        'The file name is the id',
      ).toEqual([]);
      const plain = JSON.parse(JSON.stringify(module?.default)) as unknown;
      expect(plain, 'Plain data: no functions, no patterns as objects').toEqual(module?.default);
    },
  );

  test('a site has no code: only constants above its recipe', () => {
    expect(
      // `role="document"` is a selector.
      told(
        find(files, /\b((?<!role=")document|querySelector|function\s|await|class\s)\b|\b(if|for|while)\s*\(/),
      ),
    ).toEqual([]);
  });

  test.each(sites.map((site) => [site.id, site] as const))(
    '%s says when and how well it was verified',
    (_id, site) => {
      expect(site.verified.date).toMatch(/^\d{4}-\d\d(-\d\d)?$/);
      expect('ABCU').toContain(site.verified.evidence);
    },
  );

  test.each(sites.map((site) => [site.id, site] as const))(
    '%s has candidates in a list, never joined by commas',
    (_id, site) => {
      const joined: string[] = [];
      const look = (value: unknown, at: string) => {
        if (Array.isArray(value)) for (const [index, one] of value.entries()) look(one, `${at}[${index}]`);
        else if (value !== null && typeof value === 'object') {
          for (const [key, inner] of Object.entries(value)) look(inner, `${at}.${key}`);
        } else if (typeof value === 'string' && /\.(select|within|items\[\d+\]|replyBox\[\d+\])$/.test(at)) {
          // A comma inside brackets or parentheses belongs to one selector.
          if (value.replace(/\[[^\]]*\]|\([^)]*\)/g, '').includes(',')) joined.push(`${at}: ${value}`);
        }
      };
      look(site, site.id);
      expect(joined, 'querySelector takes the first in the document, not the first in the list').toEqual([]);
    },
  );
});

describe('every site is proven on pages', () => {
  test.each(ids)('%s has several pages, one of them in Vietnamese', (id) => {
    const own = pages.filter((page) => siteOf(page) === id);
    expect(own.length, `Put pages into ${folder}/${id}`).toBeGreaterThanOrEqual(3);
    const vietnamese = own.filter((page) => /[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệ]/i.test(read(page)));
    expect(vietnamese.length).toBeGreaterThanOrEqual(1);
  });

  test('every page says what must be read from it, and every expectation has its page', () => {
    expect(pages.filter((page) => !exists(expectationOf(page)))).toEqual([]);
    const lonely = filesIn(folder).filter(
      (file) => file.endsWith('.json') && !exists(file.replace(/\.json$/, '.html')),
    );
    expect(lonely).toEqual([]);
  });

  test('every page begins with the day it was made', () => {
    const undated = pages.filter((page) => !/^<!--[^>]*\b\d{4}-\d\d-\d\d\b/.test(read(page)));
    expect(undated).toEqual([]);
  });

  test('a page lies in the folder of a site', () => {
    expect(pages.filter((page) => !ids.includes(siteOf(page)))).toEqual([]);
  });

  test('the site of a page, and no other, claims its address', () => {
    const wrong = pages
      .filter((page) => exists(expectationOf(page)))
      .flatMap((page) => {
        const { url } = readExpectation(page);
        const claiming = sites
          .filter((site) => createRegistry([site]).recipeFor(url) !== null)
          .map((site) => site.id);
        // A page of two kinds of one site would be listed twice here, and be in doubt.
        const named = claiming.filter((id) => !sites.find((site) => site.id === id)?.anyHost);
        // A site by name comes before one that may live on any host.
        const deciding = named.length > 0 ? named : claiming;
        return deciding.join() === siteOf(page)
          ? []
          : [`${page}: ${url} is claimed by ${deciding.join(', ') || 'nobody'}`];
      });
    expect(wrong).toEqual([]);
  });

  test('the pages show each site well, and each site in trouble', () => {
    const seen = new Map<string, Set<string>>();
    for (const page of pages.filter((one) => exists(expectationOf(one)))) {
      const health = readExpectation(page).expect.health ?? '';
      seen.set(siteOf(page), (seen.get(siteOf(page)) ?? new Set()).add(health));
    }
    const poor = ids.filter((id) => !(seen.get(id)?.has('ok') && (seen.get(id)?.size ?? 0) > 1));
    expect(poor, 'Add a page with nobody on it, or one that changed').toEqual([]);
  });
});

describe('every site is documented', () => {
  test.each(ids)('docs/sites.md has a line about %s', (id) => {
    const text = exists('docs/sites.md') ? read('docs/sites.md') : '';
    expect(text.split('\n').some((line) => line.includes(`\`${id}\``) && line.length > 20)).toBe(true);
  });

  test('sites are found by looking into the folder, never listed by hand', () => {
    const listing = codeIn('lib', 'entrypoints', 'components', 'wxt.config.ts').filter(
      (file) =>
        !file.startsWith('lib/sites/') && /from\s+['"][^'"]*\/sites\/[a-z]/.test(withoutComments(read(file))),
    );
    expect(listing).toEqual([]);
  });
});
