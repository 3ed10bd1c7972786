import { buildChrome } from './build.ts';

/** Runs once before the browser tests: they drive the built extension. */
export default function setup(): void {
  buildChrome();
}
