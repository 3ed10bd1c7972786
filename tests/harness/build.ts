import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import process from 'node:process';

const root = join(import.meta.dirname, '..', '..');
/** What a build is made of. Tests and papers are not in it. */
const SOURCES = [
  'entrypoints',
  'components',
  'lib',
  'public',
  'wxt.config.ts',
  'package-lock.json',
  'tsconfig.json',
];

export type BuildMode = 'test' | 'production';

function filesOf(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}

/** One hash over the names and contents of everything a build is made of. */
function sourceHash(): string {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((name) => filesOf(join(root, name)))) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/**
 * Only one build at a time: two of them would write the same folder. A lock whose process is gone is taken over.
 * Synchronous waiting is right here: nothing else can go on before the build is there.
 */
function locked<T>(name: string, work: () => T): T {
  const lock = join(root, '.output', `${name}.lock`);
  mkdirSync(join(root, '.output'), { recursive: true });
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (!holderLives(lock)) rmSync(lock, { force: true });
      else Atomics.wait(pause, 0, 0, 200);
    }
  }
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function holderLives(lock: string): boolean {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    // The holder may not have written its number yet.
    if (!pid) return Date.now() - statSync(lock).mtimeMs < 5_000;
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * Builds the extension unless the same sources were built before.
 *
 * @returns the folder with the manifest. Throws with the build's own words when it fails.
 */
export function build(browser: 'chrome' | 'firefox', mode: BuildMode = 'test'): string {
  const folder = join(root, '.output', `${browser}-mv3${mode === 'test' ? '-test' : ''}`);
  const name = `${browser}-${mode}`;
  const stamp = join(root, '.output', `${name}.hash`);
  return locked(name, () => {
    const hash = sourceHash();
    const built = existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
    if (built && existsSync(join(folder, 'manifest.json'))) return folder;
    rmSync(stamp, { force: true });
    const args = [join(root, 'node_modules', 'wxt', 'bin', 'wxt.mjs'), 'build', '--mode', mode];
    if (browser === 'firefox') args.push('-b', 'firefox', '--mv3');
    const done = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    if (done.status !== 0 || !existsSync(join(folder, 'manifest.json'))) {
      throw new Error(
        `The ${browser} build failed (${args.slice(1).join(' ')}):\n${done.stdout}${done.stderr}`,
      );
    }
    writeFileSync(stamp, hash);
    return folder;
  });
}

/** The test build for Chromium: practice hosts granted, all else as released. */
export const buildChrome = (mode: BuildMode = 'test'): string => build('chrome', mode);
/** The same for Firefox. */
export const buildFirefox = (mode: BuildMode = 'test'): string => build('firefox', mode);
