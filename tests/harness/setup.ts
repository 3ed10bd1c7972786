import { buildChrome } from './build.ts';

/**
 * Runs once before the browser tests: most of them drive the built extension. A build that fails is told here; the
 * tests that need it call `buildChrome()` themselves and fail with the same words, the others still run.
 */
export default function setup(): void {
  try {
    buildChrome();
  } catch (error) {
    console.error(String(error));
  }
}
