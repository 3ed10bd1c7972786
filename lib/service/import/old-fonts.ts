/**
 * Sheets of the years before Unicode: the letters are those of an English computer, and a font (.VnTime, VNI-Times)
 * draws Vietnamese ones in their place. Read as they stand, "Nguyễn" is "NguyÔn" or "Nguyeãn". Such a file is
 * recognised by its words and read as what was meant.
 */
export type OldFont = 'tcvn3' | 'vni';

/** TCVN 5712:1993 (TCVN3, "ABC"), from its byte A1 on; a dot where it has no letter. */
const TCVN3 =
  'ĂÂÊÔƠƯĐăâêôơưđ......àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ';
const TCVN3_FROM = 0xa1;

/** VNI for Windows: the sign after a letter says its tone, or its shape and its tone. */
const VNI_SIGNS: Record<string, string> = {
  Ù: '\u0301',
  Ø: '\u0300',
  Û: '\u0309',
  Õ: '\u0303',
  Ï: '\u0323',
  Â: '\u0302',
  Á: '\u0302\u0301',
  À: '\u0302\u0300',
  Å: '\u0302\u0309',
  Ã: '\u0302\u0303',
  Ä: '\u0302\u0323',
  Ê: '\u0306',
  É: '\u0306\u0301',
  È: '\u0306\u0300',
  Ú: '\u0306\u0309',
  Ü: '\u0306\u0303',
  Ë: '\u0306\u0323',
};
/** Letters that are one sign in VNI. */
const VNI_LETTERS: Record<string, string> = {
  Ô: 'Ơ',
  Ö: 'Ư',
  Ñ: 'Đ',
  Æ: 'Ỉ',
  Ó: 'Ĩ',
  Ò: 'Ị',
  Î: 'Ỵ',
  Í: 'Í',
  Ì: 'Ì',
};

const bothCases = (table: Record<string, string>): Map<string, string> =>
  new Map(
    Object.entries(table).flatMap(([sign, means]) => [
      [sign, means],
      [sign.toLowerCase(), means.toLowerCase()],
    ]),
  );
const SIGNS = bothCases(VNI_SIGNS);
const LETTERS = bothCases(VNI_LETTERS);
const VNI_PAIR = new RegExp(
  `([AEOUYÔÖ])([${[...SIGNS.keys()].join('')}])|[${[...LETTERS.keys()].join('')}]`,
  'giu',
);

function fromVni(text: string): string {
  return text
    .replace(VNI_PAIR, (sign, letter?: string, mark?: string) =>
      letter && mark ? (LETTERS.get(letter) ?? letter) + SIGNS.get(mark)! : (LETTERS.get(sign) ?? sign),
    )
    .normalize('NFC');
}

function fromTcvn3(text: string): string {
  return text.replace(/[\u00a1-\u00fe]/g, (sign) => {
    const letter = TCVN3[sign.charCodeAt(0) - TCVN3_FROM];
    return letter === undefined || letter === '.' ? sign : letter;
  });
}

/** The text that was meant. */
export const fromOldFont = (text: string, font: OldFont): string =>
  font === 'vni' ? fromVni(text) : fromTcvn3(text);

/** What the code page of Windows for Vietnamese makes of each byte, back to the byte. */
const BYTES_1258: ReadonlyMap<string, string> = new Map(
  Array.from({ length: 128 }, (_, i) => {
    const byte = 128 + i;
    return [new TextDecoder('windows-1258').decode(new Uint8Array([byte])), String.fromCharCode(byte)];
  }),
);
const BEYOND_ASCII = /[^\u0000-\u007f]/g;

/** A text whose bytes were taken for Windows-1258, as the bytes themselves. */
export const bytesOf1258 = (text: string): string =>
  text.replace(BEYOND_ASCII, (letter) => BYTES_1258.get(letter) ?? letter);

/** Vietnamese syllables without their tone: what begins, what sounds, what ends. */
const SYLLABLE =
  /^(?:ngh?|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx])?(?:a|ă|â|e|ê|i|o|ô|ơ|u|ư|y|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iêu|iu|oa|oai|oao|oay|oă|oe|oeo|oi|ôi|ơi|oo|ua|uâ|uây|uê|ui|uô|uôi|uơ|uy|uya|uyê|uyu|ưa|ưi|ươ|ươi|ươu|ưu|yê|yêu)(?:ch|nh|ng|[cmnpt])?$/;
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

function isSyllable(word: string): boolean {
  const bare = word.toLowerCase().normalize('NFD');
  const tones = bare.match(TONES)?.length ?? 0;
  return tones <= 1 && SYLLABLE.test(bare.replace(TONES, '').normalize('NFC'));
}

/** Words that are looked at: more tell no more. */
const WORDS = 2000;
/** Of the words with marks, the share that must be Vietnamese after reading, and may be before. */
const GOOD = 0.8;
const BAD = 0.5;
const ENOUGH = 3;

/** The share of words with marks that are Vietnamese syllables. */
function likeness(text: string): { share: number; words: number } {
  const words = (text.match(/[\p{L}\p{M}]+/gu) ?? []).filter((word) => /[^\u0000-\u007f]/.test(word));
  const some = words.slice(0, WORDS);
  const fitting = some.filter(isSyllable).length;
  return { share: some.length === 0 ? 0 : fitting / some.length, words: some.length };
}

/**
 * The old font a text was written in; null for Unicode, and where it cannot be told.
 * @param text some rows of the file, as they stand.
 * @param bytes the same, each byte a letter, where they were read by another code page.
 */
export function oldFontOf(text: string, bytes: string = text): OldFont | null {
  if (likeness(text).share > BAD) return null;
  const read = (['tcvn3', 'vni'] as const).map((font) => ({ font, ...likeness(fromOldFont(bytes, font)) }));
  const [best] = read.sort((a, b) => b.share - a.share || b.words - a.words);
  return best && best.words >= ENOUGH && best.share >= GOOD ? best.font : null;
}
