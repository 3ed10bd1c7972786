import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Query, QueryName, QueryResult } from '../lib/domain/query.ts';
import type { Store, Subscription } from '../lib/domain/store.ts';

export interface LiveState<N extends QueryName> {
  /** The newest answer; the old one is kept while a changed query is asked. */
  value: QueryResult<N> | undefined;
  /** The query that `value` answers: compare it where an old answer would be a wrong one. */
  of: Query<N> | null;
  error: unknown;
}

/**
 * Subscribes to a query while mounted, and only while the document can be seen: forty tabs must not all repaint for
 * one write. Late answers of an earlier query are dropped. Pass null to ask nothing.
 */
export function useLive<N extends QueryName>(store: Store, query: Query<N> | null): LiveState<N> {
  const [state, setState] = useState<LiveState<N>>({ value: undefined, of: null, error: null });
  const name = query === null ? '' : JSON.stringify(query);
  const asked = useRef(query);
  asked.current = query;
  const live = useMemo(() => (query === null ? null : store.live(query)), [store, name]);
  const ready = useMemo(
    () => (live?.ready === undefined ? null : { value: live.ready, of: query, error: null }),
    [live],
  );

  // In the layout phase, not after paint: the answer may then still make this frame.
  useLayoutEffect(() => {
    const current = asked.current;
    if (current === null || live === null) return;
    let subscription: Subscription | null = null;
    let run = 0;
    const start = () => {
      if (subscription || document.hidden) return;
      run += 1;
      const mine = run;
      subscription = live.subscribe({
        next: (value) => {
          if (mine === run) setState({ value, of: current, error: null });
        },
        error: (error) => {
          if (mine === run)
            setState({ value: undefined, of: current, error: error ?? new Error('live query') });
        },
      });
    };
    const stop = () => {
      run += 1;
      subscription?.unsubscribe();
      subscription = null;
    };
    const follow = () => (document.hidden ? stop() : start());
    start();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      stop();
    };
  }, [live]);

  // An answer that came before the question is drawn at once, without a frame of waiting in between.
  const isOld = state.of === null || JSON.stringify(state.of) !== name;
  return isOld && ready ? ready : state;
}

/** Asks once: the first answer, then unsubscribes. */
export function readOnce<N extends QueryName>(store: Store, query: Query<N>): Promise<QueryResult<N>> {
  return new Promise((resolve, reject) => {
    let subscription: Subscription | null = null;
    let settled = false;
    const settle = (finish: () => void) => {
      if (settled) return;
      settled = true;
      subscription?.unsubscribe();
      finish();
    };
    subscription = store.live(query).subscribe({
      next: (value) => settle(() => resolve(value)),
      error: (error) => settle(() => reject(error)),
    });
    if (settled) subscription.unsubscribe();
  });
}
