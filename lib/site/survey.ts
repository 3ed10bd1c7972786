import type { DirectionRung, PersonRecipe, Recipe } from '../domain/recipe.ts';
import { CAPS, type Counterpart, type SightedMessage } from '../domain/sighting.ts';
import { closest, isHidden, matches, of } from './dom.ts';
import { findAll, findFirst, type Page, pierce, take } from './take.ts';
import { idOfWords, oneLine } from './text.ts';

/** How many messages are looked at for people, the newest. */
const PEOPLE_IN = 200;

export interface SurveyedMessage {
  element: Element;
  id: string;
  direction: SightedMessage['direction'];
}

/** All that is known of an open thread without reading what people wrote. */
export interface Survey {
  page: Page;
  health: 'ok' | 'degraded' | 'none';
  problems: string[];
  id: string;
  /** False while the page may still say more: its own id where the URL alone tells it, or whose mailbox it is. */
  named: boolean;
  subject: string;
  group: boolean;
  counterparts: Counterpart[];
  /** The newest, oldest first. */
  messages: SurveyedMessage[];
  /** True when each message says it is of this thread. */
  bound: boolean;
}

/** Part of the URL that changes with the thread; '' when the URL names none. */
export function tokenOf(recipe: Recipe, document: Document, url: string): string {
  return take(openPage(recipe, document, url), document, recipe.thread.token ?? [], CAPS.threadId);
}

/** Reads ids, people and directions of the open thread. */
export function survey(recipe: Recipe, document: Document, url: string): Survey {
  const page = openPage(recipe, document, url);
  const found: Survey = {
    page,
    health: 'none',
    problems: [],
    id: '',
    named: false,
    subject: '',
    group: false,
    counterparts: [],
    messages: [],
    bound: false,
  };
  const { thread } = recipe;
  const roots = rootsOf(recipe, page);
  if (roots.length === 0) return found;
  const fail = (problem: string) => {
    if (!found.problems.includes(problem)) found.problems.push(problem);
  };
  const [root, ...others] = roots as [Element, ...Element[]];
  if (others.length > 0) fail('root');
  page.root = root;
  if (thread.shadow !== false && page.shadows.length === 0) pierce(page, root);

  // Some ids are found by the name in the heading alone.
  page.subject = oneLine(take(page, root, thread.subject, CAPS.subject));
  page.id = found.id = take(page, root, thread.id, CAPS.threadId);
  if (!found.id && recipe.basic) return found;
  if (!found.id) fail('thread-id');
  const onPage = thread.id.filter((candidate) => candidate.in !== 'url');
  found.named = take(page, root, onPage, CAPS.threadId) !== '';
  page.subject = found.subject = oneLine(take(page, root, thread.subject, CAPS.subject));
  found.group = take(page, root, thread.group ?? [], CAPS.threadId) !== '';
  for (const witness of thread.witnesses ?? []) {
    const said = take(page, root, [witness], CAPS.threadId);
    if (said && said !== found.id) fail('ids-disagree');
  }
  for (const { name, when, any } of recipe.expects) {
    if (when && findAll(page, root, when).length === 0) continue;
    if (!findFirst(page, root, any)) fail(name);
  }

  const people = readPeople(recipe, page, root);
  if (people.lost) fail('people');
  if (people.unsure) found.named = false;
  const items = messageItems(recipe, page, root);
  found.bound = items.length > 0 && recipe.messages.thread !== undefined;
  for (const item of items) {
    const its = take(page, item, recipe.messages.thread ?? [], CAPS.threadId);
    if (its !== found.id) found.bound = false;
    if (its && its !== found.id) fail('ids-disagree');
  }
  for (let index = items.length - 1; index >= 0 && found.messages.length < CAPS.messages; index -= 1) {
    const element = items[index]!;
    const id = idOf(recipe, page, items, index);
    if (!id || found.messages.some((message) => message.id === id)) continue;
    found.messages.unshift({ element, id, direction: directionOf(recipe, page, element, people) });
  }
  found.counterparts = found.group ? [] : people.others;
  found.health = found.problems.length > 0 ? 'degraded' : 'ok';
  // Whatever is in doubt is nobody: another customer's card is worse than none.
  if (found.health === 'degraded') found.counterparts = [];
  if (found.problems.includes('ids-disagree') || found.problems.includes('root')) found.messages = [];
  return found;
}

function openPage(recipe: Recipe, document: Document, url: string): Page {
  return { document, url, foreign: recipe.thread.foreign, root: document, id: '', subject: '', shadows: [] };
}

/** The visible part with an open thread: the one the URL names, else the likeliest; several when that is in doubt. */
function rootsOf(recipe: Recipe, page: Page): Element[] {
  const { thread } = recipe;
  const look = () => {
    const rungs: Element[][] = [];
    for (const selector of thread.root) {
      const rung = findAll(page, page.document, selector).filter(
        (element) => findFirst(page, element, thread.holds) !== null && !isHidden(element),
      );
      if (rung.length > 0) rungs.push(rung);
      // Further rungs matter only where the page says which of several parts is the one of the address.
      if (rung.length > 0 && !thread.witnesses) break;
    }
    return rungs;
  };
  let rungs = look();
  if (rungs.length === 0 && thread.shadow !== false) {
    pierce(page, page.document);
    if (page.shadows.length > 0) rungs = look();
  }
  const [first = []] = rungs;
  const token = take(page, page.document, thread.token ?? [], CAPS.threadId);
  if (!token || !thread.witnesses) return first;
  const said = [...thread.id, ...thread.witnesses].filter((candidate) => candidate.in === undefined);
  const named = [...new Set(rungs.flat())].filter((element) =>
    said.some((candidate) => take(page, element, [candidate], CAPS.threadId) === token),
  );
  return named.length === 1 ? named : first;
}

/** The message's own id; else, where the page has none, one made from its words and those before it. */
function idOf(recipe: Recipe, page: Page, items: Element[], index: number): string {
  const { id, idFromWords, text } = recipe.messages;
  const own = take(page, items[index]!, id, CAPS.messageId);
  if (own || !idFromWords) return own;
  const wordsAt = (at: number) => oneLine(take(page, items[at]!, text, CAPS.text));
  const words = wordsAt(index);
  let before = '';
  for (let at = index - 1; words && at >= 0 && !before; at -= 1) before = wordsAt(at);
  return words && idOfWords(`${before}\n${words}`);
}

/** Messages, oldest first, without notices and those on their way. */
function messageItems(recipe: Recipe, page: Page, root: Element): Element[] {
  const { items, skip, newestFirst } = recipe.messages;
  let found: Element[] = [];
  for (const selector of items) {
    found = findAll(page, root, selector);
    if (found.length > 0) break;
  }
  // Some are no messages: a few more than are shown.
  found = newestFirst ? found.slice(0, CAPS.messages * 4).reverse() : found.slice(-CAPS.messages * 4);
  return skip ? found.filter((element) => !skip.some((selector) => matches(element, selector))) : found;
}

interface People {
  /** Lower case. */
  own: Set<string>;
  others: Counterpart[];
  sender: Map<Element, Counterpart | null>;
  /** Nobody was found where somebody must be. */
  lost: boolean;
  /** Nothing says which of them is the user: everybody who wrote stands among the others. */
  unsure: boolean;
}

function readPeople(recipe: Recipe, page: Page, root: Element): People {
  const { header, sender, recipients, anyone } = recipe.people;
  const people: People = {
    own: ownIdentities(recipe, page),
    others: [],
    sender: new Map(),
    lost: false,
    unsure: false,
  };
  if (header) {
    const element = findFirst(page, root, header.items);
    const person = element && personOf(page, element, header);
    // An order may still be nobody's; a place for the name that is not there is a page that changed.
    if (person) people.others.push(person);
    else people.lost = !element;
  }
  if (anyone) nameAnyone(recipe, page, root, people);
  if (!sender) return people;

  const { items, folded = [] } = recipe.messages;
  const all = findAll(page, root, [...items, ...folded].join(', '))
    .slice(-PEOPLE_IN)
    .reverse();
  const senders: Counterpart[] = [];
  const receivers: Counterpart[] = [];
  for (const item of all) {
    const element = findFirst(page, item, sender.items);
    const person = element && personOf(page, element, sender);
    people.sender.set(item, person || null);
    if (person) senders.push(person);
    for (const selector of recipients?.items ?? []) {
      const found = findAll(page, item, selector);
      for (const each of found) {
        const receiver = personOf(page, each, recipients!);
        if (receiver) receivers.push(receiver);
      }
      if (found.length > 0) break;
    }
  }
  const words = new Set(recipe.own?.words);
  const nameOwn = (person: Counterpart) => {
    if (words.has(person.name.toLowerCase())) for (const identity of keysOf(person)) people.own.add(identity);
  };
  // Customers choose the names they send under: "me" among senders counts only where nothing else says who we are.
  const known = (recipe.own?.known ?? []).map((address) => `${recipe.own!.as}${address}`);
  const isKnown = people.own.size > 0 || known.length > 0;
  receivers.forEach(nameOwn);
  if (!isKnown) senders.forEach(nameOwn);
  const isTold = people.own.size > 0;
  for (const identity of known) people.own.add(identity);
  // The settings may name another mailbox than this one: they tell only where somebody here is named.
  people.unsure = !isTold && ![...senders, ...receivers].some((person) => isOwn(person, people.own));
  // Who receives may be the user in person; who wrote is shown first, and the receivers only where nobody did.
  const shown = !people.unsure ? [...senders, ...receivers] : senders.length > 0 ? senders : receivers;
  people.lost = all.length > 0 && (people.unsure ? shown : senders).length === 0;
  people.others = merge(shown)
    .filter((person) => !isOwn(person, people.own))
    .slice(0, CAPS.counterparts);
  return people;
}

/**
 * Everybody whom the thread names. Handles and names may stand apart: where somebody else than the user has a handle,
 * names alone are most often the same people, and nobody new.
 */
function nameAnyone(recipe: Recipe, page: Page, root: Element, people: People): void {
  const { anyone } = recipe.people;
  const found = merge(
    anyone!.items
      .flatMap((selector) => findAll(page, root, selector).slice(0, PEOPLE_IN))
      .flatMap((element) => personOf(page, element, anyone!) ?? []),
  );
  const strong = found.filter(({ identities }) => identities.length > 0);
  const weak = found.filter(
    ({ identities, name }) => identities.length === 0 && !strong.some((one) => one.name === name),
  );
  const isTold = people.own.size > 0;
  for (const address of recipe.own?.known ?? []) people.own.add(`${recipe.own!.as}${address}`);
  people.unsure = !isTold && !found.some((person) => isOwn(person, people.own));
  const others = strong.filter((person) => !isOwn(person, people.own));
  people.others = [...others, ...(people.unsure || others.length === 0 ? weak : [])].slice(
    0,
    CAPS.counterparts,
  );
}

const keysOf = (person: Counterpart) => person.identities.map((identity) => identity.toLowerCase());

const isOwn = (person: Counterpart, own: Set<string>) => keysOf(person).some((identity) => own.has(identity));

/** One entry a person, in the order they were met; the first name that is one counts. */
function merge(people: Counterpart[]): Counterpart[] {
  const known = new Map<string, Counterpart>();
  for (const person of people) {
    const key = keysOf(person)[0] ?? person.name;
    const before = known.get(key);
    if (!before) known.set(key, { ...person });
    else if (!before.name) before.name = person.name;
  }
  return [...known.values()];
}

function ownIdentities(recipe: Recipe, page: Page): Set<string> {
  const own = new Set<string>();
  for (const candidate of recipe.own?.identities ?? []) {
    const value = take(page, page.document, [candidate], CAPS.identity);
    if (value) own.add(`${recipe.own!.as}${value}`.toLowerCase());
  }
  return own;
}

function personOf(page: Page, element: Element, recipe: PersonRecipe): Counterpart | null {
  const name = oneLine(take(page, element, recipe.name, CAPS.name));
  const host = /^https?:\/\/([^/?#]+)/.exec(page.url)?.[1] ?? '';
  const identities = new Set<string>();
  for (const { as, take: candidates } of recipe.identities) {
    const value = take(page, element, candidates, CAPS.identity - as.length);
    if (value) identities.add(`${as.replace('{host}', host)}${value}`);
  }
  if (identities.size === 0 && !name) return null;
  return {
    name,
    identities: [...identities].slice(0, CAPS.identities),
    strength: identities.size > 0 ? 'strong' : 'weak',
  };
}

function directionOf(
  recipe: Recipe,
  page: Page,
  element: Element,
  people: People,
): SightedMessage['direction'] {
  const said = new Set<'in' | 'out'>();
  for (const rung of recipe.messages.direction) {
    if ('by' in rung) {
      const sender = people.sender.get(element);
      if (sender && !people.unsure) said.add(isOwn(sender, people.own) ? 'out' : 'in');
    } else if (speaks(page, element, rung)) said.add(rung.is);
  }
  const [direction] = said;
  return said.size === 1 && direction ? direction : 'unknown';
}

function speaks(page: Page, element: Element, rung: Exclude<DirectionRung, { by: 'sender' }>): boolean {
  if ('matches' in rung) return matches(element, rung.matches);
  if ('has' in rung) return findAll(page, element, rung.has).length > 0;
  return take(page, element, rung.take, CAPS.atText) !== '';
}

/** Who stands in the site's own list of threads, as far as it is drawn; nobody where the recipe names no list. */
export function listedOn(recipe: Recipe, document: Document, url: string): Counterpart[] {
  const { list } = recipe;
  if (!list) return [];
  // What is foreign to a thread may well be the list; what somebody wrote in a message never is.
  const page: Page = { ...openPage(recipe, document, url), foreign: undefined };
  const messages = recipe.messages.items.join(', ');
  const isRow = (row: Element) => messages === '' || !closest(row, messages);
  for (const selector of list.items) {
    const rows = findAll(page, document, selector).filter(isRow);
    if (rows.length > 0) return rows.slice(0, CAPS.listed).flatMap((row) => personOf(page, row, list) ?? []);
  }
  return [];
}

/** The document's own address. */
export const addressOf = (document: Document): string => of(document, 'URL');
