/** What sellers say they forget, asked once at the start: the answer switches on what helps against it. */
export const FORGETS = ['reply', 'promise', 'who', 'again'] as const;
export type Forgets = (typeof FORGETS)[number];

/** How far somebody who has just begun has come, practice customers left out. */
export interface FirstSteps {
  /** Own customers in the book. */
  customers: number;
  noted: boolean;
  promised: boolean;
  /** One of them is known on two channels. */
  channels: boolean;
}

/** `email:lan@example.com` and `tel:…` are two ways to the same person; an order's number is none. */
export function channelsOf(keys: readonly string[]): number {
  const schemes = keys.map((key) => key.slice(0, key.indexOf(':'))).filter((scheme) => scheme !== 'order');
  return new Set(schemes).size;
}
