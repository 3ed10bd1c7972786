import type { browser } from '../browser/api.ts';
import { Failure } from '../domain/failure.ts';
import type { Recipe } from '../domain/recipe.ts';
import { originOf as originOfRecipe, parseTaught } from '../domain/recipe-file.ts';
import { parseSighting } from '../domain/sighting-schema.ts';
import { NOTHING_TAUGHT, type PageDescription } from '../domain/teach.ts';
import type { Tell } from '../message/page.ts';
import { type Handlers, isFramed, originOf, type Sender } from '../message/serve.ts';
import type { Tickets } from '../message/tickets.ts';
import { matchesPattern } from '../site/match-pattern.ts';
import { ofOwnKind } from './own-kind.ts';
import { isGranted } from './site-access.ts';
import { originOf as originOfUrl, type TabPages } from './tab-pages.ts';
import type { TaughtRegistry } from './taught.ts';

const TEACH_FILE = '/content-scripts/teach.js';

export interface TeachDeps {
  api: Pick<typeof browser, 'tabs' | 'permissions' | 'scripting'>;
  pages: TabPages;
  registry: TaughtRegistry;
  tickets: Tickets;
  region(): Promise<string>;
}

type TeachHandlers = Pick<
  Handlers,
  Extract<keyof Handlers, `teach.${string}` | `taught.${string}`> | 'page.describe'
>;

/**
 * Teaching a page by pointing. A page speaks only while the user teaches it, and what it says of itself is a recipe for
 * its own origin or nothing. Nothing is kept before the user has seen the reading and pressed save.
 */
export function createTeachHandlers(deps: TeachDeps): TeachHandlers {
  /** A framed panel may act on its own tab alone. */
  const mayTouch = async (tab: number, sender: Sender) => {
    if (isFramed(sender) && (await deps.tickets.tabOf(sender)) !== tab) throw new Failure('refused');
  };
  const tell = (tab: number, told: Tell): Promise<unknown> =>
    deps.api.tabs.sendMessage(tab, told).catch(() => undefined);
  /** Puts the script in; a page that is not granted, and one of the browser's own, refuses. */
  const inject = async (tab: number) => {
    const open = await deps.api.tabs.get(tab).catch(() => null);
    const here = originOfUrl(open?.url ?? (await deps.pages.read(tab)).url);
    // Nothing of ours stands in a page of a site that forbids it, whatever is granted.
    if (deps.registry.closedDomains.some((closed) => matchesPattern(closed, `${here}/`)))
      throw new Failure('refused');
    if (!(await isGranted(deps.api, here).catch(() => false))) throw new Failure('refused');
    await deps.api.scripting
      .executeScript({ target: { tabId: tab }, files: [TEACH_FILE] as never })
      .catch(() => {
        throw new Failure('refused');
      });
  };
  const isTeaching = async (tab: number | undefined, sender: Sender) => {
    if (tab === undefined) return null;
    const page = await deps.pages.read(tab);
    const isOther = page.document && sender.documentId && page.document !== sender.documentId;
    return page.teach && !isOther ? page.teach : null;
  };

  return {
    async 'teach.seen'(args, sender) {
      const tab = sender.tab?.id;
      if (!(await isTeaching(tab, sender))) return null;
      const origin = originOf(sender);
      const recipe = ownRecipe(args.recipe, origin);
      const read = recipe && parseSighting(args.sighting, { origin, region: await deps.region() });
      const reading = recipe && read && ofOwnKind(read, recipe, new URL(origin).host);
      const { lesson, pointed, key, sides, problem } = args;
      // Asked again after the waits: the user may have ended it meanwhile.
      if (!(await isTeaching(tab, sender))) return null;
      const state = { lesson, pointed, key, sides, problem, reading };
      await deps.pages.change(tab!, { teach: { state, recipe } });
      return null;
    },
    async 'teach.done'(_args, sender) {
      const tab = sender.tab?.id;
      if (await isTeaching(tab, sender)) await deps.pages.change(tab!, { teach: undefined });
      return null;
    },

    async 'teach.start'({ tab }, sender) {
      await mayTouch(tab, sender);
      await inject(tab);
      await deps.pages.change(tab, { teach: { state: NOTHING_TAUGHT, recipe: null } });
      await tell(tab, { tell: 'teach', lesson: 'name', anew: true });
      return null;
    },
    async 'teach.step'({ tab, lesson }, sender) {
      await mayTouch(tab, sender);
      await tell(tab, { tell: 'teach', lesson, anew: false });
      return null;
    },
    async 'teach.stop'({ tab }, sender) {
      await mayTouch(tab, sender);
      await tell(tab, { tell: 'untaught' });
      await deps.pages.change(tab, { teach: undefined });
      return null;
    },
    async 'teach.save'({ tab }, sender) {
      await mayTouch(tab, sender);
      const { teach } = await deps.pages.read(tab);
      if (!teach?.recipe) throw new Failure('not-found');
      await tell(tab, { tell: 'untaught' });
      await deps.pages.change(tab, { teach: undefined });
      await deps.registry.keep([teach.recipe]);
      return null;
    },
    async 'page.describe'({ tab }, sender) {
      await mayTouch(tab, sender);
      await deps.registry.ready;
      const { url } = await deps.pages.read(tab);
      const recipe = deps.registry.recipeFor(url);
      if (!recipe) throw new Failure('not-found');
      await inject(tab);
      const said = await tell(tab, { tell: 'describe', recipe });
      if (!said) throw new Failure('unreachable');
      return said as PageDescription;
    },

    async 'taught.list'() {
      await deps.registry.ready;
      return deps.registry.taught();
    },
    async 'taught.keep'({ recipes }) {
      await deps.registry.keep(recipes);
      return null;
    },
    async 'taught.drop'({ id }) {
      await deps.registry.drop(id);
      return null;
    },
  };
}

/** A recipe that a page made of itself: for its own origin, or none. */
function ownRecipe(raw: unknown, origin: string): Recipe | null {
  const recipe = parseTaught(raw);
  return recipe && originOfRecipe(recipe) === origin ? recipe : null;
}
