import type { Sender } from './serve.ts';

/** The part of `storage.session` that tickets need. A killed worker must not log frames out, so nothing is in memory. */
export interface SessionShelf {
  /** Null: everything. */
  get(key: string | null): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(keys: string | string[]): Promise<void>;
}

/**
 * A frame's right to act. The content script gets a one-use, ten-second ticket for its tab; our frame page redeems it
 * once, and from then on its document (not the ticket) is known. A page that frames us itself has no ticket, and one
 * that steals a used ticket has nothing.
 */
export interface Tickets {
  /** 128 random bits as text, good for one redemption in this tab within ten seconds. */
  issue(tab: number): Promise<string>;
  /**
   * The tab the frame belongs to; 'late' when its ticket is one of this tab that grew old on the way, null when it is
   * unknown, used, or of another tab.
   */
  redeem(ticket: string, sender: Sender): Promise<number | 'late' | null>;
  /** The tab a framed document was admitted for, or null. */
  tabOf(sender: Sender): Promise<number | null>;
  /** Drops what was noted for the frames of a tab that is closed, and every ticket that nobody can redeem any more. */
  forget(tab: number): Promise<void>;
}

const LIFETIME_MS = 10_000;
/** A ticket so long past its life is not even told late. */
const STALE_MS = 10 * 60_000;

export function createTickets(shelf: SessionShelf, now: () => number, random: () => string): Tickets {
  // Two redemptions at once would both find the ticket before either removed it.
  const claimed = new Set<string>();
  return {
    async issue(tab) {
      const ticket = random();
      await shelf.set({ [`ticket.${ticket}`]: { tab, until: now() + LIFETIME_MS } });
      return ticket;
    },
    async redeem(ticket, sender) {
      if (claimed.has(ticket)) return null;
      claimed.add(ticket);
      const key = `ticket.${ticket}`;
      const found = (await shelf.get(key))[key] as Issued | null | undefined;
      if (!found) return null;
      const isHere = sender.tab?.id === found.tab;
      const good = isHere && found.until >= now();
      // In one write: a worker killed between two would leave a frame with a used ticket and no admission.
      await shelf.set({ [key]: null, ...(good ? { [documentKey(sender)]: found.tab } : {}) });
      await shelf.remove(key);
      if (good) return found.tab;
      return isHere ? 'late' : null;
    },
    async tabOf(sender) {
      const key = documentKey(sender);
      const tab = (await shelf.get(key))[key];
      return typeof tab === 'number' && tab === sender.tab?.id ? tab : null;
    },
    async forget(tab) {
      const stale = Object.entries(await shelf.get(null)).filter(([key, value]) =>
        key.startsWith('frame.')
          ? value === tab
          : key.startsWith('ticket.') && isStale(value as Issued | null, tab, now()),
      );
      if (stale.length > 0) await shelf.remove(stale.map(([key]) => key));
    },
  };
}

interface Issued {
  tab: number;
  until: number;
}
/** A ticket that grew old a while ago is of a frame that never came. */
const isStale = (issued: Issued | null, tab: number, now: number) =>
  issued === null || issued.tab === tab || issued.until + STALE_MS < now;

/** Chromium names documents; elsewhere tab and frame number stand in. */
function documentKey(sender: Sender): string {
  return `frame.${sender.documentId ?? `${sender.tab?.id}.${sender.frameId}`}`;
}
