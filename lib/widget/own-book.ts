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
  /** Whatever runs under one name runs one after the other, in all windows of the origin. */
  lock<T>(name: string, work: () => Promise<T>): Promise<T>;
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

const locked: OwnBook['lock'] = (name, work) =>
  // An insecure page has no locks; one window at a time is then all that can be promised.
  navigator.locks ? (navigator.locks.request(`beside ${name}`, work) as ReturnType<typeof work>) : work();

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
  const refusal = refusalOf();
  const inMemory = refusal !== null;
  const book = refusal
    ? await openBook(name, { engine: await memoryEngine(refusal) })
    : await openBook(name, { outdated });
  took(book);
  // What the seller writes shall not be cleared when the disk runs short; a browser that says no is no failure.
  if (!inMemory) void navigator.storage?.persist?.().catch(() => false);
  // Nobody else can reach what lies in memory, and where storage is refused locks are too.
  const lock: OwnBook['lock'] = inMemory ? (_, work) => work() : locked;
  const store = createStore(book, { now: () => Date.now(), lock: (work) => lock(`writes ${name}`, work) });
  return { store, due: dueSourceOf(book), inMemory, lock };
}

const PROBE = 'beside-probe';

/**
 * Whether nothing at all may be stored here (a private window, a frame of somebody else's page), as against a book
 * that is damaged. Asked by taking away what is not there: the browser refuses at once, and nothing is waited for.
 */
function refusalOf(): unknown {
  try {
    indexedDB.deleteDatabase(PROBE);
    return null;
  } catch (error) {
    return error ?? 'refused';
  }
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
