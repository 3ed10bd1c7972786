import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { build } from '../harness/build.ts';
import { read } from '../harness/house.ts';

/** The parts of a manifest that give power to somebody. */
interface Manifest {
  permissions?: string[];
  host_permissions?: string[];
  optional_permissions?: string[];
  optional_host_permissions?: string[];
  content_scripts?: unknown[];
  commands?: Record<string, unknown>;
  incognito?: string;
  externally_connectable?: unknown;
  web_accessible_resources?: { resources: string[]; use_dynamic_url?: boolean }[];
  content_security_policy?: { extension_pages?: string };
  key?: string;
}
interface Documented {
  permissions: string[];
  permissions_chromium: string[];
  host_permissions: string[];
  host_permissions_test_build: string[];
  optional_host_permissions: string[];
  content_scripts: string[];
  commands: string[];
  web_accessible_resources: string[];
  incognito: string;
}

function documented(): Documented {
  const block = /```json manifest\n([\s\S]*?)```/.exec(read('docs/security.md'))?.[1];
  if (!block) throw new Error('docs/security.md has lost its ```json manifest block');
  return JSON.parse(block) as Documented;
}

const manifestIn = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
const sorted = (list: string[] = []) => [...list].sort();

describe.each(['chrome', 'firefox'] as const)('the released manifest for %s', (browser) => {
  let folder: string;
  let manifest: Manifest;
  const list = documented();
  beforeAll(() => {
    folder = build(browser, 'production');
    manifest = manifestIn(folder);
  });

  test('asks at install for what docs/security.md says, and no more', () => {
    const expected = [...list.permissions, ...(browser === 'chrome' ? list.permissions_chromium : [])];
    expect(sorted(manifest.permissions)).toEqual(sorted(expected));
    expect(sorted(manifest.host_permissions)).toEqual(sorted(list.host_permissions));
    expect(manifest.optional_permissions ?? []).toEqual([]);
    expect(manifest.content_scripts ?? []).toEqual(list.content_scripts);
    expect(manifest.incognito).toBe(list.incognito);
  });

  test('may ask later for the sites that docs/security.md names', () => {
    expect(sorted(manifest.optional_host_permissions)).toEqual(sorted(list.optional_host_permissions));
  });

  test('has the documented shortcuts, four at most', () => {
    expect(sorted(Object.keys(manifest.commands ?? {}))).toEqual(sorted(list.commands));
    expect(list.commands.length).toBeLessThanOrEqual(4);
  });

  test('lets pages see the frame alone, under an address that changes where the browser can', () => {
    const open = manifest.web_accessible_resources ?? [];
    expect(open.flatMap(({ resources }) => resources)).toEqual(list.web_accessible_resources);
    expect(
      open.every(({ use_dynamic_url }) => use_dynamic_url === (browser === 'chrome' ? true : undefined)),
    ).toBe(true);
  });

  test('listens to no page and no other extension, and runs only its own code', () => {
    expect(manifest.externally_connectable).toBeUndefined();
    const policy = manifest.content_security_policy?.extension_pages ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/script-src 'self'(;|$)/);
    // The background alone may ask other addresses, for sync; documents say 'self' for themselves (below).
    expect(policy.replace("connect-src 'self' https: http:;", '')).not.toMatch(/unsafe|https?:|\*/);
  });

  test('no document of ours asks any address', () => {
    const pages = readdirSync(folder).filter((name) => name.endsWith('.html'));
    expect(pages.length).toBeGreaterThan(3);
    for (const page of pages)
      expect(readFileSync(join(folder, page), 'utf8'), page).toMatch(
        /http-equiv="Content-Security-Policy" content="connect-src 'self'"/,
      );
  });

  test('has no fixed id of ours: the store gives it', () => {
    expect(manifest.key).toBeUndefined();
  });
});

describe('the build that tests and npm start use', () => {
  test('differs from the released one in the practice hosts, and in the fixed id of builds loaded unpacked', () => {
    const { key, host_permissions: hosts, ...ours } = manifestIn(build('chrome', 'test'));
    const { host_permissions: none, ...released } = manifestIn(build('chrome', 'production'));
    expect(key).toBeTypeOf('string');
    expect(none ?? []).toEqual([]);
    expect(sorted(hosts)).toEqual(sorted(documented().host_permissions_test_build));
    expect(ours).toEqual(released);
  });
});

describe('the content scripts as built', () => {
  const scripts = () => {
    const folder = join(build('chrome', 'production'), 'content-scripts');
    return readdirSync(folder)
      .filter((name) => name.endsWith('.js'))
      .map((name) => ({ name, code: readFileSync(join(folder, name)) }));
  };

  test('are one of at most 15 KB gzip for every page, and one that is put in when a page is taught', () => {
    const sizes = Object.fromEntries(
      scripts().map(({ name, code }) => [name, gzipSync(code, { level: 9 }).length]),
    );
    expect(Object.keys(sizes)).toEqual(['site.js', 'teach.js']);
    expect(sizes['site.js']).toBeLessThanOrEqual(15 * 1024);
    expect(sizes['teach.js']).toBeLessThanOrEqual(24 * 1024);
  });

  test('carry no schema library, no store and no interface', () => {
    const code = scripts()
      .map((script) => script.code.toString())
      .join('\n');
    // Words that survive minifying: zod's issue codes, Dexie's and Preact's own names, our store's tables.
    for (const word of [
      'invalid_type',
      'ZodError',
      'DexieError',
      'liveQuery',
      '__hooks',
      'neverLog',
      'indexedDB',
    ]) {
      expect(code.includes(word), `a content script contains “${word}”`).toBe(false);
    }
  });
});
