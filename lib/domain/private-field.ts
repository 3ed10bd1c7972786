/**
 * Custom fields that stay out of every file unless asked for: those whose name begins so. An identity number, a date of
 * birth; later the sensitive mark of a channel goes the same way.
 */
export const PRIVATE = 'private.';

export const isPrivateField = (name: string): boolean => name.startsWith(PRIVATE);

/** How such a field is called on screen. */
export const bareFieldName = (name: string): string =>
  isPrivateField(name) ? name.slice(PRIVATE.length) : name;
