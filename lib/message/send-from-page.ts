import { browser } from '../browser/api.ts';
import type { Answer, Envelope, PageMessageName, PageMessages } from './page.ts';

/** Asks the background, from a content script. Null when nobody answered or the background refused. */
export async function sendFromPage<N extends PageMessageName>(
  name: N,
  args: PageMessages[N]['in'],
): Promise<PageMessages[N]['out'] | null> {
  const envelope: Envelope = { beside: 1, name, args };
  const answer: Answer | undefined = await browser.runtime.sendMessage(envelope).catch(() => undefined);
  return answer && 'ok' in answer ? (answer.ok as PageMessages[N]['out']) : null;
}
