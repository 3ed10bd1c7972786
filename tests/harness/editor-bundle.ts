import { join } from 'node:path';
import { build } from 'vite';
import type { Routes } from './serve.ts';
import { GMAIL_HEADERS } from './serve.ts';

/** A page with the editors of tests/fixtures/editors, under a policy as strict as Gmail's. */
export const EDITORS = 'https://editors.example/';

let made: Promise<string> | null = null;

function bundle(): Promise<string> {
  made ??= build({
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: 'silent',
    root: join(import.meta.dirname, '..', '..'),
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    build: {
      write: false,
      minify: false,
      target: 'esnext',
      lib: {
        entry: join(import.meta.dirname, '..', 'fixtures', 'editors', 'page.js'),
        formats: ['iife'],
        name: 'editors',
      },
    },
  }).then((built) => {
    const [output] = Array.isArray(built) ? built : [built];
    if (!output || !('output' in output)) throw new Error('The editors were not bundled.');
    return output.output[0].code;
  });
  return made;
}

export async function editorRoutes(): Promise<Routes> {
  const code = await bundle();
  const body =
    '<!doctype html><meta charset="utf-8"><title>editors</title><body><script nonce="beside" src="/page.js"></script>';
  return {
    [EDITORS]: { body, headers: GMAIL_HEADERS },
    [`${EDITORS}page.js`]: { body: code, type: 'text/javascript; charset=utf-8' },
  };
}
