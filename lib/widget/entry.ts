import { readOnce } from '../../components/use-live.ts';
import { cardArgs } from '../domain/card-args.ts';
import type { CommandInput } from '../domain/command.ts';
import { logOf, namedIn, wholeMessage } from '../domain/log.ts';
import type { Sighting } from '../domain/sighting.ts';
import type { Store } from '../domain/store.ts';
import { randomId } from '../store/random-id.ts';
import type { PanelEntry } from './api.ts';
import { SITE } from './input.ts';

/**
 * Logs a contact with everybody of the book who stands on the page; without an entry, the page as the button does.
 * @returns the entry's id; null when nobody of the book is there, or there is nothing to log.
 */
export async function logInto(store: Store, sighting: Sighting, entry?: PanelEntry): Promise<string | null> {
  const view = await readOnce(store, { name: 'card', args: cardArgs(sighting) });
  const named = namedIn(view.customers, true);
  if (named.ids.length === 0) return null;
  const args = entry
    ? entryOf(entry, named.ids, sighting.thread)
    : logOf(sighting, named, wholeMessage(view.logged ?? view.loggedBefore), '');
  if (!args) return view.logged?.id ?? null;
  return (await store.run({ name: 'interaction.log', args })).id;
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
