/**
 * Tells, from inside our frame, whether the page shows it honestly: IntersectionObserver v2 reports opacity, overlays
 * and transforms that the page put on or over us (clickjacking). Chromium has it; elsewhere `supported` is false and
 * destructive acts are not offered in the frame.
 */
export interface VisibilityGuard {
  supported: boolean;
  /** Whether the frame was honestly visible for `ms` milliseconds without a break, up to now. */
  visibleFor(ms: number): boolean;
}

interface VisibleEntry extends IntersectionObserverEntry {
  isVisible?: boolean;
}

/** The browser re-checks visibility no more often than this; it also demands at least 100. */
const CHECK_DELAY_MS = 100;

export function watchVisibility(element: Element, now: () => number, signal: AbortSignal): VisibilityGuard {
  const supported = 'isVisible' in IntersectionObserverEntry.prototype;
  let since: number | null = null;
  const options = { threshold: [0, 0.99, 1], trackVisibility: true, delay: CHECK_DELAY_MS };
  const observer = new IntersectionObserver((entries) => {
    const last = entries[entries.length - 1] as VisibleEntry | undefined;
    const visible = last?.isVisible === true && last.intersectionRatio > 0.98;
    since = visible ? (since ?? now()) : null;
  }, options);
  if (supported) observer.observe(element);
  signal.addEventListener('abort', () => observer.disconnect(), { once: true });
  return {
    supported,
    visibleFor: (ms) => since !== null && now() - since >= ms,
  };
}
