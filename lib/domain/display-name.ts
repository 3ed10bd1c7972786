import { fold } from './fold.ts';

const KEY_MAX = 300;

/** A name as it is compared: folded, without what nobody sees. */
export function foldName(name: string): string {
  return fold(name.replace(/[\p{Cc}\p{Cf}]/gu, ''));
}

/**
 * Under which a display name is remembered: the channel and the folded name, `whatsapp:minh anh`. Null for a name that
 * is nothing but blanks, and where the page did not say the channel.
 */
export function displayNameKey(channel: string, name: string): string | null {
  const folded = foldName(name);
  if (folded === '' || !/^[a-z][a-z0-9-]*$/.test(channel)) return null;
  return `${channel}:${folded}`.slice(0, KEY_MAX);
}
