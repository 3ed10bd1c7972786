import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { closeOnEscape } from './keys.ts';

/** Between a sheet and the edge of the window, px. */
const EDGE = 16;
const FOCUSABLE = 'input, select, button, textarea, a[href]';

/**
 * A small sheet under what opened it. The focus goes in and, by Escape, back to where it was; a press elsewhere, or
 * Tab past its end, closes it.
 */
export function Popover(props: {
  part: string;
  label: string;
  onClose: () => void;
  children: ComponentChildren;
}) {
  const root = useRef<HTMLDivElement>(null);
  const close = useRef(props.onClose);
  close.current = props.onClose;
  useEffect(() => {
    const place = root.current;
    if (!place) return;
    const over = place.getBoundingClientRect().right - innerWidth + EDGE;
    if (over > 0 && getComputedStyle(place).position === 'absolute')
      place.style.insetInlineStart = `${-over}px`;
    const opener = place.parentElement?.querySelector<HTMLElement>('[aria-haspopup]');
    (place.querySelector<HTMLElement>(FOCUSABLE) ?? place).focus();
    const leave = (event: Event) => {
      const path = event.composedPath();
      // A press on what opened it is for that to say.
      if (!path.includes(place) && !path.includes(place.parentElement as EventTarget)) close.current();
    };
    document.addEventListener('pointerdown', leave);
    return () => {
      document.removeEventListener('pointerdown', leave);
      // What had the focus is gone with the sheet.
      if (document.activeElement === document.body && opener?.isConnected) opener.focus();
    };
  }, []);
  return (
    <div
      ref={root}
      class="popover"
      role="dialog"
      tabIndex={-1}
      aria-label={props.label}
      data-part={props.part}
      onKeyDown={closeOnEscape(props.onClose)}
      onFocusOut={(event) => {
        const to = event.relatedTarget;
        if (to instanceof Node && !root.current?.parentElement?.contains(to)) props.onClose();
      }}
    >
      {props.children}
    </div>
  );
}
