import type { Store, Subscription } from '../lib/domain/store.ts';
import { readOnce } from './use-live.ts';

/**
 * Half-written answers of one panel, by the thread and the people they are for, while the panel lives. While there is
 * one, erasings are listened for: an answer to somebody who is erased goes with them.
 */
export class KeptDrafts {
  readonly #store: Store;
  readonly #texts = new Map<string, string>();
  #listening: Subscription | null = null;

  constructor(store: Store) {
    this.#store = store;
  }

  has = (subject: string): boolean => this.#texts.has(subject);
  get = (subject: string): string => this.#texts.get(subject) ?? '';

  /** @param text '' forgets it. */
  set(subject: string, text: string): void {
    if (text === '') this.#texts.delete(subject);
    else this.#texts.set(subject, text);
    if (this.#texts.size > 0) this.#listen();
    else this.#stop();
  }

  #listen(): void {
    if (this.#listening) return;
    let known: string | undefined | null = null;
    this.#listening = this.#store.live({ name: 'ledger', args: {} }).subscribe({
      next: ({ erased }) => {
        const newest = erased[0]?.id;
        if (known !== null && newest !== known) void this.#forgetStrangers();
        known = newest;
      },
      // A book that fails says so on the card.
      error: () => this.#stop(),
    });
  }

  #stop(): void {
    this.#listening?.unsubscribe();
    this.#listening = null;
  }

  /** Who was erased is nobody's any more: their handles have no owner. A stranger's answer goes the same way. */
  async #forgetStrangers(): Promise<void> {
    for (const subject of [...this.#texts.keys()]) {
      const keys = keysIn(subject);
      const owners = await readOnce(this.#store, { name: 'owners', args: { keys } });
      if (owners.length === 0) this.set(subject, '');
    }
  }
}

/** What an answer is for: thread and people, as one text. */
export const subjectOf = (
  site: string,
  thread: string,
  people: readonly [string, readonly string[]][],
): string => JSON.stringify([site, thread, people]);

const keysIn = (subject: string): string[] =>
  (JSON.parse(subject) as [string, string, [string, string[]][]])[2].flatMap(([, keys]) => keys);
