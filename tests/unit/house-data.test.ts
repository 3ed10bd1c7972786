import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { FAILURE_CODES } from '../../lib/domain/failure.ts';
import { PROTOCOL } from '../../lib/message/protocol.ts';
import { codeIn, exists, filesIn, find, PRODUCT, read, told, withoutComments } from '../harness/house.ts';

describe('messages', () => {
  const names = Object.keys(PROTOCOL);

  test.each(Object.entries(PROTOCOL))(
    '%s says who may send it, and has a schema both ways',
    (_name, entry) => {
      expect(['page', 'panel']).toContain(entry.tier);
      expect(entry.in).toBeInstanceOf(z.ZodType);
      expect(entry.out).toBeInstanceOf(z.ZodType);
    },
  );

  test('a page may send what the content script is typed to send, and nothing else', () => {
    const page = Object.entries(PROTOCOL)
      .filter(([, entry]) => entry.tier === 'page')
      .map(([name]) => name);
    const map =
      /export interface PageMessages \{([\s\S]*?)\n\}/.exec(
        withoutComments(read('lib/message/page.ts')),
      )?.[1] ?? '';
    const typed = [...map.matchAll(/^\s*'([a-z.]+)':/gm)].map((match) => match[1]);
    expect(typed.sort()).toEqual(page.sort());
  });

  test('what a page may send is on the closed list', () => {
    const closed = [
      ...[
        'recipe.wanted',
        'sighting.seen',
        'sighting.gone',
        'list.seen',
        'frame.wanted',
        'selection.taken',
        'line.sent',
        'draft.seen',
        'draft.done',
      ],
      ...['teach.start', 'teach.seen', 'teach.done'],
    ];
    const page = Object.entries(PROTOCOL).filter(([, entry]) => entry.tier === 'page');
    expect(page.map(([name]) => name).filter((name) => !closed.includes(name))).toEqual([]);
  });

  test('every message is answered somewhere, and sent somewhere', () => {
    const code = codeIn('entrypoints', 'components', 'lib')
      .filter((file) => !/lib\/message\/(protocol|page)\.ts$/.test(file))
      .map((file) => ({ file, text: withoutComments(read(file)) }));
    const idle = names.filter((name) => code.filter(({ text }) => text.includes(`'${name}'`)).length < 2);
    expect(idle, 'Take the message out, or wire it').toEqual([]);
  });
});

describe('words', () => {
  type Book = Record<string, { message: string; description?: string }>;
  const book = (language: string) => JSON.parse(read(`public/_locales/${language}/messages.json`)) as Book;
  const [en, vi] = [book('en'), book('vi')];
  const code = [...codeIn(...PRODUCT), 'wxt.config.ts'].map((file) => withoutComments(read(file))).join('\n');

  test('both languages have the same keys', () => {
    expect(Object.keys(vi).sort()).toEqual(Object.keys(en).sort());
  });

  test('every key is used: as a literal, in the manifest, or under a prefix that the code puts together', () => {
    const prefixes = [...code.matchAll(/`([a-z][A-Za-z0-9]*_(?:[A-Za-z0-9]+_)*)\$\{/g)].map(
      (match) => match[1] ?? '',
    );
    const unused = Object.keys(en).filter(
      (key) =>
        !new RegExp(`['"\`]${key}['"\`]|__MSG_${key}__`).test(code) &&
        !prefixes.some((prefix) => key.startsWith(prefix)),
    );
    expect(unused, 'Take them out of both files, or use them').toEqual([]);
  });

  test('every key that the code and the manifest name is there', () => {
    const named = [...code.matchAll(/\bt\(\s*'([^']+)'|__MSG_(\w+)__/g)].map(
      (match) => match[1] ?? match[2] ?? '',
    );
    expect([...new Set(named)].filter((key) => !(key in en))).toEqual([]);
  });

  test('every failure has its sentence', () => {
    const keys = FAILURE_CODES.map((failure) => `failure_${failure.replaceAll('-', '_')}`);
    expect(keys.filter((key) => !(key in en) || !(key in vi))).toEqual([]);
  });

  test('both languages fill in the same things', () => {
    const holes = (text = '') => [...new Set([...text.matchAll(/\{(\w+)/g)].map((match) => match[1]))].sort();
    const differing = Object.keys(en).filter((key) => {
      const [one, two] = [holes(en[key]?.message), holes(vi[key]?.message)];
      return one.join() !== two.join();
    });
    expect(differing).toEqual([]);
  });

  test('words are calm: no exclamation marks, no blame, nothing empty', () => {
    const loud = [en, vi].flatMap((one) =>
      Object.entries(one)
        .filter(([, { message }]) => message.trim() === '' || /!|oops|error occurred|invalid/i.test(message))
        .map(([key, { message }]) => `${key}: ${message}`),
    );
    expect(loud).toEqual([]);
  });

  test('no word of the interface is written into the code', () => {
    const files = codeIn('components', 'entrypoints').filter((file) => file.endsWith('.tsx'));
    // Text between tags: a letter, then more letters or blanks, with no braces.
    expect(told(find(files, /(?<!=)>\s*[\p{Lu}][\p{L} ,.]{3,}\s*</u))).toEqual([]);
    expect(told(find(files, /\b(aria-label|title|placeholder)="[^"{]*\p{L}{2,}/u))).toEqual([]);
  });
});

describe('stored formats', () => {
  test('every version of the book has an example, and only known versions have one', () => {
    const versions = codeIn('lib/store').flatMap((file) => {
      const text = withoutComments(read(file));
      return [...text.matchAll(/\bVERSION\s*=\s*(\d+)|\.version\((\d+)\)/g)].map((match) =>
        Number(match[1] ?? match[2]),
      );
    });
    const newest = Math.max(0, ...versions);
    const examples = filesIn('tests/fixtures/format').map((file) => basename(file));
    const wanted = Array.from({ length: newest }, (_none, index) => index + 1);
    const missing = wanted.filter(
      (version) => !examples.some((name) => new RegExp(`book.*\\bv?${version}\\b`).test(name)),
    );
    expect(
      missing,
      'Put a book of that version into tests/fixtures/format, and a test that opens it',
    ).toEqual([]);
    const used = codeIn('tests/unit', 'tests/browser', 'tests/pages').map(read).join('\n');
    expect(
      examples.filter((name) => !used.includes(name) && !used.includes(name.replace(/\.[a-z]+$/, ''))),
    ).toEqual([]);
  });
});

describe('everything the house speaks of is there', () => {
  /** A rule over nothing holds for ever; here is what must not be nothing. */
  const subjects = [
    'README.md',
    'docs/architecture.md',
    'docs/security.md',
    'docs/sites.md',
    'entrypoints/background.ts',
    'entrypoints/site.content.ts',
    'lib/message/protocol.ts',
    'lib/store/schema.ts',
    'public/_locales/en/messages.json',
    'public/_locales/vi/messages.json',
    'wxt.config.ts',
  ];
  test.each(subjects)('%s', (file) => {
    expect(exists(file)).toBe(true);
  });

  test.each([
    'lib/sites',
    'tests/fixtures/sites',
    'tests/fixtures/format',
    'components',
    'tests/browser',
    'tests/pages',
  ])('%s is not empty', (folder) => {
    expect(filesIn(folder).length).toBeGreaterThan(0);
  });
});
