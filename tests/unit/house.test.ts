import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codeIn, exists, filesIn, find, lineCount, PRODUCT, read, root, told } from '../harness/house.ts';

const ALL_CODE = codeIn(...PRODUCT, 'tests', 'bench', 'examples');
const OWN_FOLDERS = ['entrypoints', 'components', 'lib', 'public', 'tests', 'examples', 'docs', 'bench'];

/** Selectors of the rules that stand outside every at-rule, one by one. */
function plainSelectors(css: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let head = '';
  for (const letter of css.replace(/\/\*[\s\S]*?\*\//g, '')) {
    if (letter === '{') {
      if (depth === 0 && !head.trim().startsWith('@'))
        found.push(...head.split(/,(?![^(]*\))/).map((one) => one.trim()));
      depth += 1;
    }
    if (letter === '}') depth -= 1;
    head = /[{};]/.test(letter) ? '' : head + letter;
  }
  return found;
}

describe('the shape of the house', () => {
  const folders = [...OWN_FOLDERS, '.ci'];
  const files = [
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'wxt.config.ts',
    'vitest.config.ts',
    'biome.json',
    'CHANGELOG.md',
    'README.md',
    'LICENSE',
    '.gitignore',
    '.npmrc',
    '.puppeteerrc.cjs',
  ];

  test('the top level holds what is documented, and nothing else', () => {
    const ignored = read('.gitignore')
      .split('\n')
      .map((line) => line.trim().replace(/\/$/, ''));
    const here = readdirSync(root, { withFileTypes: true })
      .filter(({ name }) => name !== '.git' && !ignored.includes(name) && !name.endsWith('.log'))
      .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
    const known = [...folders.map((name) => `${name}/`), ...files];
    expect(
      here.filter((name) => !known.includes(name)),
      'Put it into one of the folders of the house',
    ).toEqual([]);
  });

  test('file names are nouns in kebab-case', () => {
    const odd = [...ALL_CODE, ...filesIn(...PRODUCT)]
      .map((file) => basename(file))
      .filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)+$/.test(name));
    expect(odd).toEqual([]);
  });

  test('no file is called utils, helpers, manager, common or misc: name the idea', () => {
    const vague = /(^|[-/])(utils?|helpers?|managers?|common|misc|stuff)([-.]|$)/;
    expect(filesIn(...OWN_FOLDERS).filter((file) => vague.test(basename(file)))).toEqual([]);
  });

  test('no file is longer than 400 lines: it holds two ideas', () => {
    const pages = filesIn(...PRODUCT, 'examples').filter((file) => /\.(html|css)$/.test(file));
    const long = [...ALL_CODE, ...pages].filter((file) => lineCount(file) > 400);
    expect(long.map((file) => `${file}: ${lineCount(file)} lines`)).toEqual([]);
  });

  test('a selector is styled in one sheet: of two that share a name, the later one undoes the other', () => {
    // The tokens are given to the surface that base.css draws.
    const shared = new Set(['.beside']);
    const sheetsOf = new Map<string, Set<string>>();
    for (const file of filesIn('components/styles').filter((name) => name.endsWith('.css')))
      for (const selector of plainSelectors(read(file)))
        sheetsOf.set(selector, (sheetsOf.get(selector) ?? new Set()).add(basename(file)));
    const twice = [...sheetsOf].filter(([selector, sheets]) => sheets.size > 1 && !shared.has(selector));
    expect(twice.map(([selector, sheets]) => `${selector}: ${[...sheets].join(', ')}`)).toEqual([]);
  });

  test('only sites, entrypoints and tool settings have a default export', () => {
    const files = codeIn('components', 'lib', 'bench', 'examples', 'tests').filter(
      (file) =>
        !file.startsWith('lib/sites/') &&
        file !== 'tests/harness/setup.ts' &&
        !/\.(config|d)\.m?[jt]s$/.test(file),
    );
    expect(told(find(files, /^\s*export\s+default\b|\bas\s+default\s*[,}]/))).toEqual([]);
  });
});

describe('no way for a page to slip code in', () => {
  /** Files that must speak of a forbidden thing, and why. */
  const may: Record<string, string> = {
    'tests/unit/house.test.ts': 'it names what is forbidden',
    'tests/browser/harness.test.ts': 'its page tries a string to see that Trusted Types refuse it',
  };
  const hostile = (file: string) => /^tests\/(browser|fixtures)\/hostile/.test(file);

  test('nothing makes HTML or code from strings: create nodes', () => {
    const maker =
      /\b(insertAdjacentHTML|dangerouslySetInnerHTML|createContextualFragment|setHTMLUnsafe|srcdoc)\b|\bdocument\.write(ln)?\b|(?<![\w.$])eval\s*\(|\bnew Function\b/;
    const files = ALL_CODE.filter((file) => !(file in may) && !hostile(file));
    expect(told(find(files, maker))).toEqual([]);
    // What is shipped has no business with markup at all; a test may read it to say where it failed.
    expect(told(find(codeIn(...PRODUCT), /\b(inner|outer)HTML\b/))).toEqual([]);
    expect(told(find(files, /\b(inner|outer)HTML\s*\+?=(?!=)/))).toEqual([]);
  });

  test('no inline handlers, scripts or styles in our pages', () => {
    const pages = filesIn('entrypoints', 'public').filter((file) => file.endsWith('.html'));
    const inline = pages.flatMap((file) => {
      const html = read(file).replace(/<!--[\s\S]*?-->/g, '');
      const found = [
        /\son[a-z]+\s*=/i,
        /\sstyle\s*=/i,
        /<style\b/i,
        /<script(?![^>]*\ssrc=)[^>]*>/i,
        /javascript:/i,
      ];
      return found.filter((pattern) => pattern.test(html)).map((pattern) => `${file}: ${pattern}`);
    });
    expect(inline).toEqual([]);
    expect(told(find(codeIn(...PRODUCT), /setAttribute\(\s*['"`]on[a-z]|['"`]javascript:/i))).toEqual([]);
  });

  test('no window.postMessage, no main world, no messages from other extensions', () => {
    const pattern = /\bpostMessage\s*\(|onMessageExternal|onConnectExternal|world:\s*['"]MAIN['"]/;
    const files = codeIn(...PRODUCT).filter((file) => !/port/.test(basename(file)));
    expect(told(find(files, pattern).filter(({ text }) => !/port\??\.postMessage/.test(text)))).toEqual([]);
    expect(
      told(find(codeIn(...PRODUCT), /\b(window|self|parent|top|contentWindow)\??\.postMessage/)),
    ).toEqual([]);
  });

  test('no ids for the page to find: our element in the page is a plain div', () => {
    expect(told(find(codeIn('lib/overlay'), /customElements\.define|createElement\(\s*['"][a-z]+-/))).toEqual(
      [],
    );
  });
});

describe('habits', () => {
  test('no errors swallowed: a catch says why it may stay silent, or handles it', () => {
    const empty = codeIn(...PRODUCT, 'tests/harness', 'bench', 'examples').filter((file) =>
      /catch\s*(\([^)]*\))?\s*\{\s*\}|\.catch\(\s*\(\s*\w*\s*\)\s*=>\s*\{\s*\}\s*\)/.test(read(file)),
    );
    expect(empty).toEqual([]);
  });

  test('no types silenced', () => {
    const raw = ALL_CODE.filter((file) => file !== 'tests/unit/house.test.ts').filter((file) =>
      /@ts-(ignore|nocheck|expect-error)|\bas any\s*[;,)\]}.]|:\s*any\b(?!\w)/.test(
        read(file).replace(/\/\*[\s\S]*?\*\//g, ''),
      ),
    );
    expect(raw).toEqual([]);
  });

  test('sizes are in px: a site may change what rem means', () => {
    const styles = filesIn(...PRODUCT).filter((file) => file.endsWith('.css'));
    expect(told(find([...styles, ...codeIn('components', 'lib/overlay')], /\b\d*\.?\d+rem\b/))).toEqual([]);
  });

  test('no test is skipped, left for later, or run alone', () => {
    const files = codeIn('tests').filter(
      (file) => /\.test\.tsx?$/.test(file) && file !== 'tests/unit/house.test.ts',
    );
    const pattern =
      /\b(test|it|describe|suite)\.(only|skip|todo|skipIf|runIf|fails)\b|\b[xf](it|describe|test)\s*\(/;
    expect(told(find(files, pattern))).toEqual([]);
  });

  test('no test sleeps: it waits for what it wants to see', () => {
    /** Files that must let time pass, and why. */
    const may: Record<string, string> = {
      'tests/unit/house.test.ts': 'it names what is forbidden',
      'tests/browser/killed-worker.test.ts': 'the moment of the kill is what it varies; it waits for nothing',
    };
    const files = codeIn('tests/unit', 'tests/browser', 'tests/pages').filter((file) => !(file in may));
    expect(told(find(files, /new Promise\(\s*\(?\w+\)?\s*=>\s*setTimeout|waitForTimeout/))).toEqual([]);
  });

  test('every TODO carries the day by which it is done: TODO [2027-01-31]: …', () => {
    const papers = filesIn('docs').filter((file) => file.endsWith('.md'));
    const files = [...ALL_CODE, ...papers].filter((file) => file !== 'tests/unit/house.test.ts');
    const open = files.flatMap((file) =>
      read(file)
        .split('\n')
        .filter((line) => /\b(TODO|FIXME|XXX)\b(?! \[\d{4}-\d\d-\d\d\]:)/.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );
    expect(open).toEqual([]);
  });
});

describe('nobody’s data, nobody’s desk', () => {
  const texts = () =>
    filesIn(...OWN_FOLDERS, '.ci', 'README.md', 'package.json', 'wxt.config.ts', 'vitest.config.ts').filter(
      (file) => !/\.(png|jpg|ico|woff2?|zip)$/.test(file),
    );

  test('addresses in fixtures, examples and papers are example addresses', () => {
    const address = /[\p{L}\d._%+-]+@((?:[\p{L}\d-]+\.)+[a-z]{2,})/giu;
    // WhatsApp writes a chat's id like an address.
    const ours = /(^|\.)(example|test|invalid)(\.[a-z]{2,3}){0,2}$|^[cg]\.us$/i;
    const strangers = filesIn('tests/fixtures', 'examples', 'docs', 'README.md', 'public')
      .filter((file) => /\.(html|json|ts|tsx|js|md|csv|txt)$/.test(file))
      .flatMap((file) =>
        [...read(file).matchAll(address)]
          .filter((match) => !ours.test(match[1] ?? ''))
          .map((match) => `${file}: ${match[0]}`),
      );
    expect(strangers, 'Use example.com, example.vn, shop.example').toEqual([]);
  });

  test('no path of somebody’s machine', () => {
    // Put together from pieces, so that this line does not find itself.
    const desk = new RegExp(['/(work', 'home/[a-z]+', 'Users/[A-Za-z]+)/'].join('|'));
    const found = texts().filter((file) => desk.test(read(file)));
    expect(found).toEqual([]);
  });

  test('no secret, no stranger’s server', () => {
    const secret = /-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bghp_[A-Za-z0-9]{30,}\b/;
    expect(texts().filter((file) => file !== 'tests/unit/house.test.ts' && secret.test(read(file)))).toEqual(
      [],
    );
    expect(exists('.env'), '.env belongs to nobody’s repository').toBe(false);
  });
});
