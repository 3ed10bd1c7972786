/**
 * A saved page as a document. The open shadow roots that it declares are made by hand: `DOMParser` leaves them as
 * templates, where a browser that loads the page makes them.
 */
export function parsePage(html: string): Document {
  const page = new DOMParser().parseFromString(html, 'text/html');
  for (const template of page.querySelectorAll<HTMLTemplateElement>('template[shadowrootmode="open"]')) {
    template.parentElement?.attachShadow({ mode: 'open' }).append(template.content);
    template.remove();
  }
  return page;
}
