import type { Remote } from '../../lib/sync/remote.ts';
import type { HttpOptions } from '../../lib/sync/remotes/http.ts';
import { S3Remote } from '../../lib/sync/remotes/s3.ts';
import { WebdavRemote } from '../../lib/sync/remotes/webdav.ts';
import { ceph } from './ceph.ts';
import { LIGHT, type Place, type StoreKind, WEBDAV } from './servers.ts';
import { swift } from './swift.ts';

/** What `npm test` runs: one WebDAV server at least is quickly installed everywhere. */
export const CHEAP: StoreKind[] = LIGHT;
export const ALL: StoreKind[] = [...WEBDAV, swift, ceph];

export const remoteTo = (place: Place, options: HttpOptions): Remote =>
  place.kind === 's3' ? new S3Remote(place, options) : new WebdavRemote(place, options);
