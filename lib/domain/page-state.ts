import type { SentLine } from './promise/sent.ts';
import type { Warning } from './say/guard.ts';
import type { Counterpart, Sighting } from './sighting.ts';
import type { TeachState } from './teach.ts';

/** What the panel is told about the page it stands beside. Everything here went through the background. */
export interface PageState {
  /** Tab it belongs to; null in the dashboard. */
  tab: number | null;
  /** Site id where Beside has a recipe for this address, else null. */
  site: string | null;
  /** `https://shop.example` of the page, '' when unknown. */
  origin: string;
  /** Whether Beside may read this site now. */
  granted: boolean;
  /** Nothing of ours stands in pages of this site: they are read once, when the user says so. */
  onClick: boolean;
  /** What was read, identities normalised; null while nothing is open or the page is switching. */
  sighting: Sighting | null;
  /** Names the document, thread and people of the sighting: a draft is bound to it. '' where none can be inserted. */
  reading: string;
  /** Who stands in the site's own list of threads; nothing is inserted there, the panel says who of them is waiting. */
  listed: Counterpart[];
  /** Text the user selected and asked to log (context menu or shortcut); '' when none. */
  selection: string;
  /** What the seller has just sent in this thread, where they want to be asked about promises. */
  sent?: SentLine[];
  /** What is odd in the site's reply box, where the seller wants to be told. */
  warnings?: Warning[];
  /** How far the teaching of this page has come; absent when nobody teaches it. */
  teach?: TeachState;
}

/** Before anything is known of a page. */
export const NO_PAGE: PageState = {
  tab: null,
  site: null,
  origin: '',
  granted: false,
  onClick: false,
  sighting: null,
  reading: '',
  listed: [],
  selection: '',
};
