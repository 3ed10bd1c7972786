import { useEffect, useMemo, useState } from 'preact/hooks';
import type { View } from '../lib/domain/entities.ts';
import { BUILT_IN_VIEWS, type ListShown, SHOWN_AT_FIRST } from '../lib/domain/filter/views.ts';
import { useBeside } from './context.ts';
import { readListAddress, writeListAddress } from './list-address.ts';
import { useLive } from './use-live.ts';

export interface ShownList {
  /** Id of the view in the address; 'all' where none is. */
  view: string;
  views: View[];
  /** The saved view of that id. */
  saved: View | null;
  shown: ListShown;
  /** Not just as the view keeps it. */
  isChanged: boolean;
  change(patch: Partial<ListShown>): void;
  /** The view as it is kept. */
  reset(): void;
}

export const shownOfView = ({ text, where, sort, turned }: ListShown): ListShown => ({
  text,
  where,
  sort,
  turned,
});

/**
 * What the list shows: the address says it, so that back and forward work, and each change is written there without a
 * step of its own.
 */
export function useListShown(query: string): ShownList {
  const { host } = useBeside();
  const views = useLive(host.store, { name: 'views', args: {} }).value;
  const [address, setAddress] = useState(() => readListAddress(query));
  // The address moved by a link or by back and forward; what was typed since is in it already.
  useEffect(() => setAddress(readListAddress(query)), [query]);
  const { view } = address;
  const saved = views?.find((one) => one.id === view) ?? null;
  const kept = useMemo(() => {
    if (saved) return shownOfView(saved);
    return Object.hasOwn(BUILT_IN_VIEWS, view)
      ? BUILT_IN_VIEWS[view as keyof typeof BUILT_IN_VIEWS]
      : SHOWN_AT_FIRST;
  }, [saved, view]);
  const shown = address.shown ?? kept;
  const show = (next: ListShown | null) => {
    const isKept = next === null || JSON.stringify(next) === JSON.stringify(kept);
    const moved = { view, shown: isKept ? null : next };
    setAddress(moved);
    history.replaceState(history.state, '', writeListAddress(moved));
  };
  return {
    view,
    views: views ?? [],
    saved,
    shown,
    isChanged: address.shown !== null,
    change: (patch) => show({ ...shownOfView(shown), ...patch }),
    reset: () => show(null),
  };
}
