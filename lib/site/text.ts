import { attribute, hasHidingStyle, matches, of } from './dom.ts';

const BLOCK =
  /^(ADDRESS|ARTICLE|ASIDE|BLOCKQUOTE|DD|DIV|DL|DT|FIGURE|FOOTER|FORM|H[1-6]|HEADER|HR|LI|MAIN|NAV|OL|P|PRE|SECTION|TABLE|TBODY|TR|UL)$/;
const CELL = /^(TD|TH)$/;
const SILENT = /^(SCRIPT|STYLE|TEMPLATE|NOSCRIPT|TEXTAREA|SELECT|IFRAME|OBJECT|HEAD|TITLE)$/;
/** Nodes looked at in one text: a page may nest without end. */
const WALK = 20_000;

export interface TextOptions {
  without?: string[];
  /** Line breaks of the source count. */
  lines?: boolean;
  /** Characters. */
  cap: number;
}

/**
 * The text as a reader sees it, without asking the browser to lay the page out: blocks and breaks are line ends,
 * pictures of emoji are their characters, other pictures nothing. Reading stops at the cap.
 */
export function textOf(root: Element, options: TextOptions): string {
  const walker = of(of(root, 'ownerDocument'), 'createTreeWalker')(root, 5);
  const without = options.without?.join(', ');
  // Spaces that fold away are read too: twice the cap is enough, and no more is held.
  const enough = options.cap * 2 + 100;
  let text = '';
  const write = (more: string) => {
    text += /[ \n]$/.test(text) ? more.replace(/^ +/, '') : more;
  };
  const breakLine = () => {
    if (text && !text.endsWith('\n')) text += '\n';
  };
  const isSilent = (element: Element, name: string) =>
    SILENT.test(name) ||
    (without !== undefined && matches(element, without)) ||
    attribute(element, 'hidden') !== null ||
    hasHidingStyle(element);

  let depth = 0;
  for (let step = 0; step < WALK && text.length < enough; step += 1) {
    const node = walker.currentNode;
    let enter = false;
    if (node.nodeType === 3) {
      const data = ((node as Text).data ?? '').slice(0, enough).replace(/[\u00a0\u2007\u202f]/g, ' ');
      write(options.lines ? data.replace(/[^\S\n]+/g, ' ') : data.replace(/\s+/g, ' '));
    } else {
      const element = node as Element;
      const name = String(of(element, 'nodeName')).toUpperCase();
      if (node === root || !isSilent(element, name)) {
        if (name === 'BR') text += '\n';
        else if (name === 'IMG') text += emojiOf(element);
        else {
          if (BLOCK.test(name)) breakLine();
          // Cells of one row stand apart: a mail's list of goods is a table.
          else if (CELL.test(name)) write(' ');
          enter = true;
        }
      }
    }
    if (enter && walker.firstChild()) {
      depth += 1;
      continue;
    }
    if (depth === 0) break;
    while (!walker.nextSibling()) {
      walker.parentNode();
      depth -= 1;
      if (BLOCK.test(String(of(walker.currentNode, 'nodeName')).toUpperCase())) breakLine();
      if (depth === 0) return tidy(text, options.cap);
    }
  }
  return tidy(text, options.cap);
}

/** Alternative text counts only where the picture stands for characters: an address in a logo is no text. */
function emojiOf(image: Element): string {
  const emoji = attribute(image, 'data-emoji');
  if (emoji) return emoji.slice(0, 16);
  const alt = attribute(image, 'alt') ?? '';
  return alt.length <= 16 &&
    /\p{Extended_Pictographic}|\p{Emoji_Presentation}|\p{Regional_Indicator}|\u20e3/u.test(alt)
    ? alt
    : '';
}

function tidy(text: string, cap: number): string {
  return cut(
    text
      .replace(/[^\S\n]*\n[^\S\n]*/g, '\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    cap,
  );
}

/** One line, without the invisible marks that turn the direction of writing. */
export const oneLine = (text: string) =>
  text
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** At most so many UTF-16 units, never half a character. */
export function cut(text: string, cap: number): string {
  return text.length <= cap
    ? text
    : text
        .slice(0, cap)
        .replace(/[\ud800-\udbff]$/, '')
        .trimEnd();
}

/** A short name for a text, the same on every reading: two rounds of FNV-1a. Not a secret, and not for keeping one. */
export function idOfWords(text: string): string {
  const round = (seed: number) => {
    let state = seed;
    for (let index = 0; index < text.length; index += 1) {
      state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
    }
    return (state >>> 0).toString(36);
  };
  return `words-${round(0x811c9dc5)}-${round(0x9747b28c)}`;
}
