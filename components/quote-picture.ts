import { lineTotal, type QuoteWords, quoteTotal } from '../lib/domain/say/quotes.ts';
import type { Quote } from '../lib/domain/say/rows.ts';
import { saveFile } from './save-file.ts';

/** A quote as a picture, for chats that break lines apart. It is drawn here, on this page, by the browser's own fonts. */

const WIDTH = 640;
const EDGE = 32;
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
/** Vietnamese stacks two marks on a letter: lines stand well apart. CSS px. */
const LINE = 26;
/** Between a rule and the line under it, for the same reason. */
const GAP = 12;
/** Drawn larger than shown, so that it stays sharp on a telephone. */
const SCALE = 2;
const INK = '#2a241f';
const SOFT = '#655b52';
const ACCENT = '#a8431d';
const RULE = '#e8dfd3';

/** A line of text to be drawn. `right` stands at the other edge of the same line. */
interface Text {
  left: string;
  right?: string;
  size: number;
  bold?: boolean;
  colour?: string;
  ruled?: boolean;
}

/** @param words with `to`, whom it is for. */
export async function drawQuote(
  quote: Pick<Quote, 'lines' | 'until' | 'note'>,
  words: QuoteWords & { to: string },
): Promise<Blob> {
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('canvas');
  const rows = rowsOf(quote, words).flatMap((row) => folded(pen, row));
  canvas.width = WIDTH * SCALE;
  const heights = rows.map(({ ruled }) => LINE + (ruled ? GAP : 0));
  canvas.height = (heights.reduce((sum, height) => sum + height, 0) + EDGE * 2) * SCALE;
  pen.scale(SCALE, SCALE);
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  let top = EDGE;
  rows.forEach((row, index) => {
    draw(pen, row, top);
    top += heights[index]!;
  });
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('canvas'))), 'image/png');
  });
}

/** All texts composed, letter and marks in one: some fonts draw them apart otherwise. */
function rowsOf(quote: Pick<Quote, 'lines' | 'until' | 'note'>, words: QuoteWords & { to: string }): Text[] {
  const rows: Text[] = [
    { left: words.title, size: 20, bold: true, colour: ACCENT },
    { left: words.to, size: 15, colour: SOFT, ruled: true },
  ];
  for (const line of quote.lines) {
    rows.push({ left: line.name, right: words.money(lineTotal(line)), size: 16, bold: true });
    const off = line.discount > 0 ? ` (${words.discount(words.money(line.discount))})` : '';
    const unit = line.unit === '' ? '' : ` ${line.unit}`;
    const left = `${words.count(line.quantity)}${unit} × ${words.money(line.price)}${off}`;
    rows.push({ left, size: 14, colour: SOFT, ruled: true });
  }
  rows.push({ left: words.total(words.money(quoteTotal(quote))), size: 18, bold: true });
  if (quote.until !== '') rows.push({ left: words.until(words.date(quote.until)), size: 14, colour: SOFT });
  if (quote.note !== '') rows.push({ left: quote.note, size: 14 });
  return rows.map((row) => ({ ...row, left: row.left.normalize('NFC') }));
}

const fontOf = ({ size, bold }: Text) => `${bold ? '600 ' : ''}${size}px ${FONT}`;

/** A text too long for its line goes on in the next. */
function folded(pen: CanvasRenderingContext2D, row: Text): Text[] {
  pen.font = fontOf(row);
  const room = WIDTH - EDGE * 2 - (row.right ? pen.measureText(row.right).width + 16 : 0);
  const lines: string[] = [];
  let line = '';
  for (const word of row.left.split(/\s+/u)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && pen.measureText(longer).width > room) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  lines.push(line);
  const { right, ruled, ...plain } = row;
  return lines.map((left, index) => ({
    ...plain,
    left,
    ...(index === 0 && right !== undefined && { right }),
    ...(index === lines.length - 1 && ruled && { ruled }),
  }));
}

function draw(pen: CanvasRenderingContext2D, row: Text, top: number): void {
  pen.font = fontOf(row);
  pen.fillStyle = row.colour ?? INK;
  pen.textBaseline = 'alphabetic';
  pen.textAlign = 'left';
  pen.fillText(row.left, EDGE, top + LINE - 8, WIDTH - EDGE * 2);
  if (row.right !== undefined) {
    pen.textAlign = 'right';
    pen.fillText(row.right, WIDTH - EDGE, top + LINE - 8);
  }
  if (row.ruled) {
    pen.fillStyle = RULE;
    pen.fillRect(EDGE, top + LINE + 2, WIDTH - EDGE * 2, 1);
  }
}

/** Puts the picture on the clipboard, or, where a frame may not, gives it as a file. */
export async function givePicture(picture: Blob, name: string): Promise<'copied' | 'saved'> {
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
    return 'copied';
  } catch {
    saveFile(name, 'image/png', picture);
    return 'saved';
  }
}
