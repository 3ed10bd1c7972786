import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Promised } from '../lib/domain/promise/find.ts';
import type { SentLine } from '../lib/domain/promise/sent.ts';
import { useBeside } from './context.ts';
import type { PageState } from './host.ts';

type Finder = typeof import('../lib/domain/promise/in-talk.ts');
let finder: Finder | null = null;

/** The grammars come when the first line is there to read: most panels never need them. */
function useFinder(wanted: boolean): Finder | null {
  const { fail } = useBeside();
  const [found, setFound] = useState<Finder | null>(finder);
  useEffect(() => {
    if (found || !wanted) return;
    let gone = false;
    import('../lib/domain/promise/in-talk.ts').then((module) => {
      finder = module;
      if (!gone) setFound(module);
    }, fail);
    return () => {
      gone = true;
    };
  }, [found, wanted]);
  return found;
}

/** Another time in plain words. The grammars are there by then: they found the promise. */
export const whenOf: Finder['parseWhen'] = (...asked) => finder?.parseWhen(...asked) ?? null;

/** Text that was selected is a line too; the seller asked for it to be read. */
export const SELECTED = 'selected';

export interface Proposal extends Promised {
  line: SentLine;
  id: string;
}

/** What the seller promised in lines they just sent here, or in the text they selected. */
export function useProposals(page: PageState): Proposal[] {
  const { host, settings, language } = useBeside();
  const { sent = [], selection, sighting } = page;
  const [selectedAt, setSelectedAt] = useState(0);
  useEffect(() => {
    if (selection !== '') setSelectedAt(host.now());
  }, [selection]);
  const read = useFinder(sent.length > 0 || selection !== '');
  const selected =
    selection === '' ? [] : [{ id: `${SELECTED} ${selection}`, text: selection, at: selectedAt }];
  const lines = [...sent, ...(selectedAt > 0 ? selected : [])];
  return useMemo(() => {
    if (!read) return [];
    const { zone } = host;
    return lines.flatMap((line) =>
      read
        .promisesIn(line.text, sighting?.messages ?? [], settings.notPromises, {
          now: line.at,
          zone,
          language,
        })
        .map((found): Proposal => ({ ...found, line, id: `${line.id} ${found.signature}` })),
    );
  }, [read, lines.map(({ id }) => id).join('\n'), sighting, settings.notPromises, host.zone, language]);
}
