/** A part of a sentence between commas: what one promise is made in. */
export interface Clause {
  /** As typed. */
  text: string;
  /** Its sentence, as typed. */
  sentence: string;
  /** The clauses of the sentence before it. */
  before: string[];
  /** It ends a question. */
  asks: boolean;
}

/** More is no line somebody wrote to a buyer. Characters. */
const LINE_LIMIT = 2000;
/** Looked at in one message: a promise is made in few words. */
const CLAUSES = 60;

/** What somebody else wrote: quoted lines of mail, and words in quotation marks. */
const QUOTED_LINE = /^\s*(?:>|\|)/;
const QUOTED_WORDS = /"[^"\n]{3,300}"|“[^”\n]{3,300}”|«[^»\n]{3,300}»/gu;
/** The head of a quotation that mail programs put in: all that follows is not the writer's. */
const QUOTE_HEAD =
  /^\s*(?:On .{4,120} wrote:|Vào .{4,120} (?:đã )?viết:|-{2,}\s*(?:Original|Forwarded|Thư gốc|Thư chuyển tiếp))/iu;

/** Ends of sentences: not the dot of 12.000 or of p.m. */
const SENTENCE = /[^.!?…;\n]+(?:[.](?=[\p{L}\p{N}])[^.!?…;\n]*)*[.!?…;\n]*/gu;
const TAG =
  /^\s*(?:(?:được|duoc|dc|đc|ok|oke|okay|phải|phai|đúng|dung|right|is that ok|ok with you)\b.{0,24})$/iu;

/** The clauses that the writer of the text wrote, in order. */
export function clausesOf(text: string): Clause[] {
  const found: Clause[] = [];
  for (const line of ownLines(text.slice(0, LINE_LIMIT))) {
    for (const [sentence] of line.replace(/\b([ap])\.m\./gi, '$1m').matchAll(SENTENCE)) {
      const parts = sentence.split(/,(?!\d)|\s+[-–—]\s+/u).filter((part) => part.trim() !== '');
      const isQuestion = /\?/.test(sentence);
      const asked =
        isQuestion && parts.length > 1 && TAG.test((parts.at(-1) ?? '').replace(/[?.!\s]+$/, '')) ? 2 : 1;
      for (const [i, part] of parts.entries()) {
        found.push({
          text: part.trim(),
          sentence: sentence.trim(),
          before: parts.slice(0, i).map((one) => one.trim()),
          asks: isQuestion && i >= parts.length - asked,
        });
        if (found.length >= CLAUSES) return found;
      }
    }
  }
  return found;
}

function ownLines(text: string): string[] {
  const own: string[] = [];
  for (const line of text.split('\n')) {
    if (QUOTE_HEAD.test(line)) return own;
    if (!QUOTED_LINE.test(line)) own.push(line.replace(QUOTED_WORDS, ' '));
  }
  return own;
}
