import { bareFieldName } from '../../domain/private-field.ts';
import type { Book } from '../../store/schema.ts';
import { type BookWords, type OutgoingCustomer, outgoing } from './columns.ts';
import { BOOK_SCRIPT, BOOK_STYLE } from './html-book-script.ts';
import { type SealKey, seal } from './seal.ts';

export interface BookOptions {
  ids: readonly string[] | null;
  private: boolean;
  /** Locks the book; null for one that anybody opens. */
  key: SealKey | null;
  words: BookWords;
  /** When it was written, in words. */
  when: string;
  onCustomers(count: number): void;
}

/** Text inside a script element, and text between tags: nothing in it may end what it stands in. */
const asData = (value: unknown): string => JSON.stringify(value).replace(/</g, '\\u003c');
const asText = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return `'sha256-${new Uint8Array(digest).toBase64()}'`;
}

/**
 * The address book: one file that opens and searches without Beside and without a network. Its own policy lets it run
 * its one script and load nothing; what people wrote is data in it, drawn as text.
 */
export async function* bookText(book: Book, options: BookOptions): AsyncGenerator<string> {
  const { words } = options;
  const policy = `default-src 'none'; script-src ${await hashOf(BOOK_SCRIPT)}; style-src ${await hashOf(BOOK_STYLE)}; base-uri 'none'; form-action 'none'`;
  yield `<!doctype html>
<html lang="${asText(words.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${asText(words.title)}</title>
<style>${BOOK_STYLE}</style>
</head>
<body>
<h1>${asText(words.title)}</h1>
<p class="made">${asText(words.made.replace('{when}', options.when))}</p>
<form id="lock" hidden>
<label><span>${asText(words.passphrase)}</span><input id="passphrase" type="password" autocomplete="off"></label>
<button type="submit">${asText(words.open)}</button>
<p id="wrong" role="alert"></p>
</form>
<main id="book" hidden>
<label><span>${asText(words.find)}</span><input id="find" type="search" autocomplete="off"></label>
<p id="count" role="status"></p>
<ul id="list"></ul>
</main>
<script type="application/json" id="words">${asData(words)}</script>
`;
  if (options.key === null) {
    yield '<script type="application/json" id="people">';
    yield* peopleText(book, options);
  } else {
    yield '<script type="text/plain" id="sealed">';
    yield* sealedText(book, options, options.key);
  }
  yield `</script>\n<script>${BOOK_SCRIPT}</script>\n</body>\n</html>\n`;
}

async function* peopleText(book: Book, options: BookOptions): AsyncGenerator<string> {
  let count = 0;
  yield '[';
  for await (const page of outgoing(book, options.ids, { private: options.private, notes: true })) {
    const text = page.map((one) => asData(personOf(one))).join(',\n');
    if (text) yield count > 0 ? `,\n${text}` : text;
    count += page.length;
    options.onCustomers(count);
  }
  yield ']';
}

function personOf({ customer, tags, notes, firm, role }: OutgoingCustomer) {
  const fields = Object.entries(customer.fields).map(([name, value]) => [bareFieldName(name), value]);
  return {
    n: customer.name ?? '',
    c: customer.code ?? '',
    o: [firm || (customer.company ?? ''), role, customer.taxCode ?? ''].filter(Boolean).join(' · '),
    h: customer.keys.map((key) => key.replace(/^(?:tel|email):/, '')),
    t: tags,
    a: customer.about ?? '',
    d: customer.address ?? '',
    s: notes,
    f: Object.fromEntries(fields) as Record<string, string>,
  };
}

/** Bytes that make whole letters of base64. */
const GROUP = 3 << 16;

async function* sealedText(book: Book, options: BookOptions, key: SealKey): AsyncGenerator<string> {
  const encoder = new TextEncoder();
  const people = peopleText(book, options);
  const plain = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(out) {
      const { done, value } = await people.next();
      if (done) out.close();
      else out.enqueue(encoder.encode(value));
    },
  });
  const sealed = plain.pipeThrough(new CompressionStream('gzip')).pipeThrough(seal(key));
  const whole = await new Response(sealed as ReadableStream<Uint8Array<ArrayBuffer>>).blob();
  for (let at = 0; at < whole.size; at += GROUP)
    yield new Uint8Array(await whole.slice(at, at + GROUP).arrayBuffer()).toBase64();
}
