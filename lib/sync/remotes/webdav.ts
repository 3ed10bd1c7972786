import {
  type Bytes,
  type Capabilities,
  type GetOptions,
  type Got,
  type Listed,
  OBJECT_LIMIT,
  type PutOptions,
  type Remote,
  RemoteError,
} from '../remote.ts';
import { type Answer, type Ask, Http, type HttpOptions } from './http.ts';
import { isOurName, isRested, plainTag } from './names.ts';
import { Answered } from './xml.ts';

export interface WebdavPlace {
  /** Address of a folder, ending in `/`. */
  url: string;
  user: string;
  password: string;
}

const WANTED = new TextEncoder().encode(
  '<?xml version="1.0" encoding="utf-8"?><propfind xmlns="DAV:"><prop><resourcetype/><getcontentlength/><getetag/><getlastmodified/></prop></propfind>',
);

/** What servers answer to a PUT whose folder is not there: the standard's 409, and what some say instead. */
const NO_FOLDER = [403, 404, 405, 409, 500];

/**
 * A folder on a WebDAV server: Nextcloud, a NAS, Apache, nginx, lighttpd, rclone. Only what all of them do: PUT, GET,
 * DELETE, MKCOL and PROPFIND of depth 1; sign-in is Basic.
 */
export class WebdavRemote implements Remote {
  readonly #base: URL;
  readonly #authorization: string;
  readonly #http: Http;
  #making: Promise<unknown> = Promise.resolve();
  readonly capabilities: Capabilities;

  constructor({ url, user, password }: WebdavPlace, options: HttpOptions) {
    this.#base = new URL(url);
    this.#authorization = `Basic ${new TextEncoder().encode(`${user}:${password}`).toBase64()}`;
    const http = new Http(options);
    this.#http = http;
    this.capabilities = {
      kind: 'webdav',
      etags: true,
      get skewMs() {
        return http.skewMs;
      },
    };
  }

  async list(folder: string): Promise<Listed[]> {
    const answer = await this.#ask({
      method: 'PROPFIND',
      url: this.#url(folder),
      headers: { depth: '1', 'content-type': 'application/xml; charset=utf-8' },
      body: WANTED,
      accept: [404],
    });
    if (answer.status === 404) return [];
    const now = this.#http.storeNow();
    return Answered.read(answer.bytes, 'multistatus')
      .all('response')
      .flatMap((response) => this.#listed(response, folder, now));
  }

  async get(path: string, { ifNoneMatch, limit = OBJECT_LIMIT }: GetOptions = {}): Promise<Got> {
    const headers: Record<string, string> = {};
    if (ifNoneMatch !== undefined) headers['if-none-match'] = `"${ifNoneMatch}", W/"${ifNoneMatch}"`;
    const answer = await this.#ask({ method: 'GET', url: this.#url(path), headers, limit, accept: [304] });
    if (answer.status === 304) return { bytes: null, etag: ifNoneMatch ?? null };
    const changed = Date.parse(answer.headers.get('last-modified') ?? '');
    const sure = isRested(changed, this.#http.storeNow());
    return { bytes: answer.bytes, etag: sure ? plainTag(answer.headers.get('etag')) : null };
  }

  async put(path: string, bytes: Bytes, options: PutOptions = {}): Promise<'stored' | 'existed'> {
    if (bytes.length > OBJECT_LIMIT) throw new RemoteError('tooLarge');
    const first = await this.#put(path, bytes, options, NO_FOLDER);
    if (!NO_FOLDER.includes(first)) return first === 412 ? 'existed' : 'stored';
    await this.#makeFolders(path);
    return (await this.#put(path, bytes, options, [])) === 412 ? 'existed' : 'stored';
  }

  async #put(path: string, body: Bytes, { ifAbsent = false }: PutOptions, accept: number[]): Promise<number> {
    const headers = {
      'content-type': 'application/octet-stream',
      ...(ifAbsent && { 'if-none-match': '*' }),
    };
    const asked = { method: 'PUT', url: this.#url(path), headers, body };
    return (await this.#ask({ ...asked, accept: [...accept, ...(ifAbsent ? [412] : [])] })).status;
  }

  async remove(path: string): Promise<void> {
    await this.#ask({ method: 'DELETE', url: this.#url(path), accept: [404] });
  }

  /** One after the other: some servers lock the folder that another request is just making, and refuse this one. */
  #makeFolders(path: string): Promise<void> {
    const made = this.#making.then(() => this.#makeEach(path));
    this.#making = made.catch(() => undefined);
    return made;
  }

  /** Each folder on the way to an object, the first being the base; one that is there is fine (405; some say 301 or 409). */
  async #makeEach(path: string): Promise<void> {
    for (let end = 0; end >= 0; end = path.indexOf('/', end) + 1 || -1)
      await this.#ask({ method: 'MKCOL', url: this.#url(path.slice(0, end)), accept: [301, 405, 409, 423] });
  }

  #listed(response: Answered, folder: string, now: number): Listed[] {
    const name = this.#nameIn(response.text('href'), folder);
    if (name === null || !isOurName(name.replace(/\/$/, ''))) return [];
    const prop = response
      .all('propstat')
      .find((one) => / 200( |$)/.test(one.text('status')))
      ?.all('prop')[0];
    if (!prop) return [];
    const path = folder + name.replace(/\/$/, '');
    if (prop.all('resourcetype')[0]?.has('collection')) return [{ path: `${path}/`, size: 0, etag: null }];
    const sure = isRested(Date.parse(prop.text('getlastmodified')), now);
    return [
      {
        path,
        size: Number(prop.text('getcontentlength')) || 0,
        etag: sure ? plainTag(prop.text('getetag')) : null,
      },
    ];
  }

  /** The name behind the folder's own address; null for the folder itself. Servers write addresses whole or as paths. */
  #nameIn(href: string, folder: string): string | null {
    const here = pathOf(new URL(this.#url(folder)));
    const there = URL.parse(href, this.#base);
    const path = there && pathOf(there);
    return path?.startsWith(here) && path.length > here.length ? path.slice(here.length) : null;
  }

  #url(path: string): string {
    return this.#base.href + path;
  }

  #ask(ask: Ask): Promise<Answer> {
    return this.#http.ask({ ...ask, headers: { ...ask.headers, authorization: this.#authorization } });
  }
}

function pathOf({ pathname }: URL): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    // Bytes that are no UTF-8: no name of ours.
    return pathname;
  }
}
