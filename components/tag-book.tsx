import { type ComponentChildren, createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Tag } from '../lib/domain/entities.ts';
import { useBeside } from './context.ts';
import { useLive } from './use-live.ts';

const TagsContext = createContext<Tag[] | null>(null);

/**
 * The tags of the book, asked for once per surface: a card then has its tags at its first paint, instead of asking for
 * them after it was drawn.
 */
export function TagBook({ children }: { children: ComponentChildren }) {
  const { host } = useBeside();
  const live = useLive(host.store, { name: 'tags', args: {} });
  // A card without tags is better than none: an error here is no reason to show nothing.
  const tags = live.value ?? (live.error ? [] : null);
  return <TagsContext.Provider value={tags}>{children}</TagsContext.Provider>;
}

/** Null until the book has answered. */
export function useTags(): Tag[] | null {
  return useContext(TagsContext);
}
