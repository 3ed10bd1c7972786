import { findCodes } from './codes.ts';
import { findEmails } from './emails.ts';
import type { Effort, Found } from './found.ts';
import { findPhones } from './phones.ts';

/** Pages put these into numbers; nobody sees them. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/g;

/** Telephone numbers, mail addresses, order and parcel codes in a text, in the order in which they stand. */
export function recognise(text: string, region: string, effort: Effort = { left: 200 }): Found[] {
  const seen = text.replace(INVISIBLE, '');
  if (!/[\d@]/.test(seen)) return [];
  const emails = findEmails(seen, effort);
  const phones = findPhones(seen, region, effort).filter((one) => !emails.some((mail) => overlap(one, mail)));
  const handles = [...emails, ...phones];
  return [...handles, ...findCodes(seen, handles, effort)].sort((a, b) => a.at - b.at);
}

const overlap = (a: Found, b: Found): boolean => a.at < b.end && a.end > b.at;
