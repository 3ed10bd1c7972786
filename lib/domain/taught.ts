/**
 * Ids of sites that the user taught. The host is in the id, reversibly: a dot is `-`, a dash `--`, the first words of
 * the path follow after `---`. The id is also the scheme of the site's own handles, so no two places may share one.
 */
const PREFIX = 'taught-';
/** Same as the schema's limit for a site id. */
const LONGEST = 64;

export const isTaught = (site: string): boolean => site.startsWith(PREFIX);

/** `https://desk.my-shop.example:8080`, ['agent', 'tickets'] → `taught-desk-my--shop-example-8080---agent-tickets`. */
export function taughtId(origin: string, path: readonly string[] = []): string {
  const host = origin.replace(/^https?:\/\//, '').toLowerCase();
  const name = host
    .replaceAll('-', '--')
    .replace(/[.:]/g, '-')
    .replace(/[^a-z0-9-]/g, '');
  const words = path.map((word) => word.toLowerCase().replace(/[^a-z0-9]/g, '')).filter(Boolean);
  const id = `${PREFIX}${name}${words.length > 0 ? `---${words.join('-')}` : ''}`;
  // Half of a long id could be another's: a mark of the whole takes the place of its end.
  return id.length <= LONGEST ? id : `${id.slice(0, LONGEST - 9)}-${markOf(`${origin}/${path.join('/')}`)}`;
}

/** The host in the id, for people: `desk.my-shop.example`; the id itself where it was too long. */
export function taughtHost(site: string): string {
  const [name = ''] = site.slice(PREFIX.length).split('---');
  return name.replaceAll('--', '\0').replaceAll('-', '.').replaceAll('\0', '-');
}

/** FNV-1a, 32 bits, in 8 hex digits. */
function markOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
