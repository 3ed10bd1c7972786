import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { build } from 'vite';
import type { Sighting } from '../../lib/domain/sighting.ts';
import { parseSighting } from '../../lib/domain/sighting-schema.ts';

let made: Promise<string> | null = null;

/** The engine with every recipe in lib/sites as one script that defines `beside`. Made once in a process. */
export function siteBundle(): Promise<string> {
  made ??= bundle();
  return made;
}

async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: 'silent',
    root: join(import.meta.dirname, '..', '..'),
    build: {
      write: false,
      minify: false,
      target: 'esnext',
      lib: { entry: join(import.meta.dirname, 'site-entry.ts'), formats: ['iife'], name: 'beside' },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (!output || !('output' in output)) throw new Error('The engine was not bundled.');
  return output.output[0].code;
}

export interface Reading {
  /** As the engine gave it, before anything was cut or normalised; null where no site is known. */
  raw: Sighting | null;
  /** As the background would take it from this page. */
  sighting: Sighting | null;
}

/**
 * Evaluates in the open page as Beside's content script would: in a world of its own, where the page's scripts, its
 * content policy and Trusted Types have no say. `beside` is there. What it gives, or promises, must be plain data.
 */
export async function evaluateBeside(page: Page, expression: string): Promise<unknown> {
  const code = await siteBundle();
  const session = await page.createCDPSession();
  try {
    const { frameTree } = await session.send('Page.getFrameTree');
    const { executionContextId } = await session.send('Page.createIsolatedWorld', {
      frameId: frameTree.frame.id,
      worldName: 'beside',
    });
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      contextId: executionContextId,
      // The answer travels as text: a structure would be cut where it nests deeply.
      expression: `${code}\n(async () => JSON.stringify(await (${expression})))()`,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return JSON.parse(String(result.value)) as unknown;
  } finally {
    await session.detach();
  }
}

/** Reads the open page: the engine in the page, then what the background makes of its answer. */
export async function readPage(page: Page): Promise<Reading> {
  const raw = (await evaluateBeside(page, 'beside.readHere(location.href)')) as Sighting | null;
  return { raw, sighting: raw && parseSighting(raw, { origin: new URL(page.url()).origin }) };
}

/** What `npm run probe` prints: a sighting without what only the product needs. */
export interface Probe {
  site: string | null;
  thread: Sighting['thread'];
  counterparts: Sighting['counterparts'];
  messages: Sighting['messages'];
  order: Sighting['order'];
  health: Sighting['health'];
}

/** @param url the address of a page that no site claims. */
export function probeOf(sighting: Sighting | null, url: string): Probe {
  if (!sighting) {
    const thread = { id: '', url, subject: '' };
    return { site: null, thread, counterparts: [], messages: [], order: null, health: 'none' };
  }
  const { site, thread, counterparts, order, health } = sighting;
  const messages = sighting.messages.filter(({ text }) => text !== '');
  return { site, thread, counterparts, messages, order, health };
}
