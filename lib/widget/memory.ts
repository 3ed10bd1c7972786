import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { Engine } from '../store/schema.ts';

let only: Engine | null = null;

/** A database that lives as long as the page; one for all panels on it. */
export function engine(): Engine {
  only ??= { indexedDB: new IDBFactory(), IDBKeyRange } as unknown as Engine;
  return only;
}
