import { AwsV4Signer } from 'aws4fetch';
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
  type RemoteErrorKind,
} from '../remote.ts';
import { type Answer, type Ask, Http, type HttpOptions } from './http.ts';
import { isOurName, plainTag } from './names.ts';
import { Answered } from './xml.ts';

export interface S3Place {
  /** `https://host` or `https://host:port`, without the bucket. */
  endpoint: string;
  region: string;
  bucket: string;
  /** Where in the bucket; '' or one that ends in `/`. */
  prefix: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** Pages of a listing that are read at most, of a thousand names each. */
const PAGES = 100;

/** What the words of a refusal mean where the status alone does not say it. */
const BY_CODE: Record<string, RemoteErrorKind> = {
  RequestTimeTooSkewed: 'clock',
  RequestExpired: 'clock',
  SignatureDoesNotMatch: 'auth',
  InvalidAccessKeyId: 'auth',
  AuthorizationHeaderMalformed: 'auth',
  InvalidSecurity: 'auth',
  QuotaExceeded: 'quota',
  EntityTooLarge: 'tooLarge',
  SlowDown: 'throttled',
  NoSuchBucket: 'notFound',
};

/**
 * Any store that speaks S3: AWS, R2, Ceph, Swift. Addresses are path-style, which all of them take and which asks for
 * one permission whatever the bucket; signatures follow the store's clock once it is known.
 */
export class S3Remote implements Remote {
  readonly #place: S3Place;
  readonly #http: Http;
  /** Keys of signing, by day. */
  readonly #cache = new Map<string, ArrayBuffer>();
  /** False once the store has refused to hear of conditions (Swift: 501). */
  #conditions = true;
  readonly capabilities: Capabilities;

  constructor(place: S3Place, options: HttpOptions) {
    this.#place = place;
    const http = new Http(options);
    this.#http = http;
    this.capabilities = {
      kind: 's3',
      etags: true,
      get skewMs() {
        return http.skewMs;
      },
    };
  }

  async list(folder: string): Promise<Listed[]> {
    const found: Listed[] = [];
    let more: string | null = null;
    for (let page = 0; page < PAGES; page++) {
      const query = new URLSearchParams({
        'list-type': '2',
        delimiter: '/',
        'max-keys': '1000',
        prefix: this.#place.prefix + folder,
      });
      if (more !== null) query.set('continuation-token', more);
      const url = `${this.#bucket}?${query}`;
      const answer = await this.#ask({ method: 'GET', url, accept: [404] });
      if (answer.status === 404) return [];
      const said = Answered.read(answer.bytes, 'ListBucketResult');
      for (const object of said.all('Contents')) {
        const path = this.#pathIn(object.text('Key'), folder);
        if (path === null || !isOurName(path)) continue;
        found.push({
          path: folder + path,
          size: Number(object.text('Size')) || 0,
          etag: plainTag(object.text('ETag')),
        });
      }
      for (const prefix of said.all('CommonPrefixes')) {
        const path = this.#pathIn(prefix.text('Prefix'), folder);
        if (path?.endsWith('/') && isOurName(path.slice(0, -1)))
          found.push({ path: folder + path, size: 0, etag: null });
      }
      more = said.text('NextContinuationToken') || null;
      if (more === null) return found;
    }
    throw new RemoteError('broken');
  }

  async get(path: string, { ifNoneMatch, limit = OBJECT_LIMIT }: GetOptions = {}): Promise<Got> {
    const headers: Record<string, string> = {};
    if (ifNoneMatch !== undefined) headers['if-none-match'] = `"${ifNoneMatch}"`;
    const answer = await this.#ask({ method: 'GET', url: this.#url(path), headers, limit, accept: [304] });
    const etag = plainTag(answer.headers.get('etag'));
    return answer.status === 304
      ? { bytes: null, etag: etag ?? ifNoneMatch ?? null }
      : { bytes: answer.bytes, etag };
  }

  async put(
    path: string,
    bytes: Bytes,
    { ifAbsent = false }: PutOptions = {},
  ): Promise<'stored' | 'existed'> {
    if (bytes.length > OBJECT_LIMIT) throw new RemoteError('tooLarge');
    const condition = ifAbsent && this.#conditions;
    const answer = await this.#ask({
      method: 'PUT',
      url: this.#url(path),
      headers: {
        'content-type': 'application/octet-stream',
        ...(condition && { 'if-none-match': '*' }),
      },
      body: bytes,
      accept: condition ? [409, 412, 501] : [],
    });
    if (answer.status === 501) {
      this.#conditions = false;
      return this.put(path, bytes);
    }
    return answer.status === 412 || answer.status === 409 ? 'existed' : 'stored';
  }

  async remove(path: string): Promise<void> {
    await this.#ask({ method: 'DELETE', url: this.#url(path), accept: [404] });
  }

  get #bucket(): string {
    return `${this.#place.endpoint}/${encodeURIComponent(this.#place.bucket)}`;
  }

  #url(path: string): string {
    return `${this.#bucket}/${this.#place.prefix}${path}`;
  }

  #pathIn(key: string, folder: string): string | null {
    const start = this.#place.prefix + folder;
    return key.startsWith(start) ? key.slice(start.length) : null;
  }

  async #ask(ask: Ask): Promise<Answer> {
    const { accessKeyId, secretAccessKey, region } = this.#place;
    const signer = new AwsV4Signer({
      ...ask,
      body: ask.body ?? '',
      // The sum of the body is signed along: over plain HTTP nobody may change it on the way.
      headers: { ...ask.headers, 'x-amz-content-sha256': await sumOf(ask.body) },
      accessKeyId,
      secretAccessKey,
      service: 's3',
      region,
      cache: this.#cache,
      datetime: new Date(this.#http.storeNow()).toISOString().replace(/[:-]|\.\d{3}/g, ''),
    });
    const { url, headers } = await signer.sign();
    return this.#http.ask({
      ...ask,
      url: url.href,
      headers: Object.fromEntries(headers),
      meaning: (_status, words) => BY_CODE[/<Code>(\w{1,60})<\/Code>/.exec(words)?.[1] ?? ''] ?? null,
    });
  }
}

async function sumOf(body: Bytes = new Uint8Array()): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', body)).toHex();
}
