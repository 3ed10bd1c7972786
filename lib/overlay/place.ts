/** Where the frame stands. All numbers are CSS px in the viewport. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}
export interface Place extends Box {
  /** False when the panel had to stay a tab, so as not to cover the reply box. */
  open: boolean;
}

export const TAB = 48;
const PANEL_WIDTH = 360;
const GAP = 8;
/** Below this a panel is no longer readable. */
const MIN_HEIGHT = 280;

/**
 * Places the panel at the right edge, never over the host's reply box: first shorter (ending above the box), then at
 * the left edge, and where neither leaves room it stays a tab.
 *
 * @param top wanted distance from the top, as the user left it on this site.
 */
export function placeFrame(
  viewport: { width: number; height: number },
  wanted: { open: boolean; top: number },
  replyBox: Box | null,
): Place {
  const top = clamp(wanted.top, GAP, viewport.height - TAB - GAP);
  if (wanted.open) {
    const width = Math.min(PANEL_WIDTH, viewport.width - 2 * GAP);
    const right = viewport.width - width - GAP;
    for (const left of [right, GAP]) {
      const box = { left, top: GAP, width, height: viewport.height - 2 * GAP };
      const height = replyBox && overlaps(box, replyBox) ? replyBox.top - 2 * GAP : box.height;
      const free = Math.min(box.height, height);
      if (free >= MIN_HEIGHT) return { ...box, height: free, open: true };
      if (viewport.width < 2 * PANEL_WIDTH) break;
    }
  }
  const tab = { left: viewport.width - TAB, top, width: TAB, height: TAB };
  const covered = replyBox !== null && overlaps(tab, replyBox);
  const above = covered ? replyBox.top - TAB - GAP : top;
  return { ...tab, top: Math.max(GAP, above), open: false };
}

function overlaps(a: Box, b: Box): boolean {
  return (
    a.left < b.left + b.width &&
    b.left < a.left + a.width &&
    a.top < b.top + b.height &&
    b.top < a.top + a.height
  );
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, Math.max(low, high)));
}
