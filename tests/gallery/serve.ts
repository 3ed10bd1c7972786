import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Browser } from 'puppeteer';
import { build } from 'vite';
import { type Routes, serve } from '../harness/serve.ts';

const ROOT = import.meta.dirname;
const OUT = join(ROOT, '../../.tests/gallery');
const ADDRESS = 'https://gallery.example/';
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};
/** The content policy of the extension's own pages: the gallery must live with it. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'none'; base-uri 'none'";

/** Builds the gallery as the extension is built: bundled, minified, styles as files. */
export async function buildGallery(): Promise<void> {
  await build({
    root: ROOT,
    base: './',
    configFile: false,
    logLevel: 'warn',
    build: { outDir: OUT, emptyOutDir: true, modulePreload: { polyfill: false } },
  });
}

/** Answers the gallery's address in that browser with what was built. */
export async function serveGallery(browser: Browser): Promise<void> {
  const routes: Routes = {};
  for (const file of readdirSync(OUT, { recursive: true, withFileTypes: true })) {
    const type = TYPES[extname(file.name)];
    if (!file.isFile() || !type) continue;
    const path = join(file.parentPath, file.name);
    const body = readFileSync(path, 'utf8');
    routes[ADDRESS + path.slice(OUT.length + 1)] = {
      body,
      type,
      headers: { 'content-security-policy': POLICY },
    };
  }
  routes[`${ADDRESS}?*`] = routes[`${ADDRESS}index.html`] ?? '';
  await serve(browser, routes);
}

export function galleryUrl(state: string, language: 'vi' | 'en', theme: 'light' | 'dark'): string {
  return `${ADDRESS}?state=${state}&language=${language}&theme=${theme}`;
}
