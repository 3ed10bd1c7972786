import type { browser } from '../browser/api.ts';
import type { TabPages } from './tab-pages.ts';

/** As long as a log entry's text may be. */
const MAX = 4000;

/** What is selected in the tab now, where Beside may look: a granted site, or after the user's own gesture. */
export async function readSelection(api: Pick<typeof browser, 'scripting'>, tab: number): Promise<string> {
  const [result] = await api.scripting
    .executeScript({ target: { tabId: tab }, func: () => String(getSelection()) })
    .catch(() => []);
  return String(result?.result ?? '')
    .trim()
    .slice(0, MAX);
}

/** Keeps selected text for the panel of the tab. @param url of a page that Beside has no recipe for. */
export async function keepSelection(pages: TabPages, tab: number, text: string, url: string): Promise<void> {
  const known = await pages.read(tab);
  const selection = text.trim().slice(0, MAX);
  await pages.change(tab, known.site === null && url !== '' ? { selection, url } : { selection });
}

/** Asked for in the panel: takes what is selected on the page. False when nothing is, or it may not be read. */
export async function takeSelection(
  api: Pick<typeof browser, 'scripting'>,
  pages: TabPages,
  tab: number,
): Promise<boolean> {
  const text = await readSelection(api, tab);
  if (text !== '') await keepSelection(pages, tab, text, '');
  return text !== '';
}
