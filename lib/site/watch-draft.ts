/** Stillness after a key before the box is read: reading surveys the page, and nobody types that slowly. Milliseconds. */
const PAUSE_MS = 350;

/**
 * Tells that the seller has stopped typing, where they asked for what they write to be looked at before it is sent. No
 * key is looked at: only that something was typed.
 */
export function watchDraft(document: Document, signal: AbortSignal, paused: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(paused, PAUSE_MS);
  };
  for (const type of ['input', 'focusin', 'keyup'])
    document.addEventListener(type, later, { signal, capture: true, passive: true });
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
}
