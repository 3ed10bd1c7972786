import type { Browser, CDPSession, HTTPRequest, Page } from 'puppeteer';

/** One answer to one address. */
export interface Answer {
  body: string;
  status?: number;
  /** `text/html; charset=utf-8` unless said otherwise. */
  type?: string;
  headers?: Record<string, string>;
}
/**
 * Address → answer. A key is a whole address without its hash; `*` stands for anything. The longest key that fits
 * wins. What no key fits is answered empty, so that nothing ever leaves the machine.
 */
export type Routes = Record<string, Answer | string | ((url: URL) => Answer | string)>;

/**
 * What Gmail sends, in the parts that matter to us: Trusted Types, no inline script without its nonce, few frames.
 * Scripts of a fixture carry `nonce="beside"`.
 */
export const GMAIL_HEADERS: Record<string, string> = {
  'content-security-policy': [
    "require-trusted-types-for 'script'",
    "script-src 'nonce-beside' 'strict-dynamic' 'unsafe-inline' https:",
    "object-src 'none'",
    "base-uri 'self'",
    "frame-src 'self' https://accounts.google.com https://*.googleusercontent.com",
  ].join('; '),
  'x-frame-options': 'SAMEORIGIN',
};

export interface Served {
  /** Every address asked for, in order. */
  asked: string[];
  /** Those that no route fits: what a page, or Beside, wanted from outside. Favicons left out. */
  strays: string[];
  /** Adds or replaces routes. */
  add(routes: Routes): void;
}

class Server implements Served {
  asked: string[] = [];
  strays: string[] = [];
  #routes: { key: string; fits: RegExp; answer: Routes[string] }[] = [];

  add(routes: Routes): void {
    for (const [key, answer] of Object.entries(routes)) {
      const pattern = key
        .split('*')
        .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('.*');
      this.#routes = this.#routes.filter((route) => route.key !== key);
      this.#routes.push({ key, fits: new RegExp(`^${pattern}$`), answer });
    }
    this.#routes.sort((a, b) => b.key.length - a.key.length);
  }

  answer(address: string): Required<Answer> {
    const url = new URL(address);
    url.hash = '';
    this.asked.push(url.href);
    const route = this.#routes.find(({ fits }) => fits.test(url.href));
    if (!route && !url.pathname.endsWith('/favicon.ico')) this.strays.push(url.href);
    const said = typeof route?.answer === 'function' ? route.answer(url) : (route?.answer ?? '');
    const { body, status, type, headers } = typeof said === 'string' ? ({ body: said } as Answer) : said;
    return { body, status: status ?? 200, type: type ?? 'text/html; charset=utf-8', headers: headers ?? {} };
  }
}

interface Paused {
  requestId: string;
  request: { url: string };
}

/** A request whose page is gone cannot be answered any more; nobody waits for it either. */
const gone = (): undefined => undefined;

/** Chromium: the whole browser at once, so that tabs opened by the extension, frames and workers are covered too. */
async function serveChromium(browser: Browser, server: Server): Promise<void> {
  const session: CDPSession = await browser.target().createCDPSession();
  session.on('Fetch.requestPaused', (paused: Paused) => {
    const { body, status, type, headers } = server.answer(paused.request.url);
    const responseHeaders = Object.entries({ 'content-type': type, ...headers }).map(([name, value]) => ({
      name,
      value,
    }));
    session
      .send('Fetch.fulfillRequest', {
        requestId: paused.requestId,
        responseCode: status,
        responseHeaders,
        body: Buffer.from(body).toString('base64'),
      })
      .catch(gone);
  });
  await session.send('Fetch.enable', { patterns: [{ urlPattern: 'http://*' }, { urlPattern: 'https://*' }] });
}

/** Firefox: each page by itself; pages that come later are taken as soon as they are known. */
async function serveFirefox(browser: Browser, server: Server): Promise<void> {
  const taken = new WeakSet<Page>();
  const take = async (page: Page | null) => {
    if (!page || taken.has(page)) return;
    taken.add(page);
    page.on('request', (request: HTTPRequest) => {
      if (!/^https?:/.test(request.url())) return void request.continue().catch(gone);
      const { body, status, type, headers } = server.answer(request.url());
      request.respond({ status, contentType: type, headers, body }).catch(gone);
    });
    await page.setRequestInterception(true);
  };
  browser.on('targetcreated', (target) => {
    target.page().then(take).catch(gone);
  });
  for (const page of await browser.pages()) await take(page);
  takers.set(browser, take);
}

const servers = new WeakMap<Browser, Server>();
const takers = new WeakMap<Browser, (page: Page) => Promise<void>>();

/**
 * Answers real addresses (`https://mail.google.com/mail/u/0/`) with fixtures, in every tab of the browser. Call it
 * again to add routes. In Firefox give the page that will be used: a page is served from then on.
 */
export async function serve(where: Browser | Page, routes: Routes): Promise<Served> {
  const browser = 'newPage' in where ? where : where.browser();
  const known = servers.get(browser);
  const server = known ?? new Server();
  server.add(routes);
  if (!known) {
    servers.set(browser, server);
    const firefox = (await browser.version()).toLowerCase().includes('firefox');
    await (firefox ? serveFirefox : serveChromium)(browser, server);
  }
  if (where !== browser) await takers.get(browser)?.(where as Page);
  return server;
}
