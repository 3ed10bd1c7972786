import type { StorePlace } from '../../domain/sync-place.ts';
import type { Remote } from '../../sync/remote.ts';
import { FolderRemote, type SyncFolder } from '../../sync/remotes/folder.ts';
import type { HttpOptions } from '../../sync/remotes/http.ts';
import { S3Remote } from '../../sync/remotes/s3.ts';
import { WebdavRemote } from '../../sync/remotes/webdav.ts';

/** Where the sealed objects lie: a store on the network, or a folder that was picked. */
export type SyncPlace = StorePlace | { kind: 'folder'; folder: SyncFolder };

export function openPlace(place: SyncPlace, options: HttpOptions): Remote {
  if (place.kind === 's3') return new S3Remote(place, options);
  if (place.kind === 'webdav') return new WebdavRemote(place, options);
  return new FolderRemote(place.folder, options);
}
