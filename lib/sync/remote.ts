/**
 * A place to keep sealed objects: an S3-compatible store, a WebDAV folder, a folder of this machine. Nothing here knows
 * what is in an object, and the protocol above believes nothing a remote says of itself: absence never means deletion,
 * every write is read back, every object has one writer.
 *
 * Paths are lower-case base32, digits and `/`, never begin with `/`, and need no escaping. Where the objects lie (bucket,
 * folder, prefix) is the remote's own business; paths begin with the space.
 */
export type Bytes = Uint8Array<ArrayBuffer>;

export interface Remote {
  readonly capabilities: Capabilities;
  /**
   * What lies directly in a folder, objects and folders, in any order; nothing of what lies deeper. A folder that is not
   * there is empty.
   * @param folder ends in `/`; '' is the base.
   * @throws RemoteError all kinds but `notFound`, `quota` and `tooLarge`.
   */
  list(folder: string): Promise<Listed[]>;
  /**
   * The whole object. A torn answer (shorter than its length says) is `unreachable`, never a short object.
   * @throws RemoteError `notFound` when there is none, `tooLarge` above `limit`.
   */
  get(path: string, options?: GetOptions): Promise<Got>;
  /**
   * Writes the whole object; folders on its way are made. When it resolves the object ought to be there: the protocol
   * reads it back all the same.
   * @returns `existed` when the remote refused because of `ifAbsent`. Many stores take the condition and overwrite.
   */
  put(path: string, bytes: Bytes, options?: PutOptions): Promise<'stored' | 'existed'>;
  /** Takes an object away; one that is not there is no error. */
  remove(path: string): Promise<void>;
}

export interface GetOptions {
  /** An `etag` of this path: the answer may then be "unchanged". */
  ifNoneMatch?: string | undefined;
  /** Bytes that are taken at most. @defaultValue OBJECT_LIMIT */
  limit?: number | undefined;
}

export interface PutOptions {
  /** Do not overwrite: an alarm only, nothing depends on it. */
  ifAbsent?: boolean | undefined;
}

export interface Listed {
  /** As `get` takes it; of a folder it ends in `/`. */
  path: string;
  /** Bytes; 0 of a folder. */
  size: number;
  /** As `get` gives it; null where the listing has none. */
  etag: string | null;
}

export interface Got {
  /** Null: unchanged since `ifNoneMatch`. */
  bytes: Bytes | null;
  /** Opaque; null where the remote has none. */
  etag: string | null;
}

/** Hints for what is said to the user and for how often is asked. Correctness depends on none of them. */
export interface Capabilities {
  kind: 's3' | 'webdav' | 'folder' | 'memory';
  /** Whether listings or answers carry an `etag` that changes with the bytes. */
  etags: boolean;
  /** The remote's clock minus this device's, in milliseconds, as the last answer said; null where nothing says it. */
  readonly skewMs: number | null;
}

/** Larger objects are refused before they are read: 16 MiB. */
export const OBJECT_LIMIT = 16 * 1024 * 1024;

/** Every way a remote can fail. Each has a sentence of its own in the interface. */
export const REMOTE_ERRORS = [
  'auth', // 401: the credentials are wrong, or were changed
  'forbidden', // 403: the credentials may not do this, here
  'throttled', // 429, 503, and 401 after a success: ask again later (`retryAfterMs`)
  'quota', // 507, or a disk that is full: nothing more can be stored
  'notFound', // 404: no such object, or no such bucket or folder
  'unreachable', // no answer, or one that broke off
  'tooLarge', // the object is larger than may be read, or the store takes none of this size
  'clock', // the store refuses a signature because this device's clock is off (`serverDate`)
  'paused', // a folder whose grant is gone: one press resumes it
  'broken', // an answer that means nothing: 500, a page of HTML, a redirect
] as const;
export type RemoteErrorKind = (typeof REMOTE_ERRORS)[number];

export class RemoteError extends Error {
  readonly kind: RemoteErrorKind;
  /** Wait at least this long, in milliseconds; null: as the caller thinks right. */
  readonly retryAfterMs: number | null;
  /** What the store takes for now, in milliseconds since 1970; null where it did not say. */
  readonly serverDate: number | null;
  /** HTTP status; 0 without one. Never an address or a header: it is shown and logged. */
  readonly status: number;

  constructor(
    kind: RemoteErrorKind,
    more: { retryAfterMs?: number | null; serverDate?: number | null; status?: number } = {},
  ) {
    super(more.status ? `${kind} (${more.status})` : kind);
    this.name = 'RemoteError';
    this.kind = kind;
    this.retryAfterMs = more.retryAfterMs ?? null;
    this.serverDate = more.serverDate ?? null;
    this.status = more.status ?? 0;
  }
}

/** The object, or null where there is none. */
export async function find(remote: Remote, path: string, options?: GetOptions): Promise<Got | null> {
  try {
    return await remote.get(path, options);
  } catch (error) {
    if (error instanceof RemoteError && error.kind === 'notFound') return null;
    throw error;
  }
}
