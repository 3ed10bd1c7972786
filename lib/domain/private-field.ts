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

/** Registers that tell of a custom field: its value, and when it was looked at last. */
const OF_FIELD = /^(?:fields|checked\/fields)\//;

/** A customer's row without its private fields, nor the stamps that tell that there are some. */
export function withoutPrivate<R extends Row>(row: R): R {
  const { fields, checked, stamps } = row as R & {
    fields?: Record<string, string>;
    checked?: Record<string, number>;
  };
  const isOpen = ([name]: [string, unknown]) => !isPrivateField(name.replace(OF_FIELD, ''));
  const looked = Object.entries(checked ?? {}).map(([name, at]): [string, number] => [`checked/${name}`, at]);
  const all = [...Object.entries(fields ?? {}), ...looked, ...Object.entries(stamps ?? {})];
  if (!fields || all.every(isOpen)) return row;
  const copy = { ...row, fields: Object.fromEntries(Object.entries(fields).filter(isOpen)) };
  if (checked)
    Object.assign(copy, {
      checked: Object.fromEntries(
        looked.filter(isOpen).map(([name, at]) => [name.slice('checked/'.length), at]),
      ),
    });
  if (stamps) copy.stamps = Object.fromEntries(Object.entries(stamps).filter(isOpen));
  return copy;
}
