import type { Row } from './row.ts';

/**
 * Custom fields that stay out of every file unless asked for: those whose name begins so. An identity number, a date of
 * birth; later the sensitive mark of a channel goes the same way.
 */
export const PRIVATE = 'private.';

export const isPrivateField = (name: string): boolean => name.startsWith(PRIVATE);

/** How such a field is called on screen. */
export const bareFieldName = (name: string): string =>
  isPrivateField(name) ? name.slice(PRIVATE.length) : name;

/** A customer's row without its private fields, nor the stamps that tell that there are some. */
export function withoutPrivate<R extends Row>(row: R): R {
  const { fields, stamps } = row as R & { fields?: Record<string, string> };
  const isOpen = ([name]: [string, unknown]) => !isPrivateField(name.replace(/^fields\//, ''));
  if (!fields || ![...Object.keys(fields), ...Object.keys(stamps ?? {})].some((name) => !isOpen([name, 0])))
    return row;
  const copy = { ...row, fields: Object.fromEntries(Object.entries(fields).filter(isOpen)) };
  if (stamps) copy.stamps = Object.fromEntries(Object.entries(stamps).filter(isOpen));
  return copy;
}
