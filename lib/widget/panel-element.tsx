import { render } from 'preact';
import type { Asked } from '../../components/context.ts';
import { keepDraft } from '../../components/draft.tsx';
import type { PageState } from '../../components/host.ts';
import { Panel } from '../../components/panel.tsx';
import { readOnce } from '../../components/use-live.ts';
import { WidgetHead } from '../../components/widget-head.tsx';
import { cardArgs } from '../domain/card-args.ts';
import { Failure } from '../domain/failure.ts';
import { NO_PAGE } from '../domain/page-state.ts';
import { type Settings, settingsSchema } from '../domain/settings.ts';
import type { Store } from '../domain/store.ts';
import type {
  PanelElement,
  PanelEntry,
  PanelEventMap,
  PanelMessage,
  PanelOrder,
  PanelStore,
  PanelTrouble,
} from './api.ts';
import { ATTRIBUTES, type Attribute, TextAttributes } from './attributes.ts';
import { type Connection, connect, isBookName } from './connection.ts';
import { discover } from './discover.ts';
import { logInto } from './entry.ts';
import { identitiesOf, type PanelInput, SITE, sightingOf, sorted } from './input.ts';
import { sheets } from './sheets.ts';

export const TAG = 'beside-panel';
/** The panel as an element of somebody's own page. */
export class BesidePanel extends TextAttributes implements PanelElement {
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
    return sighting ? logInto(this.#connect().store, sighting, entry) : null;
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
    if (!isBookName(this.book)) this.#trouble({ code: 'bad-attribute', detail: 'book' });
    this.#connection = connect(this.#given, this.book, {
      emit: (event, detail) => this.#emit(event, detail),
      show: (id) => void this.open(id).catch((error) => this.#fail(error)),
      save: (patch) => {
        this.#settings = { ...this.#settings, ...patch };
        this.#draw();
      },
      keys: () => this.#page.sighting?.counterparts.flatMap((one) => one.identities) ?? [],
      rang: (id) => {
        this.#rung = [...this.#rung.filter((one) => one !== id), id];
        this.#draw();
      },
      trouble: (trouble) => this.#trouble(trouble),
      fail: (error) => this.#fail(error),
    });
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
