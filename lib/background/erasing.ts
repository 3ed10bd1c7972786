import type { browser } from '../browser/api.ts';
import type { Command, CommandResult } from '../domain/command.ts';
import { type ErasingDeps, erasePerson, followUp, type PersonWords } from '../service/erasing.ts';
import { isCatchUpId } from '../service/ring.ts';
import type { TabPage, TabPages } from './tab-pages.ts';

type Api = {
  alarms: Pick<typeof browser.alarms, 'onAlarm'>;
  notifications: { getAll(): Promise<object>; clear(id: string): Promise<unknown> };
};

/** What a page told, before anything was read of it. */
const unread = (): Partial<TabPage> => ({
  sighting: null,
  reading: '',
  listed: [],
  selection: '',
  sent: [],
  since: undefined,
  seen: [],
  teach: undefined,
  warnings: undefined,
});

/** The group of Today that is being gone through, with its people's names and words. */
interface SittingShelf {
  read(): Promise<unknown>;
  write(sitting: null): Promise<void>;
}

export interface Erasing {
  /** Erases the customer the command names, in the book and in every copy of this browser. */
  run(command: Extract<Command, { name: 'customer.erase' }>): Promise<CommandResult>;
}

/** Erasing reaches what only the background knows: pages that tabs told of, notifications, the safe copy. */
export function listenToErasing(
  api: Api,
  deps: Omit<ErasingDeps, 'forgetPages'> & { pages: TabPages; sitting: SittingShelf; changed(): void },
): Erasing {
  const forgetPages = async (words: PersonWords | null) => {
    // The group that is being gone through is chosen anew, without them.
    if (words === null || tells(await deps.sitting.read(), words)) await deps.sitting.write(null);
    for (const [tab, page] of await deps.pages.all()) {
      const { sighting, listed, selection, teach, warnings } = page;
      if (words === null || tells([sighting, listed, selection, teach, warnings], words))
        await deps.pages.change(tab, unread());
      // A line that was sent does not say to whom: it is asked about for an hour at most, and goes for everybody.
      else if (page.sent?.length) await deps.pages.change(tab, { sent: [] });
    }
    // A list of what was missed may have a title of theirs; what still waits stands in the panel and the popup.
    for (const id of Object.keys(await api.notifications.getAll()))
      if (isCatchUpId(id)) await api.notifications.clear(id);
  };
  const all: ErasingDeps = { ...deps, forgetPages };
  let following: Promise<void> | null = null;
  const follow = (): Promise<void> => {
    following ??= followUp(all).finally(() => {
      following = null;
    });
    return following;
  };
  api.alarms.onAlarm.addListener(() => void follow().catch(() => undefined));
  return {
    async run({ args }) {
      const result = await erasePerson(all, args.id);
      deps.changed();
      // What cannot be done now (a book too busy to be copied) is tried at the next tick.
      await follow().catch(() => undefined);
      return result;
    },
  };
}

/** Whether one of these words stands in what a page told (its people, messages, list, selection) or a sitting holds. */
function tells(held: unknown, { keys, names }: PersonWords): boolean {
  const told = JSON.stringify(held).toLowerCase();
  const words = [...keys.map((key) => key.slice(key.indexOf(':') + 1)), ...names];
  return words.some((word) => told.includes(JSON.stringify(word).slice(1, -1).toLowerCase()));
}
