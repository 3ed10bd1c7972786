import { normaliseIdentity } from '../identity.ts';
import type { Effort, Found } from './found.ts';

const LOCAL = /[^\s@<>()[\]\\,;:"'“”‘’{}|/=]/;
const DOMAIN = /[\p{L}\p{M}\p{N}.-]/u;
/** `logo@2x.png` is a picture. */
const FILE = /\.(?:png|jpe?g|gif|webp|svg|css|js|ts|mp4|pdf)$/i;
const LAST = /\.(?:\p{L}{2,24}|xn--[a-z0-9-]{2,59})$/u;
const LOCAL_MAX = 64;
const DOMAIN_MAX = 190;

/** Mail addresses in a text. Each @ is looked at once, and no farther than an address may reach. */
export function findEmails(text: string, effort: Effort): Found[] {
  const found: Found[] = [];
  for (let sign = text.indexOf('@'); sign >= 0 && effort.left > 0; sign = text.indexOf('@', sign + 1)) {
    effort.left -= 1;
    let at = sign;
    while (at > 0 && sign - at < LOCAL_MAX && LOCAL.test(text[at - 1]!)) at -= 1;
    let end = sign + 1;
    while (end < text.length && end - sign < DOMAIN_MAX && DOMAIN.test(text[end]!)) end += 1;
    while (end > sign + 1 && /[.-]/.test(text[end - 1]!)) end -= 1;
    while (at < sign && text[at] === '.') at += 1;
    const address = text.slice(at, end);
    if (text[end] === '@' || text[at - 1] === '@' || !LAST.test(address) || FILE.test(address)) continue;
    const key = normaliseIdentity(`email:${address}`);
    if (key) found.push({ kind: 'email', key, text: key.slice('email:'.length), issuer: '', at, end });
  }
  return found;
}
