/**
 * What a name in a page's markup is worth. Words that people wrote (`message-body`) outlive a release; what a tool made
 * (`css-1x2y3z`, `x1n2onr6`) does not, and what says a state (`active`, `unread`) is true of one place for a moment.
 */

const STATE =
  /^(?:is|has|js)?-?(?:active|selected|current|open(?:ed)?|closed?|unread|new|first|last|even|odd|hover(?:ed)?|focus(?:ed|able)?|visible|hidden|shown?|collapsed|expanded|loading|loaded|online|offline|typing|pressed|checked|disabled|enabled|sticky|dirty|animating|entering|leaving|pending|highlight(?:ed)?|latest|grouped|edited|starred|pinned|urgent|priority)$/i;

/** Names of looks that tool kits hand out: they say how a place looks, not what it is. */
const LOOK =
  /^(?:-?(?:m|p)[trblxyse]?|w|h|min|max|gap|space|inset|top|left|right|bottom|z|order|col|row|grid|flex|block|inline|table|items|justify|content|self|place|text|font|leading|tracking|bg|border|rounded|shadow|ring|opacity|overflow|cursor|select|pointer|transition|duration|ease|animate|sr|truncate|whitespace|break|float|clear|static|relative|absolute|fixed|sticky|hidden|visible|d|align|fw|fs|container|wrapper|inner|outer|clearfix|pull|offset)(?:-(?:auto|full|screen|none|start|end|center|between|around|stretch|wrap|nowrap|x|y|xs|sm|md|lg|xl|left|right|top|bottom|bold|medium|normal|white|black|gray|muted|primary|secondary|hidden|visible|visual|only|words|all|row|col|column|grow|shrink|block|inline))*$/;

/** Short words that mean something where most short ones are made by a tool. */
const SHORT =
  /^(?:msg|msgs|box|row|tag|bar|nav|top|sub|log|app|me|own|you|my|in|out|us|to|from|name|text|body|time|date|chat|mail|post|item|user|peer|list|head|foot|main|send|sent|left|note|card|feed|cell|side|pane|view|them|page|meta|info|card|form|self|mine|room)$/i;

/** The words in a name: `message-isOwn` → message, is, own. */
export function wordsIn(name: string): string[] {
  return name
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(Boolean);
}

/** True when somebody chose these words, and they are not about a state or a look. */
export function isWritten(name: string): boolean {
  if (name.length > 48 || !/^[A-Za-z]+(?:(?:[-_]{1,2})[A-Za-z]+)*$/.test(name)) return false;
  if (STATE.test(name) || LOOK.test(name)) return false;
  const words = wordsIn(name);
  const isWord = (word: string) => SHORT.test(word) || (/[aeiouy]/.test(word) && !/[^aeiouy]{5}/.test(word));
  if (!words.every(isWord)) return false;
  // `aBcDeF` and `gD` fall into pieces that are no words.
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  return words.length === 1 ? letters >= 4 || SHORT.test(name) : letters / words.length >= 3;
}

/** `Message_body__3fK2s` → `Message_body__`: the part before a hash, where it is words. */
export function writtenStart(name: string): string | null {
  const found = /^([A-Za-z]+(?:[-_]{1,2}[A-Za-z]+)*(?:__|[-_]{1,2}))([A-Za-z0-9_-]{4,12})$/.exec(name);
  if (!found || !/\d|[a-z][A-Z]/.test(found[2]!)) return null;
  const start = found[1]!.replace(/[-_]+$/, '');
  return isWritten(start) && start.length >= 5 && !/^(css|sc|jss|jsx|emotion|styles?)$/i.test(start)
    ? found[1]!
    : null;
}

/** True for a value that names one thing among many: `8812`, `msg-f:17`, a UUID. */
export function isIdLike(value: string): boolean {
  return (
    value.length <= 120 &&
    (/^\d{2,}$/.test(value) || /^(?=.*\d)[\w.:@=+#/~-]{4,}$/.test(value) || /^[1-9]$/.test(value))
  );
}

/** An attribute that is there for machines, with a name that somebody chose and that says no state. */
export function isTelling(attribute: string): boolean {
  return (
    /^(?:data-[a-z]+(?:-[a-z]+)*|itemprop)$/.test(attribute) &&
    !/^data-(?:v|s|react|reactid|reactroot|ember|svelte|astro|beside|emotion|styled|index|key|i|n|pos|position|state|active|selected|focus|focused|hover|open|unread|loaded|theme|lang|locale|dir|time|timestamp|date|ts)\b/.test(
      attribute,
    )
  );
}

/** Attributes whose value says what a place is, not whose it is. */
export const SAYS_KIND =
  /^(?:data-(?:test|testid|test-id|tid|e2e|qa|cy|hook|role|type|kind|part|component|section|slot|field|element|target|view|direction|side|sender-type|author-type|author-role|from-type)|itemprop|role)$/;

const SIDE =
  /^(?:in|incoming|inbound|received?|left|customer|client|buyer|visitor|guest|them|theirs?|other|peer|contact|out|outgoing|outbound|sent|right|me|mine|my|own|self|you|yours?|agent|staff|admin|operator|shop|seller|store|support|user|from|reply|end)$/;

/** True when the name speaks of a side of a conversation. */
export const saysSide = (name: string): boolean => wordsIn(name).some((word) => SIDE.test(word));
