import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { type BuildMode, buildChrome } from './build.ts';

/**
 * A copy of the built extension, for a browser of its own: a build that somebody makes meanwhile does not pull the
 * files away under it, and a test may put something beside them. Gone when the process ends.
 */
export function ownBuild(mode: BuildMode = 'test'): string {
  const folder = mkdtempSync(join(tmpdir(), 'beside-build-'));
  cpSync(buildChrome(mode), folder, { recursive: true });
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
