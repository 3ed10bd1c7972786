import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Tag } from '../lib/domain/entities.ts';
import type { FilterTime } from '../lib/domain/filter/filter.ts';
import type { FilterValues } from '../lib/domain/query.ts';
import { useBeside } from './context.ts';
import type { Words } from './filter-words.ts';

/** What all parts of a filter that is being made need to know of the list. */
export interface FilterScene {
  /** What is typed into the search field: counts are of those it finds. */
  text: string;
  time: FilterTime;
  tags: readonly Tag[];
  /** How many the list has; null while it is worked out. */
  total: number | null;
  /** What there is to filter by; null until the book has been read. */
  values: FilterValues | null;
}

export const FilterContext = createContext<FilterScene | null>(null);

export function useFilterScene(): FilterScene {
  const scene = useContext(FilterContext);
  if (!scene) throw new Error('A filter stands inside a list.');
  return scene;
}

export function useFilterWords(): Words {
  const { t, format } = useBeside();
  const { tags } = useFilterScene();
  return { t, format, tags };
}
