import { browser } from 'wxt/browser';

/** The only import of the extension API. Promise-based in every browser (webextension-polyfill through WXT's module). */
export { browser };

/** Address of one of our own files, `frame.html`. In a content script on Chromium it is the session's own address. */
export function addressOf(file: string): string {
  // WXT types the paths of a finished build only.
  return (browser.runtime as unknown as { getURL(path: string): string }).getURL(`/${file}`);
}
