import { wordsOf } from '../../lib/client/transfer-port.ts';
import { createText } from '../../lib/domain/text.ts';
import { DEFAULT_OPTIONS, type ImportOptions, type ImportState } from '../../lib/domain/transfer.ts';
import { type FileShelf, ImportWork } from '../../lib/service/import/desk.ts';
import type { Book } from '../../lib/store/schema.ts';
import { START } from './store-fixture.ts';

/** The words of the Vietnamese interface. */
export const { words: WORDS } = wordsOf(createText('vi'), 'vi');

/** A shelf in memory, as the browser's private file system is one. */
export function memoryFiles(held = new Map<string, Blob>()): FileShelf & { held: Map<string, Blob> } {
  return {
    held,
    keep: async (id, file) => void held.set(id, file),
    find: async (id) => held.get(id) ?? null,
    drop: async (id) => void held.delete(id),
    sweep: async (kept) => {
      for (const id of held.keys()) if (!kept.includes(id)) held.delete(id);
    },
  };
}

/** The import of one book, as the dashboard drives it; `life` numbers the lives of the browser. */
export function importInto(book: Book, shelf = memoryFiles(), life = 1) {
  let state: ImportState = { now: { phase: 'idle' }, records: [] };
  const told: ImportState['now'][] = [];
  const hooks: { onTold?: (now: ImportState['now']) => void } = {};
  let ids = 0;
  const work = new ImportWork({
    book: async () => book,
    shelf,
    now: () => START + life * 60_000,
    newId: () => `job-${life}-${++ids}`,
    randomId: () => `row-${life}-${++ids}`,
    looseField: 'Chưa chắc',
    region: 'VN',
    alone: (work) => work(),
    changed(next) {
      state = next;
      told.push(next.now);
      hooks.onTold?.(next.now);
    },
  });
  return {
    work,
    shelf,
    told,
    hooks,
    get now() {
      return state.now;
    },
    get records() {
      return state.records;
    },
    /** The dry run of a file that can be read. */
    async look(file: File) {
      await work.open(file);
      if (state.now.phase !== 'ready') throw new Error(`Not ready: ${JSON.stringify(state.now)}`);
      return state.now.look;
    },
    async bring(file: File, options: Partial<ImportOptions> = {}) {
      const look = await this.look(file);
      const targets = look.columns.map(({ target }) => target);
      if (Object.keys(options).length > 0) await work.look(targets, { ...DEFAULT_OPTIONS, ...options });
      await work.start();
      if (state.now.phase !== 'done') throw new Error(`Not done: ${JSON.stringify(state.now)}`);
      return state.now.progress;
    },
  };
}

export const csv = (text: string | Uint8Array<ArrayBuffer>, name = 'khach.csv'): File =>
  new File([text], name, { type: 'text/csv' });
