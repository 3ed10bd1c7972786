import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OBJECT_LIMIT, RemoteError } from '../../lib/sync/remote.ts';
import { FolderRemote } from '../../lib/sync/remotes/folder.ts';
import { S3Remote } from '../../lib/sync/remotes/s3.ts';
import { WebdavRemote } from '../../lib/sync/remotes/webdav.ts';
import { DiskFolder } from '../harness/disk-folder.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const textOf = (some: Uint8Array | null) => (some === null ? null : new TextDecoder().decode(some));
const kindOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: unknown) => (error instanceof RemoteError ? error.kind : String(error)),
  );

describe('a folder', () => {
  let path: string;
  let state: { permission: PermissionState; full: boolean };
  let remote: FolderRemote;
  let counted: [number, number];
  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'beside-folder-'));
    state = { permission: 'granted', full: false };
    counted = [0, 0];
    remote = new FolderRemote(new DiskFolder(path, state), {
      now: () => Date.now(),
      onBytes: (sent, received) => {
        counted = [counted[0] + sent, counted[1] + received];
      },
    });
  });
  afterEach(() => rmSync(path, { recursive: true, force: true }));

  test('what was written is read, listed by folder, overwritten and taken away; bytes are counted', async () => {
    expect(await remote.list('abc/')).toEqual([]);
    await remote.put('abc/l/xyz/0000000001', bytes('one'));
    await remote.put('abc/g', bytes('genesis'));
    expect((await remote.list('abc/')).map(({ path, size }) => `${path} ${size}`).sort()).toEqual([
      'abc/g 7',
      'abc/l/ 0',
    ]);
    await remote.put('abc/g', bytes('anew'));
    expect(textOf((await remote.get('abc/g')).bytes)).toBe('anew');
    expect(counted).toEqual([3 + 7 + 4, 4]);
    await remote.remove('abc/g');
    await remote.remove('abc/g');
    await remote.remove('nowhere/g');
    expect(await kindOf(remote.get('abc/g'))).toBe('notFound');
    expect(await kindOf(remote.get('nowhere/g'))).toBe('notFound');
  });

  test('what the programs that carry folders leave there is none of ours', async () => {
    await remote.put('abc/h/xyz', bytes('head'));
    for (const name of ['.DS_Store', 'xyz (conflicted copy).txt', 'xyz.crswap', 'desktop.ini'])
      writeFileSync(join(path, 'abc', 'h', name), 'x');
    mkdirSync(join(path, 'abc', 'h', '.stfolder'));
    expect((await remote.list('abc/h/')).map((one) => one.path)).toEqual(['abc/h/xyz']);
  });

  test('a tag of a file that was just written says nothing: two writes could have the same', async () => {
    await remote.put('abc/h/xyz', bytes('head 1'));
    expect((await remote.get('abc/h/xyz')).etag).toBeNull();
    const old = new Date(Date.now() - 60_000);
    utimesSync(join(path, 'abc/h/xyz'), old, old);
    const { etag } = await remote.get('abc/h/xyz');
    expect(etag).toBeTypeOf('string');
    expect((await remote.list('abc/h/'))[0]?.etag).toBe(etag);
    expect((await remote.get('abc/h/xyz', { ifNoneMatch: etag ?? '' })).bytes).toBeNull();
    await remote.put('abc/h/xyz', bytes('head 2'));
    expect(textOf((await remote.get('abc/h/xyz', { ifNoneMatch: etag ?? '' })).bytes)).toBe('head 2');
  });

  test('a grant that is gone pauses, a full disk and a large object are told', async () => {
    await remote.put('abc/g', bytes('x'));
    expect(await remote.put('abc/g', bytes('y'), { ifAbsent: true })).toBe('existed');
    expect(await kindOf(remote.get('abc/g', { limit: 0 }))).toBe('tooLarge');
    expect(await kindOf(remote.put('abc/huge', new Uint8Array(OBJECT_LIMIT + 1)))).toBe('tooLarge');
    state.full = true;
    expect(await kindOf(remote.put('abc/g', bytes('z')))).toBe('quota');
    expect(textOf((await remote.get('abc/g')).bytes)).toBe('x');
    for (const permission of ['prompt', 'denied'] as const) {
      state.permission = permission;
      expect(await kindOf(remote.list(''))).toBe('paused');
    }
  });
});

/** Answers by hand: what real stores of the tests do not do. */
describe('answers of stores', () => {
  type Say = (url: string, init: RequestInit) => Response;
  const options = (say: Say) => ({
    now: () => Date.parse('2026-03-01T08:00:00Z'),
    fetch: async (url: unknown, init?: RequestInit) => say(String(url), init ?? {}),
  });
  const s3 = (say: Say) =>
    new S3Remote(
      {
        endpoint: 'https://s3.example.com',
        region: 'auto',
        bucket: 'my.book',
        prefix: 'p/',
        accessKeyId: 'id',
        secretAccessKey: 'secret',
      },
      options(say),
    );
  const dav = (say: Say) =>
    new WebdavRemote(
      { url: 'https://dav.example.com/dav/Khách%20hàng/', user: 'lan', password: 'é' },
      options(say),
    );
  const refusal = (status: number, code: string) => () =>
    new Response(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`, { status });

  test.each([
    [403, 'RequestTimeTooSkewed', 'clock'],
    [403, 'SignatureDoesNotMatch', 'auth'],
    [403, 'InvalidAccessKeyId', 'auth'],
    [403, 'AccessDenied', 'forbidden'],
    [403, 'QuotaExceeded', 'quota'],
    [400, 'AuthorizationHeaderMalformed', 'auth'],
    [404, 'NoSuchBucket', 'notFound'],
    [404, 'NoSuchKey', 'notFound'],
    [503, 'SlowDown', 'throttled'],
    [501, 'NotImplemented', 'broken'],
  ])('S3: %i %s is %s', async (status, code, kind) => {
    expect(await kindOf(s3(refusal(status, code)).get('abc/g'))).toBe(kind);
  });

  test('S3: a store that hears of no conditions is asked once, and then without', async () => {
    const asked: (string | null)[] = [];
    const remote = s3((_url, { headers }) => {
      const condition = new Headers(headers).get('if-none-match');
      asked.push(condition);
      return new Response(null, { status: condition ? 501 : 200 });
    });
    expect(await remote.put('abc/g', bytes('x'), { ifAbsent: true })).toBe('stored');
    expect(await remote.put('abc/h', bytes('x'), { ifAbsent: true })).toBe('stored');
    expect(asked).toEqual(['*', null, null]);
  });

  test('S3: signatures follow the store’s clock, and the secret is never sent', async () => {
    const dates: (string | null)[] = [];
    const said: string[] = [];
    const remote = s3((url, { headers }) => {
      dates.push(new Headers(headers).get('x-amz-date'));
      said.push(url, JSON.stringify(headers));
      return new Response('x', { headers: { date: 'Sun, 01 Mar 2026 10:30:00 GMT' } });
    });
    await remote.get('abc/g');
    await remote.get('abc/g');
    expect(dates).toEqual(['20260301T080000Z', '20260301T103000Z']);
    expect(remote.capabilities.skewMs).toBe(2.5 * 3_600_000);
    expect(said.join()).not.toContain('secret');
  });

  test('S3: listings come in pages, and what is not ours is left out', async () => {
    const page = (keys: string[], more: string) =>
      new Response(
        `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${keys
          .map(
            (key) =>
              `<Contents><Key>p/abc/h/${key}</Key><Size>3</Size><ETag>&quot;e${key}&quot;</ETag></Contents>`,
          )
          .join(
            '',
          )}<CommonPrefixes><Prefix>p/abc/h/deep/</Prefix></CommonPrefixes>${more && `<NextContinuationToken>${more}</NextContinuationToken>`}</ListBucketResult>`,
      );
    const remote = s3((url) =>
      url.includes('continuation-token=next%2B1')
        ? page(['b'], '')
        : page(['a', 'Not Ours &amp; more', '../up'], 'next+1'),
    );
    expect(await remote.list('abc/h/')).toEqual([
      { path: 'abc/h/a', size: 3, etag: 'ea' },
      { path: 'abc/h/deep/', size: 0, etag: null },
      { path: 'abc/h/b', size: 3, etag: 'eb' },
      { path: 'abc/h/deep/', size: 0, etag: null },
    ]);
    await expect(s3(() => page(['a'], 'again')).list('abc/h/')).rejects.toMatchObject({ kind: 'broken' });
  });

  const multistatus = (prefix: string, hrefs: string[]) => {
    const name = (one: string) => (prefix ? `${prefix}:${one}` : one);
    const [open, close] = [(one: string) => `<${name(one)}>`, (one: string) => `</${name(one)}>`];
    const inside = hrefs
      .map(
        (href) =>
          `${open('response')}${open('href')}${href}${close('href')}${open('propstat')}${open('prop')}` +
          `${open('resourcetype')}${href.endsWith('/') ? `<${name('collection')}/>` : ''}${close('resourcetype')}` +
          `${open('getcontentlength')}5${close('getcontentlength')}${open('getetag')}W/"t1"${close('getetag')}` +
          `${open('getlastmodified')}Sun, 01 Feb 2026 08:00:00 GMT${close('getlastmodified')}${close('prop')}` +
          `${open('status')}HTTP/1.1 200 OK${close('status')}${close('propstat')}${close('response')}`,
      )
      .join('');
    const space = prefix ? `xmlns:${prefix}="DAV:"` : 'xmlns="DAV:"';
    return `<?xml version="1.0"?><${name('multistatus')} ${space}>${inside}${close('multistatus')}`;
  };

  test.each([
    ['D', 'https://dav.example.com/dav/Kh%C3%A1ch%20h%C3%A0ng/'],
    ['d', '/dav/Kh%c3%a1ch%20h%c3%a0ng/'],
    ['lp1', '/dav/Khách%20hàng/'],
    ['', 'http://dav.example.com/dav/Kh%C3%A1ch%20h%C3%A0ng/'],
  ])('WebDAV: listings of whatever prefix (%s) and address (%s)', async (prefix, base) => {
    const hrefs = [
      `${base}abc/`,
      `${base}abc/g`,
      `${base}abc/h/`,
      `${base}abc/Desktop.ini`,
      '/elsewhere/abc/x',
    ];
    const remote = dav(() => new Response(multistatus(prefix, hrefs), { status: 207 }));
    expect(await remote.list('abc/')).toEqual([
      { path: 'abc/g', size: 5, etag: 't1' },
      { path: 'abc/h/', size: 0, etag: null },
    ]);
  });

  test.each([
    ['cut off', '<D:multistatus xmlns:D="DAV:"><D:response>'],
    ['HTML', '<!doctype html><html><body>Sign in</body></html>'],
    ['another document', '<a/>'],
    ['a bomb', '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><multistatus>&c;</multistatus>'],
    ['nothing', ''],
  ])('WebDAV: %s is no listing', async (_what, said) => {
    const remote = dav(() => new Response(said, { status: 207 }));
    expect(
      await remote.list('').then(
        (listed) => listed.length,
        (error: RemoteError) => error.kind,
      ),
    ).toBe(_what === 'a bomb' ? 0 : 'broken');
  });

  test('an answer that goes on for ever is left at the limit', async () => {
    let sent = 0;
    const endless = new ReadableStream({
      pull(out) {
        sent += 1 << 16;
        out.enqueue(new Uint8Array(1 << 16));
      },
    });
    const remote = dav(() => new Response(endless));
    expect(await kindOf(remote.get('abc/g', { limit: 1 << 20 }))).toBe('tooLarge');
    expect(sent).toBeLessThan(3 << 20);
  });

  test('nothing an error says names an address or a credential', async () => {
    for (const remote of [s3(refusal(403, 'AccessDenied')), dav(() => new Response('', { status: 500 }))]) {
      const error = await remote
        .get('abc/g')
        .then(String, (one: Error) => `${one.message} ${one.stack} ${JSON.stringify(one)}`);
      expect(error).not.toMatch(/example\.com|secret|é|Basic/);
    }
  });
});
