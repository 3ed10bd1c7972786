// How the repository's rules look at the repository: files, code without its comments, and who imports whom.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

const NOT_OURS = new Set([
  'node_modules',
  '.git',
  '.output',
  'dist',
  '.wxt',
  '.tests',
  'screenshots',
  '.vite',
]);

/** Every file under a folder or the file itself, as paths from the root with `/`. Nothing when it is not there. */
export function filesIn(...places: string[]): string[] {
  return places.flatMap((place) => {
    const path = join(root, place);
    if (!existsSync(path)) return [];
    if (!statSync(path).isDirectory()) return [place];
    return readdirSync(path)
      .filter((name) => !NOT_OURS.has(name))
      .sort()
      .flatMap((name) => filesIn(place === '.' ? name : `${place}/${name}`));
  });
}

export const read = (file: string): string => readFileSync(join(root, file), 'utf8');
export const exists = (file: string): boolean => existsSync(join(root, file));

const CODE = /\.(ts|tsx|mts|js|mjs|cjs|jsx)$/;
export const codeIn = (...places: string[]): string[] => filesIn(...places).filter((file) => CODE.test(file));

/** What is shipped, as against tests, benchmarks and examples. */
export const PRODUCT = ['entrypoints', 'components', 'lib'];

const NEWLINES = /[^\n]/g;

/**
 * The code with comments blanked out (lines keep their numbers). Knows strings, templates and regular expressions well
 * enough for this repository; a `/` starts a regular expression where a value may start.
 */
export function withoutComments(code: string): string {
  const token =
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|(?<=(?:^|[=(,:[!&|?{};\n]|=>|return)\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/g;
  return code.replace(token, (found) =>
    found.startsWith('//') || found.startsWith('/*') ? found.replace(NEWLINES, ' ') : found,
  );
}

export interface Import {
  from: string;
  /** As written: `./row.ts`, `zod`. */
  wanted: string;
  /** Path from the root for our own files, null for packages. */
  file: string | null;
  /** Gone after compiling. */
  typeOnly: boolean;
  line: number;
}

const STATIC =
  /(?:^|[;\n}])\s*(import|export)\s+(type\s+)?((?:[\w*\s{},$]|\bas\b)*?)\s*from\s*['"]([^'"]+)['"]/g;
const BARE = /(?:^|[;\n])\s*import\s*['"]([^'"]+)['"]/g;
const DYNAMIC = /\bimport\s*\(\s*['"]([^'"]+)['"]/g;

/** `{ type A, type B }` is as gone as `import type`. */
const onlyTypes = (names: string) => {
  const inner = /^\{([\s\S]*)\}$/.exec(names.trim())?.[1];
  if (inner === undefined) return false;
  const parts = inner.split(',').map((part) => part.trim());
  return parts.filter(Boolean).length > 0 && parts.every((part) => part === '' || part.startsWith('type '));
};

const lineAt = (code: string, index: number) => code.slice(0, index).split('\n').length;

export function importsOf(file: string): Import[] {
  // What stands in a template is text (a script for a child process, say), not an import of this file.
  const code = withoutComments(read(file)).replace(/`(?:\\.|[^`\\])*`/g, (text) =>
    text.replace(NEWLINES, ' '),
  );
  const found: Import[] = [];
  const add = (wanted: string, typeOnly: boolean, index: number) => {
    const own = wanted.startsWith('.')
      ? relative(root, join(root, dirname(file), wanted.replace(/\?\w+$/, '')))
      : null;
    found.push({
      from: file,
      wanted,
      file: own?.replaceAll('\\', '/') ?? null,
      typeOnly,
      line: lineAt(code, index),
    });
  };
  for (const match of code.matchAll(STATIC)) {
    add(match[4] ?? '', match[2] !== undefined || onlyTypes(match[3] ?? ''), match.index + match[0].length);
  }
  for (const match of code.matchAll(BARE)) add(match[1] ?? '', false, match.index + match[0].length);
  for (const match of code.matchAll(DYNAMIC)) add(match[1] ?? '', false, match.index);
  return found;
}

/** The package of an import: `@a/b/c` → `@a/b`, `zod/mini` → `zod`. */
export function packageOf(wanted: string): string {
  const parts = wanted.split('/');
  return wanted.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? '');
}

/** Everything that comes along when a file runs, with the way it comes. Type-only imports bring nothing. */
export function reachableFrom(start: string): {
  packages: Map<string, string[]>;
  files: Map<string, string[]>;
} {
  const files = new Map<string, string[]>([[start, [start]]]);
  const packages = new Map<string, string[]>();
  const queue = [start];
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    const way = files.get(file) ?? [];
    if (!CODE.test(file) || !exists(file)) continue;
    for (const next of importsOf(file)) {
      if (next.typeOnly) continue;
      if (next.file === null) {
        const name = packageOf(next.wanted);
        if (!packages.has(name)) packages.set(name, [...way, name]);
      } else if (!files.has(next.file)) {
        files.set(next.file, [...way, next.file]);
        queue.push(next.file);
      }
    }
  }
  return { packages, files };
}

export interface Finding {
  file: string;
  line: number;
  text: string;
}

/** Every line of the files that a pattern fits; comments do not count. */
export function find(files: string[], pattern: RegExp): Finding[] {
  return files.flatMap((file) =>
    withoutComments(read(file))
      .split('\n')
      .flatMap((text, index) => (pattern.test(text) ? [{ file, line: index + 1, text: text.trim() }] : [])),
  );
}

/** `lib/a.ts:12  the line`, one a finding: what a failing rule prints. */
export const told = (findings: Finding[]): string[] =>
  findings.map(({ file, line, text }) => `${file}:${line}  ${text.slice(0, 120)}`);

/** Lines in a file, as an editor counts them. */
export const lineCount = (file: string): number => read(file).replace(/\n$/, '').split('\n').length;
