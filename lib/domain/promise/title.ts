import { fold } from '../fold.ts';

/** Characters of a title; the reminder's own cap is wider. */
const MAX = 120;

/** Words before what is done: politeness, the doer, the future. Folded. */
const BEFORE = new Set(
  'da vang a ok oke okie okay um uh roi the vay thi la vang de em e shop sop minh tui con chau se cung lai nha nhe chac nhat dinh'.split(
    ' ',
  ),
);
/** Words after it. */
const AFTER = new Set('nha nhe nhen nghen hen a ah ha luon lien ngay'.split(' '));
/** Words that led to the time that was taken away. */
const LED = new Set('trong toi den truoc vao luc for by at on until till around later over first'.split(' '));
/** `chị báo lại`: the doer, where she is the elder. */
const ELDER = /^(?:chi|anh|co|chu|bac)$/;
const ELDER_ACT = /^(?:bao|goi|gui|kiem|tra|giao|ship|hoi)$/;
const CALM = /^(?:chị|anh|cô|bác|chú|bạn|chi|co|bac|ban)\s+(?:cứ\s+|cu\s+)?(?:yên tâm|yen tam)[\s,]+/iu;
const ENGLISH =
  /^(?:(?:ok|okay|sure|yes|yep|noted|no worries|no problem|happy to|of course|and|but|then|so)\b[\s,]*)*(?:(?:i|we)\s*(?:[’']ll|will|shall|ll|[’']m going to|am going to|[’']re going to|are going to|[’']m gonna|[’']m|am|can|promise to)\s+|ill\s+|im gonna\s+|will\s+|shall\s+|gonna\s+|let me\s+)(?:also\s+|just\s+|definitely\s+|personally\s+|make sure to\s+)*/i;
const EDGES = /^[\s,.;:–—-]+|[\s,.;:!–—-]+$/gu;

/** What is to be done. @param rest the clause without its words of time; @param words the clause as typed. */
export function titleOf(rest: string, words: string): string {
  const tidy = rest.replace(/\s+/g, ' ').replace(EDGES, '').replace(CALM, '');
  const english = tidy.replace(ENGLISH, '');
  const title = english === tidy ? vietnameseTitle(tidy) : english;
  const led = rest === words ? title : withoutLead(title);
  const kept = led.replace(EDGES, '') || words.replace(/\s+/g, ' ').replace(EDGES, '');
  return kept.length > MAX
    ? `${kept
        .slice(0, MAX - 1)
        .toWellFormed()
        .trimEnd()}…`
    : kept;
}

/** `giữ tới thứ 7` without its Saturday ends in a word that leads nowhere. */
function withoutLead(title: string): string {
  const words = title
    .replace(/\s+first thing$/i, '')
    .replace(EDGES, '')
    .split(' ');
  while (words.length > 1 && LED.has(fold(words.at(-1) ?? ''))) words.pop();
  return words.join(' ');
}

function vietnameseTitle(text: string): string {
  const words = text.split(' ');
  const plain = words.map((word) => fold(word).replace(/[^\p{L}\p{N}]/gu, ''));
  let from = 0;
  let to = words.length;
  // `bên em`, `tụi em`: both words together.
  for (;;) {
    if (
      /^(?:ben|tui|bon|chung)$/.test(plain[from] ?? '') &&
      /^(?:em|minh|shop|toi|tui)$/.test(plain[from + 1] ?? '')
    ) {
      from += 2;
    } else if (ELDER.test(plain[from] ?? '') && ELDER_ACT.test(plain[from + 1] ?? '')) from += 1;
    else if (BEFORE.has(plain[from] ?? '-')) from += 1;
    else break;
  }
  while (to > from && AFTER.has(plain[to - 1] ?? '-')) to -= 1;
  return words.slice(from, to).join(' ');
}
