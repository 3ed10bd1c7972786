import { describe, expect, test } from 'vitest';
import {
  codeIn,
  exists,
  filesIn,
  find,
  type Import,
  importsOf,
  packageOf,
  reachableFrom,
  told,
} from '../harness/house.ts';

/** Who may import whom: our own folders, and packages by name. A folder may always import itself. */
const ZONES: Record<string, string[]> = {
  'lib/domain': ['zod', 'chrono-node', 'libphonenumber-js', '@dqcai/vn-lunar', 'public/_locales'],
  'lib/sites': ['lib/domain'],
  'lib/site': ['lib/domain', 'lib/sites'],
  'lib/sync': ['lib/domain', 'aws4fetch', '@rgrove/parse-xml'],
  'lib/store': ['lib/domain', 'dexie'],
  'lib/service': ['lib/domain', 'lib/store', 'lib/sync', 'papaparse', 'hucre', 'ical.js'],
  'lib/message': ['lib/domain', 'lib/browser', 'zod'],
  'lib/client': ['lib/domain', 'lib/store', 'lib/service', 'lib/sync', 'lib/message', 'lib/browser'],
  'lib/background': ['lib/domain', 'lib/service', 'lib/site', 'lib/message', 'lib/browser'],
  'lib/browser': ['lib/domain', 'wxt', 'webextension-polyfill'],
  'lib/overlay': ['lib/browser', 'lib/message'],
  'lib/widget': ['components', 'lib/domain', 'lib/service', 'lib/store', 'preact', 'fake-indexeddb'],
  components: ['lib/domain', 'preact', '@tanstack/virtual-core', 'lucide', 'd3-scale', 'd3-shape', 'uqr'],
};

const zoneOf = (file: string) =>
  Object.keys(ZONES).find((zone) => file === zone || file.startsWith(`${zone}/`)) ?? null;

const say = ({ from, line, wanted }: Import) => `${from}:${line} imports ${wanted}`;

describe('who may import whom', () => {
  test.each(Object.entries(ZONES))('%s imports only what it may', (zone, allowed) => {
    const strangers = codeIn(zone)
      .flatMap(importsOf)
      .filter(({ file, wanted }) => {
        if (file === null) return !allowed.includes(packageOf(wanted));
        return !file.startsWith(`${zone}/`) && !allowed.some((place) => file.startsWith(`${place}/`));
      });
    expect(strangers.map(say), `${zone} may import: itself, ${allowed.join(', ')}`).toEqual([]);
  });

  test('every folder of lib has a zone', () => {
    const without = codeIn('lib').filter((file) => zoneOf(file) === null);
    expect(without, 'Add the folder to ZONES, and to the table in docs/architecture.md').toEqual([]);
  });

  test('nothing imports an entrypoint', () => {
    const found = codeIn('components', 'lib', 'tests', 'bench', 'examples')
      .flatMap(importsOf)
      .filter(({ file }) => file?.startsWith('entrypoints/'));
    expect(found.map(say), 'Entrypoints are wiring: move what is wanted into lib or components').toEqual([]);
  });

  test('an entrypoint imports no other entrypoint', () => {
    const place = (file: string) => file.split('/').slice(0, 2).join('/');
    const found = codeIn('entrypoints')
      .flatMap(importsOf)
      .filter(({ from, file }) => file?.startsWith('entrypoints/') && place(file) !== place(from));
    expect(found.map(say)).toEqual([]);
  });

  test('the extension API is imported in lib/browser alone', () => {
    const found = codeIn('entrypoints', 'components', 'lib')
      .filter((file) => !file.startsWith('lib/browser/'))
      .flatMap(importsOf)
      .filter(({ wanted }) => /^(wxt\/browser|@wxt-dev\/browser|webextension-polyfill)/.test(wanted));
    expect(found.map(say), 'Take `browser` from lib/browser/api.ts').toEqual([]);
    const globals = find(
      codeIn('entrypoints', 'components', 'lib').filter((file) => !file.startsWith('lib/browser/')),
      /(?<![\w.])chrome\.|globalThis\.(chrome|browser)\b/,
    );
    expect(told(globals), 'Take `browser` from lib/browser/api.ts').toEqual([]);
  });

  test('Dexie is imported in lib/store alone', () => {
    const found = codeIn('entrypoints', 'components', 'lib')
      .filter((file) => !file.startsWith('lib/store/'))
      .flatMap(importsOf)
      .filter(({ wanted }) => packageOf(wanted) === 'dexie');
    expect(found.map(say), 'Ask lib/store for it').toEqual([]);
  });

  test('every import names a file that is there, with its extension', () => {
    const lost = codeIn('entrypoints', 'components', 'lib', 'tests', 'bench', 'examples')
      .flatMap(importsOf)
      .filter(
        ({ file }) =>
          file !== null && (!/\.(ts|tsx|mjs|js|json|css|html)$/.test(file) || filesIn(file).length !== 1),
      );
    expect(lost.map(say)).toEqual([]);
  });
});

describe.each(['entrypoints/site.content.ts', 'entrypoints/teach.content.ts'])(
  'what %s brings to the page',
  (script) => {
    /** Pages could read or slow it; and what is not there cannot leak. */
    const banned = ['zod', 'dexie', 'preact', 'chrono-node', 'libphonenumber-js', 'lucide'];

    test('no schema library, no store, no interface', () => {
      if (!exists(script)) return;
      const { packages, files } = reachableFrom(script);
      const ways = banned.flatMap((name) =>
        packages.has(name) ? [(packages.get(name) ?? []).join(' → ')] : [],
      );
      expect(ways, 'Split the types into a module of their own, or import them with `import type`').toEqual(
        [],
      );
      const folders = [...files.entries()].filter(([file]) =>
        /^(lib\/(store|service|client|background)|components)\//.test(file),
      );
      expect(folders.map(([, way]) => way.join(' → '))).toEqual([]);
    });
  },
);

describe('the domain is pure', () => {
  test.each([
    ['the clock', /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b|\bTemporal\.Now\b/],
    ['randomness', /\bMath\.random\b|\bcrypto\b/],
    [
      'the window',
      /\bwindow\b|\bglobalThis\.(window|document)\b|(?<![\w.'-])document\.|\blocalStorage\b|\bnavigator\b/,
    ],
    ['the network', /\bfetch\s*\(|\bXMLHttpRequest\b|\bWebSocket\b/],
  ])('it does not touch %s: pass it in', (_what, pattern) => {
    expect(told(find(codeIn('lib/domain', 'lib/sites'), pattern))).toEqual([]);
  });
});

describe('one module talks to the network', () => {
  test('nothing else fetches', () => {
    const files = codeIn('entrypoints', 'components', 'lib').filter(
      (file) => file !== 'lib/sync/remotes/http.ts',
    );
    const found = find(
      files,
      /(?<![\w.#])fetch\s*\(|\bXMLHttpRequest\b|\bWebSocket\b|\bsendBeacon\b|\bEventSource\b/,
    );
    expect(told(found), 'Nothing leaves the device but through lib/sync/remotes/http.ts').toEqual([]);
  });
});
