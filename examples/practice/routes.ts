import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Answer, GMAIL_HEADERS, type Routes } from '../../tests/harness/serve.ts';

const folder = join(import.meta.dirname, 'pages');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};

/** Chat and shop send policies of their own; ours are a little tighter, so that nothing works by luck. */
const STRICT_HEADERS: Record<string, string> = {
  'content-security-policy': "script-src 'self'; object-src 'none'; base-uri 'self'; frame-src 'none'",
};

const page = (name: string, headers: Record<string, string>) => (): Answer => ({ body: read(name), headers });

export const GMAIL = 'https://mail.google.com/mail/u/0/';
/** The same inbox after the site changed its pages: Beside must say so and show nobody. */
export const CHANGED = 'https://mail.google.com/mail/u/1/';
export const TELEGRAM = 'https://web.telegram.org/k/';
export const SHOP = 'https://shop.example/wp-admin/';

/** The practice inbox under its real addresses. Pages are read again at each request, so that they can be worked on. */
export function practiceRoutes(): Routes {
  const routes: Routes = {
    [GMAIL]: page('gmail.html', GMAIL_HEADERS),
    [CHANGED]: page('gmail.html', GMAIL_HEADERS),
    [TELEGRAM]: page('telegram.html', STRICT_HEADERS),
    [`${SHOP}admin.php?page=wc-orders`]: page('shop-orders.html', STRICT_HEADERS),
    [`${SHOP}admin.php?page=wc-orders&action=edit&id=1042`]: page('shop-order-1042.html', STRICT_HEADERS),
    [`${SHOP}admin.php?page=wc-orders&action=edit&id=1043`]: page('shop-order-1043.html', STRICT_HEADERS),
    [`${SHOP}post.php?post=977&action=edit`]: page('shop-order-977.html', STRICT_HEADERS),
  };
  for (const name of readdirSync(folder).filter((file) => !file.endsWith('.html'))) {
    const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain';
    for (const origin of [GMAIL, TELEGRAM, SHOP].map((address) => new URL(address).origin)) {
      routes[`${origin}/practice/${name}`] = () => ({ body: read(name), type });
    }
  }
  return routes;
}
