import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildChrome } from '../../tests/harness/build.ts';
import { type Figure, figure } from '../figures.ts';
import { gzipSize } from '../setting.ts';

const BUDGET = 15 * 1024;

/** The whole content script as shipped, gzipped; the limit is the budget. */
export async function contentSizeRow(): Promise<Figure[]> {
  const folder = await buildChrome();
  const size = gzipSize(await readFile(join(folder, 'content-scripts', 'site.js')));
  return [
    figure('content-size', 0, 'bytes', [size], BUDGET, 'content script, gzip; limit: the budget of 15 KB'),
  ];
}
