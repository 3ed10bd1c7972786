import { useEffect, useState } from 'preact/hooks';

/** The sections of the dashboard, as they stand in its list: what a day needs, selling, looking back, the book itself. */
export const SECTION_GROUPS = {
  day: ['welcome', 'today', 'customers'],
  sell: ['pipeline', 'playbooks', 'templates', 'products'],
  back: ['radar', 'promises', 'reports'],
  book: [
    'tags',
    'duplicates',
    'colleagues',
    'transfer',
    'sync',
    'history',
    'never-log',
    'privacy',
    'settings',
  ],
} as const;
export const SECTIONS = Object.values(SECTION_GROUPS).flat();
export type SectionName = (typeof SECTIONS)[number];

export interface Route {
  section: SectionName;
  /** The customer of `customers/<id>`, else ''. */
  id: string;
  /** What to look for: `customers?find=lan`, else ''. */
  find: string;
  /** All that follows the `?`. */
  query: string;
  /** What to do there: `customers/<id>?act=erase`, else ''. */
  act: string;
}

/** `#/customers/<id>` → section and id; anything unknown is the customers list. */
export function readRoute(hash: string): Route {
  const mark = hash.indexOf('?');
  const path = mark < 0 ? hash : hash.slice(0, mark);
  const query = mark < 0 ? '' : hash.slice(mark + 1);
  const [section = '', id = ''] = path.replace(/^#?\/?/, '').split('/');
  const known = SECTIONS.find((one) => one === section);
  let plain = '';
  try {
    plain = decodeURIComponent(id);
  } catch {
    // A broken escape names no customer.
    plain = '';
  }
  return {
    section: known ?? 'customers',
    id: known === 'customers' ? plain : '',
    find: new URLSearchParams(query).get('find') ?? '',
    query,
    act: new URLSearchParams(query).get('act') ?? '',
  };
}

/** `customers/<id>` or a section → hash. */
export function writeRoute(section: string, id = ''): string {
  return `#/${section}${id ? `/${encodeURIComponent(id)}` : ''}`;
}

/** Follows the hash of the page. */
export function useRoute(): Route {
  const [hash, setHash] = useState(() => location.hash);
  useEffect(() => {
    const follow = () => setHash(location.hash);
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return readRoute(hash);
}
