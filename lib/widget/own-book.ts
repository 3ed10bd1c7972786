import { Failure } from '../domain/failure.ts';
import type { Query, QueryName, QueryResult } from '../domain/query.ts';
import type { Live, Store, Subscription } from '../domain/store.ts';
import { type DueSource, dueSourceOf } from '../store/due.ts';
import { createStore } from '../store/live.ts';
import { type Book, type Engine, openBook } from '../store/schema.ts';

/** An open book of this origin. */
export interface OwnBook {
  store: Store;
  due: DueSource;
  /** The browser refused storage: everything is gone with the page. */
  inMemory: boolean;
}

/** A book that several panels of one page share. */
export interface SharedBook {
  /** Opened at the first call. A failed opening is tried again at the next. @throws Failure */
  open(): Promise<OwnBook>;
  /** Questions wait until the book is open; where it does not open they fail, and the next one tries again. */
  store: Store;
  /** Hears of every command that went through in this page. */
  written: Set<() => void>;
  /** Another window runs a newer Beside: this page has let go of the book. */
  outdated: Set<() => void>;
  release(): void;
}

/** How long a book stays open without a panel: a framework takes an element out and puts it back. */
const LINGER_MS = 2_000;

const shared = new Map<string, { book: SharedBook; users: number; close(): void }>();

/** One named lock over all windows of this origin, so that writers queue instead of colliding. */
export function locked<T>(name: string, work: () => Promise<T>): Promise<T> {
  // An insecure page has no locks; one window at a time is then all that can be promised.
  return navigator.locks ? (navigator.locks.request(name, work) as Promise<T>) : work();
}

/** Takes part in the book of that name; let go of it by `release`. */
export function shareBook(name: string, dbName = name): SharedBook {
  const known = shared.get(dbName);
  if (known) {
    known.users += 1;
    return known.book;
  }
  let opened: Promise<OwnBook> | null = null;
  let base: Book | null = null;
  const written = new Set<() => void>();
  const outdated = new Set<() => void>();
  const open = () => {
    opened ??= openOwn(dbName, {
      outdated: () => {
        opened = null;
        for (const tell of [...outdated]) tell();
      },
      took: (book) => {
        base = book;
      },
    });
    opened.catch(() => {
      opened = null;
    });
    return opened;
  };
  const book: SharedBook = {
    open,
    written,
    outdated,
    store: {
      live: (query) => afterOpening(open, query),
      async run(command) {
        const result = await (await open()).store.run(command);
        for (const tell of [...written]) tell();
        return result;
      },
    },
    release() {
      entry.users -= 1;
      if (entry.users > 0) return;
      setTimeout(() => {
        if (entry.users > 0 || shared.get(dbName) !== entry) return;
        shared.delete(dbName);
        entry.close();
      }, LINGER_MS);
    },
  };
  const entry = {
    book,
    users: 1,
    close: () => {
      opened = null;
      base?.close();
    },
  };
  shared.set(dbName, entry);
  return book;
}

interface Opening {
  outdated(): void;
  took(book: Book): void;
}

async function openOwn(name: string, { outdated, took }: Opening): Promise<OwnBook> {
  let inMemory = false;
  let book: Book;
  try {
    book = await openBook(name, { outdated });
  } catch (error) {
    if (isOurs(error) || !(await isRefused())) throw error;
    book = await openBook(name, { engine: await memoryEngine(error) });
    inMemory = true;
  }
  took(book);
  // What the seller writes shall not be cleared when the disk runs short; a browser that says no is no failure.
  if (!inMemory) void navigator.storage?.persist?.().catch(() => false);
  const lock = <T>(work: () => Promise<T>) => locked(`beside-writes-${name}`, work);
  return { store: createStore(book, { now: () => Date.now(), lock }), due: dueSourceOf(book), inMemory };
}

/** The browser stores, and said what is wrong with this book. */
const isOurs = (error: unknown): boolean =>
  error instanceof Failure && (error.code === 'database-newer' || error.code === 'disk-full');

const PROBE = 'beside-probe';

/** Whether nothing at all may be stored here (a private window, a blocked frame), as against one book that is damaged. */
function isRefused(): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open(PROBE);
      request.onerror = () => resolve(true);
      request.onsuccess = () => {
        request.result.close();
        indexedDB.deleteDatabase(PROBE);
        resolve(false);
      };
    } catch {
      // No such thing, or not for this page.
      resolve(true);
    }
  });
}

/** A database in memory, in a file of its own: hardly anybody needs it. @throws the refusal where it cannot be had. */
async function memoryEngine(refusal: unknown): Promise<Engine> {
  try {
    const { engine } = await import('./memory.ts');
    return engine();
  } catch {
    throw new Failure('database-broken', refusal instanceof Error ? refusal.name : '');
  }
}

function afterOpening<N extends QueryName>(
  open: () => Promise<OwnBook>,
  query: Query<N>,
): Live<QueryResult<N>> {
  return {
    subscribe(observer) {
      let over = false;
      let inner: Subscription | null = null;
      open().then(
        ({ store }) => {
          if (!over) inner = store.live(query).subscribe(observer);
        },
        (error: unknown) => over || observer.error?.(error),
      );
      return {
        unsubscribe() {
          over = true;
          inner?.unsubscribe();
        },
      };
    },
  };
}
