/**
 * The script and the style of the address book that opens without Beside. They are texts, because they run in a file of
 * the user's, not here. The script makes nodes and texts only, asks no address, and stores nothing.
 */
export const BOOK_SCRIPT = String.raw`(() => {
'use strict';
const part = (id) => document.getElementById(id);
const told = JSON.parse(part('words').textContent);
const SHOWN = 200;
const fold = (text) => text.normalize('NFD').replace(/\p{M}+/gu, '').toLowerCase().replace(/đ/g, 'd').replace(/\s+/g, ' ').trim();
const make = (tag, name, text) => {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text) node.textContent = text;
  return node;
};
const phone = (value) => value.replace(/^\+84(\d{2})(\d{3})(\d{4})$/, '0$1 $2 $3');
const lineOf = (one) => fold([one.n, one.o, one.c, ...one.h, ...one.h.map(phone), ...one.t, one.a, one.d, ...one.s, ...Object.values(one.f)].join(' '))
  + ' ' + one.h.join(' ').replace(/\D/g, '') + ' ' + one.h.map(phone).join(' ').replace(/\D/g, '');
const card = (one) => {
  const item = make('li');
  const head = make('h2', '', one.n || one.c);
  if (one.c) head.append(make('span', 'code', one.c));
  item.append(head);
  if (one.o) item.append(make('p', '', one.o));
  const handles = make('p', 'handles');
  for (const handle of one.h) handles.append(make('span', '', phone(handle)));
  item.append(handles);
  if (one.t.length) {
    const tags = make('p', 'tags');
    for (const tag of one.t) tags.append(make('span', '', tag));
    item.append(tags);
  }
  for (const text of [one.d, one.a]) if (text) item.append(make('p', '', text));
  for (const [name, value] of Object.entries(one.f)) item.append(make('p', 'field', name + ': ' + value));
  for (const note of one.s) item.append(make('p', 'note', note));
  return item;
};
const open = (people) => {
  const lines = people.map(lineOf);
  const show = () => {
    const words = fold(part('find').value).split(' ').filter(Boolean);
    const digits = part('find').value.replace(/\D/g, '');
    const fits = (line) => words.every((word) => line.includes(word)) || (digits.length > 2 && /^[\d\s().+-]+$/.test(part('find').value) && line.includes(digits));
    const found = people.filter((one, place) => fits(lines[place]));
    part('list').replaceChildren(...found.slice(0, SHOWN).map(card));
    part('count').textContent = told.count.replace('{count}', found.length.toLocaleString(told.language))
      + (found.length > SHOWN ? ' ' + told.more.replace('{count}', String(SHOWN)) : '');
  };
  part('find').addEventListener('input', show);
  part('book').hidden = false;
  show();
  part('find').focus();
};
const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const unlock = async (bytes, passphrase) => {
  const end = bytes.indexOf(10) + 1;
  const head = bytes.slice(0, end);
  const { kdf, cipher } = JSON.parse(new TextDecoder().decode(head));
  const raw = await crypto.subtle.importKey('raw', new TextEncoder().encode(passphrase.normalize('NFC')), 'PBKDF2', false, ['deriveKey']);
  const key = await crypto.subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt: bytesOf(kdf.salt), iterations: kdf.iterations }, raw, { name: 'AES-GCM', length: 256 }, false, ['decrypt']);
  const nonce = bytesOf(cipher.nonce);
  const pieces = [];
  for (let at = end, number = 0; at < bytes.length; number += 1) {
    const length = number === 0 ? 16 : Math.min(cipher.piece + 16, bytes.length - at);
    const role = number === 0 ? 2 : at + length === bytes.length ? 1 : 0;
    const iv = new Uint8Array(12);
    iv.set(nonce);
    new DataView(iv.buffer).setUint32(8, number);
    const additionalData = new Uint8Array(end + 1);
    additionalData.set(head);
    additionalData[end] = role;
    pieces.push(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, bytes.slice(at, at + length)));
    at += length;
  }
  const plain = new Blob(pieces).stream().pipeThrough(new DecompressionStream('gzip'));
  return JSON.parse(await new Response(plain).text());
};
const sealed = part('sealed');
if (!sealed) open(JSON.parse(part('people').textContent));
else {
  part('lock').hidden = false;
  part('passphrase').focus();
  part('lock').addEventListener('submit', async (event) => {
    event.preventDefault();
    part('wrong').textContent = '';
    try {
      const people = await unlock(bytesOf(sealed.textContent.trim()), part('passphrase').value);
      part('lock').hidden = true;
      open(people);
    } catch {
      part('wrong').textContent = told.wrong;
    }
  });
}
})();`;

export const BOOK_STYLE = `:root{color-scheme:light dark;--paper:#faf6f0;--page:#fff;--ink:#2a241f;--soft:#655b52;--line:#e8dfd3;--accent:#a8431d}
@media (prefers-color-scheme:dark){:root{--paper:#191614;--page:#221e1b;--ink:#f0e8de;--soft:#b9ada0;--line:#38312b;--accent:#f09a73}}
*{box-sizing:border-box}body{margin:0 auto;padding:24px 16px;max-width:760px;background:var(--paper);color:var(--ink);font:400 16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
h1{margin:0;font-size:22px}h2{margin:0;font-size:16px}p{margin:0}[hidden]{display:none}
.made,.code,#count{color:var(--soft);font-size:14px}.code{margin-inline-start:8px;font-weight:400}
form,#book{display:grid;gap:12px;margin-top:16px}label{display:grid;gap:4px}
input{width:100%;padding:8px 12px;border:1px solid var(--soft);border-radius:8px;background:var(--page);color:inherit;font:inherit}
button{justify-self:start;padding:8px 16px;border:1px solid var(--accent);border-radius:8px;background:none;color:var(--accent);font:inherit;font-weight:600}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
ul{display:grid;gap:8px;margin:0;padding:0;list-style:none}li{display:grid;gap:4px;padding:12px 16px;border:1px solid var(--line);border-radius:8px;background:var(--page)}
.handles{display:flex;flex-wrap:wrap;gap:0 16px}.tags{display:flex;flex-wrap:wrap;gap:4px}.tags span{padding:0 8px;border:1px solid var(--line);border-radius:8px;font-size:14px}
.note{white-space:pre-wrap;color:var(--soft)}.field{color:var(--soft)}#wrong{color:var(--accent)}`;
