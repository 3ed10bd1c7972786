import { render } from 'preact';
import type { Asked } from '../../components/context.ts';
import { keepDraft } from '../../components/draft.tsx';
import type { Host, PageState } from '../../components/host.ts';
import { Panel } from '../../components/panel.tsx';
import { readOnce } from '../../components/use-live.ts';
import { WidgetHead } from '../../components/widget-head.tsx';
import { cardArgs } from '../domain/card-args.ts';
import type { CommandInput } from '../domain/command.ts';
import { Failure } from '../domain/failure.ts';
import { logOf, namedIn, wholeMessage } from '../domain/log.ts';
import { NO_PAGE } from '../domain/page-state.ts';
import { type Settings, settingsSchema } from '../domain/settings.ts';
import type { Store } from '../domain/store.ts';
import { randomId } from '../store/random-id.ts';
import type {
  PanelElement,
  PanelEntry,
  PanelEventMap,
  PanelMessage,
  PanelOrder,
  PanelStore,
  PanelTrouble,
} from './api.ts';
import { type Bell, startBell, startPlainBell } from './bell.ts';
import { discover } from './discover.ts';
import { shownTeller, toldStore } from './events.ts';
import { widgetHost } from './host.ts';
import { identitiesOf, type PanelInput, SITE, sightingOf, sorted } from './input.ts';
import { type SharedBook, shareBook } from './own-book.ts';
import { sheets } from './sheets.ts';

export const TAG = 'beside-panel';
/** Name of the book where the page names none; two shops on one origin give theirs names of their own. */
const BOOK = 'beside';
const NAME = /^[\w .-]{1,64}$/;
const ATTRIBUTES = [
  'customer',
  'name',
  'order',
  'thread',
  'subject',
  'lang',
  'theme',
  'region',
  'book',
] as const;
type Attribute = (typeof ATTRIBUTES)[number];

/** A server renders the tag and nothing in it; there this module must only be harmless. */
const Base: typeof HTMLElement = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

/** Where the panel reads and writes now, and what has to be let go of with it. */
interface Connection {
  host: Host;
  store: Store;
  shared: SharedBook | null;
  bell: Bell;
  end(): void;
}

/** The panel as an element of somebody's own page. */
export class BesidePanel extends Base implements PanelElement {
  static readonly observedAttributes = [...ATTRIBUTES];
  /** Given by the build. */
  static readonly version: string = __BESIDE_VERSION__;

  #values: Partial<PanelInput> = {};
  #given: Store | null = null;
  #connection: Connection | null = null;
  /** Whom `open` or a press on a name put in the place of the page's own. */
  #override: PanelInput | null = null;
  #found: PanelInput = {};
  #settings: Settings = settingsSchema.parse({});
  #asked: Asked | null = null;
  #troubles: PanelTrouble[] = [];
  #rung: string[] = [];
  #page: PageState = NO_PAGE;
  #queued = false;
  #watcher: MutationObserver | null = null;

  /** Listeners know what an event carries. */
  override addEventListener<N extends keyof PanelEventMap>(
    type: N,
    listener: (this: BesidePanel, event: PanelEventMap[N]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    type: string,
    listener: never,
    options?: boolean | AddEventListenerOptions,
  ): void {
    super.addEventListener(type, listener, options);
  }

  connectedCallback(): void {
    this.#adopt();
    this.#discover();
    document.addEventListener('visibilitychange', this.#seen);
    // A page that is still being parsed may name its customer further down.
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', this.#parsed);
    this.#watcher = new MutationObserver(this.#parsed);
    this.#watcher.observe(document.head, { childList: true, subtree: true, attributeFilter: ['content'] });
    this.#draw();
  }

  disconnectedCallback(): void {
    document.removeEventListener('visibilitychange', this.#seen);
    document.removeEventListener('DOMContentLoaded', this.#parsed);
    this.#watcher?.disconnect();
    this.#watcher = null;
    // A framework that moves an element takes it out and puts it in again at once: what is open in it stays.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#disconnect();
      if (this.shadowRoot) render(null, this.shadowRoot);
    });
  }

  attributeChangedCallback(name: Attribute, before: string | null, value: string | null): void {
    if (before === value) return;
    if (name === 'customer' || name === 'order' || name === 'thread') this.#override = null;
    // An attribute speaks again from now on; what a property said before is out of date.
    if (name === 'customer' || name === 'order') delete this.#values[name];
    if (name === 'book') this.#disconnect();
    this.#draw();
  }

  get customer(): string | readonly string[] {
    return (this.#values.customer as string[] | undefined) ?? this.getAttribute('customer') ?? '';
  }
  set customer(value: string | readonly string[]) {
    this.#set('customer', value);
  }
  get order(): string | PanelOrder | null {
    return this.#values.order ?? this.getAttribute('order');
  }
  set order(value: string | PanelOrder | null) {
    this.#set('order', value);
  }
  get messages(): readonly PanelMessage[] {
    return this.#values.messages ?? [];
  }
  set messages(value: readonly PanelMessage[]) {
    this.#values.messages = value;
    this.#draw();
  }
  get name(): string {
    return this.getAttribute('name') ?? '';
  }
  set name(value: string) {
    this.setAttribute('name', value);
  }
  get thread(): string {
    return this.getAttribute('thread') ?? '';
  }
  set thread(value: string) {
    this.setAttribute('thread', value);
  }
  get subject(): string {
    return this.getAttribute('subject') ?? '';
  }
  set subject(value: string) {
    this.setAttribute('subject', value);
  }
  get theme(): string {
    return this.getAttribute('theme') ?? '';
  }
  set theme(value: string) {
    this.setAttribute('theme', value);
  }
  get region(): string {
    return this.getAttribute('region') ?? '';
  }
  set region(value: string) {
    this.setAttribute('region', value);
  }
  get book(): string {
    return this.getAttribute('book') ?? '';
  }
  set book(value: string) {
    this.setAttribute('book', value);
  }

  get store(): PanelStore {
    return this.#connect().store as unknown as PanelStore;
  }
  set store(store: PanelStore | null) {
    if (store !== null && (typeof store?.live !== 'function' || typeof store.run !== 'function')) {
      this.#trouble({ code: 'bad-attribute', detail: 'store' });
      return;
    }
    this.#given = store as unknown as Store | null;
    this.#disconnect();
    this.#draw();
  }

  async open(who: string | readonly string[] | null): Promise<boolean> {
    this.#override = null;
    if (who === null) {
      this.#draw();
      return true;
    }
    const { keys } = sorted(identitiesOf(who), this.#settings.region);
    if (keys.length > 0) {
      this.#override = { customer: keys };
    } else if (typeof who === 'string') {
      const found = await readOnce(this.#connect().store, { name: 'customer', args: { id: who } });
      if (found) this.#override = { customer: found.customer.keys, name: found.customer.name };
    }
    this.#draw();
    return this.#override !== null;
  }

  async log(entry?: PanelEntry): Promise<string | null> {
    const { sighting } = this.#page;
    const { store } = this.#connect();
    if (!sighting) return null;
    const view = await readOnce(store, { name: 'card', args: cardArgs(sighting) });
    const named = namedIn(view.customers, true);
    if (named.ids.length === 0) return null;
    const args = entry
      ? entryOf(entry, named.ids, sighting.thread)
      : logOf(sighting, named, wholeMessage(view.logged ?? view.loggedBefore), '');
    if (!args) return view.logged?.id ?? null;
    return (await store.run({ name: 'interaction.log', args })).id;
  }

  insert(text: string): boolean {
    const { sighting } = this.#page;
    if (!sighting || typeof text !== 'string') return false;
    keepDraft(this.#connect().host, sighting, text);
    this.#asked = { name: 'draft', id: (this.#asked?.id ?? 0) + 1 };
    this.#draw();
    return true;
  }

  refresh(): void {
    this.#discover();
    this.#draw();
  }

  /** Another script on this page brought another version: the one that came first goes on. */
  meetVersion(other: string): void {
    this.#trouble({ code: 'two-versions', detail: `${BesidePanel.version} ${other}`.slice(0, 80) });
  }

  #seen = (): void => {
    if (!document.hidden) this.#connection?.bell.look();
  };

  #parsed = (): void => {
    const before = JSON.stringify(this.#found);
    this.#discover();
    if (JSON.stringify(this.#found) !== before) this.#draw();
  };

  #set(name: 'customer' | 'order', value: unknown): void {
    this.#override = null;
    if (value === null || value === undefined || typeof value === 'string') {
      delete this.#values[name];
      if (value) this.setAttribute(name, value as string);
      else this.removeAttribute(name);
    } else {
      Object.assign(this.#values, { [name]: value });
    }
    this.#draw();
  }

  /** Properties that were set on the tag before its class was there hide the accessors: they are taken over. */
  #adopt(): void {
    const own = this as unknown as Record<string, unknown>;
    for (const name of [...ATTRIBUTES, 'messages', 'store']) {
      if (name === 'lang' || !Object.hasOwn(own, name)) continue;
      const value = own[name];
      delete own[name];
      own[name] = value;
    }
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = sheets();
  }

  #discover(): void {
    this.#found = discover(document);
  }

  #connect(): Connection {
    if (this.#connection) return this.#connection;
    const name = this.getAttribute('book') ?? '';
    if (name !== '' && !NAME.test(name)) this.#trouble({ code: 'bad-attribute', detail: 'book' });
    const shared = this.#given ? null : shareBook(NAME.test(name) ? `${BOOK}-${name}` : BOOK);
    const emit: Parameters<typeof toldStore>[1] = (event, detail) => this.#emit(event, detail);
    const store = toldStore(this.#given ?? shared!.store, emit, shownTeller(emit));
    const host = widgetHost(store, {
      emit,
      show: (id) => void this.open(id).catch((error) => this.#fail(error)),
      save: (patch) => {
        this.#settings = { ...this.#settings, ...patch };
        this.#draw();
      },
      keys: () => this.#page.sighting?.counterparts.flatMap((one) => one.identities) ?? [],
    });
    const ring = (due: { id: string; title: string; customer: string | null; due: { at: number } }[]) => {
      for (const { id, title, customer, due: time } of due) {
        if (!emit('reminder-due', { id, title, customer, at: time.at })) continue;
        this.#rung = [...this.#rung.filter((one) => one !== id), id];
      }
      this.#draw();
    };
    const now = () => Date.now();
    const bell = shared ? startBell(shared.open, now, ring) : startPlainBell(store, now, ring);
    const outdated = () => this.#trouble({ code: 'database-newer', detail: '' });
    shared?.written.add(bell.look);
    shared?.outdated.add(outdated);
    shared?.open().then(
      ({ inMemory }) => inMemory && this.#trouble({ code: 'storage-refused', detail: '' }),
      (error: unknown) => this.#fail(error),
    );
    this.#connection = {
      host,
      store,
      shared,
      bell,
      end() {
        bell.end();
        shared?.written.delete(bell.look);
        shared?.outdated.delete(outdated);
        shared?.release();
      },
    };
    return this.#connection;
  }

  #disconnect(): void {
    this.#connection?.end();
    this.#connection = null;
    this.#rung = [];
    this.#troubles = [];
  }

  #emit<N extends keyof PanelEventMap>(name: N, detail: PanelEventMap[N]['detail']): boolean {
    // An error that bubbled would reach window.onerror, which is the page's.
    const bubbles = name !== 'error';
    return this.dispatchEvent(
      new CustomEvent(name, { detail, bubbles, composed: bubbles, cancelable: true }),
    );
  }

  #fail(error: unknown): void {
    const code = error instanceof Failure ? error.code : 'store';
    const known = code === 'database-newer' || code === 'database-broken' || code === 'disk-full';
    // The panel says a book that will not open in the place of the card.
    this.#emit('error', { code: known ? code : 'store', detail: error instanceof Error ? error.name : '' });
  }

  /** Told to the page, and in the panel unless the page says it itself. Each once. */
  #trouble(trouble: PanelTrouble): void {
    if (this.#troubles.some((one) => one.code === trouble.code && one.detail === trouble.detail)) return;
    if (!this.#emit('error', trouble)) return;
    this.#troubles = [...this.#troubles, trouble];
    this.#draw();
  }

  /** Several attributes of one turn are one drawing. */
  #draw(): void {
    if (this.#queued) return;
    this.#queued = true;
    queueMicrotask(() => {
      this.#queued = false;
      if (this.isConnected && this.shadowRoot) this.#drawNow(this.shadowRoot);
    });
  }

  #readPage(): PageState {
    const own: PanelInput = {
      customer: this.customer,
      name: this.name,
      order: this.order,
      messages: this.messages,
      thread: this.thread,
      subject: this.subject,
    };
    const isSilent = !this.hasAttribute('customer') && this.#values.customer === undefined && !this.order;
    const said = isSilent && !this.name ? this.#found : own;
    const { sighting, refused } = sightingOf(this.#override ?? said, {
      origin: location.origin,
      url: location.href,
      region: this.#settings.region,
    });
    for (const kind of refused) this.#trouble({ code: 'bad-identity', detail: kind });
    return {
      ...NO_PAGE,
      tab: 0,
      site: SITE,
      origin: location.origin,
      granted: true,
      sighting,
      reading: sighting ? `${sighting.thread.id} ${cardArgs(sighting).keys.join(' ')}` : '',
    };
  }

  #readSettings(): void {
    const region = this.region.toUpperCase();
    const language = (this.lang || this.closest('[lang]')?.getAttribute('lang') || '')
      .slice(0, 2)
      .toLowerCase();
    const theme = this.theme || 'auto';
    if (!/^(auto|light|dark)$/.test(theme)) this.#trouble({ code: 'bad-attribute', detail: 'theme' });
    this.#settings = {
      ...this.#settings,
      region: /^[A-Z]{2}$/.test(region) ? region : 'VN',
      language: language === 'vi' || language === 'en' ? language : 'auto',
      theme: theme === 'dark' || theme === 'light' ? theme : 'auto',
    };
  }

  #drawNow(root: ShadowRoot): void {
    this.#readSettings();
    this.#page = this.#readPage();
    const { host } = this.#connect();
    render(
      <Panel
        host={host}
        page={this.#page}
        settings={this.#settings}
        asked={this.#asked}
        head={
          <WidgetHead
            troubles={this.#troubles}
            rung={this.#rung}
            onHush={() => {
              this.#rung = [];
              this.#draw();
            }}
          />
        }
      />,
      root,
    );
  }
}

function entryOf(
  entry: PanelEntry,
  customers: string[],
  thread: { id: string; url: string; subject: string },
): CommandInput<'interaction.log'> {
  return {
    customers,
    kind: entry.kind ?? 'message',
    direction: entry.direction ?? 'unknown',
    at: entry.at,
    subject: entry.subject ?? thread.subject,
    text: entry.text,
    channel: SITE,
    thread: { site: SITE, ...thread },
    messageId: entry.id ?? randomId(),
    count: 1,
  };
}
