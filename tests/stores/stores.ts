import process from 'node:process';
import type { Remote } from '../../lib/sync/remote.ts';
import type { HttpOptions } from '../../lib/sync/remotes/http.ts';
import { S3Remote } from '../../lib/sync/remotes/s3.ts';
import { WebdavRemote } from '../../lib/sync/remotes/webdav.ts';
import { ceph } from './ceph.ts';
import { isThere, LIGHT, type Place, type StoreKind, WEBDAV } from './servers.ts';
import { swift } from './swift.ts';

const everything = process.env.BESIDE_STORES === 'all';

/** `npm run test:stores` wants them all; `npm test` the light ones, and Swift where it is there. */
const wanted: StoreKind[] = everything ? [...WEBDAV, swift, ceph] : [...LIGHT, swift];

/** The stores of this run. What is missing is said, not failed: not every machine can have it. */
export const STORES = wanted.filter(({ needs }) => needs.every(isThere));
for (const { name } of wanted.filter((kind) => !STORES.includes(kind) && (everything || kind !== swift)))
  console.warn(
    `Not tested against ${name}: it is not installed here. As root on Debian, npm run test:stores installs it.`,
  );

export const remoteTo = (place: Place, options: HttpOptions): Remote =>
  place.kind === 's3' ? new S3Remote(place, options) : new WebdavRemote(place, options);
