import { useBeside } from './context.ts';
import type { PageState } from './host.ts';

/**
 * Reads the page once, straight from the click; null where this surface cannot, or the site is read by itself.
 * @param told whether the browser let it be read.
 */
export function useReadPage(page: PageState, told: (done: boolean) => void): (() => void) | null {
  const { host, fail } = useBeside();
  const { tab } = page;
  const { readPage } = host;
  if (!page.onClick || !readPage || tab === null) return null;
  return () => void readPage(tab).then(told, fail);
}
