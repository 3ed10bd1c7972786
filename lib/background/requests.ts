import { addressOf, type browser } from '../browser/api.ts';
import type { Command } from '../domain/command.ts';
import { Failure } from '../domain/failure.ts';
import { linesAfter, seenAfter, threadOf } from '../domain/promise/sent.ts';
import type { Recipe } from '../domain/recipe.ts';
import type { Settings } from '../domain/settings.ts';
import type { Sighting } from '../domain/sighting.ts';
import { parseListed, parseSighting } from '../domain/sighting-schema.ts';
import type { Tell } from '../message/page.ts';
import { type Handlers, isFramed, originOf, type Sender } from '../message/serve.ts';
import type { Tickets } from '../message/tickets.ts';
import type { Desk } from '../service/desk.ts';
import type { Drafts } from './drafts.ts';
import type { Erasing } from './erasing.ts';
import type { Guard } from './guard.ts';
import { ofOwnKind, peopleOfOwnKind } from './own-kind.ts';
import type { ReadOnce } from './read-once.ts';
import { takeSelection } from './selection.ts';
import { grantedPatterns } from './site-access.ts';
import type { SyncDuty } from './sync.ts';
import type { TabPage, TabPages } from './tab-pages.ts';
import type { TaughtRegistry } from './taught.ts';
import { createTeachHandlers } from './teach.ts';
import { createVisits } from './visits.ts';

type Api = Pick<typeof browser, 'tabs' | 'permissions' | 'windows' | 'scripting'>;

export interface RequestDeps {
  api: Api;
  desk: Desk;
  pages: TabPages;
  registry: TaughtRegistry;
  readOnce: ReadOnce;
  sync: SyncDuty['handlers'];
  tickets: Tickets;
  drafts: Drafts;
  guard: Guard;
  erasing: Erasing;
  settings: { read(): Promise<Settings>; save(patch: Partial<Settings>): Promise<Settings> };
  ring: { test(): Promise<void>; wake(): void };
  snapshot: { info(): Promise<{ at: number; customers: number } | null>; write(): Promise<void> };
  /** Milliseconds since 1970. */
  now(): number;
  /**
   * A stable sighting arrived: badge and auto-log follow, outside the way to the card.
   * @param opened its site, where it is the first of a conversation that was opened.
   */
  sighted(tab: number, opened?: string): void;
}

/** Where the frame stands on a site before the user moved it: a tab, a third of the way down a laptop screen. */
const FRAME_PLACE = { open: false, top: 240 };

/** What the background does for each message. Answers to the page tier never depend on the book. */
export function createHandlers(deps: RequestDeps): Handlers {
  const { api, desk, pages, registry, tickets, settings } = deps;

  /** Asked once: it stands on the way to the card. */
  let known: Promise<Settings> | null = null;
  const chosen = (): Promise<Settings> => {
    known ??= settings.read().catch((error: unknown) => {
      // Asked again next time: one failed reading must not stop every page until the worker dies.
      known = null;
      throw error;
    });
    return known;
  };
  const region = async (): Promise<string> => (await chosen()).region;

  const framePlace = async (tab: number) => {
    const { site } = await pages.read(tab);
    const { frame } = await settings.read();
    return { site, place: (site && frame[site]) || FRAME_PLACE };
  };

  let placing: Promise<void> = Promise.resolve();
  const moveFrame = async (tab: number, patch: { open?: boolean; by?: number }): Promise<void> => {
    const { site, place } = await framePlace(tab);
    const { height = 10_000 } = await api.tabs.get(tab);
    const top = Math.max(0, Math.min(height, 10_000, place.top + (patch.by ?? 0)));
    const next = { open: patch.open ?? place.open, top };
    await api.tabs.sendMessage(tab, { tell: 'frame', ...next } satisfies Tell);
    if (site) await settings.save({ frame: { ...(await settings.read()).frame, [site]: next } });
  };

  /** Pages that are open follow the switch at once; what was said of them goes with it. */
  const tellGuarded = async (guarded: readonly string[]): Promise<void> => {
    for (const [tab, { site, warnings }] of await pages.all()) {
      const on = site !== null && guarded.includes(site);
      if (!on && warnings) await pages.change(tab, { warnings: undefined });
      const order: Tell = { tell: 'guard', on };
      // A tab that was closed, or has no script of ours any more, needs no word.
      await api.tabs.sendMessage(tab, order, { frameId: 0 }).catch(() => undefined);
    }
  };

  /** Tabs that visits opened: going through a group takes one tab a site, and touches no tab of the seller's own. */
  const visited = new Map<string, number>();
  const visits = createVisits({
    pages,
    card: (sighting) => desk.card(sighting),
    insert: (draft) => deps.drafts.insert(draft),
    async show(url) {
      const { origin } = new URL(url);
      const open = await api.tabs.query({ url: `${origin}/*` }).catch(() => []);
      const own = open.find((tab) => tab.url === url) ?? open.find((tab) => tab.id === visited.get(origin));
      const tab = await showTab(own, url);
      if (tab !== null && !own) visited.set(origin, tab);
      return tab;
    },
  });

  return {
    ...deps.sync,
    ...createTeachHandlers({ api, pages, registry, tickets, region }),
    async 'recipe.wanted'({ url }, sender) {
      const tab = tabOf(sender);
      await registry.ready;
      const { document, teach } = await pages.read(tab);
      const recipe = isOfOrigin(url, sender) ? registry.recipeFor(url) : null;
      await pages.change(tab, {
        url,
        site: recipe?.id ?? null,
        document: sender.documentId,
        sighting: null,
        reading: '',
        listed: [],
        selection: '',
        warnings: undefined,
        // The same document goes from thread to thread while it is taught.
        teach: document === sender.documentId ? teach : undefined,
      });
      const { own, guardSites } = await settings.read();
      const told = recipe && withOwn(recipe, own);
      // Where nothing of ours may stand in the page, the side panel is the only home.
      const isWatched = recipe !== null && recipe.reading !== 'click';
      return { recipe: told, frame: isWatched, guard: isWatched && guardSites.includes(recipe.id) };
    },
    async 'sighting.seen'(args, sender) {
      const tab = tabOf(sender);
      const origin = originOf(sender);
      const { region: here, promiseSites } = await chosen();
      const sighting = parseSighting(args.sighting, { origin, region: here });
      await registry.ready;
      const recipe = registry.recipeFor(sender.url ?? '');
      const before = await pages.read(tab);
      if (!sighting || recipe?.id !== sighting.site || !isReader(before, sender)) return null;
      const { host } = new URL(origin);
      const own = ofOwnKind(sighting, recipe, host);
      const told = recipe.anyHost ? ofHost(own, host) : own;
      const selection = before.sighting?.thread.id === told.thread.id ? before.selection : '';
      const { reading = '' } = args;
      const sent = promiseSites.includes(sighting.site) ? sentAfter(before, told, deps.now()) : NOTHING_SENT;
      await pages.change(tab, {
        url: sender.url ?? origin,
        site: sighting.site,
        sighting: told,
        reading,
        selection,
        ...(before.warnings && before.reading !== reading && { warnings: undefined }),
        ...sent,
      });
      visits.sighted(tab);
      const isSame = before.sighting?.thread.id === told.thread.id;
      deps.sighted(tab, isSame ? undefined : told.site);
      return null;
    },
    async 'sighting.gone'(_args, sender) {
      const tab = tabOf(sender);
      // A page that was left may say so after the next one has begun.
      if (!isReader(await pages.read(tab), sender)) return null;
      await pages.change(tab, { sighting: null, reading: '', selection: '', warnings: undefined });
      deps.sighted(tab);
      return null;
    },
    async 'list.seen'(args, sender) {
      const tab = tabOf(sender);
      await registry.ready;
      const recipe = registry.recipeFor(sender.url ?? '');
      if (!recipe?.list || !isReader(await pages.read(tab), sender)) return null;
      const listed = peopleOfOwnKind(
        parseListed(args.people, await region()),
        recipe,
        new URL(originOf(sender)).host,
      );
      await pages.change(tab, { listed });
      return null;
    },
    async 'frame.wanted'(_args, sender) {
      const tab = tabOf(sender);
      const { place } = await framePlace(tab);
      return { ticket: await tickets.issue(tab), ...place };
    },

    'command.run': async (args) => {
      const command = args.command as Command;
      return command.name === 'customer.erase' ? deps.erasing.run(command) : desk.run(command);
    },
    async 'customer.seen'({ id }) {
      await desk.seen(id);
      return null;
    },
    async 'settings.save'({ patch }) {
      await settings.save(patch);
      known = null;
      if (patch.guardSites) await tellGuarded(patch.guardSites);
      return null;
    },
    async 'thread.open'({ url }) {
      if (!/^https?:\/\//.test(url)) throw new Failure('bad-input', 'url');
      const origin = new URL(url).origin;
      const open = await api.tabs.query({ url: `${origin}/*` }).catch(() => []);
      await showTab(
        open.find((tab) => tab.url === url),
        url,
      );
      return null;
    },
    async 'thread.visit'(visit) {
      if (!/^https?:\/\//.test(visit.url)) throw new Failure('bad-input', 'url');
      return visits.visit(visit);
    },
    async 'dashboard.open'({ path }) {
      const page = addressOf('dashboard.html');
      const [open] = await api.tabs.query({ url: page }).catch(() => []);
      await showTab(open, `${page}#/${path}`);
      return null;
    },
    async 'ring.test'() {
      await deps.ring.test();
      return null;
    },
    async 'ring.look'() {
      deps.ring.wake();
      return null;
    },
    async 'frame.place'(patch, sender) {
      const tab = await tickets.tabOf(sender);
      if (tab === null) throw new Failure('refused');
      // A drag sends many: one after the other, so that no step is counted from an old place.
      placing = placing.then(() => moveFrame(tab, patch)).catch(() => undefined);
      await placing;
      return null;
    },
    'selection.take': ({ tab }) => takeSelection(api, pages, tab),
    async 'draft.insert'(draft, sender) {
      // A frame speaks for its own tab alone; our own pages name the one they stand beside.
      if (isFramed(sender) && (await tickets.tabOf(sender)) !== draft.tab) throw new Failure('refused');
      return deps.drafts.insert(draft);
    },
    async 'draft.seen'(draft, sender) {
      const tab = tabOf(sender);
      // The answer must not tell, by its time or otherwise, what the book holds.
      if (isReader(await pages.read(tab), sender)) void deps.guard.seen(tab, draft).catch(() => undefined);
      return null;
    },
    async 'draft.done'({ ask, result }, sender) {
      deps.drafts.done(tabOf(sender), ask, result);
      return null;
    },
    async 'selection.drop'({ tab }) {
      if (tab !== null) await pages.change(tab, { selection: '' });
      return null;
    },
    async 'promise.drop'({ tab, id }) {
      const { sent = [] } = await pages.read(tab);
      await pages.change(tab, {
        sent: sent.map((line) => (line.id === id ? { ...line, isDone: true } : line)),
      });
      return null;
    },
    'page.read': ({ tab }) => deps.readOnce(tab),
    async 'site.disable'({ origin }) {
      const removed = await api.permissions.remove({ origins: [`${origin}/*`] }).catch(() => false);
      if (!removed) throw new Failure('refused');
      return null;
    },
    async 'sites.list'() {
      const patterns = await grantedPatterns(api);
      await registry.ready;
      return registry.listSites(patterns);
    },
    'snapshot.info': () => deps.snapshot.info(),
    async 'snapshot.write'() {
      await deps.snapshot.write();
      return null;
    },
  };

  async function showTab(
    tab: { id?: number; windowId?: number; url?: string } | undefined,
    url: string,
  ): Promise<number | null> {
    if (tab?.id === undefined) return (await api.tabs.create({ url })).id ?? null;
    await api.tabs.update(tab.id, tab.url === url ? { active: true } : { active: true, url });
    if (tab.windowId !== undefined) await api.windows.update(tab.windowId, { focused: true });
    return tab.id;
  }
}

/** A mailbox may have more addresses than its page tells. Other sites say themselves which side wrote, and need none. */
function withOwn(recipe: Recipe, own: string[]): Recipe {
  if (recipe.channel !== 'email' || !recipe.own) return recipe;
  const known = own.filter((address) => address.includes('@')).map((address) => address.toLowerCase());
  return known.length > 0 ? { ...recipe, own: { ...recipe.own, known } } : recipe;
}

/** Whether the sender is the document that asked for this tab's recipe last. Firefox does not name documents yet. */
function isReader(page: TabPage, sender: Sender): boolean {
  return (
    page.document === undefined || sender.documentId === undefined || page.document === sender.documentId
  );
}

const NOTHING_SENT = { sent: [], since: undefined, seen: [] };

/** What the seller has sent in this tab by now. @param now milliseconds since 1970. */
function sentAfter({ sighting, sent = [], since, seen = [] }: TabPage, told: Sighting, now: number) {
  const stays = sighting !== null && threadOf(sighting) === threadOf(told);
  const began = stays && since !== undefined ? since : now;
  const before = { sighting, lines: sent, since: began, seen: stays ? seen : [] };
  return { sent: linesAfter(before, told, now), since: began, seen: seenAfter(before.seen, told) };
}

/** Order 1042 of one shop is not order 1042 of another: on sites of any host, ids are the host's. */
function ofHost(sighting: Sighting, host: string): Sighting {
  const { thread, order } = sighting;
  return {
    ...sighting,
    thread: { ...thread, id: `${host}:${thread.id}` },
    order: order && { ...order, id: `${host}:${order.id}` },
  };
}

function tabOf(sender: Sender): number {
  const tab = sender.tab?.id;
  if (tab === undefined) throw new Failure('refused');
  return tab;
}

function isOfOrigin(url: string, sender: Sender): boolean {
  return url === originOf(sender) || url.startsWith(`${originOf(sender)}/`);
}
