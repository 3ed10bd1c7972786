// Makes a fresh checkout ready: packages, then browsers. Runs before every npm script, with the Node that is there
// (20 or newer), so it is plain JavaScript and imports nothing that has to be installed. Quiet when all is well.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium, findFirefox } from './find.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const bin = join(root, 'node_modules', '.bin');
const MINUTE = 60_000;

/** @param {string} sentence */
const say = (sentence) => process.stderr.write(`${sentence}\n`);

/** @param {string} sentence @returns {never} */
function stop(sentence) {
  say(sentence);
  process.exit(1);
}

/**
 * The system's own PATH: `npm ci` takes node_modules/.bin away while it works, so its scripts must not look there.
 */
function systemEnv() {
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  return { ...process.env, PATH: path.join(delimiter), DEBIAN_FRONTEND: 'noninteractive' };
}

/** @param {string} command @param {string[]} args @param {number} minutes */
function run(command, args, minutes) {
  const done = spawnSync(command, args, {
    cwd: root,
    env: systemEnv(),
    stdio: ['ignore', 2, 2],
    timeout: minutes * MINUTE,
    shell: process.platform === 'win32',
  });
  return done.status === 0;
}

/**
 * Whether node_modules is what package-lock.json asks for. npm keeps its own note of what it installed; comparing the
 * two says more than dates do, which a checkout sets anew.
 */
function packagesAreThere() {
  const note = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(note) || !existsSync(join(bin, process.platform === 'win32' ? 'node.cmd' : 'node')))
    return false;
  const installed = JSON.parse(readFileSync(note, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' || entry.optional || entry.peer || installed[path]?.version === entry.version,
  );
}

function readyPackages() {
  if (packagesAreThere()) return;
  say('Beside: installing the packages that package-lock.json names (npm ci)…');
  if (!run('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], 15) || !packagesAreThere()) {
    stop('Beside: the packages could not be installed. Check the network, then run: npm ci');
  }
}

/** Whether this is a Debian-like machine on which we may install. */
const mayInstall = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/** @param {string[]} packages @param {string[]} how further options */
function apt(packages, how = []) {
  if (!mayInstall()) return false;
  say(`Beside: installing ${packages.join(', ')} (apt-get)…`);
  return (
    run('apt-get', ['update', '-qq'], 5) && run('apt-get', ['install', '-y', '-qq', ...how, ...packages], 15)
  );
}

/** @param {string | null} file */
const starts = (file) =>
  file !== null && spawnSync(file, ['--version'], { timeout: MINUTE, stdio: 'ignore' }).status === 0;

/** @param {string} name */
function downloadBrowser(name) {
  const tool = join(bin, 'puppeteer');
  if (!existsSync(tool)) return false;
  say(`Beside: fetching ${name} (puppeteer browsers install ${name})…`);
  const node = join(bin, 'node');
  return run(node, [tool, 'browsers', 'install', name], 6);
}

function readyChromium() {
  if (findChromium()) return;
  if (downloadBrowser('chrome') && starts(findChromium())) return;
  if (apt(['chromium']) && findChromium()) return;
  stop(
    'Beside: no Chromium was found, and none could be installed. Install Chromium or Chrome for Testing, or say where ' +
      'it is: PUPPETEER_EXECUTABLE_PATH=/path/to/chromium',
  );
}

function readyFirefox() {
  if (findFirefox()) return;
  if (apt(['firefox-esr']) && findFirefox()) return;
  if (downloadBrowser('firefox@stable') && starts(findFirefox())) return;
  stop(
    'Beside: no Firefox was found, and none could be installed. Install Firefox 140 or newer, or say where it is: ' +
      'BESIDE_FIREFOX=/path/to/firefox',
  );
}

/** Vietnamese letters and emoji must show in the screenshots; without them everything still works. */
function readyFonts() {
  const list = spawnSync('fc-list', [':lang=vi', 'family'], { encoding: 'utf8' });
  const emoji = spawnSync('fc-list', [':charset=1f600', 'family'], { encoding: 'utf8' });
  if (list.error || emoji.error) return;
  const missing = [];
  if (!list.stdout.trim()) missing.push('fonts-noto-core');
  if (!emoji.stdout.trim()) missing.push('fonts-noto-color-emoji');
  if (missing.length > 0 && !apt(missing)) {
    say(`Beside: screenshots will miss some letters; these packages have them: ${missing.join(', ')}`);
  }
}

/** Stores that sync is tested against, each with the packages that bring it. The first two are small. */
const STORES = [
  { program: 'rclone', packages: ['rclone'] },
  { program: 'apache2', packages: ['apache2', 'openssl'] },
  { program: 'nginx', packages: ['nginx-light', 'libnginx-mod-http-dav-ext'] },
  { program: 'lighttpd', packages: ['lighttpd', 'lighttpd-mod-webdav'] },
  {
    program: 'swift-proxy-server',
    packages: ['swift-proxy', 'swift-account', 'swift-container', 'swift-object', 'memcached'],
  },
  { program: 'radosgw', packages: ['radosgw', 'ceph-mon', 'ceph-osd', 'ceph-mgr'] },
];

/**
 * What cannot be had is not tested, and the tests say so. Servers of packages are not started here: policy-rc.d says so
 * for the time of the installation, where nobody else has one.
 * @param {typeof STORES} stores
 */
function readyStores(stores) {
  const missing = stores.filter(({ program }) => !isInstalled(program));
  if (missing.length === 0 || !mayInstall()) return;
  const policy = '/usr/sbin/policy-rc.d';
  const own = !existsSync(policy);
  if (own) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    apt(
      missing.flatMap(({ packages }) => packages),
      ['--no-install-recommends'],
    );
  } finally {
    if (own) rmSync(policy);
  }
}

/** @param {string} program */
const isInstalled = (program) =>
  [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/bin'].some((folder) =>
    existsSync(join(folder, program)),
  );

const only = new Set(process.argv.slice(2));
readyPackages();
if (!only.has('--no-browsers')) {
  readyChromium();
  if (!only.has('--no-firefox')) readyFirefox();
  if (process.platform === 'linux') readyFonts();
}
if (only.has('--all-stores')) readyStores(STORES);
else if (process.env.npm_lifecycle_event === 'pretest') readyStores(STORES.slice(0, 2));
