/** Match patterns as extensions write them: `https://host/path*`, `*://*.host/*`. */

export function matchesPattern(pattern: string, url: string): boolean {
  const wanted = /^(\*|https?):\/\/(\*|(?:\*\.)?[^/*]+)(\/.*)$/.exec(pattern);
  const here = /^(https?):\/\/([^/?#:@]+)(?::\d+)?(\/[^#]*)?(?:#.*)?$/.exec(url);
  if (!wanted || !here) return false;
  const [, scheme, host, path] = wanted as unknown as [string, string, string, string];
  if (scheme !== '*' && scheme !== here[1]) return false;
  const isHost =
    host === '*' ||
    (host.startsWith('*.')
      ? here[2] === host.slice(2) || here[2]!.endsWith(host.slice(1))
      : here[2] === host);
  const body = path.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return isHost && new RegExp(`^${body.join('.*')}$`).test(here[3] ?? '/');
}

export const hostOf = (pattern: string): string => /^[^:]+:\/\/([^/]+)/.exec(pattern)?.[1] ?? '';

/** `https://www.site.example/in/*` → `*://*.site.example/*`: every page of the site, and of hosts below it. */
export const domainOf = (pattern: string): string =>
  `*://*.${hostOf(pattern).replace(/^(?:\*|www)\./, '')}/*`;

/** `*://host/…` counts as the safe scheme. */
export const originOf = (pattern: string): string =>
  pattern.replace(
    /^(\*|https?):\/\/([^/]+).*$/,
    (_all, scheme: string, host: string) => `${scheme === '*' ? 'https' : scheme}://${host}`,
  );

/** Whether a granted pattern lets a script run wherever `wanted` asks. */
export function coversPattern(granted: string, wanted: string): boolean {
  return (
    granted === wanted || (hostOf(granted) === hostOf(wanted) && granted.endsWith(`${hostOf(wanted)}/*`))
  );
}
