import { expect, test } from 'vitest';
import { tryStore } from '../../lib/service/try-store.ts';
import { type Bytes, type Remote, RemoteError, type RemoteErrorKind } from '../../lib/sync/remote.ts';

/** A store in memory that does what the test says. */
class Store implements Remote {
  readonly capabilities = { kind: 'memory' as const, etags: false, skewMs: 240_000 };
  readonly objects = new Map<string, Bytes>();
  fails: Partial<Record<'list' | 'get' | 'put' | 'remove', RemoteErrorKind>> = {};
  guards = true;
  lists = true;
  keeps = false;
  spoils = (bytes: Bytes): Bytes => bytes;

  async list(folder: string) {
    this.#maybe('list');
    const paths = [...this.objects.keys()].filter((path) => this.lists && path.startsWith(folder));
    return paths.map((path) => ({ path, size: 1, etag: null }));
  }
  async get(path: string) {
    this.#maybe('get');
    const bytes = this.objects.get(path);
    if (!bytes) throw new RemoteError('notFound');
    return { bytes, etag: null };
  }
  async put(path: string, bytes: Bytes, options: { ifAbsent?: boolean } = {}) {
    this.#maybe('put');
    if (options.ifAbsent && this.guards && this.objects.has(path)) return 'existed' as const;
    this.objects.set(path, this.spoils(bytes));
    return 'stored' as const;
  }
  async remove(path: string) {
    this.#maybe('remove');
    if (!this.keeps) this.objects.delete(path);
  }
  #maybe(what: keyof Store['fails']) {
    const kind = this.fails[what];
    if (kind) throw new RemoteError(kind);
  }
}

const tried = (change: Partial<Store> = {}) => {
  const store = Object.assign(new Store(), change);
  return tryStore(store, { now: () => 0, randomName: () => 'abc' }).then((test) => ({ ...test, store }));
};
const ALL = ['write', 'read', 'list', 'overwrite', 'remove'];

test('a store that does everything, and leaves nothing behind', async () => {
  const { store, ...said } = await tried();
  expect(said).toEqual({ verdict: 'good', passed: ALL, guards: true, skewMs: 240_000, tookMs: 0 });
  expect(store.objects.size).toBe(0);
});

test('one that writes over what it should not is good all the same, and said', async () => {
  expect(await tried({ guards: false })).toMatchObject({ verdict: 'good', passed: ALL, guards: false });
});

test('one that deletes nothing is good all the same, and said', async () => {
  const without = ALL.slice(0, -1);
  expect(await tried({ keeps: true })).toMatchObject({ verdict: 'good', passed: without });
  expect(await tried({ fails: { remove: 'forbidden' } })).toMatchObject({ verdict: 'good', passed: without });
});

test('one that damages, or does not list, is none', async () => {
  expect(await tried({ spoils: (bytes) => bytes.slice(1) })).toMatchObject({
    verdict: 'torn',
    passed: ['write'],
  });
  expect(await tried({ lists: false })).toMatchObject({ verdict: 'unlisted', passed: ['write', 'read'] });
});

test.each(['auth', 'forbidden', 'quota', 'notFound', 'unreachable', 'throttled', 'clock', 'broken'] as const)(
  'a store that refuses by %s says so',
  async (kind) => {
    expect(await tried({ fails: { put: kind } })).toMatchObject({ verdict: kind, passed: [] });
    expect(await tried({ fails: { list: kind } })).toMatchObject({
      verdict: kind,
      passed: ['write', 'read'],
    });
  },
);
