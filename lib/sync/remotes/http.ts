import { type Bytes, OBJECT_LIMIT, RemoteError, type RemoteErrorKind } from '../remote.ts';

/**
 * The one module of Beside that talks to the network. It knows nothing of S3 or WebDAV: it sends one request, waits a
 * bounded time, takes a bounded answer, counts the bytes, and gives every failure one of the names of `REMOTE_ERRORS`.
 */

export interface HttpOptions {
  fetch?: typeof fetch;
  /** Milliseconds since 1970. */
  now(): number;
  /** Told of each request what it sent and received, headers included as far as they are known. Bytes. */
  onBytes?(sent: number, received: number): void;
  /**
   * How long the store may be silent before the answer begins, and between two pieces of it. Milliseconds.
   * @defaultValue 25,000: a worker whose request waits for 30 s is ended by the browser.
   */
  patienceMs?: number;
}

export interface Ask {
  method: string;
  url: string;
  headers?: Record<string, string>;
  body?: Bytes;
  /** Bytes of the answer that are taken at most. */
  limit?: number | undefined;
  /** Statuses that mean something to the caller; every other one that is no success is a `RemoteError`. */
  accept?: readonly number[];
  /** What a refused answer means, where its words say more than its status (S3); null: as the status says. */
  meaning?(status: number, words: string): RemoteErrorKind | null;
}

export interface Answer {
  status: number;
  headers: Headers;
  bytes: Bytes;
}

const PATIENCE_MS = 25_000;
/** Requests at once: more make home routers and small hosts stumble. */
const IN_FLIGHT = 4;
/** Of what a store says of a refusal. */
const WORDS_LIMIT = 16 * 1024;
/** Some hosts answer 401 when they are busy; after this many in a row it means what it says. */
const DOUBTED_401 = 4;

const BY_STATUS: Record<number, RemoteErrorKind> = {
  401: 'auth',
  403: 'forbidden',
  404: 'notFound',
  // A place that may be read alone.
  405: 'forbidden',
  408: 'unreachable',
  410: 'notFound',
  413: 'tooLarge',
  // Somebody else holds a lock on it.
  423: 'throttled',
  429: 'throttled',
  502: 'unreachable',
  503: 'throttled',
  504: 'unreachable',
  507: 'quota',
};

export class Http {
  readonly #options: HttpOptions;
  readonly #turns = new Turns(IN_FLIGHT);
  #succeeded = false;
  #refused = 0;
  /** The store's clock minus this device's, in milliseconds; null before an answer said it. */
  skewMs: number | null = null;

  constructor(options: HttpOptions) {
    this.#options = options;
  }

  /** Milliseconds since 1970, by the store's clock as far as it is known. */
  storeNow(): number {
    return this.#options.now() + (this.skewMs ?? 0);
  }

  /** @throws RemoteError of every kind but `paused`. */
  ask(ask: Ask): Promise<Answer> {
    return this.#turns.take(() => this.#ask(ask));
  }

  async #ask(ask: Ask): Promise<Answer> {
    const patience = new Patience(this.#options.patienceMs ?? PATIENCE_MS);
    let sent = ask.method.length + ask.url.length + sizeOf(Object.entries(ask.headers ?? {}));
    let received = 0;
    try {
      sent += ask.body?.length ?? 0;
      const response = await (this.#options.fetch ?? fetch)(ask.url, {
        method: ask.method,
        headers: ask.headers ?? {},
        body: ask.body ?? null,
        signal: patience.signal,
        // Nothing is followed, remembered or added: an answer is the store's own, to this question.
        redirect: 'manual',
        cache: 'no-store',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
      });
      received += sizeOf(response.headers);
      this.#readClock(response.headers);
      const good = response.ok || (ask.accept ?? []).includes(response.status);
      const limit = good ? (ask.limit ?? OBJECT_LIMIT) : WORDS_LIMIT;
      const bytes = await read(response, limit, patience, good, (some) => {
        received += some;
      });
      if (good) {
        this.#succeeded = true;
        this.#refused = 0;
        return { status: response.status, headers: response.headers, bytes };
      }
      throw this.#refusal(response, new TextDecoder().decode(bytes), ask);
    } catch (error) {
      if (error instanceof RemoteError) throw error;
      // No address, no answer, cut off, or out of patience: the browser does not say which.
      throw new RemoteError('unreachable');
    } finally {
      patience.end();
      this.#options.onBytes?.(sent, received);
    }
  }

  #readClock(headers: Headers): void {
    const date = Date.parse(headers.get('date') ?? '');
    if (!Number.isNaN(date)) this.skewMs = date - this.#options.now();
  }

  #refusal({ status, headers }: Response, words: string, { meaning }: Ask): RemoteError {
    const said = meaning?.(status, words) ?? BY_STATUS[status] ?? 'broken';
    const kind = said === 'auth' && this.#isDoubtful() ? 'throttled' : said;
    const date = Date.parse(headers.get('date') ?? '');
    return new RemoteError(kind, {
      status,
      retryAfterMs: waitOf(headers.get('retry-after'), this.storeNow()),
      serverDate: Number.isNaN(date) ? null : date,
    });
  }

  /** Whether a refusal of credentials that have worked is only a busy host, as far as one can tell. */
  #isDoubtful(): boolean {
    this.#refused += 1;
    return this.#succeeded && this.#refused <= DOUBTED_401;
  }
}

/** Ends a request that nothing was heard of for too long. */
class Patience {
  readonly #ms: number;
  readonly #over = new AbortController();
  #timer: ReturnType<typeof setTimeout>;

  constructor(ms: number) {
    this.#ms = ms;
    this.#timer = setTimeout(() => this.#over.abort(), ms);
  }

  get signal(): AbortSignal {
    return this.#over.signal;
  }

  /** Something was heard. */
  renew(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#over.abort(), this.#ms);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

/** At most so many pieces of work at once; the others wait in the order in which they came. */
class Turns {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(free: number) {
    this.#free = free;
  }

  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((go) => this.#waiting.push(go));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }
}

/**
 * The body of an answer, piece by piece, so that a store that sends for ever is left in time.
 * @param whole false: the beginning is enough.
 */
async function read(
  response: Response,
  limit: number,
  patience: Patience,
  whole: boolean,
  onBytes: (some: number) => void,
): Promise<Bytes> {
  const said = lengthOf(response);
  if (whole && said !== null && said > limit) {
    await response.body?.cancel();
    throw new RemoteError('tooLarge', { status: response.status });
  }
  const pieces: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (;;) {
    patience.renew();
    const next = await reader?.read();
    if (!next || next.done) break;
    size += next.value.length;
    onBytes(next.value.length);
    pieces.push(next.value);
    if (size <= limit) continue;
    await reader?.cancel();
    if (whole) throw new RemoteError('tooLarge', { status: response.status });
    break;
  }
  // An answer to HEAD, and one that was packed on the way, are as long as they are.
  if (whole && said !== null && response.body !== null && size !== said) throw new RemoteError('unreachable');
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

function lengthOf({ headers, status }: Response): number | null {
  const said = headers.get('content-length');
  if (said === null || headers.has('content-encoding') || status === 204 || status === 304) return null;
  return Number(said);
}

/** Bytes of names and values as they are written. */
function sizeOf(headers: Iterable<[string, string]>): number {
  let size = 0;
  for (const [name, value] of headers) size += name.length + value.length + 4;
  return size;
}

/** `Retry-After` in milliseconds: a number of seconds, or a date. */
function waitOf(said: string | null, now: number): number | null {
  if (said === null) return null;
  const seconds = Number(said);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(said);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
