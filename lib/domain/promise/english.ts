import type { Clause } from './clauses.ts';

/**
 * Promises in English: somebody of the seller's side, a sign that it lies ahead (`'ll`, `will`, `going to`, `let me`),
 * and something that can be kept. `I'll be honest` keeps nothing, `you'll love it` is nobody's to keep.
 */

const ME = '(?:i|we)';
const SIDE =
  '(?:(?:my|our)\\s+(?:\\w+\\s+)?(?:team|technician|driver|courier|colleague|colleagues|accountant|office|warehouse|workshop|manager|assistant|partner|people|guys|staff|support|installer|engineer)|someone from (?:our|the) \\w+|one of us)';
const SOFT =
  '(?:\\s+(?:also|just|then|gladly|happily|personally|definitely|certainly|surely|probably|try to|make sure to|be sure to|do my best to|go ahead and|quickly|simply|still|try and|happily|be able to))*';
/** The future, as said and as typed in haste. */
const WILL = "(?:\\s*[’']ll|ll|\\s+will|\\s+wil|\\s+shall)";
const GOING = "(?:\\s*(?:[’']m|m|am|[’']re|re|are)|\\s+am|\\s+are)\\s+(?:going to|gonna|about to)";

const WHEN =
  "(?:today|tonight|tomorrow|tmrw?|tmr|2moro|this (?:morning|afternoon|evening|week|weekend|month)|next (?:week|month|year|\\w+day)|(?:on |by |before |until |till |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:on |by )?(?:mon|tue|wed|thu|fri|sat|sun)\\b|(?:at|by|before|around|until|till) (?:\\d{1,2}(?::\\d{2})?\\s*(?:am|pm)?|noon|midnight|half past \\w+|\\w+ o'clock|ten|nine|eight|lunch)|in (?:a|an|the|\\d+|one|two|three|five|ten|half|fifteen|twenty) (?:\\w+ ){0,2}?(?:minutes?|mins?|hours?|days?|weeks?|morning|afternoon|evening|hour)|within \\d+ \\w+|within the hour|first thing|end of (?:the )?(?:day|week|month)|by (?:the )?end of (?:the )?(?:day|week|month)|eod|eow|asap|right away|straight away|immediately|shortly|soon|later|over the weekend|after (?:lunch|work|dinner|the weekend)|once|as soon as|when(?:ever)?|on the \\d{1,2}(?:st|nd|rd|th)?|\\d{1,2}[/.]\\d{1,2}|the same day|(?:next|your next) (?:order|session|time)|at the latest)";
const TIMED = new RegExp(`(?<![\\w])${WHEN}(?![\\w])`);

/** `I'll …` that is nothing to keep. */
const IDLE =
  /^(?:be (?:honest|frank|clear|blunt|away|off|out|closed|back(?!\s+(?:to|with|in touch))|late|on holiday|on leave|happy|glad|sad|fine|okay|ok|busy|surprised|waiting|the first|damned|sure)|need|have to|miss|admit|bet|say|never|not|always|understand|love|like|enjoy|hate|wait\b|leave (?:it|that|you|this) (?:up )?to|leave you|take (?:that|this|it) as|take your word|try (?:it|that|them)|think (?:about|it)|know|believe|remember|hope|regret|want|wish|pay|see(?!\s+(?:what|if|whether|to|about|you|that))|open a|live|survive|manage|assume|agree|guess|take (?:two|one|it|the|a)\b|buy|eat|probably|be there for|spare|skip|stop|die|cry|grant|give you that|go with|have (?:the|a) \w+$|get (?:used|over|better|old)|make (?:do|a fool)|keep (?:that|it|this) in mind|require|expect|start charging|charge|refuse|decline)\b/;
/** What a seller says of doing it now, without a future: `Sending the contract over first thing tomorrow`. */
const DOING =
  'sending|shipping|mailing|emailing|posting|calling|booking|delivering|bringing|dropping|picking|ordering|refunding|preparing|arranging|dispatching|forwarding|putting|getting|packing|printing|finishing|coming|returning|replacing|fixing|checking|uploading|sharing|transferring|paying|scheduling|issuing|processing|texting|messaging|wrapping|working on';
const DELIVER =
  'send|ship|mail|email|e-mail|deliver|bring|drop|pick|order|refund|prepare|arrange|dispatch|forward|get|pack|print|finish|come|replace|fix|check|upload|share|transfer|schedule|issue|process|text|message|call|ring|phone|offer|give|show|have|do|make|hold|keep|meet|repair|install|confirm|post|swap|exchange|cut|put|let|match|reserve|add|update|set';

const ASKS =
  /^(?:and |but |so |or |ok |hi |hey |hello |sorry )*(?:will|would|shall|should|can|could|may|might|do|does|did|are|is|am|was|were|have|has|had|when|what|why|how|who|whom|whose|where|which)\b(?!\s+(?:do|confirm|send|get|ship|update|let|call|keep|swing|be (?:there|in touch|with)|have|sort|bring|check|make|drop|add|ring|email|text|message|forward|fix|try|follow|post|chase|pop|look|reply|revert|arrange|issue|book|hold|put)\b)/;
const NOT_THERE =
  /^(?:please|kindly|remember|remind me|don'?t|do not|never|nobody|no one|let (?:me (?:know|explain|be)|us know)|tell|reply|keep the|feel free|as i said|like i said)\b/;
const REPORTED =
  /\b(?:you|he|she|they|it|who|nobody|everyone|(?:my|your|the|our) \w+) (?:had |have |has |also )?(?:said|told|promised|wrote|asked|thought|mentioned|claimed|says|tells|swore|guaranteed)\b|\b(?:told|promised) (?:me|us|you)\b|\bi (?:said|told|thought|never said|didn'?t say|never promised|was told)\b|\bdid i\b/;
const UNSURE =
  /\b(?:i|we) (?:might|may|hope|wish|guess|doubt|think|know|believe|suppose|wonder|was going to|were going to|would|could|should|had|didn'?t|did not|never|can'?t|cannot|couldn'?t|won'?t|wont|will not|shall not|shan'?t|would(?:n'?t| not)|don'?t|do not|haven'?t)\b|\b(?:i|we)[’']d\b|\b(?:maybe|perhaps|not sure|no idea|some day|one day|haha|lol|joking)\b|\b(?:was|were) (?:going|supposed|meant|about) to\b|\bas (?:i|we) said\b/;
const REFUSES =
  /\b(?:won[’']?t|will not|[’']ll not|[’']ll never|will never|cannot|can[’']?t|not going to|never|unable to|unfortunately not)\b/;
const IN_THE_PAST =
  /\b(?:yesterday|last (?:week|month|year|night|time|\w+day)|ago|already|earlier today|this morning i)\b/;

const BY_ME = new RegExp(`\\b(?:${ME}|${SIDE})(?:${WILL}|${GOING})${SOFT}\\s+(?<act>\\S.*)$`);
const CAN = new RegExp(
  `\\b${ME}\\s+can\\s+(?:have|send|email|ship|deliver|bring|drop|call|do|get|come|post|mail|repair|fix|install|forward|reserve|hold|start)\\b.*`,
);
const NOW_DOING = new RegExp(
  `\\b${ME}\\s*(?:[’']?m|[’']re|am|are|re)\\s+(?:just |now |currently )?(?:${DOING})\\b`,
);
const BARE_DOING = new RegExp(`^(?:${DOING})\\b`);
const BARE_WILL =
  /^(?:(?:ok|okay|sure|yes|yep|noted|great|perfect|thanks|and|but|no problem|on it|got it|alright|then|of course|absolutely)\s+)*(?:will|shall|gonna)\s+(?:do\b|(?!you\b|it\b|they\b|he\b|she\b|there\b|we\b|i\b|the\b|be (?:needed|fine|ok|great)|that\b|this\b|need\b|have to\b|not\b|never\b|never|miss\b)\w+)/;
const LET_ME =
  /\blet (?:me|us) (?:just |quickly |first |please )?(?:check|talk|ask|find out|look|double[- ]check|see (?:what|if|whether)|speak|draft|confirm|call|send|verify|dig|get|sort|run|put|prepare|arrange|work|chase|grab|pull|have a (?:look|word)|take a look|discuss|review|think about)\b/;
const LET_WEAK =
  /\blet me (?:see|think|have a think)\b(?!.*\b(?:back|let you know|call|text|message|send|confirm)\b)/;
const YOULL_HAVE = new RegExp(
  `\\byou(?:${WILL})\\s+(?:have|get|receive|hear|be hearing|see)\\s+(?!to\\b|it's|from your|from the bank|a letter|used|what i)(?:(?:the|our|your|it|an?|my|from (?:me|us)|them|both|all|his|another|new|full)\\b)`,
);
const WITH_YOU =
  /(?:\bwill|\bshall|[’']ll)\s+(?:be\s+(?:in your (?:inbox|hands|account)|with you|at your (?:place|door|desk|house)|on your desk|back in your account)|reach you|land in your inbox)/;
const SET_PHRASE =
  /\b(?:leave (?:it|that|this) (?:with|to) (?:me|us)|consider it done|you have my word|my word:|back to you (?:in|with|by|on|shortly|soon|tomorrow|today|tonight|asap|this)|i[’']?m on it|on it[,.!]|i promise(?: to| that| you|,| it| we| i|:)?|we promise|i guarantee|(?:i|we) owe you|expect (?:my|our|a|an|the|it|me|us)\b.{1,40}|coming your way|give (?:me|us) (?:a|an|until|till|one|two|five|ten|\d+)\b|goes out (?:today|tonight|tomorrow|on|this|first)|i owe you|(?:is|are) back in your account|(?:ships|leaves|go(?:es)? in the post|arrives at yours) (?:today|tonight|tomorrow|on))/;
const HAPPY = new RegExp(`\\b(?:happy|glad) to (?:${DELIVER})\\b`);
const PLAN = new RegExp(
  `\\b${ME}(?:[’']m| am| are|[’']re)? (?:plan(?:ning)?|intend|aim(?:ing)?|commit|agree) to (?:${DELIVER})\\b`,
);

function plainEnglish(text: string): string {
  return text
    .toLowerCase()
    .replace(/[’‘`]/g, "'")
    .replace(/\s+/g, ' ')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .trim();
}

/** Whether the clause is a promise of its writer. */
export function promisesInEnglish(clause: Clause): boolean {
  if (clause.asks) return false;
  const said = plainEnglish(clause.text);
  if (said === '' || said.length > 400) return false;
  const earlier = clause.before.map(plainEnglish).join(' ');
  if (ASKS.test(said) || NOT_THERE.test(said) || REPORTED.test(`${earlier} ${said}`)) return false;
  // A condition that was not met: `if you had ordered, we would have shipped`.
  if (/\bif\b.*\bhad\b/.test(`${earlier} ${said}`)) return false;
  const act = BY_ME.exec(said)?.groups?.act;
  if (act !== undefined) {
    const before = said.slice(0, said.length - act.length);
    if (IDLE.test(act) || REFUSES.test(said) || (UNSURE.test(before) && !/\b(?:i|we) promise\b/.test(before)))
      return false;
    return true;
  }
  if (UNSURE.test(said) || REFUSES.test(said) || IN_THE_PAST.test(said)) return false;
  if (LET_ME.test(said) && !LET_WEAK.test(said)) return true;
  if (SET_PHRASE.test(said) || WITH_YOU.test(said) || YOULL_HAVE.test(said)) return true;
  if (BARE_WILL.test(said)) return true;
  if (NOW_DOING.test(said) || PLAN.test(said) || CAN.test(said) || HAPPY.test(said)) return TIMED.test(said);
  return BARE_DOING.test(said) && TIMED.test(said);
}
