/** Runs inside an extension page: search as the seller types, beside two libraries on the same customers. */
import { Encoder, Index } from 'flexsearch';
import MiniSearch from 'minisearch';
import type { Note } from '../lib/domain/entities.ts';
import { fold } from '../lib/domain/fold.ts';
import { searchLines, searchTerms } from '../lib/domain/search-text.ts';
import { runCommand } from '../lib/store/run.ts';
import { type Book, openBook } from '../lib/store/schema.ts';
import { createSearch, type Search } from '../lib/store/search.ts';
import { nameOf } from './seed.ts';

const NAME = 'bench-search';
const PAGE = 2500;
const SHOWN = 8;

const WORDS =
  'hẹn giao hàng buổi chiều thích màu đỏ rêu xanh ngọc khăn lụa áo dài gọi trước khi ship không lấy túi nilon nhà gần chợ hỏi giá sỉ đổi size khách quen giới thiệu bạn trả góp cọc một nửa chuyển khoản Vietcombank địa chỉ cũ quận bảy thủ đức biên hòa'.split(
    ' ',
  );

/** The same words for the same customer in every run. */
function noteOf(i: number): string {
  let seed = Math.imul(i + 1, 0x9e3779b1) >>> 0;
  const words: string[] = [];
  for (let n = 0; n < 20; n++) {
    seed = (Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d) + n) >>> 0;
    words.push(WORDS[seed % WORDS.length]!);
  }
  return words.join(' ');
}

const phoneOf = (i: number) => `+8490${String((i * 7919) % 10_000_000).padStart(7, '0')}`;
const emailOf = (i: number) => `buyer${i}@example.com`;

/** What is typed, one key after another. Each ends as a person would look for somebody; the last finds nobody. */
export const TYPED: readonly string[] = [
  'nguyễn thị lan',
  'nguyen thi lan',
  'đặng ngọc',
  'dang ngoc',
  'huynh van dung 777',
  'do minh',
  'Bùi',
  'hoang tuan 51',
  '0901234',
  '567890',
  '84902',
  '0907 654',
  'KH-0123',
  'kh4567',
  'buyer4242@',
  'lụa đỏ',
  'thu duc',
  'khan lua cho',
  'coc mot nua vietcombank',
  'lan 0903',
  'zzz khong co',
];

const keystrokes = (): string[] =>
  TYPED.flatMap((text) => Array.from(text, (_, i) => text.slice(0, i + 1))).filter(
    (text) => text.trim() !== '',
  );

interface Peer {
  name: string;
  find(text: string): unknown;
  all(text: string): Set<number>;
}

export interface SearchFigures {
  warm: number[];
  cold: number[];
  /** A plain look at every folded line, for each key. */
  scan: number[];
  peers: Record<string, { times: number[]; build: number; load: number; missed: number; more: number }>;
  missed: number;
  more: number;
  truth: number;
  longest: number;
}

let book: Book | null = null;
let texts: string[] = [];

async function timed<T>(work: () => T | Promise<T>): Promise<[number, T]> {
  const start = performance.now();
  const value = await work();
  return [performance.now() - start, value];
}

async function seed(from: number, to: number): Promise<void> {
  book ??= await openBook(NAME);
  const deps = { now: () => Date.now(), randomId: () => crypto.randomUUID() };
  for (let at = from; at < to; at += PAGE) {
    const some = Array.from({ length: Math.min(PAGE, to - at) }, (_, k) => at + k);
    const evidence = { by: 'import' as const, at: 1, from: 'bench' };
    const customers = some.map((i) => ({
      table: 'customers' as const,
      id: `b${i}`,
      fields: {
        name: nameOf(i),
        links: { [`tel:${phoneOf(i)}`]: evidence, [`email:${emailOf(i)}`]: evidence },
      },
    }));
    const notes = some.map((i) => ({
      table: 'notes' as const,
      id: `n${i}`,
      fields: { customer: `b${i}`, text: noteOf(i), at: i + 1 },
    }));
    const rows = [...customers, ...notes];
    await runCommand(book, { name: 'import.rows', args: { rows, from: 'bench' } }, deps);
  }
}

/** What each customer is found by, made by the product's own function, for the plain scan and for the libraries. */
function linesOf(customers: number): string[] {
  return Array.from({ length: customers }, (_, i) => {
    const code = `KH-${String(i + 1).padStart(4, '0')}`;
    const links = { [`tel:${phoneOf(i)}`]: {}, [`email:${emailOf(i)}`]: {} };
    const note = { id: `n${i}`, text: noteOf(i), at: i + 1 } as Note;
    return searchLines({ name: nameOf(i), code, links, tags: [] } as never, [note], []).text;
  });
}

/** Who must be found: everybody in whose text each typed word stands in one of its ways. */
function truthOf(text: string): Set<number> {
  const terms = searchTerms(text)!.folded;
  const found = new Set<number>();
  for (const [i, line] of texts.entries())
    if (terms.every((ways) => ways.some((way) => line.includes(way)))) found.add(i);
  return found;
}

/** As their own documents say: words that begin so, all of them, folded by our own rule. */
function miniSearch(): { peer: Peer; json: string } {
  const index = new MiniSearch<{ id: number; text: string }>({
    fields: ['text'],
    processTerm: (term) => fold(term) || null,
    searchOptions: { prefix: true, combineWith: 'AND' },
  });
  index.addAll(texts.map((text, id) => ({ id, text })));
  const all = (text: string) => new Set(index.search(text).map((hit) => hit.id as number));
  const peer = { name: 'MiniSearch', find: (text: string) => index.search(text).slice(0, SHOWN), all };
  return { peer, json: JSON.stringify(index) };
}

function flexSearch(): Peer {
  const encoder = new Encoder({ normalize: (text: string) => fold(text), dedupe: false, numeric: false });
  const index = new Index({ tokenize: 'forward', encoder });
  for (const [id, text] of texts.entries()) index.add(id, text);
  const all = (text: string) => new Set(index.search(text, { limit: texts.length }) as number[]);
  return { name: 'FlexSearch', find: (text) => index.search(text, { limit: SHOWN }), all };
}

async function times(find: (text: string) => unknown): Promise<number[]> {
  const figures: number[] = [];
  for (const text of keystrokes()) {
    const [time] = await timed(() => find(text));
    figures.push(time);
    // A seller's next key comes later; the page may draw meanwhile.
    await new Promise((resolve) => setTimeout(resolve));
  }
  return figures;
}

/** How many of those who must be found are not, and how many are found beside them, over all finished words. */
function compare(all: (text: string) => Set<number>, truths: ReadonlyMap<string, Set<number>>) {
  let missed = 0;
  let more = 0;
  for (const [text, truth] of truths) {
    const found = all(text);
    for (const id of truth) if (!found.has(id)) missed += 1;
    for (const id of found) if (!truth.has(id)) more += 1;
  }
  return { missed, more };
}

async function measure(customers: number): Promise<SearchFigures> {
  const cold: number[] = [];
  for (let round = 0; round < 5; round++) {
    book?.close();
    book = await openBook(NAME);
    const fresh = createSearch(book);
    cold.push((await timed(() => fresh.find(TYPED[round % TYPED.length]!, SHOWN)))[0]);
  }
  const search: Search = createSearch(book!);
  await search.find('a', 1);
  const warm = await times((text) => search.find(text, SHOWN));
  texts = linesOf(customers);
  const truths = new Map(TYPED.map((text) => [text, truthOf(text)]));
  const scan: number[] = [];
  for (const text of keystrokes()) scan.push((await timed(() => truthOf(text)))[0]);
  const ours = new Map<string, Set<number>>();
  for (const text of TYPED)
    ours.set(text, new Set([...(await search.all(text))].map((id) => Number(id.slice(1)))));
  const peers: SearchFigures['peers'] = {};
  const [miniBuild, mini] = await timed(miniSearch);
  const [miniLoad] = await timed(() => MiniSearch.loadJSON(mini.json, { fields: ['text'] }));
  peers.MiniSearch = {
    ...compare(mini.peer.all, truths),
    times: await times(mini.peer.find),
    build: miniBuild,
    load: miniLoad,
  };
  const [flexBuild, flex] = await timed(flexSearch);
  peers.FlexSearch = {
    ...compare(flex.all, truths),
    times: await times(flex.find),
    build: flexBuild,
    load: flexBuild,
  };
  return {
    warm,
    cold,
    scan,
    peers,
    ...compare((text) => ours.get(text)!, truths),
    truth: [...truths.values()].reduce((sum, { size }) => sum + size, 0),
    longest: Math.max(...warm),
  };
}

/** Kept, not awaited: a call of the browser protocol must not run into its time limit. */
export const searchBench = {
  result: null as SearchFigures | { problem: string } | null,
  seed,
  /** What `hold` holds. */
  held: null as unknown,
  begin(customers: number): void {
    measure(customers).then(
      (figures) => {
        searchBench.result = figures;
      },
      (error: unknown) => {
        searchBench.result = { problem: String(error) };
      },
    );
  },
  /** Holds one index in memory, for the heap to be read from outside. */
  async hold(what: 'none' | 'ours' | 'MiniSearch' | 'FlexSearch', customers: number): Promise<void> {
    searchBench.held = null;
    texts = [];
    if (what === 'none') return;
    if (what === 'ours') {
      const search = createSearch(book!);
      // A word that is nowhere makes it look through everything, so that all of it is in memory.
      await search.find('zzzz', SHOWN);
      searchBench.held = search;
      return;
    }
    texts = linesOf(customers);
    searchBench.held = what === 'MiniSearch' ? miniSearch().peer : flexSearch();
    texts = [];
  },
};

Object.assign(globalThis, { besideSearch: searchBench });
