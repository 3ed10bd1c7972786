import { browser } from '../browser/api.ts';
import { Failure } from '../domain/failure.ts';
import { answerSchema, type MessageIn, type MessageName, type MessageOut, PROTOCOL } from './protocol.ts';

/**
 * Asks the background, from a panel. Throws the Failure the background answered with, or `unreachable` when there was
 * no answer (the browser is shutting down, or the extension was just updated).
 */
export async function send<N extends MessageName>(name: N, args: MessageIn<N>): Promise<MessageOut<N>> {
  let raw: unknown;
  try {
    raw = await browser.runtime.sendMessage({ beside: 1, name, args });
  } catch (error) {
    throw new Failure('unreachable', error instanceof Error ? error.message : '');
  }
  const answer = answerSchema.safeParse(raw);
  if (!answer.success) throw new Failure('unreachable');
  if ('failure' in answer.data) throw new Failure(answer.data.failure.code, answer.data.failure.detail);
  return PROTOCOL[name].out.parse(answer.data.ok) as MessageOut<N>;
}
