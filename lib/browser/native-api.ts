/**
 * The extension API as the browser itself gives it. Stands for webextension-polyfill in the content script: every
 * browser that Beside runs in answers with promises, and 3 KB (gzip) of tables for older ones need not be in every page.
 */
const own = globalThis as { browser?: { runtime?: { id?: string } }; chrome?: unknown };

export const browser = own.browser?.runtime?.id ? own.browser : own.chrome;
