import type { browser } from '../browser/api.ts';
import { grantedPatterns } from './site-access.ts';

type Api = Pick<typeof browser, 'runtime' | 'permissions'>;

/**
 * Right after the install the first five minutes open by themselves, once. Where a site may be read already, whoever
 * installed this (a company, a test) has begun elsewhere, and no tab comes in between.
 */
export function listenToInstall(api: Api, open: () => void): void {
  api.runtime.onInstalled.addListener(({ reason }) => {
    if (reason !== 'install') return;
    void grantedPatterns(api).then(
      (granted) => granted.length === 0 && open(),
      () => undefined,
    );
  });
}
