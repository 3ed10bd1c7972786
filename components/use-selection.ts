import { useEffect, useRef, useState } from 'preact/hooks';

export interface Selection {
  chosen: ReadonlySet<string>;
  /** Chooses or lets go of one. @param reach with Shift: and all between the last one and this. */
  turn(index: number, reach: boolean): void;
  all(): void;
  /** All are wanted, and not here yet. */
  isGathering: boolean;
  clear(): void;
}

const NOBODY: ReadonlySet<string> = new Set();

/**
 * Who is chosen of a list. Another question is another list: then nobody is chosen, so that nothing is done to people
 * one does not see any more.
 */
export function useSelection(ids: readonly string[], total: number, question: string): Selection {
  const [state, setState] = useState({ chosen: NOBODY, question });
  // The ids of a long list come a moment after its first rows: whoever chose all of it means them too.
  const [wanted, setWanted] = useState('');
  const isWhole = ids.length === total;
  const last = useRef(-1);
  const chosen = state.question === question ? state.chosen : NOBODY;
  const choose = (next: ReadonlySet<string>) => {
    setWanted('');
    setState({ chosen: next, question });
  };
  useEffect(() => {
    if (isWhole && wanted === question && wanted !== '') choose(new Set(ids));
  }, [isWhole, wanted, question]);
  useEffect(() => {
    last.current = -1;
  }, [question]);
  return {
    chosen,
    turn(index, reach) {
      const id = ids[index];
      if (id === undefined) return;
      const next = new Set(chosen);
      const on = !next.has(id);
      const from = reach && last.current >= 0 ? last.current : index;
      for (const one of ids.slice(Math.min(from, index), Math.max(from, index) + 1))
        if (on) next.add(one);
        else next.delete(one);
      last.current = index;
      choose(next);
    },
    all: () => (isWhole ? choose(new Set(ids)) : setWanted(question)),
    isGathering: wanted === question && wanted !== '',
    clear: () => choose(NOBODY),
  };
}
