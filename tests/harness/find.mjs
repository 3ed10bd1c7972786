// Where the browsers of this machine are. Plain JavaScript: `ready.mjs` runs it before anything is installed.
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** @param {string[]} names @returns {string | null} */
function onPath(names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  for (const name of names) {
    for (const folder of folders) {
      // A snap cannot read a profile or an extension in a hidden or temporary folder.
      if (folder.startsWith('/snap/')) continue;
      const file = join(folder, process.platform === 'win32' ? `${name}.exe` : name);
      if (existsSync(file)) return file;
    }
  }
  return null;
}

/** @param {string} browser folder of puppeteer's cache @param {string[][]} tails paths of the binary inside a build */
function inPuppeteerCache(browser, tails) {
  const cache = process.env.PUPPETEER_CACHE_DIR ?? join(homedir(), '.cache', 'puppeteer');
  const folder = join(cache, browser);
  if (!existsSync(folder)) return null;
  // Newest build first: names are `linux-145.0.7632.0`, compared as numbers.
  const builds = readdirSync(folder).sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  for (const build of builds) {
    for (const tail of tails) {
      const file = join(folder, build, ...tail);
      if (existsSync(file)) return file;
    }
  }
  return null;
}

/** @param {string[]} files */
const firstOf = (files) => files.find((file) => existsSync(file)) ?? null;

/**
 * A Chromium that takes unpacked extensions: PUPPETEER_EXECUTABLE_PATH, an installed one, puppeteer's cache.
 * @returns {string | null}
 */
export function findChromium() {
  const told = process.env.PUPPETEER_EXECUTABLE_PATH;
  if (told && existsSync(told)) return told;
  return (
    onPath(['chromium', 'chromium-browser', 'google-chrome-for-testing', 'chrome-for-testing']) ??
    firstOf([
      '/usr/lib/chromium/chromium',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    ]) ??
    inPuppeteerCache('chrome', [
      ['chrome-linux64', 'chrome'],
      ['chrome-linux-arm64', 'chrome'],
      ['chrome-mac-arm64', 'Google Chrome for Testing.app', 'Contents', 'MacOS', 'Google Chrome for Testing'],
      ['chrome-mac-x64', 'Google Chrome for Testing.app', 'Contents', 'MacOS', 'Google Chrome for Testing'],
      ['chrome-win64', 'chrome.exe'],
    ])
  );
}

/** @returns {string | null} */
export function findFirefox() {
  const told = process.env.BESIDE_FIREFOX;
  if (told && existsSync(told)) return told;
  return (
    onPath(['firefox-esr', 'firefox']) ??
    firstOf([
      '/Applications/Firefox.app/Contents/MacOS/firefox',
      'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
    ]) ??
    inPuppeteerCache('firefox', [
      ['firefox', 'firefox'],
      ['Firefox.app', 'Contents', 'MacOS', 'firefox'],
      ['firefox', 'firefox.exe'],
    ])
  );
}
