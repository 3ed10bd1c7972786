import { DRAFT_MAX, type DraftResult } from '../domain/draft.ts';
import { attribute, of, queryAll } from './dom.ts';
import { holdsFocus } from './reply-box.ts';
import { textOf } from './text.ts';

/** What the reader of the page says, asked again right before the text is written. */
export interface Place {
  /** Whether the page still shows the thread the text was made for. */
  isSame(): boolean;
  /** The visible reply box of that thread. */
  box(): HTMLElement | null;
}

/** Editors hear of a new caret in a later turn, and some put their own back 20 ms after they got the focus. */
const CARET_MS = 60;
/** When the box is looked at for the text: editors draw in their own time. */
const LOOKS_MS = [0, 20, 60, 150, 300, 600];
/** Longest text of a box that is compared. Characters. */
const BOX_TEXT = 200_000;

/**
 * Puts plain text into the reply box, at the caret or the end, by the ways an editor knows as the user's own: a paste,
 * or the browser's command for typing. No key is pressed, so that no editor takes it for the one that sends; what is
 * there stays there.
 *
 * Who the thread is with is asked again after everything that waits, and nothing waits between that and the writing.
 */
export async function insertText(text: string, place: Place): Promise<DraftResult> {
  if (!place.isSame()) return 'moved-on';
  const box = place.box();
  if (!box) return 'no-box';
  const field = fieldIn(box);
  if (!field) return 'refused';
  const caret = caretIn(field);
  field.focus();
  setCaret(field, caret ?? endOf(field));
  await pause(CARET_MS);

  if (!place.isSame()) return 'moved-on';
  if (place.box() !== box || fieldIn(box) !== field || !isReady(field)) return 'refused';
  const before = contentOf(field);
  const words = (isGlued(field) ? ' ' : '') + text;
  if (!hasRoom(field, words)) return 'refused';
  const wanted = occurrences(before, text) + 1;
  if (isTextField(field)) type(field, isOneLine(field) ? words.replace(/\s*\n\s*/g, ' ') : words);
  else write(field, words);
  for (const wait of LOOKS_MS) {
    await pause(wait);
    // The site may have drawn its box anew.
    const now = field.isConnected ? field : place.isSame() && fieldIn(place.box());
    if (now && occurrences(contentOf(now), text) >= wanted) return 'inserted';
  }
  return 'refused';
}

type Field = HTMLElement | HTMLTextAreaElement | HTMLInputElement;

const isTextField = (field: Element): field is HTMLTextAreaElement | HTMLInputElement =>
  /^(TEXTAREA|INPUT)$/.test(field.nodeName);
const isOneLine = (field: Element) => field.nodeName === 'INPUT';

/** Where one can write: the box itself, or the one field inside a box that is only drawn around it. */
function fieldIn(box: HTMLElement | null): Field | null {
  if (!box || isWritable(box)) return box;
  const inside = queryAll(box, 'textarea, input, [contenteditable]').filter(isWritable);
  return inside.length === 1 ? (inside[0] as Field) : null;
}

const TEXT_INPUT = /^(?:text|search)?$/;

function isWritable(element: Element): boolean {
  for (const state of ['aria-disabled', 'aria-readonly']) {
    if (attribute(element, state) === 'true') return false;
  }
  if (!isTextField(element)) return (element as HTMLElement).isContentEditable;
  if (isOneLine(element) && !TEXT_INPUT.test((attribute(element, 'type') ?? '').toLowerCase())) return false;
  return !element.readOnly && !element.disabled;
}

function hasRoom(field: Field, text: string): boolean {
  if (!isTextField(field)) return true;
  return field.maxLength < 0 || field.value.length + text.length <= field.maxLength;
}

/** Where the next letter goes: a place in the value, or a collapsed range. */
type Caret = number | Range;

const selectionOf = (field: Element): Selection | null => {
  const tree = field.getRootNode() as ShadowRoot & { getSelection?(): Selection | null };
  return tree.nodeType === 11 && tree.getSelection
    ? tree.getSelection()
    : of(field.ownerDocument, 'getSelection')();
};

/** The caret that is in the field now. What is selected stays: the caret is its end. */
function caretIn(field: Field): Caret | null {
  // A field that never had the focus has its caret at 0.
  if (isTextField(field)) return field.selectionEnd || null;
  const selection = selectionOf(field);
  if (!selection || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0).cloneRange();
  range.collapse(false);
  return field.contains(range.endContainer) ? range : null;
}

/** What a mail ends with and nobody writes after. */
const TAIL = 'blockquote, [class*="quote"], [class*="signature"]';

/** After the last word; in a mail before what it quotes and the name under it. */
function endOf(field: Field): Caret {
  if (isTextField(field)) return field.value.length;
  const range = of(field.ownerDocument, 'createRange')();
  const tail = field.querySelector(TAIL);
  if (tail) {
    range.setStartBefore(tail);
    return range;
  }
  let at: Node = field;
  while (at.lastChild && !isAtom(at.lastChild)) at = at.lastChild;
  if (at.nodeType === 3) range.setStart(at, (at as Text).length);
  // A lone break only keeps an empty line open.
  else range.setStart(at, at.childNodes.length - (at.lastChild?.nodeName === 'BR' ? 1 : 0));
  return range;
}

/** A part in which no letter can stand. */
const isAtom = (node: Node) =>
  node.nodeType !== 3 &&
  (node.nodeType !== 1 ||
    /^(BR|IMG|HR|INPUT|BUTTON|SVG|VIDEO)$/i.test(node.nodeName) ||
    attribute(node as Element, 'contenteditable') === 'false');

function setCaret(field: Field, caret: Caret): void {
  if (typeof caret === 'number') {
    if (isTextField(field)) field.setSelectionRange(caret, caret);
    return;
  }
  const selection = selectionOf(field);
  if (!selection || !caret.startContainer.isConnected) return;
  selection.removeAllRanges();
  selection.addRange(caret);
}

/** True when focus and caret are in the field and nowhere else: whatever is written now goes there. */
function isReady(field: Field): boolean {
  return field.isConnected && isWritable(field) && holdsFocus(field) && isCaretThere(field);
}

function isCaretThere(field: Field): boolean {
  if (isTextField(field)) return field.selectionStart === field.selectionEnd;
  const selection = selectionOf(field);
  const { anchorNode = null, focusNode = null } = selection ?? {};
  return selection?.isCollapsed === true && anchorNode === focusNode && field.contains(anchorNode);
}

/** True when the text would run into the word before the caret. */
function isGlued(field: Field): boolean {
  let before = '';
  if (isTextField(field)) before = field.value.slice(0, field.selectionStart ?? 0);
  else {
    const caret = caretIn(field);
    if (caret === null || typeof caret === 'number') return false;
    if (caret.startContainer.nodeType !== 3) return false;
    before = (caret.startContainer as Text).data.slice(0, caret.startOffset);
  }
  return /[^\s\u200b\ufeff]$/.test(before);
}

/** Types into a field that has the focus, as the browser does itself: what follows the field's value hears of it. */
function type(field: Field, text: string): void {
  // Deprecated, and the only way that keeps the browser's own undo.
  of(field.ownerDocument, 'execCommand')('insertText', false, text);
}

function write(field: HTMLElement, text: string): void {
  const before = contentOf(field);
  if (paste(field, text) || contentOf(field) !== before) return;
  // Line by line: a new paragraph is what some take for the key that sends, a break within one is not.
  for (const [index, line] of text.split('\n').entries()) {
    if (!isReady(field)) return;
    if (index > 0) of(field.ownerDocument, 'execCommand')('insertLineBreak');
    if (line !== '' && isReady(field)) type(field, line);
  }
}

/** Hands the text to an editor that keeps its own record of what it shows. True when it took it. */
function paste(field: HTMLElement, text: string): boolean {
  const selection = selectionOf(field);
  const node = selection?.anchorNode ?? field;
  const at = node.nodeType === 1 ? (node as Element) : node.parentElement;
  const event = pasteOf(text);
  (at ?? field).dispatchEvent(event);
  return event.defaultPrevented;
}

/** A paste as the browser itself would tell it. */
function pasteOf(text: string): ClipboardEvent {
  const init = { bubbles: true, cancelable: true, composed: true };
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  const event = new ClipboardEvent('paste', { ...init, clipboardData });
  if (event.clipboardData?.getData('text/plain') === text) return event;
  // Firefox takes the text by two names of its own.
  return new ClipboardEvent('paste', { ...init, data: text, dataType: 'text/plain' } as ClipboardEventInit);
}

/** What stands in a reply box, as a reader compares it. '' where it is no field. */
export function writtenIn(box: HTMLElement): string {
  const field = fieldIn(box);
  return field ? contentOf(field).slice(0, DRAFT_MAX) : '';
}

function contentOf(field: Field): string {
  return plain(isTextField(field) ? field.value : textOf(field, { cap: BOX_TEXT }));
}

/** As a reader compares texts: one blank is as good as another, and marks without a width are nothing. */
const plain = (text: string) =>
  text
    .normalize('NFC')
    .replace(/\u200d|[\u200b\u200c\u2060\ufeff]|\ufe0e|\ufe0f/g, '')
    .replace(/\s+/g, ' ')
    .trim();

const occurrences = (content: string, text: string) => content.split(plain(text)).length - 1;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
