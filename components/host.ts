import type { Draft, DraftResult, VisitResult } from '../lib/domain/draft.ts';
import type { Thread } from '../lib/domain/entities.ts';
import type { Recipe } from '../lib/domain/recipe.ts';
import type { Settings } from '../lib/domain/settings.ts';
import type { Sitting } from '../lib/domain/sitting.ts';
import type { Store } from '../lib/domain/store.ts';
import type { PageDescription, TeachState } from '../lib/domain/teach.ts';

export type { PageState } from '../lib/domain/page-state.ts';

/** The homes of the one panel. */
export type Place = 'frame' | 'sidepanel' | 'popup' | 'dashboard' | 'widget';

/** What a surface can do for the panel. A function that is absent is an act this surface cannot offer. */
export interface Host {
  place: Place;
  store: Store;
  /** Milliseconds since 1970. */
  now(): number;
  /** IANA zone of this device. */
  zone: string;
  /** Shows the exact thread, in the tab that has it or a new one. */
  openThread(thread: Thread): void;
  /**
   * The same, and puts the words into that thread's reply box once it has been read. Absent where nothing can be put
   * into a page.
   */
  visit?(visit: { thread: Thread; customer: string | null; text: string }): Promise<VisitResult>;
  /** The group that is being gone through, in whatever home of the panel it was begun. */
  sitting?: {
    write(sitting: Sitting | null): Promise<void>;
    watch(tell: (sitting: Sitting | null) => void): () => void;
  };
  /** Opens the dashboard, at a customer or a section: `customers/<id>`, `settings`. */
  openDashboard(path?: string): void;
  /** Remembers that a customer's page was looked at: what changes from then on is news. */
  seen?(customer: string): void;
  saveSettings(patch: Partial<Settings>): Promise<void>;
  /** Rings once now, so that the seller sees and hears that it works. */
  testRing(): Promise<void>;
  /** Asks for a site's permission. Must be called first thing in the click. */
  enableSite?(origin: string): Promise<boolean>;
  disableSite?(origin: string): Promise<void>;
  openSidePanel?(): void;
  /** Reads the page of a site that is read on a click alone; false when the browser does not allow it. */
  readPage?(tab: number): Promise<boolean>;
  /** Teaching the page of a tab by pointing; absent where no page stands beside. */
  teach?: {
    start(tab: number): Promise<void>;
    step(tab: number, lesson: TeachState['lesson']): Promise<void>;
    stop(tab: number): Promise<void>;
    save(tab: number): Promise<void>;
    /** How the page is made: names and counts, no word of it. */
    describe(tab: number): Promise<PageDescription>;
  };
  /** The sites that were taught, or came from a file. */
  taught?: {
    list(): Promise<Recipe[]>;
    keep(recipes: Recipe[]): Promise<void>;
    drop(id: string): Promise<void>;
  };
  /** In-page frame only: shrink to the tab at the edge, and back. */
  setOpen?(open: boolean): void;
  /** In-page frame only: move the tab at the edge, in px, downwards positive. Its place is remembered per site. */
  moveBy?(px: number): void;
  /** Puts text on the clipboard. Rejects where the browser wants a click of the user for it. */
  copy?(text: string): Promise<void>;
  /** Takes what is selected on the page now as the pending selection; false when nothing is. */
  takeSelection?(): Promise<boolean>;
  /**
   * Puts a draft into the site's reply box, if the page is still the one it was made for. Absent where the browser cannot
   * tell whether this surface is honestly shown.
   */
  insertDraft?(draft: Draft): Promise<DraftResult>;
  /** What was proposed for a line that was sent is answered. @param id of the line. */
  dropPromise?(id: string): void;
  /** Forgets the pending selection. */
  dropSelection?(): void;
  /**
   * True when an act may go ahead: a trusted event and, in the frame, a surface that was really visible for 500 ms.
   * Every handler that writes asks first.
   */
  mayAct(event: Event): boolean;
  /** Destructive acts are not offered where the browser cannot tell visibility (frame in Firefox). */
  mayDestroy: boolean;
}
