import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bytes, OBJECT_LIMIT, type Remote, RemoteError } from '../../lib/sync/remote.ts';
import type { HttpOptions } from '../../lib/sync/remotes/http.ts';
import { until } from '../harness/until.ts';
import { type FaultProxy, faultProxy } from './faults.ts';
import type { Place, RunningStore } from './servers.ts';
import { remoteTo, STORES } from './stores.ts';

/**
 * Remotes against real servers, each also behind a proxy that cuts, delays, drops and lies. `npm test` runs the cheap
 * ones, `npm run test:stores` all.
 */

const bytes = (text: string): Bytes => new TextEncoder().encode(text);
const textOf = (some: Bytes | null) => (some === null ? null : new TextDecoder().decode(some));
const kindOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: unknown) => (error instanceof RemoteError ? error.kind : String(error)),
  );

describe.each(STORES)('$name', (kind) => {
  let store: RunningStore;
  let proxy: FaultProxy;
  let remote: Remote;
  const open = (change: Partial<Place> = {}, options: Partial<HttpOptions> = {}) =>
    remoteTo({ ...store.place, ...change } as Place, { now: () => Date.now(), ...options });
  /** The same store through the proxy. */
  const throughProxy = (options: Partial<HttpOptions> = {}) =>
    open(
      store.place.kind === 's3'
        ? { endpoint: proxy.origin }
        : { url: proxy.origin + new URL(store.place.url).pathname },
      options,
    );
  let number = 0;
  /** A space of its own for each test. */
  const space = () => `space${++number}`;

  beforeAll(async () => {
    store = await kind.start();
    proxy = await faultProxy(
      new URL(store.place.kind === 's3' ? store.place.endpoint : store.place.url).origin,
    );
    remote = open();
  });
  afterAll(async () => {
    await proxy?.stop();
    await store?.stop();
  });

  test('what was written is read, listed by folder, overwritten and taken away', async () => {
    const base = space();
    expect(await remote.list(`${base}/`)).toEqual([]);
    expect(await remote.put(`${base}/l/abc/0000000001`, bytes('one'))).toBe('stored');
    expect(await remote.put(`${base}/l/abc/0000000002`, bytes('second'))).toBe('stored');
    expect(await remote.put(`${base}/g`, bytes('genesis'))).toBe('stored');
    expect(textOf((await remote.get(`${base}/l/abc/0000000001`)).bytes)).toBe('one');
    const paths = async (folder: string) =>
      (await remote.list(folder)).map(({ path, size }) => `${path} ${size}`).sort();
    expect(await paths(`${base}/`)).toEqual([`${base}/g 7`, `${base}/l/ 0`]);
    expect(await paths(`${base}/l/`)).toEqual([`${base}/l/abc/ 0`]);
    expect(await paths(`${base}/l/abc/`)).toEqual([
      `${base}/l/abc/0000000001 3`,
      `${base}/l/abc/0000000002 6`,
    ]);
    await remote.put(`${base}/g`, bytes('anew'));
    expect(textOf((await remote.get(`${base}/g`)).bytes)).toBe('anew');
    await remote.remove(`${base}/g`);
    await remote.remove(`${base}/g`);
    expect(await kindOf(remote.get(`${base}/g`))).toBe('notFound');
  });

  test('bytes of every value, nothing at all, and many', async () => {
    const base = space();
    const every = new Uint8Array(256).map((_none, index) => index);
    const many = new Uint8Array(3 << 20).map((_none, index) => index * 7);
    for (const [name, some] of Object.entries({ every, none: new Uint8Array(), many })) {
      await remote.put(`${base}/${name}`, some);
      const got = (await remote.get(`${base}/${name}`)).bytes!;
      expect(Buffer.compare(got, some)).toBe(0);
    }
    expect(await kindOf(remote.get(`${base}/many`, { limit: 1000 }))).toBe('tooLarge');
    expect(await kindOf(remote.put(`${base}/huge`, new Uint8Array(OBJECT_LIMIT + 1)))).toBe('tooLarge');
  });

  test('a tag is the same until the bytes change, and never hides a change', async () => {
    const path = `${space()}/h/abc`;
    await remote.put(path, bytes('head 1'));
    const tagged = async () => (await remote.list(path.slice(0, -3)))[0]?.etag ?? null;
    // Servers that make tags of a file's second say nothing before it has rested; some listings never do.
    const tag = await until(async () => (await remote.get(path)).etag ?? (await tagged()), {
      what: 'a tag that can be trusted',
    });
    expect([tag, null]).toContain(await tagged());
    const again = await remote.get(path, { ifNoneMatch: tag });
    expect([null, 'head 1']).toContain(textOf(again.bytes));
    for (const next of ['head 2', 'head 3']) {
      await remote.put(path, bytes(next));
      expect(textOf((await remote.get(path, { ifNoneMatch: tag })).bytes)).toBe(next);
      expect(await tagged()).not.toBe(tag);
    }
  });

  test('a condition refuses or is ignored: the object is one of the two, and no error', async () => {
    const path = `${space()}/l/abc/0000000001`;
    expect(await remote.put(path, bytes('first'), { ifAbsent: true })).toBe('stored');
    const second = await remote.put(path, bytes('again'), { ifAbsent: true });
    expect(textOf((await remote.get(path)).bytes)).toBe(second === 'existed' ? 'first' : 'again');
  });

  test('thirty writes at once all arrive', async () => {
    const base = space();
    const names = Array.from(
      { length: 30 },
      (_none, index) => `${base}/l/abc/${String(index).padStart(10, '0')}`,
    );
    await Promise.all(names.map((name) => remote.put(name, bytes(name))));
    expect((await remote.list(`${base}/l/abc/`)).map(({ path }) => path).sort()).toEqual(names);
    const got = await Promise.all(names.map(async (name) => textOf((await remote.get(name)).bytes)));
    expect(got).toEqual(names);
  });

  test('wrong credentials are told from a wrong place', async () => {
    const path = `${space()}/g`;
    if (store.place.kind === 's3') {
      expect(await kindOf(open({ secretAccessKey: 'wrong' }).put(path, bytes('x')))).toBe('auth');
      expect(await kindOf(open({ accessKeyId: 'nobody' }).put(path, bytes('x')))).toBe('auth');
      expect(await kindOf(open({ bucket: 'no-such-bucket' }).put(path, bytes('x')))).toBe('notFound');
    } else {
      expect(await kindOf(open({ password: 'wrong' }).put(path, bytes('x')))).toBe('auth');
      expect(await kindOf(open({ user: 'nobody' }).list(''))).toBe('auth');
    }
  });

  test('nobody there', async () => {
    const gone = { endpoint: 'http://127.0.0.1:9', url: 'http://127.0.0.1:9/' };
    expect(await kindOf(open(gone).list(''))).toBe('unreachable');
  });

  describe('behind a bad line', () => {
    test('a write that is cut half-way fails, and the same bytes can be sent again', async () => {
      const remote = throughProxy();
      const path = `${space()}/l/abc/0000000001`;
      const some = new Uint8Array(200_000).fill(7);
      proxy.add({ do: 'cut', when: ({ method }) => method === 'PUT', times: 1 });
      expect(await kindOf(remote.put(path, some))).toBe('unreachable');
      expect(await remote.put(path, some)).toBe('stored');
      expect(Buffer.compare((await remote.get(path)).bytes!, some)).toBe(0);
      proxy.clear();
    });

    test('a write whose answer is lost is there, and may be written again', async () => {
      const remote = throughProxy();
      const path = `${space()}/g`;
      await remote.put(path, bytes('before'));
      proxy.add({ do: 'drop-answer', when: ({ method }) => method === 'PUT', times: 1 });
      expect(await kindOf(remote.put(path, bytes('after')))).toBe('unreachable');
      expect(textOf((await remote.get(path)).bytes)).toBe('after');
      expect(await remote.put(path, bytes('after'))).toBe('stored');
      proxy.clear();
    });

    test('a torn answer is never a short object', async () => {
      const remote = throughProxy();
      const path = `${space()}/g`;
      await remote.put(path, new Uint8Array(100_000).fill(3));
      proxy.add({ do: 'torn-answer', when: ({ method }) => method === 'GET', times: 1 });
      expect(await kindOf(remote.get(path))).toBe('unreachable');
      expect((await remote.get(path)).bytes).toHaveLength(100_000);
      proxy.clear();
    });

    test('an answer that does not end, or does not begin, is given up', async () => {
      const remote = throughProxy({ patienceMs: 300 });
      const path = `${space()}/g`;
      await remote.put(path, new Uint8Array(100_000));
      proxy.add({ do: 'hang', when: ({ method }) => method === 'GET', times: 1 });
      expect(await kindOf(remote.get(path))).toBe('unreachable');
      proxy.clear();
      proxy.add({ do: 'delay', ms: 2_000, times: 1 });
      expect(await kindOf(remote.get(path))).toBe('unreachable');
      proxy.clear();
    });

    test('each refusal has its name, and says how long to wait', async () => {
      const remote = throughProxy();
      const path = `${space()}/g`;
      const refuse = async (status: number, headers: Record<string, string> = {}) => {
        proxy.add({ do: 'answer', status, headers, body: '<html>no</html>', times: 1 });
        try {
          await remote.get(path);
          return 'no error';
        } catch (error) {
          return error instanceof RemoteError ? `${error.kind} ${error.retryAfterMs}` : String(error);
        }
      };
      expect(await refuse(401)).toBe('auth null');
      expect(await refuse(403)).toBe('forbidden null');
      expect(await refuse(404)).toBe('notFound null');
      expect(await refuse(429, { 'retry-after': '7' })).toBe('throttled 7000');
      expect(await refuse(503)).toBe('throttled null');
      expect(await refuse(507)).toBe('quota null');
      expect(await refuse(500)).toBe('broken null');
      expect(await refuse(302, { location: 'http://127.0.0.1:9/' })).toBe('broken null');
      // Behind a success, 401 is a busy host at first.
      await remote.put(path, bytes('x'));
      const after: string[] = [];
      for (let time = 0; time < 6; time++) after.push(await refuse(401));
      expect(after.slice(0, 4)).toEqual(Array.from({ length: 4 }, () => 'throttled null'));
      expect(after.slice(4)).toEqual(['auth null', 'auth null']);
      proxy.clear();
    });

    test('a page of HTML is no listing', async () => {
      const remote = throughProxy();
      const page = '<!doctype html><p>Sign in to the hotel';
      proxy.add({ do: 'answer', status: 200, headers: { 'content-type': 'text/html' }, body: page });
      expect(await kindOf(remote.list(''))).toBe('broken');
      proxy.clear();
    });

    test('the clock of the store is known from its answers', async () => {
      const remote = throughProxy();
      expect(remote.capabilities.skewMs).toBeNull();
      proxy.add({ do: 'clock', ms: -86_400_000 });
      await remote.list('');
      expect(Math.round((remote.capabilities.skewMs ?? 0) / 3_600_000)).toBe(-24);
      proxy.clear();
    });

    test('four requests at once at most', async () => {
      const remote = throughProxy();
      const base = space();
      await remote.put(`${base}/g`, bytes('x'));
      let open = 0;
      let most = 0;
      const counted = throughProxy({
        fetch: async (...args) => {
          open += 1;
          most = Math.max(most, open);
          try {
            return await fetch(...args);
          } finally {
            open -= 1;
          }
        },
      });
      await Promise.all(Array.from({ length: 20 }, () => counted.get(`${base}/g`)));
      expect(most).toBe(4);
    });
  });

  test('every byte is counted', async () => {
    let [sent, received] = [0, 0];
    const counted = open(
      {},
      {
        onBytes: (out, back) => {
          sent += out;
          received += back;
        },
      },
    );
    const path = `${space()}/g`;
    // Its folder, on the first write, costs requests of its own.
    await counted.put(path, new Uint8Array(1));
    [sent, received] = [0, 0];
    await counted.put(path, new Uint8Array(50_000));
    expect(sent).toBeGreaterThan(50_000);
    expect(sent).toBeLessThan(55_000);
    const before = received;
    await counted.get(path);
    expect(received - before).toBeGreaterThan(50_000);
    expect(received - before).toBeLessThan(52_000);
  });
});
