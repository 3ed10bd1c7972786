/**
 * A site as data: where the thread, its people and its messages stand on the page. One engine (lib/site) reads them.
 *
 * Plain JSON, patterns as strings: the background hands the recipe of a page to the content script. Types only here;
 * recipe-schema.ts parses recipes that come from outside.
 */
export interface Recipe {
  /** `gmail`, `telegram-k`, `woocommerce`; also the `site` of its sightings. */
  id: string;
  name: string;
  channel: string;
  /** Match patterns of a site by name; with `anyHost` the paths matter, the hosts are granted one by one. */
  matches: string[];
  anyHost?: boolean;
  /**
   * Poor evidence: only what the address and order numbers say is read, and the interface says “basic”. Where they say
   * nothing, no thread is open.
   */
  basic?: true;
  /** `click`: the site forbids anything of ours in its pages. They are read once, when the user opens the side panel. */
  reading?: 'click';
  /** Pattern a URL must match for the recipe to apply. */
  address: string;
  thread: ThreadRecipe;
  people: {
    /** Those the page itself names as the other side. */
    header?: PersonRecipe;
    /** Read in each message. */
    sender?: PersonRecipe;
    recipients?: PersonRecipe;
    /** Everybody whom the open thread names, where nothing tells who wrote what. All `items` count, not the first. */
    anyone?: PersonRecipe;
  };
  /** Who "we" are, where a message shows its sender but not its direction. */
  own?: {
    /** All of them are taken, not the first alone. */
    identities: Take[];
    /** Prefix of the identities above: `email:`. */
    as: string;
    /**
     * The user's own addresses from the settings, in lower case, without the prefix. The background fills them in; a
     * recipe file has none.
     */
    known?: string[];
    /** How the site calls the user in a list of people ("me", "tôi"). */
    words?: string[];
  };
  messages: MessageRecipe;
  order?: OrderRecipe;
  /** Rows of the site's own list of threads or orders: who is in sight there. Read when the page is at rest. */
  list?: PersonRecipe;
  /** The box the user writes the answer in, the likeliest first. */
  replyBox: string[];
  /** What the site does not let buyers and sellers tell each other; the pre-send guard says so. */
  forbids?: ('phone' | 'link')[];
  /** What must be there when `when` is there; else the page has changed, and the name is reported. */
  expects: { name: string; when?: string; any: string[] }[];
  watch: {
    /** The narrowest part that holds every thread for as long as the page lives. */
    root: string[];
    attributes: string[];
    /**
     * `page`: one page, one thread. `ids`: header and messages carry ids, so that a whole switch is seen as such.
     * `settle`: names alone, so that only stillness tells.
     */
    agrees: 'page' | 'ids' | 'settle';
    /** Stillness, in milliseconds, after which header and messages are taken to belong together. */
    settle: number;
    /** No two threads have one subject: an order's number. What stays under the next address is left over. */
    unique?: true;
  };
  /** `evidence`: A own source or capture, B two code bases, C one, U unverified. */
  verified: { date: string; evidence: 'A' | 'B' | 'C' | 'U'; note?: string };
}

export interface ThreadRecipe {
  /** The part that holds one thread. Hidden ones are left out. */
  root: string[];
  /** A root without any of these is not an open thread. */
  holds: string[];
  /** What others wrote, and lists of other threads: nothing is looked for inside. */
  foreign?: string;
  /** `false`: the site draws nothing in shadow roots, and they need not be looked for. */
  shadow?: false;
  id: Take[];
  /** Each one that gives a value must give the id. */
  witnesses?: Take[];
  /** The part of the URL that changes with the thread. */
  token?: Take[];
  /** The address that opens the thread again; default: the page's. */
  url?: Take[];
  subject: Take[];
  /** Gives a value in a group. */
  group?: Take[];
}

export interface OrderRecipe {
  id: Take[];
  number: Take[];
  /** A plain number with a decimal point, where the page has one for machines. */
  exactTotal?: Take[];
  /** As people read it: `450.000 ₫`. */
  total: Take[];
  /** ISO 4217. */
  currency: Take[];
  /** Digits after the decimal sign. */
  decimals?: Take[];
  status: Take[];
  /** ISO 8601, where the page has a machine time. */
  at?: Take[];
  /** The day in the page's own words. */
  atText?: Take[];
  /** How it is paid, in the page's own words: tells cash on delivery. */
  payment?: Take[];
  goods?: { items: string[]; name: Take[]; sku?: Take[]; quantity?: Take[]; total?: Take[] };
}

export interface PersonRecipe {
  items: string[];
  name: Take[];
  /** `as` goes before the value; `{host}` in it is the host of the page. */
  identities: { as: string; take: Take[] }[];
}

export interface MessageRecipe {
  items: string[];
  /** Folded messages: they show a sender but no text. */
  folded?: string[];
  /** Items that are no messages: notices, messages on their way. */
  skip?: string[];
  newestFirst?: boolean;
  id: Take[];
  /** The page gives messages no ids: each is known by its words and those of the message before it. */
  idFromWords?: true;
  /** The thread a message says it is of; one that differs from the id means a page amid a switch. */
  thread?: Take[];
  /** All rungs that speak must say the same, else the direction is unknown. */
  direction: DirectionRung[];
  /** ISO 8601. */
  at: Take[];
  atText: Take[];
  text: Take[];
}

export type DirectionRung =
  | { is: 'in' | 'out'; matches: string }
  | { is: 'in' | 'out'; has: string }
  /** Speaks where one of these gives a value. */
  | { is: 'in' | 'out'; take: Take[] }
  | { by: 'sender' };

/** One way to get a value. Fields hold several, tried in turn. `{id}` in a selector is the id of the thread. */
export interface Take {
  /** Default: the part at hand (the thread, the message, the person). */
  in?: 'thread' | 'page' | 'url' | 'title' | 'subject';
  /** First find this, … */
  within?: string;
  /** … go up to this, … */
  up?: string;
  /** … and look for this; without it, the part itself. Each that matches is tried until one gives a value. */
  select?: string;
  /** `only`: where places that match give different values, none of them is it. `several`: only there the first is. */
  from?: 'last' | 'only' | 'several';
  /** No value where this stands in the thread. */
  unless?: string;
  /** Only the one place whose text at this selector is the thread's subject; no place when several say the same. */
  named?: string;
  /** With `named`: what the open one is or holds, on a page that marks it: then no other is it. */
  marked?: string;
  /** What to take: an attribute, the current value of a field, the raw content (scripts); else the text. */
  attr?: string;
  value?: true;
  content?: true;
  /** Values joined by a space, those that are missing left out. */
  join?: Take[];
  /** Between the joined values, instead of a space; then none of them may be missing. */
  glue?: string;
  /** Keeps the line breaks of the source: the page shows them. */
  lines?: true;
  /** Parts of the text to leave out. */
  without?: string[];
  /** Drops the thread's subject from the front. */
  after?: 'subject';
  /** The first group, or all that matches; no match, no value. Flag `u`. */
  match?: string;
  /**
   * Only a value whose words stand in the thread's subject, or only one whose words do not; only the subject itself, or
   * only what is neither it nor taken out of it.
   */
  subject?: 'has' | 'lacks' | 'is' | 'other';
  transform?: Transform[];
}

export type Transform =
  | 'hash-strip'
  | 'lower'
  | 'decode-uri'
  | 'decode-entities'
  | 'unix-seconds'
  | 'unix-milliseconds'
  | 'number'
  | 'currency'
  /** A short mark of the value: the same value has the same, and it tells nothing of it. */
  | 'mark';
