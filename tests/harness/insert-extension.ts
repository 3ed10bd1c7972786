import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { EDITORS } from './editor-bundle.ts';

const root = join(import.meta.dirname, '..', '..');

/**
 * An extension of one content script that puts text into boxes when the page asks for it: Firefox lets nobody drive a
 * panel, and gives a content script other rights over the page's objects than a driver has.
 *
 * @returns its folder.
 */
export async function insertExtension(): Promise<string> {
  const built = await build({
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: 'silent',
    root,
    build: {
      write: false,
      minify: false,
      target: 'esnext',
      lib: { entry: join(import.meta.dirname, 'insert-script.ts'), formats: ['iife'], name: 'script' },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (!output || !('output' in output)) throw new Error('The content script was not bundled.');
  mkdirSync(join(root, '.tests'), { recursive: true });
  const folder = mkdtempSync(join(root, '.tests', 'insert-'));
  writeFileSync(join(folder, 'script.js'), output.output[0].code);
  writeFileSync(
    join(folder, 'manifest.json'),
    JSON.stringify({
      manifest_version: 2,
      name: 'insert',
      version: '1',
      browser_specific_settings: { gecko: { id: 'insert@beside.example' } },
      content_scripts: [{ matches: [`${EDITORS}*`], js: ['script.js'] }],
    }),
  );
  return folder;
}
