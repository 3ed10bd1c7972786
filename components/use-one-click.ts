import type { TargetedMouseEvent } from 'preact';
import { useRef } from 'preact/hooks';

const CONTROL = 'button, a, input, label, summary, [role="button"]';

/**
 * Whoever clicks twice means one act. Where the first click took its button away, the second would hit what moved into
 * its place: it is dropped.
 *
 * @returns what to listen to clicks with, while they go down to their target.
 */
export function useOneClick(): (event: TargetedMouseEvent<HTMLElement>) => void {
  const first = useRef<{ control: Element | null; act: string } | null>(null);
  return (event) => {
    const control = (event.target as Element).closest<HTMLElement>(CONTROL);
    const act = control?.dataset.act ?? '';
    // The browser counts clicks of one place that follow each other quickly; a key's click counts none.
    if (event.detail <= 1) first.current = { control, act };
    else if (first.current && (control !== first.current.control || act !== first.current.act)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
}
