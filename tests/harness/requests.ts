import type { Browser, CDPSession, Target } from 'puppeteer';

/** One request that the extension's own documents or its background made. */
export interface OwnRequest {
  from: string;
  url: string;
  /** Of what was sent along. */
  bytes: number;
}

const isOurs = (url: string): boolean => url.startsWith('chrome-extension://');
/** Files of the extension itself, and what was made in memory. */
const isHere = (url: string): boolean => /^(chrome-extension|blob|data):/.test(url);

export interface Recorded {
  asked: OwnRequest[];
  /** Documents and workers that were listened to. */
  watched: Set<string>;
  /** Those of which a request for a file of the extension was heard: proof that others would have been. */
  heard: Set<string>;
}

/**
 * Records what the extension asks of any address: its pages, its frames inside other pages, its workers, its background.
 * What a site's page asks for itself is its own affair.
 */
export async function recordRequests(browser: Browser): Promise<Recorded> {
  const asked: OwnRequest[] = [];
  const watched = new Set<string>();
  const heard = new Set<string>();
  const listen = async (session: CDPSession, from: () => string) => {
    session.on('Network.requestWillBeSent', ({ request, documentURL, initiator }) => {
      const source = isOurs(documentURL) ? documentURL : from();
      const script = initiator.stack?.callFrames[0]?.url ?? initiator.url ?? '';
      if (!isOurs(source) && !isOurs(script)) return;
      if (isHere(request.url)) return void heard.add(source.split(/[?#]/)[0] ?? '');
      asked.push({ from: source, url: request.url, bytes: request.postData?.length ?? 0 });
    });
    await session.send('Network.enable');
  };
  const attach = async (target: Target) => {
    if (!['page', 'service_worker', 'background_page', 'other', 'webview'].includes(target.type())) return;
    watched.add(target.url().split(/[?#]/)[0] ?? '');
    // One that is gone by now asks nothing.
    const session = await target.createCDPSession().catch(() => null);
    if (session) await listen(session, () => target.url()).catch(() => undefined);
  };
  browser.on('targetcreated', (target) => void attach(target));
  await Promise.all(browser.targets().map(attach));
  return { asked, watched, heard };
}
