import type { Draft, DraftResult, Visit, VisitResult } from '../domain/draft.ts';
import type { CardView } from '../domain/query.ts';
import type { Sighting } from '../domain/sighting.ts';
import type { TabPages } from './tab-pages.ts';

/** How long a page may take to load and to be read. Milliseconds. */
const PATIENCE_MS = 45_000;

export interface Visits {
  /** Opens the exact thread and, once it has been read, puts the words into its box. Never rejects for the page's sake. */
  visit(visit: Visit): Promise<VisitResult>;
  /** A page of this tab was read. */
  sighted(tab: number): void;
}

/**
 * Visits under way: one at a time, because the seller is in one thread at a time. Nothing is put anywhere unless the page
 * that was read is the thread that was asked for, and the customer holds a handle that stands on it; the page itself is
 * read once more by the one who inserts.
 */
export function createVisits(deps: {
  pages: TabPages;
  /** Shows the address and says in which tab. */
  show(url: string): Promise<number | null>;
  card(sighting: Sighting): Promise<CardView>;
  insert(draft: Draft): Promise<DraftResult>;
  later?(work: () => void, ms: number): unknown;
}): Visits {
  const later = deps.later ?? ((work: () => void, ms: number) => setTimeout(work, ms));
  let current: { visit: Visit; tab: number; settle(result: VisitResult): void; busy: boolean } | null = null;

  const look = async (): Promise<void> => {
    const mine = current;
    if (!mine || mine.busy) return;
    const { sighting, reading } = await deps.pages.read(mine.tab);
    // Another thread may stand there first, while the asked one loads.
    if (!isOf(mine.visit, sighting) || reading === '' || mine !== current || mine.busy) return;
    mine.busy = true;
    const isTheirs = await isOn(mine.visit.customer, sighting);
    if (!isTheirs) return mine.settle('moved-on');
    mine.settle(
      await deps.insert({ tab: mine.tab, reading, thread: sighting.thread.id, text: mine.visit.text }),
    );
  };
  const isOn = async (customer: string | null, sighting: Sighting): Promise<boolean> => {
    if (customer === null) return true;
    const { customers } = await deps.card(sighting);
    return customers.some((one) => one.id === customer || one.members?.includes(customer));
  };

  return {
    async visit(visit) {
      current?.settle('moved-on');
      const tab = await deps.show(visit.url);
      if (visit.text.trim() === '') return 'opened';
      if (tab === null) return 'moved-on';
      return new Promise((resolve) => {
        const mine = {
          visit,
          tab,
          busy: false,
          settle(result: VisitResult) {
            if (current === mine) current = null;
            resolve(result);
          },
        };
        current = mine;
        later(() => mine.settle('moved-on'), PATIENCE_MS);
        look().catch(() => mine.settle('refused'));
      });
    },
    sighted(tab) {
      const mine = current;
      if (mine?.tab === tab) look().catch(() => mine.settle('refused'));
    },
  };
}

function isOf({ site, thread }: Visit, sighting: Sighting | null): sighting is Sighting {
  return (
    sighting?.health === 'ok' && !sighting.group && sighting.site === site && sighting.thread.id === thread
  );
}
