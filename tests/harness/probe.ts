// `npm run probe -- FILE.html --url URL`: what Beside reads from a saved page, as one line of JSON.
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { launchChromium } from './browsers.ts';
import { type Answer, serve } from './serve.ts';
import { type Probe, probeOf, readPage } from './site-bundle.ts';

const USAGE = 'Use it like this: npm run probe -- page.html --url https://mail.google.com/mail/u/0/#inbox/…';

/** A wrong word on the command line, told in a sentence. */
class UsageError extends Error {}

interface Wanted {
  html: string;
  url: URL;
  /** The address as it was given. */
  written: string;
}

/** @throws UsageError that says what to change. */
function readArguments(args: string[]): Wanted {
  const config = {
    args,
    options: { url: { type: 'string' } },
    allowPositionals: true,
  } satisfies ParseArgsConfig;
  let parsed: ReturnType<typeof parseArgs<typeof config>>;
  try {
    parsed = parseArgs(config);
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}. ${USAGE}`);
  }
  const [file, ...more] = parsed.positionals;
  const { url } = parsed.values;
  if (file === undefined) throw new UsageError(`Name the saved page. ${USAGE}`);
  if (more.length > 0) throw new UsageError(`One page at a time, please. ${USAGE}`);
  if (url === undefined) throw new UsageError(`Say with --url where the page was. ${USAGE}`);
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new UsageError(`“${url}” is not an address that starts with https:// or http://. ${USAGE}`);
  }
  try {
    return { html: readFileSync(file, 'utf8'), url: new URL(url), written: url };
  } catch {
    throw new UsageError(`There is no page to read at ${file}. Check the path.`);
  }
}

/**
 * Opens the page under its address and reads it. Its scripts do not run, because a saved page would write itself anew;
 * whatever else it asks for is answered empty, and where it tries to go, it stays.
 */
async function probe({ html, url, written }: Wanted): Promise<Probe> {
  const chromium = await launchChromium();
  try {
    const empty: Answer = { body: '', status: 204 };
    const document = new URL(url);
    document.hash = '';
    let given = false;
    const page = await chromium.browser.newPage();
    await serve(page, {
      '*': empty,
      [document.href]: () => {
        if (given) return empty;
        given = true;
        return { body: html, headers: { 'content-security-policy': "script-src 'none'; object-src 'none'" } };
      },
    });
    await page.goto(url.href, { waitUntil: 'domcontentloaded' });
    const { sighting } = await readPage(page);
    return probeOf(sighting, written);
  } finally {
    await chromium.close();
  }
}

try {
  const wanted = readArguments(process.argv.slice(2));
  process.stdout.write(`${JSON.stringify(await probe(wanted))}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
