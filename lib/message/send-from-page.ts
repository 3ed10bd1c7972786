import { browser } from '../browser/api.ts';
import type { Answer, Envelope, PageMessageName, PageMessages } from './page.ts';

/** Asks the background, from a content script. Null when nobody answered or the background refused; never rejects. */
export async function sendFromPage<N extends PageMessageName>(
  name: N,
  args: PageMessages[N]['in'],
): Promise<PageMessages[N]['out'] | null> {
  const envelope: Envelope = { beside: 1, name, args };
  try {
    const answer: Answer | undefined = await browser.runtime.sendMessage(envelope);
    return answer && 'ok' in answer ? (answer.ok as PageMessages[N]['out']) : null;
  } catch {
    // Nobody is there, or (thrown at once) the extension was removed or updated under this page.
    return null;
  }
}
