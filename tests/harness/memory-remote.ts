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
} from '../../lib/sync/remote.ts';

/** What may go wrong with one request; the first fault that fits is used up. */
export interface Fault {
  on: 'list' | 'get' | 'put' | 'remove' | 'any';
  /** Paths that begin so. */
  path?: string;
  /** `torn`: half of the bytes are stored; `lost`: done, but the answer never comes; else an error of that kind. */
  what: 'torn' | 'lost' | RemoteErrorKind;
  /** How many requests; 1 unless said. */
  times?: number;
}

/** A remote in memory. Several devices may share its objects, each with faults of its own. */
export class MemoryRemote implements Remote {
  readonly objects: Map<string, Bytes>;
  readonly faults: Fault[] = [];
  /** Every request, as `put h/abc`. */
  readonly asked: string[] = [];
  readonly capabilities: Capabilities & { skewMs: number | null } = {
    kind: 'memory',
    etags: true,
    skewMs: null,
  };
  /** Whether `ifAbsent` is kept. Most servers accept it and overwrite. */
  keepsConditions = false;

  constructor(objects: Map<string, Bytes> = new Map()) {
    this.objects = objects;
  }

  async list(folder: string): Promise<Listed[]> {
    this.#meet('list', folder);
    const found = new Map<string, Listed>();
    for (const [path, bytes] of this.objects) {
      if (!path.startsWith(folder)) continue;
      const slash = path.indexOf('/', folder.length);
      if (slash < 0) found.set(path, { path, size: bytes.length, etag: etagOf(bytes) });
      else {
        const inner = path.slice(0, slash + 1);
        found.set(inner, { path: inner, size: 0, etag: null });
      }
    }
    return [...found.values()];
  }

  async get(path: string, { ifNoneMatch, limit = OBJECT_LIMIT }: GetOptions = {}): Promise<Got> {
    this.#meet('get', path);
    const bytes = this.objects.get(path);
    if (!bytes) throw new RemoteError('notFound', { status: 404 });
    if (bytes.length > limit) throw new RemoteError('tooLarge');
    const etag = etagOf(bytes);
    return { bytes: etag === ifNoneMatch ? null : bytes.slice(), etag };
  }

  async put(path: string, bytes: Bytes, { ifAbsent }: PutOptions = {}): Promise<'stored' | 'existed'> {
    const fault = this.#meet('put', path);
    if (ifAbsent && this.keepsConditions && this.objects.has(path)) return 'existed';
    this.objects.set(path, fault === 'torn' ? bytes.slice(0, bytes.length >> 1) : bytes.slice());
    if (fault !== null) throw new RemoteError('unreachable');
    return 'stored';
  }

  async remove(path: string): Promise<void> {
    const fault = this.#meet('remove', path);
    this.objects.delete(path);
    if (fault !== null) throw new RemoteError('unreachable');
  }

  /** @returns how a request that is carried out breaks all the same. */
  #meet(on: Fault['on'], path: string): 'torn' | 'lost' | null {
    this.asked.push(`${on} ${path}`);
    const fault = this.faults.find(
      (one) => (one.on === 'any' || one.on === on) && path.startsWith(one.path ?? '') && (one.times ?? 1) > 0,
    );
    if (!fault) return null;
    fault.times = (fault.times ?? 1) - 1;
    const { what } = fault;
    if (what === 'torn' || what === 'lost') {
      if (on === 'put' || (on === 'remove' && what === 'lost')) return what;
      throw new RemoteError('unreachable');
    }
    throw new RemoteError(what, what === 'throttled' ? { status: 429, retryAfterMs: 5_000 } : {});
  }
}

/** FNV-1a: enough to tell two objects of a test apart. */
function etagOf(bytes: Bytes): string {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return `"${hash.toString(16)}-${bytes.length}"`;
}
