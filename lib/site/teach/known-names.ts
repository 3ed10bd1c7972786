/**
 * Names that say how a page is made and can be nobody's: those of HTML, and words that makers of inboxes use. A page can
 * put a person's name into a tag or an attribute of its own; such a word is told as `…`.
 */
const HTML =
  'a abbr address area article aside audio b base bdi bdo blockquote body br button canvas caption cite code col ' +
  'colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption figure footer form h1 h2 h3 ' +
  'h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark math menu meta ' +
  'meter nav noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp script search ' +
  'section select slot small source span strong style sub summary sup svg table tbody td template textarea tfoot th ' +
  'thead time title tr track u ul var video wbr path g circle rect line polygon use defs symbol text font center ' +
  'accept action align alt async autocomplete autofocus bgcolor border charset checked class color cols colspan content ' +
  'contenteditable controls coords d datetime decoding default defer dir dirname disabled download draggable enctype ' +
  'enterkeyhint fill for frame height hidden high href hreflang http id inert inputmode integrity is itemid itemprop ' +
  'itemref itemscope itemtype kind lang list loading loop low max maxlength media method min minlength multiple muted ' +
  'name novalidate onclick open optimum pattern ping placeholder points poster preload property r readonly rel required ' +
  'reversed role rows rowspan sandbox scope selected shape size sizes spellcheck src srclang srcset start step ' +
  'stroke tabindex target translate transform type usemap valign value viewbox width wrap x xmlns y cx cy';

const WORDS =
  'data aria live label labelledby describedby hidden expanded current level modal multiline posinset setsize sort ' +
  'valuenow pressed busy atomic controls haspopup owns activedescendant roledescription placeholder e2e test testid qa ' +
  'cy message messages msg mid thread threads conversation conv chat chats ticket order orders customer contact user ' +
  'peer author sender recipient from to subject body text content header footer title name avatar photo time timestamp ' +
  'date status state unread read seen sent received direction side own me in out item list row cell card panel page ' +
  'view container wrapper root key uid uuid ref number index count legacy perm hovercard email phone address reply ' +
  'compose editor box field note notes comment comments channel room case post feed entry event component section slot ' +
  'part kind action target source version id type role react testselector v2 v3 old new';

const KNOWN = new Set(`${HTML} ${WORDS}`.split(' '));

/** The name with every word that nobody knows left out: `data-lan-id` → `data-…-id`. */
export const knownName = (name: string): string =>
  name
    .toLowerCase()
    .split(/[-:_.]/)
    .slice(0, 6)
    .map((word) => (KNOWN.has(word) ? word : '…'))
    .join('-');
