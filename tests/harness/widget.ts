// `npm run widget`: builds the embeddable panel into dist/widget, a folder that `npm pack` takes as it is.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { gzipSync } from 'node:zlib';
import { build, type Plugin, type Rolldown } from 'vite';
import { filesIn } from './house.ts';
import { leanParts, usedTexts, withoutUnused } from './widget-parts.ts';

const root = join(import.meta.dirname, '..', '..');
export const WIDGET = join(root, 'dist', 'widget');
/** gzip -9 of the one script, all in: what it should come down to, and what it may not grow beyond meanwhile. */
export const WIDGET_BUDGET = 75 * 1024;
export const WIDGET_CEILING = 330 * 1024;
const MEMORY = 'beside-memory.js';

interface Package {
  version: string;
}
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Package;

const gzip = (code: string): number => gzipSync(code, { level: 9 }).length;

/** The database in memory stays a file of its own, named in both formats as it lies in the folder. */
const memoryApart: Plugin = {
  name: 'memory-apart',
  enforce: 'pre',
  resolveId: (id) => (id === './memory.ts' ? { id: `./${MEMORY}`, external: true } : null),
};

async function bundle(
  entry: string,
  format: 'iife' | 'es',
  plugins: Plugin[],
): Promise<Rolldown.OutputChunk> {
  const built = await build({
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: 'error',
    root,
    plugins,
    define: {
      'process.env.NODE_ENV': '"production"',
      __BESIDE_VERSION__: JSON.stringify(version),
    },
    build: {
      write: false,
      minify: true,
      target: 'es2024',
      lib: { entry: join(root, entry), formats: [format], name: 'besidePanel' },
      rolldownOptions: { output: { codeSplitting: false, exports: 'named', minify: true } },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (!output || !('output' in output)) throw new Error(`${entry} was not built.`);
  return output.output[0];
}

/**
 * The script without the global that the format gives it. A script from another origin has no address of its own for
 * what it imports later: it is remembered while it runs.
 */
function asScript(code: string): string {
  const bare = code.replace(/^\s*var besidePanel\s*=\s*/, '');
  const home = bare.replace(
    /import\([`'"]\.\/(beside-memory\.js)[`'"]\)/,
    'import(new URL("$1",besideHome))',
  );
  if (bare === code || home === bare) throw new Error('The script no longer looks as asScript expects.');
  return `{const besideHome=document.currentScript?.src||location.href;${home}}`;
}

const LICENCES = ['preact', 'dexie', 'zod', 'lucide', 'fake-indexeddb'];

function thirdParties(): string {
  return LICENCES.map((name) => {
    const folder = join(root, 'node_modules', name);
    const file = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license'].find((one) =>
      existsSync(join(folder, one)),
    );
    const { version: of, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      version: string;
      license: string;
    };
    const text = file ? readFileSync(join(folder, file), 'utf8').trim() : '';
    return `${name} ${of} (${license})\n\n${text}`;
  }).join('\n\n----\n\n');
}

function manifest(): string {
  const module = { types: './beside.d.ts', default: './beside.mjs' };
  return JSON.stringify(
    {
      name: '@beside/panel',
      version,
      description: 'The customer book that stands beside the message, as an element for your own page.',
      license: 'MIT',
      type: 'module',
      sideEffects: true,
      main: './beside.mjs',
      types: './beside.d.ts',
      exports: {
        '.': module,
        './beside.js': './beside.js',
        './package.json': './package.json',
      },
      files: ['*.js', '*.mjs', '*.d.ts', '*.md', '*.txt', 'LICENSE'],
    },
    null,
    2,
  );
}

/** The types of api.ts are the package's; what follows joins them to the document. */
const JOINED = `
export declare class BesidePanel extends HTMLElement {
  static readonly version: string;
}
export interface BesidePanel extends PanelElement {
  addEventListener<N extends keyof PanelEventMap>(
    type: N,
    listener: (this: BesidePanel, event: PanelEventMap[N]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}
/** Makes \`<beside-panel>\` known; importing the module has done so already. */
export declare function define(): void;

declare global {
  interface HTMLElementTagNameMap {
    'beside-panel': BesidePanel;
  }
}
`;

const SOURCES = [
  'components',
  'lib',
  'public/_locales',
  'package-lock.json',
  'package.json',
  'tests/harness',
];

function sourceHash(): string {
  const hash = createHash('sha256');
  for (const file of filesIn(...SOURCES, 'docs/widget.md'))
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

/** Builds unless the same sources were built before. @returns the folder and the sizes of its scripts, gzipped. */
export async function buildWidget(): Promise<{ folder: string; sizes: Record<string, number> }> {
  const stamp = join(WIDGET, '..', 'widget.json');
  const hash = sourceHash();
  if (existsSync(stamp)) {
    const before = JSON.parse(readFileSync(stamp, 'utf8')) as { hash: string; sizes: Record<string, number> };
    if (before.hash === hash && existsSync(join(WIDGET, 'beside.js')))
      return { folder: WIDGET, sizes: before.sizes };
  }
  // Once without words and styles, to see which of them the code can ask for.
  const plain = (
    await bundle('lib/widget/index.ts', 'es', [
      memoryApart,
      ...leanParts(
        () => '{}',
        () => '',
      ),
    ])
  ).code;
  const parts = leanParts(
    (book) => usedTexts(book, plain),
    (css) => withoutUnused(css, plain),
  );
  const [script, module, memory] = [
    await bundle('lib/widget/index.ts', 'iife', [memoryApart, ...parts]),
    await bundle('lib/widget/index.ts', 'es', [memoryApart, ...parts]),
    await bundle('lib/widget/memory.ts', 'es', []),
  ];
  const files: Record<string, string> = {
    'beside.js': asScript(script.code),
    'beside.mjs': module.code,
    [MEMORY]: memory.code,
    'beside.d.ts': readFileSync(join(root, 'lib', 'widget', 'api.ts'), 'utf8') + JOINED,
    'package.json': manifest(),
    'README.md': readFileSync(join(root, 'docs', 'widget.md'), 'utf8'),
    LICENSE: readFileSync(join(root, 'LICENSE'), 'utf8'),
    'THIRD-PARTY.txt': thirdParties(),
  };
  rmSync(WIDGET, { recursive: true, force: true });
  mkdirSync(WIDGET, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(WIDGET, name), text);
  const sizes = Object.fromEntries(
    Object.entries(files)
      .filter(([name]) => /\.m?js$/.test(name))
      .map(([name, text]) => [name, gzip(text)]),
  );
  writeFileSync(stamp, JSON.stringify({ hash, sizes }));
  return { folder: WIDGET, sizes };
}

/** Packs the folder as the registry would get it. @returns the path of the package. */
export function packWidget(into: string): string {
  const done = spawnSync('npm', ['pack', '--pack-destination', into, '--loglevel=error'], {
    cwd: WIDGET,
    encoding: 'utf8',
  });
  const name = done.stdout.trim().split('\n').at(-1);
  if (done.status !== 0 || !name) throw new Error(`npm pack failed:\n${done.stdout}${done.stderr}`);
  return join(into, name);
}

if (import.meta.main) {
  const { sizes } = await buildWidget();
  for (const [name, size] of Object.entries(sizes))
    process.stdout.write(`dist/widget/${name.padEnd(20)} ${(size / 1024).toFixed(1)} KB gzip\n`);
  const over = (sizes['beside.js'] ?? 0) - WIDGET_BUDGET;
  if (over > 0) process.stdout.write(`beside.js is ${(over / 1024).toFixed(1)} KB over its budget\n`);
}
