import beside from '../../components/styles/beside.css?inline';
import widget from '../../components/styles/widget.css?inline';

let made: CSSStyleSheet[] | null = null;

/** The panel's styles, one for all panels of a page. Constructed, because a strict page allows no style element. */
export function sheets(): CSSStyleSheet[] {
  made ??= [beside, widget].map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  return made;
}
