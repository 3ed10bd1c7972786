import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { type BuildMode, buildChrome } from './build.ts';

const COPIES = join(import.meta.dirname, '..', '..', '.output', 'copies');

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * A copy of the built extension, for a browser of its own: a build that somebody makes meanwhile does not pull the
 * files away under it, and a test may put something beside them. Test workers are ended without notice, so each call
 * takes away what the dead have left.
 */
export function ownBuild(mode: BuildMode = 'test'): string {
  mkdirSync(COPIES, { recursive: true });
  for (const name of readdirSync(COPIES)) {
    if (!lives(Number.parseInt(name, 10))) rmSync(join(COPIES, name), { recursive: true, force: true });
  }
  const folder = mkdtempSync(join(COPIES, `${process.pid}-`));
  cpSync(buildChrome(mode), folder, { recursive: true });
  return folder;
}
