/** JSON with sorted keys: equal values have equal text on every device. Takes what JSON can hold. */
export function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) => {
      if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
      const sorted = Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1));
      return Object.fromEntries(sorted);
    }) ?? 'null'
  );
}

export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false;
  return canonical(a) === canonical(b);
}
