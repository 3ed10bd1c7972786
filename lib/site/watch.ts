import type { Recipe } from '../domain/recipe.ts';
import type { Sighting } from '../domain/sighting.ts';
import { of, parentOf } from './dom.ts';
import { read } from './read.ts';
import { addressOf, type Survey, survey, tokenOf } from './survey.ts';

export interface WatchOptions {
  signal: AbortSignal;
  /** A thread is open, and what is told of it belongs together. */
  seen(sighting: Sighting): void;
  /** What was told is no longer what the page shows, or no longer for certain. */
  gone(): void;
}

/** A look follows a change after this long, so that a burst of them is one; under steady change no look is sooner. */
const AFTER = 50;
const BETWEEN = 150;
/** Share of the page's time that looking may take: after a look of 1 ms the next one waits 250. */
const SHARE = 1 / 250;
/** But a switch that no address tells of must be noticed before the eye does. */
const LONGEST = 500;
/** A thread that lacks what must be there for this long has changed its making; while it loads it lacks it shorter. */
const BROKEN = 800;
/**
 * For so long after the address changed, a thread that is not told yet is looked for as soon as anything changes: every
 * frame at most, and no more of the page's time than this share.
 */
const HURRY = 2000;
const FRAME = 16;
const HURRY_SHARE = 1 / 10;
/** Texts that change on their own, word by word, are read again no sooner than their length allows. */
const LONGEST_READ = 5000;

/** What is known of the thread that was told last. */
interface Told {
  id: string;
  token: string;
  url: string;
  subject: string;
  /** Who it was with, as far as these messages go back: '' while nobody was known for certain. */
  people: string;
  messages: Set<string>;
}

/**
 * Tells which thread is open, and never a mix of two. Pages change the address, the header and the messages one after
 * the other, in any order, up to a second or more apart. The rule, for pages with ids:
 *
 * - Two threads never share a message. A new id over messages of the thread before is a page amid a switch.
 * - A thread does not change all of its messages at once. All new messages under the same id are the same.
 * - One switch at a time: id and messages changed, the address changed once, and nothing was pending before. Only such
 *   a clean switch is told at once.
 * - Whatever else is seen waits until the page has been still for `settle` milliseconds. Then what cannot be, by the
 *   first two rules and the address, is told as degraded, without anybody; the rest is believed.
 * - An address is believed for an id only if they came together: what settles under another address is told with the
 *   address it had, or with none.
 *
 * Looking reads no layout, and takes a small share of the page's time however busy the page is.
 */
export function watch(recipe: Recipe, document: Document, { signal, seen, gone }: WatchOptions): void {
  if (signal.aborted) return;
  const { agrees, settle } = recipe.watch;
  const view = of(document, 'defaultView');
  let told: Told | null = null;
  /** The sighting that stands, as text; '' when none does. */
  let shown = '';
  let address = addressOf(document);
  let token = tokenOf(recipe, document, address);
  /** A page whose addresses name threads says by an address without one that none is open. */
  let namesThreads = token !== '';
  /** Changes of address since the page last stood still or was told. */
  let moves = 0;
  let key = '';
  let still = false;
  let brokenSince: number | null = null;
  let brokenTimer: ReturnType<typeof setTimeout> | undefined;
  let stillTimer: ReturnType<typeof setTimeout> | undefined;
  let lookTimer: ReturnType<typeof setTimeout> | undefined;
  let next = 0;
  let soon = 0;
  let hurry = 0;
  let cost = 0;
  /** What was told may have changed: the text of a message did, or the facts. */
  let changed = true;
  let toldKey = '';
  let readTimer: ReturnType<typeof setTimeout> | undefined;
  let nextRead = 0;
  let root: Element | null = null;
  let texts = new WeakSet<Node>();
  let observed: Node[] = [];
  const observer = new MutationObserver((records) => {
    changed ||= agrees === 'page' || records.some((record) => isTold(record.target));
    // A new address is told by its own event too, but later than the page's first change under it.
    if (addressOf(document) !== address) look();
    else plan();
  });
  /** Most of what changes on a busy page is no part of the thread: one call of the browser's tells. */
  const isTold = (node: Node) =>
    root !== null && (of(root, 'contains')(node) as boolean) && isWithin(node, texts);

  const conceal = () => {
    if (!shown) return;
    shown = '';
    gone();
  };

  const plan = () => {
    // The common case on a busy page, sixty times a second: even asking for the time would be felt.
    if (shown && lookTimer !== undefined) return;
    const now = performance.now();
    if (shown || now > hurry) lookTimer ??= setTimeout(look, Math.max(AFTER, next - now));
    else if (now >= soon) look();
    else lookTimer ??= setTimeout(look, soon - now);
  };

  const look = () => {
    clearTimeout(lookTimer);
    lookTimer = undefined;
    const start = performance.now();
    const before = token;
    observe();
    judge();
    const end = performance.now();
    // The lesser of two: one slow look is a busy machine, not a big page.
    next = end + Math.min(LONGEST, Math.max(BETWEEN, Math.min(cost, end - start) / SHARE));
    // The address comes first, often in the same breath: what follows it is looked at without waiting.
    soon = token === before ? end + Math.max(FRAME, (end - start) / HURRY_SHARE) : end;
    cost = end - start;
  };

  const judge = () => {
    const url = addressOf(document);
    address = url;
    const now = tokenOf(recipe, document, url);
    if (now !== token) {
      token = now;
      moves += 1;
      namesThreads ||= now !== '';
      brokenSince = null;
      changed = true;
      hurry = performance.now() + HURRY;
      conceal();
    }
    const found = surveyNow(url);
    root = found ? (found.page.root as Element) : null;
    texts = new WeakSet(found?.messages.map((message) => message.element));
    // Stillness is that of ids, people and address; texts may go on changing.
    const nowKey = JSON.stringify([token, found && factsOf(found)]);
    if (nowKey !== key) {
      key = nowKey;
      still = false;
      changed = true;
      clearTimeout(stillTimer);
      stillTimer = setTimeout(() => {
        still = true;
        changed = true;
        look();
      }, settle);
    }
    if (!found) {
      conceal();
      // From a thread that was told to no thread at all: nothing else can be on its way.
      if (still || (moves <= 1 && token === '')) moves = 0;
      return;
    }
    const whole = isWhole(found);
    if (told && shown && found.id !== told.id) conceal();
    if (!whole && !still && !isLongBroken(found)) {
      if (told && isReplaced(found, told)) conceal();
      return;
    }
    if (!changed) return;
    const start = performance.now();
    if (key === toldKey && shown && start < nextRead) {
      readTimer ??= setTimeout(look, nextRead - start);
      return;
    }
    clearTimeout(readTimer);
    readTimer = undefined;
    changed = false;
    toldKey = key;
    // Where it is told before it stands still, address and thread may not have come together yet.
    tell(found, whole || still ? url : url.replace(/#.*$/, ''));
    const end = performance.now();
    nextRead = end + Math.min(LONGEST_READ, (end - start) / SHARE);
  };

  const surveyNow = (url: string): Survey | null => {
    if (namesThreads && token === '') return null;
    try {
      const found = survey(recipe, document, url);
      return found.health === 'none' ? null : found;
    } catch {
      return null;
    }
  };

  /** True when header, messages and address are seen to belong together without waiting. */
  const isWhole = (found: Survey): boolean => {
    if (found.health !== 'ok' || agrees === 'settle') return false;
    if (agrees === 'page') return true;
    if (found.messages.length === 0 || !found.named) return false;
    if (found.bound && found.id === token) return true;
    if (!told) return moves <= 1;
    if (found.id === told.id) return token === told.token && (found.bound || !isReplaced(found, told));
    return moves === 1 && (found.bound || isReplaced(found, told));
  };

  /** A page that changed says so before it stands still: it names nobody, so nobody can be mistaken. */
  const isLongBroken = (found: Survey): boolean => {
    const broken = found.health === 'degraded' && found.id !== '' && !found.problems.includes('ids-disagree');
    clearTimeout(brokenTimer);
    if (!broken) {
      brokenSince = null;
      return false;
    }
    const now = performance.now();
    brokenSince ??= now;
    const left = brokenSince + BROKEN - now;
    if (left > 0) brokenTimer = setTimeout(look, left);
    return left <= 0;
  };

  /** True when header and messages cannot be of one thread, however still the page stands. */
  const isMixed = (found: Survey): boolean => {
    if (!told || found.bound || found.messages.length === 0) return false;
    const isElsewhere = token !== told.token;
    if (found.id === told.id) return isElsewhere && isReplaced(found, told);
    // Under one address a thread may get a better id while it loads.
    return (isElsewhere || token === '') && !isReplaced(found, told);
  };

  /** What a page that only stillness judges shows though it is of the thread before, or of a namesake. */
  const isLeftOver = (found: Survey): boolean => {
    if (!told || found.id === told.id) return false;
    if (token !== told.token) {
      if (found.subject !== told.subject) return false;
      if (recipe.watch.unique) return found.subject !== '';
      return found.messages.length > 0 && found.messages.every(({ id }) => told!.messages.has(id));
    }
    // Under one address the row that tells who it is may come and go, but a message is never of two people.
    if (recipe.messages.idFromWords || isReplaced(found, told)) return false;
    const people = peopleOf(found);
    return found.subject !== told.subject || (people !== '' && told.people !== '' && people !== told.people);
  };

  const isDoubtful = (found: Survey): boolean =>
    agrees === 'ids' ? isMixed(found) : agrees === 'settle' && isLeftOver(found);

  const tell = (found: Survey, url: string) => {
    const { id } = found;
    const moved =
      told !== null && (told.id === id ? token !== told.token : moves !== 1 && found.id !== token);
    const believed = !moved ? url : told!.id === id ? told!.url : url.replace(/#.*$/, '');
    const seenNow = read(recipe, document, believed);
    const sighting = isDoubtful(found) ? inDoubt(seenNow) : seenNow;
    // Between the look and the reading nothing ran; the ids are compared all the same, it is the rule that matters.
    if (sighting.thread.id !== id && sighting.health === 'ok') return;
    if (sighting.health === 'none') return conceal();
    if (sighting.health === 'ok') {
      const messages = new Set(found.messages.map((message) => message.id));
      told = {
        id,
        token: moved && told!.id === id ? told!.token : token,
        url: believed,
        subject: found.subject,
        people: peopleOf(found) || (told && !isReplaced(found, told) ? told.people : ''),
        messages,
      };
      moves = 0;
    }
    const signature = JSON.stringify(sighting);
    if (signature === shown) return;
    shown = signature;
    seen(sighting);
  };

  /** Watches the part that holds the threads, and the way up to the page, on which it may be replaced. */
  const observe = () => {
    const wanted = partsToWatch(recipe, document, root);
    if (wanted.length === observed.length && wanted.every((node, index) => node === observed[index])) return;
    observer.disconnect();
    observed = wanted;
    for (const [index, node] of wanted.entries()) {
      if (index === 0 || node.nodeType === 11) {
        observer.observe(node, {
          subtree: true,
          childList: true,
          characterData: true,
          attributeFilter: recipe.watch.attributes,
        });
      } else observer.observe(node, { childList: true, attributeFilter: recipe.watch.attributes });
    }
  };

  const jump = (event: Event) => {
    // Two changes in one turn are told one by one, when the address is already the second.
    const passed = 'newURL' in event ? tokenOf(recipe, document, String(event.newURL)) : token;
    if (passed && passed !== token && passed !== tokenOf(recipe, document, addressOf(document))) moves += 1;
    look();
  };
  view?.addEventListener('hashchange', jump, { signal });
  view?.addEventListener('popstate', jump, { signal });
  signal.addEventListener('abort', () => {
    observer.disconnect();
    clearTimeout(lookTimer);
    clearTimeout(stillTimer);
    clearTimeout(readTimer);
    clearTimeout(brokenTimer);
  });
  look();
}

const inDoubt = (sighting: Sighting): Sighting => ({
  ...sighting,
  counterparts: [],
  messages: [],
  order: null,
  health: 'degraded',
  problems: ['ids-disagree'],
});

/** What must stand still before a page in doubt is believed. */
const factsOf = (found: Survey) => [
  found.id,
  found.health,
  found.problems,
  found.subject,
  found.messages.map((message) => [message.id, message.direction]),
  found.counterparts,
];

/** True when none of the messages is one of the told thread. */
const isReplaced = (found: Survey, told: Told) =>
  !found.messages.some((message) => told.messages.has(message.id));

const peopleOf = (found: Survey) => found.counterparts.flatMap((person) => person.identities).join(' ');

/** True when the node is one of the parts, or stands in one. */
function isWithin(node: Node, parts: WeakSet<Node>): boolean {
  for (let at: Node | null = node; at; at = of(at, 'parentNode')) if (parts.has(at)) return true;
  return false;
}

function partsToWatch(recipe: Recipe, document: Document, root: Element | null): Node[] {
  const find = of(document, 'querySelector') as (selector: string) => Element | null;
  let part: Element | null = null;
  for (const selector of recipe.watch.root) {
    part ??= find(selector);
  }
  part ??= of(document, 'documentElement');
  const up: Node[] = [];
  for (let at = parentOf(part); at; at = parentOf(at)) up.push(at);
  const title = find('title');
  const tree = root && of(root, 'getRootNode')();
  return [part, ...up, ...(title ? [title] : []), ...(tree && tree.nodeType === 11 ? [tree] : [])];
}
