/**
 * What the page that embeds the panel sees: plain types, without an import, so that this file is the package's own
 * `beside.d.ts`.
 */

/** A message of the conversation that stands on the page. Untrusted: it is cleaned and cut before it is shown. */
export interface PanelMessage {
  /** The message's own id; without one its place in the list stands for it. */
  id?: string;
  direction?: 'in' | 'out' | 'unknown';
  /** ISO 8601 with zone or offset. */
  at?: string;
  text?: string;
}

/** An order that stands on the page. */
export interface PanelOrder {
  id: string;
  /** As people say it; the id without one. */
  number?: string;
  total?: number | null;
  /** ISO 4217. */
  currency?: string;
  status?: string;
  /** ISO 8601 with zone or offset. */
  at?: string;
  payment?: string;
  goods?: { name: string; sku?: string; quantity?: number; total?: number }[];
}

/** A contact that `log` writes into the book. All of it may be left out: then the page is logged as the button does. */
export interface PanelEntry {
  /** The same id is logged once. A random one when it is left out. */
  id?: string;
  kind?: 'message' | 'email' | 'call' | 'meeting' | 'visit' | 'order' | 'complaint' | 'idea';
  direction?: 'in' | 'out' | 'unknown';
  subject?: string;
  text?: string;
  /** Milliseconds since 1970; now when it is left out. */
  at?: number;
}

/** Somebody in the book, as events tell of them. */
export interface ShownCustomer {
  id: string;
  /** `KH-0123`. */
  code: string;
  name: string;
  /** `email:lan@example.com`, `tel:+84912345678`. */
  keys: string[];
}

export interface PanelCommand {
  name: string;
  args: unknown;
}

export interface PanelCommandResult {
  /** Takes the change back by `change.undo`; null when nothing had to change. */
  change: string | null;
  /** The row that was made or touched. */
  id: string | null;
  /** The row was there already. */
  existing: boolean;
  /** Fields that an undo left alone. */
  kept: number;
}

/** Where the panel reads and writes. Hand your own over as `panel.store`, or take the panel's. See docs/widget.md. */
export interface PanelStore {
  /** Answers now, and again whenever the answer may have changed. */
  live(query: PanelCommand): {
    subscribe(observer: { next(value: unknown): void; error?(error: unknown): void }): {
      unsubscribe(): void;
    };
  };
  /** Rejects with an error that has a `code` of docs/widget.md. */
  run(command: PanelCommand): Promise<PanelCommandResult>;
}

/** Why something did not go as asked. `detail` never holds a customer's data. */
export interface PanelTrouble {
  code:
    | 'storage-refused'
    | 'database-newer'
    | 'database-broken'
    | 'disk-full'
    | 'bad-identity'
    | 'bad-attribute'
    | 'two-versions'
    | 'store';
  detail: string;
}

export interface PanelEventMap {
  /** Another customer of the book is shown. */
  'customer-shown': CustomEvent<ShownCustomer>;
  /** A customer was made or changed in the panel. */
  'customer-saved': CustomEvent<{ id: string; change: string }>;
  /** A contact was written into the book. */
  'interaction-logged': CustomEvent<{ id: string; change: string; customers: string[] }>;
  /** A reminder was made, or moved to another time. */
  'reminder-set': CustomEvent<{ id: string; change: string; at: number }>;
  /** A reminder rings. Prevented: the panel does not show it, the page does. */
  'reminder-due': CustomEvent<{ id: string; title: string; customer: string | null; at: number }>;
  /** The seller wants these words in the page's reply box. Prevented: the page took them; else they are copied. */
  draft: CustomEvent<{ text: string; keys: string[]; thread: string }>;
  /** Something did not go as asked. Prevented: the panel does not say it, the page does. Does not bubble. */
  error: CustomEvent<PanelTrouble>;
}

/** `<beside-panel>`. Every attribute and property may change at any time; the panel follows. */
export interface PanelElement {
  /** Who: `email:lan@example.com,tel:0912345678`. A list in place of a text is as good. */
  customer: string | readonly string[];
  /** The name the page has for them. */
  name: string;
  /** The order on the page: its number, or all of it. */
  order: string | PanelOrder | null;
  /** Messages on the page, oldest first. */
  messages: readonly PanelMessage[];
  /** Id of the conversation or ticket; made from the order or the customer without one. */
  thread: string;
  subject: string;
  /** `vi`, `en`, or '' for the page's own language, then the browser's. */
  lang: string;
  theme: string;
  /** ISO 3166 country of telephone numbers that do not say theirs. */
  region: string;
  /** Name of the book in this origin's storage. Panels with one name share one book. */
  book: string;
  /** The store in use. Set one to keep the customers somewhere else, null for this origin's own again. */
  get store(): PanelStore;
  set store(store: PanelStore | null);
  /** Shows somebody else: an id of the book or identities. Null follows the attributes again. */
  open(who: string | readonly string[] | null): Promise<boolean>;
  /** Logs a contact with whoever is shown. Resolves to the entry's id; null when nobody of the book is shown. */
  log(entry?: PanelEntry): Promise<string | null>;
  /** Puts words into the panel's own answer field, for the seller to look over. False when nobody is shown. */
  insert(text: string): boolean;
  /** Reads the page's `<meta name="beside:…">` and JSON-LD again. */
  refresh(): void;
}
