import { useEffect, useRef } from 'preact/hooks';
import { useBeside } from './context.ts';
import type { Host } from './host.ts';

/** Where the words for the open thread are written, of each panel that shows one. */
const places = new WeakMap<Host['store'], (text: string) => void>();

/** Takes words that another part of the card proposes for this thread. */
export function useProposedDraft(onText: (text: string) => void): void {
  const { host } = useBeside();
  const latest = useRef(onText);
  latest.current = onText;
  useEffect(() => {
    const take = (text: string) => latest.current(text);
    places.set(host.store, take);
    return () => {
      if (places.get(host.store) === take) places.delete(host.store);
    };
  }, [host.store]);
}

/** Puts words where the answer to the open thread is written; where no thread is open they are copied. */
export function useProposeDraft(): (event: Event, text: string) => void {
  const { t, host, notify, mayAct } = useBeside();
  return (event, text) => {
    const place = places.get(host.store);
    if (place) return place(text);
    if (!mayAct(event)) return;
    const failed = () => notify({ text: t('draft_not_copied'), tone: 'fail' });
    if (!host.copy) return failed();
    host.copy(text).then(() => notify({ text: t('draft_copied') }), failed);
  };
}
