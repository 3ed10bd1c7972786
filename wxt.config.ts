import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'wxt';
import type { Recipe } from './lib/domain/recipe.ts';

/** Sites that the test build may read without asking: a headless browser cannot answer the permission prompt. */
const PRACTICE_HOSTS = [
  'https://mail.google.com/*',
  'https://web.telegram.org/*',
  'https://shop.example/*',
  'http://localhost/*',
];

/** Fixes the id of builds loaded unpacked, so that a rebuilt extension opens the same book. The store sets its own. */
const DEVELOPMENT_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA3PUKH7sWR5xAFuHpNdVbVt1vrgn5keToPPXpd3BozSsu6Mc6XLeDycu40u47AHeh0NMSSdIaIiH/FVh6KrSK3PMHbNFYDk6HcFZQLf5/7WZ/FiIYkxRlUaDMV1w7ZjttnEJFs6rscW8XYRiqrboWtx9jiepqhP4nbEoi8meP9cLnCxJvwuwZ3nnuBCjXAk8bQPg0fJFlAFBKPd2lP+OD4E++vG3ZaxkcX08I0Y+r0Oe6hmsvNlaMlhTkWpOnSynOf9OjxI7j3zvWxerhSmOt0SJS1OfqZVXr/2xqnolOfNt6TPNkpmD0ucESvaeThdXR0ojFo+VYsl8Z/VL4R3xvvQIDAQAB';

/** Hosts of the sites by name. A site that lives on any host (a shop's back office) is asked for one origin at a time. */
async function siteHosts(): Promise<string[]> {
  const folder = new URL('./lib/sites/', import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));
  const sites = await Promise.all(
    files.map(
      async (file) => ((await import(new URL(file, folder).href)) as { default: Recipe | Recipe[] }).default,
    ),
  );
  const asked = sites.flat().filter((site) => !site.anyHost && site.reading !== 'click');
  return [...new Set(asked.flatMap((site) => site.matches))].sort();
}

export default defineConfig({
  modules: ['@wxt-dev/webextension-polyfill'],
  imports: false,
  manifestVersion: 3,
  vite: () => ({
    build: { modulePreload: { polyfill: false }, target: 'es2024', sourcemap: false },
  }),
  hooks: {
    // The content script stays in every page of a site: it takes the browser's own API, without the tables of the polyfill.
    'vite:build:extendConfig'(entrypoints, config) {
      if (!entrypoints.every(({ type }) => type === 'content-script')) return;
      const native = fileURLToPath(new URL('./lib/browser/native-api.ts', import.meta.url));
      config.resolve = {
        ...config.resolve,
        alias: { ...config.resolve?.alias, 'wxt/browser': native },
      };
    },
  },
  manifest: async ({ browser, mode }) => {
    const chromium = browser !== 'firefox';
    return {
      name: '__MSG_extName__',
      description: '__MSG_extDescription__',
      default_locale: 'en',
      permissions: [
        'storage',
        'unlimitedStorage',
        'alarms',
        'notifications',
        'scripting',
        'activeTab',
        'contextMenus',
        ...(chromium ? ['sidePanel'] : []),
      ],
      host_permissions: mode === 'test' ? PRACTICE_HOSTS : [],
      optional_host_permissions: [...(await siteHosts()), 'https://*/*', 'http://*/*'],
      incognito: 'not_allowed',
      ...(chromium
        ? { minimum_chrome_version: '144', ...(mode === 'production' ? {} : { key: DEVELOPMENT_KEY }) }
        : {
            browser_specific_settings: {
              gecko: {
                id: 'beside@beside.example',
                strict_min_version: '140.0',
                data_collection_permissions: { required: ['none'] },
              },
            },
          }),
      commands: {
        'open-panel': { suggested_key: { default: 'Alt+B' }, description: '__MSG_commandOpen__' },
        log: { suggested_key: { default: 'Alt+L' }, description: '__MSG_commandLog__' },
        remind: { suggested_key: { default: 'Alt+R' }, description: '__MSG_commandRemind__' },
        'look-up': { suggested_key: { default: 'Alt+Q' }, description: '__MSG_commandLookUp__' },
      },
      // The frame alone. On Chromium its address changes each session, so that a page cannot frame or find it.
      web_accessible_resources: [
        {
          resources: ['frame.html'],
          matches: ['https://*/*', 'http://*/*'],
          ...(chromium ? { use_dynamic_url: true } : {}),
        },
      ],
      // Stores of sync have any address, one that the seller typed. Our documents narrow this to 'self' again.
      content_security_policy: {
        extension_pages:
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' https: http:; base-uri 'none'; form-action 'none'",
      },
    };
  },
});
