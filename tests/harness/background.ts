import type { Browser, CDPSession, Page, Target } from 'puppeteer';
import { until } from './until.ts';

/** The background, whichever life of it runs at the moment of a call. */
export interface Background {
  /** Runs code in the background; an expression as text, or a function with plain arguments. */
  evaluate<A extends unknown[], T>(code: string | ((...args: A) => T), ...args: A): Promise<Awaited<T>>;
}

export const isBackground = (target: Target): boolean =>
  target.type() === 'service_worker' && target.url().startsWith('chrome-extension://');

/**
 * A session for this one call. Whoever stays attached to a service worker keeps its shell alive when it is killed, and
 * the next life then runs behind the old address, deaf to the driver.
 */
export function backgroundOf(find: () => Promise<Target>): Background {
  return {
    async evaluate(code, ...args) {
      const expression = typeof code === 'string' ? code : `(${code})(...${JSON.stringify(args)})`;
      const session = await (await find()).createCDPSession();
      try {
        const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
          expression,
          awaitPromise: true,
          returnByValue: true,
        });
        if (exceptionDetails) {
          throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        }
        return result.value;
      } finally {
        // A background that was killed meanwhile has taken the session with it.
        await session.detach().catch(() => null);
      }
    },
  };
}

/** Knows when the background dies, and kills it. Needs a page of the extension's origin to look from. */
export class Reaper {
  #session: CDPSession | null = null;
  #runs = false;
  #deaths = 0;
  readonly #open: () => Promise<Page>;
  readonly #browser: Browser;

  constructor(browser: Browser, open: () => Promise<Page>) {
    this.#browser = browser;
    this.#open = open;
  }

  async #watch(): Promise<CDPSession> {
    if (this.#session) return this.#session;
    const session = await (await this.#open()).createCDPSession();
    session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      for (const { runningStatus } of versions) {
        if (runningStatus === 'stopped' && this.#runs) this.#deaths += 1;
        this.#runs = runningStatus !== 'stopped';
      }
    });
    await session.send('ServiceWorker.enable');
    this.#session = session;
    return session;
  }

  /** Resolves when this life is over. An open panel may have begun the next one by then. */
  async kill(): Promise<void> {
    const session = await this.#watch();
    const target = this.#browser.targets().find(isBackground);
    if (!target) return;
    // The first report comes a moment after it was asked for.
    await until(() => this.#runs, { what: 'word of the background' });
    const before = this.#deaths;
    await session.send('ServiceWorker.stopAllWorkers');
    await until(() => this.#deaths > before && !this.#browser.targets().includes(target), {
      what: 'the background to stop',
    });
  }
}
