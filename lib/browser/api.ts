/** The only import of the extension API. Promise-based in every browser (webextension-polyfill through WXT's module). */
export { browser } from 'wxt/browser';
export type { Browser } from 'wxt/browser';
