/**
 * Ids of the never-log rules that would forbid a log, most telling first: the customer, an identity, the domain of an
 * e-mail address (with the domains above it), the site.
 */
export function rulesFor(customers: readonly string[], keys: readonly string[], site: string): string[] {
  const rules = new Set<string>();
  for (const customer of customers) rules.add(`customer:${customer}`);
  for (const key of keys) rules.add(key);
  for (const key of keys) for (const domain of domainsOf(key)) rules.add(`domain:${domain}`);
  if (site !== '') rules.add(`site:${site}`);
  return [...rules];
}

/** `email:a@mail.b.vn` → mail.b.vn, b.vn, vn. */
function domainsOf(key: string): string[] {
  if (!key.startsWith('email:')) return [];
  const labels = key
    .slice(key.lastIndexOf('@') + 1)
    .toLowerCase()
    .split('.');
  return labels.map((_, i) => labels.slice(i).join('.'));
}
