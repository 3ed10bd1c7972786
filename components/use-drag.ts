import { useRef } from 'preact/hooks';

/** Below this a press is a click, in px. */
const SLACK = 4;
/** Distance of one press of an arrow key, in px. */
const STEP = 24;

/** Handlers for something that can be dragged up and down, with the pointer or with the arrow keys. */
export interface Drag {
  onPointerDown(event: PointerEvent): void;
  onPointerMove(event: PointerEvent): void;
  onKeyDown(event: KeyboardEvent): void;
  /** Whether the click that follows ended a drag, and is none. */
  wasDragged(): boolean;
}

/**
 * @param moveBy told how far to move, in px, downwards positive. What is dragged may stand in a frame that moves along,
 *   so distances are those of the screen.
 */
export function useDrag(moveBy: ((px: number) => void) | undefined): Drag {
  const last = useRef<number | null>(null);
  const dragged = useRef(false);
  return {
    onPointerDown(event) {
      last.current = event.screenY;
      dragged.current = false;
      (event.currentTarget as Element).setPointerCapture(event.pointerId);
    },
    onPointerMove(event) {
      if (last.current === null || event.buttons === 0) return;
      const distance = Math.round(event.screenY - last.current);
      if (!dragged.current && Math.abs(distance) < SLACK) return;
      dragged.current = true;
      last.current += distance;
      if (distance !== 0) moveBy?.(distance);
    },
    onKeyDown(event) {
      const step = event.key === 'ArrowUp' ? -STEP : event.key === 'ArrowDown' ? STEP : 0;
      if (step === 0) return;
      event.preventDefault();
      moveBy?.(step);
    },
    wasDragged() {
      const was = dragged.current;
      dragged.current = false;
      return was;
    },
  };
}
