// What the embeddable panel carries of words, styles and libraries: that which its code can ask for.
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { transform } from 'lightningcss';
import type { Plugin } from 'vite';

const root = join(import.meta.dirname, '..', '..');

const SHEET = '\0sheet:';

type Book = Record<string, { message: string }>;

/** Heads of names that the code puts together: `stage_${…}`, `toast-${…}`. */
const headsIn = (code: string): string[] =>
  [...code.matchAll(/[`}]?([a-z][A-Za-z0-9]*[_-](?:[A-Za-z0-9]+[_-])*)\$\{/g)].map((match) => match[1] ?? '');

/** Names that stand in the code as they are. */
const namesIn = (code: string): Set<string> => new Set(code.match(/[A-Za-z][\w-]*/g) ?? []);

function asked(code: string): (name: string) => boolean {
  const names = namesIn(code);
  const heads = [...new Set(headsIn(code))];
  return (name) => names.has(name) || heads.some((head) => name.startsWith(head));
}

/** The texts of a language that the code can ask for, without what is written for translators. */
export function usedTexts(book: string, code: string): string {
  const isAsked = asked(code);
  const used = Object.entries(JSON.parse(book) as Book).filter(([key]) => isAsked(key));
  return JSON.stringify(Object.fromEntries(used.map(([key, { message }]) => [key, { message }])));
}

/** Cuts at commas that stand in no brackets. */
const selectorsOf = (list: string): string[] => list.split(/,(?![^()]*\))/);

/** A style sheet without the rules of classes that the code never names. What stands in brackets only narrows. */
export function withoutUnused(css: string, code: string): string {
  const isAsked = asked(code);
  const wanted = (selector: string): boolean =>
    [...selector.replace(/\([^()]*\)/g, '').matchAll(/\.([A-Za-z][\w-]*)/g)].every((match) =>
      isAsked(match[1] ?? ''),
    );
  const used = css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/([^{};]+)\{([^{}]*)\}/g, (whole: string, list: string, body: string) => {
      if (/^\s*@/.test(list)) return whole;
      const kept = selectorsOf(list).filter(wanted);
      return kept.length === 0 ? '' : `${kept.join(',')}{${body}}`;
    });
  return transform({ filename: 'panel.css', code: Buffer.from(used), minify: true }).code.toString();
}

/** Every token may be given from outside: `--accent` is `--beside-accent` where the page says one. */
const givenTokens = (css: string): string =>
  css.replace(/^(\s+)--([a-z-]+): ([^;]+);/gm, '$1--$2: var(--beside-$2, $3);');

/** A style sheet with what it imports put in its place. */
function wholeSheet(file: string): string {
  const text = readFileSync(file, 'utf8').replace(/@import "([^"]+)";/g, (_, name: string) =>
    wholeSheet(join(file, '..', name)),
  );
  return file.endsWith('tokens.css') ? givenTokens(text) : text;
}

/**
 * Parts of the panel that have nothing to do on a page of somebody's own: no site is taught there, no list of threads
 * stands beside, no line is heard as it is sent. Each draws nothing where its host gives it nothing.
 */
const LEFT_OUT: Record<string, string[]> = {
  'components/teaching.tsx': ['Teaching'],
  'components/teach-offer.tsx': ['TeachOffer', 'Diagnostics'],
  'components/promises.tsx': ['Promises'],
  'components/in-this-list.tsx': ['InThisList'],
};
const EMPTY = '\0empty:';

/**
 * @param words what is taken of a language's file.
 * @param styles what is taken of a style sheet.
 */
export function leanParts(words: (book: string) => string, styles: (css: string) => string): Plugin[] {
  return [
    {
      name: 'lean-parts',
      enforce: 'pre',
      // Under another name, or the bundler's own handling of styles takes it.
      resolveId(id, from) {
        if (!from || !id.startsWith('.')) return null;
        const file = join(from, '..', id);
        if (id.endsWith('.css?inline')) return `${SHEET}${file.replace('?inline', '')}.js`;
        const name = relative(root, file).replaceAll('\\', '/');
        return name in LEFT_OUT ? `${EMPTY}${name}.js` : null;
      },
      load(id) {
        const locale = /_locales\/(en|vi)\/messages\.json$/.exec(id)?.[1];
        if (locale)
          return words(readFileSync(join(root, 'public', '_locales', locale, 'messages.json'), 'utf8'));
        if (id.startsWith(EMPTY)) {
          const names = LEFT_OUT[id.slice(EMPTY.length).replace(/\.js$/, '')] ?? [];
          return names.map((name) => `export const ${name} = () => null;`).join('\n');
        }
        if (!id.startsWith(SHEET)) return null;
        const sheet = id.slice(SHEET.length).replace(/\.js$/, '');
        return `export default ${JSON.stringify(styles(wholeSheet(sheet)))}`;
      },
    },
  ];
}
