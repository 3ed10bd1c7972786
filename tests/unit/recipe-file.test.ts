import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Recipe } from '../../lib/domain/recipe.ts';
import {
  isTame,
  originOf,
  parseTaught,
  RECIPE_CAPS,
  readRecipes,
  writeRecipes,
} from '../../lib/domain/recipe-file.ts';
import { isTaught, taughtHost, taughtId } from '../../lib/domain/taught.ts';

const text = readFileSync(join(import.meta.dirname, '..', 'fixtures', 'format', 'taught-v1.json'), 'utf8');
const recipe = (JSON.parse(text) as { recipes: Recipe[] }).recipes[0]!;

describe('the file of taught sites', () => {
  it('of version 1 is read, and written again the same', () => {
    const read = readRecipes(text);
    expect(read).toEqual({ recipes: [recipe] });
    expect(JSON.parse(writeRecipes([recipe]))).toEqual(JSON.parse(text));
  });

  it('that is another file, broken or newer is refused, each with its reason', () => {
    const reason = (raw: string) => (readRecipes(raw) as { problem?: string }).problem;
    expect(reason('no json')).toBe('not-recipes');
    expect(reason('null')).toBe('not-recipes');
    expect(reason('[]')).toBe('not-recipes');
    expect(reason('{"beside":"book","v":1}')).toBe('not-recipes');
    expect(reason('{"beside":"recipes","v":1,"recipes":{}}')).toBe('not-recipes');
    expect(reason('{"beside":"recipes","v":1,"recipes":[]}')).toBe('not-taught');
    expect(reason('{"beside":"recipes","v":2,"recipes":[]}')).toBe('newer');
    expect(reason(' '.repeat(RECIPE_CAPS.file + 1))).toBe('too-big');
    expect(reason(writeRecipes(Array.from({ length: 65 }, () => recipe)))).toBe('too-big');
  });

  it('is taken whole or not at all', () => {
    const bad = { ...recipe, matches: ['*://*/*'] };
    expect(readRecipes(writeRecipes([recipe, bad as Recipe]))).toEqual({ problem: 'not-taught' });
  });
});

describe('a taught recipe', () => {
  const changed = (patch: Record<string, unknown>) => parseTaught({ ...recipe, ...patch });
  const identity = (as: string) => ({
    header: { ...recipe.people.header!, identities: [{ as, take: [{ select: 'b' }] }] },
  });

  it('reads one origin, and says which', () => {
    expect(originOf(recipe)).toBe('https://quan-ly.tiem.example');
    expect(parseTaught(recipe)).toEqual(recipe);
  });

  it.each([
    ['every page there is', { matches: ['*://*/*'] }],
    ['a host and all below', { matches: ['https://*.tiem.example/*'] }],
    ['two places', { matches: ['https://quan-ly.tiem.example/*', 'https://mail.google.com/*'] }],
    ['another place than it says', { matches: ['https://mail.google.com/*'] }],
    ['another place by its address', { address: '^https://mail\\.google\\.com/' }],
    ['any place by its address', { address: '^https://quan-ly\\.tiem\\.example|.' }],
    ['any place by a dot', { address: '^https://quan-ly.+' }],
    ['under the id of a site of Beside', { id: 'gmail' }],
    ['under the id of another place', { id: 'taught-mail-google-com' }],
    ['on any host', { anyHost: true }],
    ['as the user', { own: { identities: [], as: 'email:' } }],
    ['with a field nobody knows', { script: 'alert(1)' }],
    ['handles of a site of Beside', { people: identity('telegram:') }],
    ['handles of another taught site', { people: identity('taught-mail-google-com:') }],
    ['with a pattern that runs away', { thread: { ...recipe.thread, id: [{ in: 'url', match: '(a+)+$' }] } }],
    ['with megabytes', { replyBox: [], expects: [], name: 'x'.repeat(60_000) }],
  ])('that would read %s is none', (_what, patch) => {
    expect(changed(patch)).toBeNull();
  });

  it.each([null, undefined, 7, 'recipe', [], {}])('%j is none', (raw) => {
    expect(parseTaught(raw)).toBeNull();
  });

  it('may name handles of its own', () => {
    expect(changed({ people: identity(`${recipe.id}:`) })).not.toBeNull();
  });
});

describe('patterns', () => {
  it.each([
    '(a+)+',
    '(a|b)*c',
    '(?:a*b){2,}',
    '((a|b)c)+',
    '(.*,)*x',
    '(a)\\1',
    '(?=a)b',
    '(?<!a)b',
    'a*b*c*d*',
  ])('%s may take for ever', (pattern) => expect(isTame(pattern)).toBe(false));
  it.each([
    '^https?://[^/?#]+[^?#]*/tickets/(\\d+)(?:[/?#]|$)',
    '[\\p{L}\\p{N}._%+-]{1,64}@[\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{1,63}){1,5}',
    '\\+?\\d[\\d\\s().-]{6,18}\\d',
    '#\\(a+\\)b',
    '(?:a|b)?c',
  ])('%s is tame', (pattern) => expect(isTame(pattern)).toBe(true));
});

describe('ids of taught sites', () => {
  it.each([
    ['https://desk.example', [], 'taught-desk-example', 'desk.example'],
    [
      'https://my-desk.example',
      ['agent', 'tickets'],
      'taught-my--desk-example---agent-tickets',
      'my-desk.example',
    ],
    ['http://localhost:8080', [], 'taught-localhost-8080', 'localhost.8080'],
  ])('%s %j', (origin, path, id, host) => {
    expect(taughtId(origin, path)).toBe(id);
    expect(taughtHost(id)).toBe(host);
    expect(isTaught(id)).toBe(true);
  });
  it('differ where the places differ, also where they are long', () => {
    const long = 'a'.repeat(60);
    const ids = [
      taughtId('https://a-b.example'),
      taughtId('https://a.b.example'),
      taughtId(`https://${long}.example`),
      taughtId(`https://${long}.example`, ['x']),
      taughtId(`https://${long}.example.org`),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9-]{0,63}$/);
  });
});
