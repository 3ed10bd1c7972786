import type { Command } from '../domain/command.ts';
import type { Store } from '../domain/store.ts';
import { send } from '../message/send.ts';
import { liveOf } from '../store/live.ts';
import type { Book } from '../store/schema.ts';

/**
 * The extension's store for panels: questions are answered here, from the same database (live, in the in-page frame
 * too); commands go to the background, the only writer.
 */
export function createClientStore(book: Book): Store {
  const reading = liveOf(book);
  return {
    live: reading,
    run: (command: Command) => send('command.run', { command }),
  };
}
