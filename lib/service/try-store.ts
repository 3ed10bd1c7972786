import type { StoreStep, StoreTest, StoreVerdict } from '../domain/sync-desk.ts';
import { type Bytes, find, type Remote, RemoteError } from '../sync/remote.ts';

export interface TryDeps {
  /** Milliseconds since 1970. */
  now(): number;
  /** Lower-case letters and digits: the name of a folder that nobody else uses. */
  randomName(): string;
}

const bytes = (text: string): Bytes => new TextEncoder().encode(text);
const isSame = (a: Bytes | null | undefined, b: Bytes): boolean =>
  a !== null && a !== undefined && a.length === b.length && a.every((byte, index) => byte === b[index]);

/**
 * Tries out what syncing needs of a store, in a folder of its own: writes, reads back, lists, overwrites, asks not to be
 * overwritten, takes away. Never throws: every end is something to be said.
 */
export async function tryStore(remote: Remote, { now, randomName }: TryDeps): Promise<StoreTest> {
  const folder = `try${randomName()}/`;
  const path = `${folder}one`;
  const [first, second] = [bytes('Beside 1'), bytes('Beside, the second time')];
  const passed: StoreStep[] = [];
  let guards: boolean | null = null;
  let tookMs = 0;
  const end = (verdict: StoreVerdict): StoreTest => ({
    verdict,
    passed,
    guards,
    skewMs: remote.capabilities.skewMs,
    tookMs,
  });
  const begun = now();
  try {
    await remote.put(path, first);
    passed.push('write');
    if (!isSame((await remote.get(path)).bytes, first)) return end('torn');
    passed.push('read');
    tookMs = now() - begun;
    if (!(await remote.list(folder)).some((one) => one.path === path)) return end('unlisted');
    passed.push('list');
    await remote.put(path, second);
    if (!isSame((await remote.get(path)).bytes, second)) return end('torn');
    passed.push('overwrite');
    guards = (await remote.put(path, first, { ifAbsent: true })) === 'existed';
    if (guards && !isSame((await remote.get(path)).bytes, second)) guards = false;
    if (await takesAway(remote, path)) passed.push('remove');
    return end('good');
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    // What was half written is not left behind, where it can be helped.
    if (passed.length > 0) await takesAway(remote, path);
    return end(error.kind);
  }
}

/** A store that deletes nothing for us is a good one, and only said. */
async function takesAway(remote: Remote, path: string): Promise<boolean> {
  try {
    await remote.remove(path);
    return (await find(remote, path)) === null;
  } catch (error) {
    if (error instanceof RemoteError) return false;
    throw error;
  }
}
