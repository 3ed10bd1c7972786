import type { Page } from 'puppeteer';
import type { Command, CommandResult } from '../../lib/domain/command.ts';
import { dueAtInstant } from '../../lib/domain/due.ts';
import type { Due } from '../../lib/domain/entities.ts';
import type { TableName } from '../../lib/domain/row.ts';
import type { RowOf } from '../../lib/domain/row-of.ts';
import type { Settings } from '../../lib/domain/settings.ts';
import { RULES } from '../../lib/domain/tables.ts';
import type { Chromium } from './browsers.ts';
import { send } from './panel.ts';
import { until } from './until.ts';

/**
 * The book as a test reaches it: commands go through the background like anybody's, rows are read from IndexedDB
 * without a line of Beside in between, so that a mistake of the store cannot hide itself.
 */
export interface BookDoor {
  /** A page of our origin that draws nothing and asks nothing. */
  page: Page;
  run(command: Command): Promise<CommandResult>;
  rows<N extends TableName>(table: N): Promise<RowOf[N][]>;
  row<N extends TableName>(table: N, id: string): Promise<RowOf[N] | null>;
  settings(patch: Partial<Settings>): Promise<void>;
  /** Name of the database in use. */
  name(): Promise<string>;
  /**
   * Stops the background at once, whatever it is doing, as the browser does. Resolves when that life of it is over;
   * an open panel will have begun the next one by then.
   */
  kill(): Promise<void>;
}

/** Reads a whole table; an absent database reads as empty and is not made. Runs in the page. */
async function readTable(name: string, table: string): Promise<unknown[]> {
  const known = await indexedDB.databases();
  if (!known.some((database) => database.name === name)) return [];
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const all = database.transaction(table).objectStore(table).getAll();
      all.onerror = () => reject(all.error);
      all.onsuccess = () => {
        // An open connection would keep a newer version from being made.
        database.close();
        resolve(all.result);
      };
    };
  });
}

export async function openDoor(chromium: Chromium): Promise<BookDoor> {
  const page = await chromium.openExtensionPage('manifest.json');
  const name = () =>
    page.evaluate(async () => {
      const api = (globalThis as unknown as { chrome: { storage: { local: StorageRead } } }).chrome;
      const { book } = await api.storage.local.get('book');
      return typeof book === 'string' && book !== '' ? book : 'beside';
    });
  const session = await page.createCDPSession();
  let deaths = 0;
  let lives = false;
  session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
    for (const { runningStatus } of versions) {
      if (runningStatus === 'stopped' && lives) deaths += 1;
      lives = runningStatus !== 'stopped';
    }
  });
  await session.send('ServiceWorker.enable');
  // Fields that were never written, or hold their default, are not kept in the row.
  const rows = async <N extends TableName>(table: N) =>
    ((await page.evaluate(readTable, await name(), table)) as object[]).map(
      (row) => ({ ...RULES[table].defaults, ...row }) as unknown as RowOf[N],
    );
  return {
    page,
    name,
    rows,
    run: (command) => send(page, 'command.run', { command }) as Promise<CommandResult>,
    row: async (table, id) => (await rows(table)).find((one) => one.id === id) ?? null,
    async kill() {
      if (!lives) return;
      const before = deaths;
      await session.send('ServiceWorker.stopAllWorkers');
      await until(() => deaths > before, { what: 'the background to stop' });
    },
    settings: async (patch) => void (await send(page, 'settings.save', { patch })),
  };
}

interface StorageRead {
  get(key: string): Promise<Record<string, unknown>>;
}

export interface Person {
  id: string;
  name: string;
  keys: string[];
}

/** Puts people into the book, in one change. */
export async function addPeople(door: BookDoor, people: Person[], now = Date.now()): Promise<void> {
  const rows = people.map(({ id, name, keys }) => ({
    table: 'customers' as const,
    id,
    fields: {
      name,
      kind: 'individual',
      stage: 'regular',
      createdAt: now,
      links: Object.fromEntries(keys.map((key) => [key, { by: 'import', at: now, from: 'test' }])),
    },
  }));
  await door.run({ name: 'import.rows', args: { rows, from: 'test' } });
}

/** Due so many milliseconds from now. */
export const dueIn = (ms: number): Due => dueAtInstant(Date.now() + ms, 'Asia/Ho_Chi_Minh');

/** Sets a follow-up. @returns its id. */
export async function remind(
  door: BookDoor,
  title: string,
  due: Due,
  customer: string | null = null,
): Promise<string> {
  const { id } = await door.run({ name: 'reminder.set', args: { customer, title, due, thread: null } });
  if (!id) throw new Error(`No reminder was made for “${title}”`);
  return id;
}
