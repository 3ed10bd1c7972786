/** A short answer that the seller wrote in the panel, on its way into the site's own reply box. */
export interface Draft {
  tab: number;
  /** Names the document, the thread and the people it was made for; a new one where any of them changed. */
  reading: string;
  /** Id of that thread, as the sighting tells it. */
  thread: string;
  text: string;
}

/** `inserted`: the box holds it. Else nothing is in the box of anybody, or the box did not take it whole. */
export const DRAFT_RESULTS = ['inserted', 'moved-on', 'refused', 'no-box'] as const;
export type DraftResult = (typeof DRAFT_RESULTS)[number];

/** Longest draft, in UTF-16 units. */
export const DRAFT_MAX = 5000;

/** A thread to be opened, and what to put into its box once it is there; '' for nothing. */
export interface Visit {
  url: string;
  site: string;
  /** Id of the thread. */
  thread: string;
  /** Whose thread it must be; null where it is nobody's in the book. */
  customer: string | null;
  text: string;
}
export const VISIT_RESULTS = [...DRAFT_RESULTS, 'opened'] as const;
export type VisitResult = (typeof VISIT_RESULTS)[number];
