import { DEFAULT_HOUR, dueAtInstant, dueAtWall, zonedAt } from '../due.ts';
import type { Due } from '../entities.ts';
import { parseWhen, type WhenOptions } from '../when.ts';
import { type Clause, clausesOf } from './clauses.ts';
import { promisesInEnglish } from './english.ts';
import { signatureOf } from './learned.ts';
import { titleOf } from './title.ts';
import { promisesInVietnamese, type Self } from './vietnamese.ts';

/** Something the seller wrote that is to be kept. */
export interface Promised {
  /** What is to be done, in the seller's words without the words of time. */
  title: string;
  due: Due;
  /** False where the time was not said, or guessed: it is shown as a guess. */
  sure: boolean;
  /** The words it was found in, as typed. */
  words: string;
  /** What it is recognised by when the seller says that it is none. */
  signature: string;
}

export interface PromiseOptions extends WhenOptions {
  /** How the seller speaks of themselves, where the talk shows it (`selfOf`). */
  self?: Self | null;
}

/** In one message; the first ones. */
const MOST = 3;

/**
 * What the seller committed to in a line they wrote themselves. Local and quick: two small grammars, and the words of
 * time are read only where something was found.
 *
 * @throws RangeError for an unknown zone.
 */
export function findPromises(text: string, options: PromiseOptions): Promised[] {
  const found: (Promised & { sentence: string; hasOwnTime: boolean })[] = [];
  for (const clause of clausesOf(text)) {
    if (!promisesInVietnamese(clause, options.self ?? null) && !promisesInEnglish(clause)) continue;
    const promised = timed(clause, options);
    const same = found.findIndex(({ sentence }) => sentence === clause.sentence);
    // `I owe you a call, will ring tomorrow`: one sentence is one promise, said best where its time is said.
    if (same < 0) found.push(promised);
    else if (!found[same]?.hasOwnTime && promised.hasOwnTime) found[same] = promised;
    else if (promised.hasOwnTime && found[same]?.due.at !== promised.due.at) found.push(promised);
  }
  return found.slice(0, MOST).map(({ sentence: _, hasOwnTime: __, ...promised }) => promised);
}

function timed(clause: Clause, options: PromiseOptions) {
  const text = spelled(clause.text);
  const here = parseWhen(text, options);
  const when = here ?? parseWhen(spelled(clause.sentence), options);
  const rest = here?.rest ?? clause.text;
  return {
    title: titleOf(rest, clause.text),
    due: when?.due ?? guessed(clause.text, options),
    sure: when?.sure ?? false,
    words: clause.text.slice(0, WORDS),
    signature: signatureOf(rest),
    sentence: clause.sentence,
    hasOwnTime: here !== null,
  };
}

/** Characters of the words that are shown. */
const WORDS = 200;
/** `30 phút em gửi`: in thirty minutes. */
const LENGTH_FIRST =
  /(?<=^|[\s,])(\d{1,2}|nửa|một|hai|vài)\s*(phút|phut|p|tiếng|tieng|giờ đồng hồ|ngày|ngay)\s+(?=(?:em|e|shop|mình|minh|bên)\s)/iu;
/** `toi em goi`: without its mark the evening is also the word for I, but not before another one. */
const EVENING_FIRST = /^(\s*(?:da\s+|ok\s+)?)(toi|chieu|trua)\s+(?=(?:em|e|shop|minh)\s)/i;
const spelled = (text: string) =>
  text.replace(LENGTH_FIRST, '$1 $2 nữa ').replace(EVENING_FIRST, '$1$2 nay ');

const AT_ONCE =
  /(?<![\p{L}])(?:liền|ngay|luôn|lát|tí|xíu|lien|luon|lat|right away|straight away|immediately|shortly|asap|now|soon|in a (?:minute|moment|bit))(?![\p{L}])/iu;

/** Where no time was said: in an hour what is meant at once, else tomorrow morning. */
function guessed(text: string, { now, zone }: WhenOptions): Due {
  if (AT_ONCE.test(text)) return dueAtInstant(now + 3_600_000, zone);
  const tomorrow = zonedAt(now, zone).toPlainDate().add({ days: 1 });
  return dueAtWall(tomorrow.toPlainDateTime({ hour: DEFAULT_HOUR }), zone);
}
