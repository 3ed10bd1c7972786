import type { Sender } from './serve.ts';

/** The part of `storage.session` that tickets need. A killed worker must not log frames out, so nothing is in memory. */
export interface SessionShelf {
  get(key: string): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(key: string): Promise<void>;
}

/**
 * A frame's right to act. The content script gets a one-use, ten-second ticket for its tab; our frame page redeems it
 * once, and from then on its document (not the ticket) is known. A page that frames us itself has no ticket, and one
 * that steals a used ticket has nothing.
 */
export interface Tickets {
  /** 128 random bits as text, good for one redemption in this tab within ten seconds. */
  issue(tab: number): Promise<string>;
  /** The tab the frame belongs to, or null when the ticket is unknown, used, old, or from another tab. */
  redeem(ticket: string, sender: Sender): Promise<number | null>;
  /** The tab a framed document was admitted for, or null. */
  tabOf(sender: Sender): Promise<number | null>;
}

const LIFETIME_MS = 10_000;

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
      const found = (await shelf.get(key))[key] as { tab: number; until: number } | null | undefined;
      if (!found) return null;
      const good = found.until >= now() && sender.tab?.id === found.tab;
      // In one write: a worker killed between two would leave a frame with a used ticket and no admission.
      await shelf.set({ [key]: null, ...(good ? { [documentKey(sender)]: found.tab } : {}) });
      await shelf.remove(key);
      return good ? found.tab : null;
    },
    async tabOf(sender) {
      const key = documentKey(sender);
      const tab = (await shelf.get(key))[key];
      return typeof tab === 'number' && tab === sender.tab?.id ? tab : null;
    },
  };
}

/** Chromium names documents; elsewhere tab and frame number stand in. */
function documentKey(sender: Sender): string {
  return `frame.${sender.documentId ?? `${sender.tab?.id}.${sender.frameId}`}`;
}
