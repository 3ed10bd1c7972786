import { addressOf } from '../browser/api.ts';
import { keepHonest } from './honest-host.ts';
import { type Box, type Place, placeFrame } from './place.ts';

/** Marks our element, so that a newer copy of the script can remove the one an update left behind. */
const MARK = 'data-beside';

export interface FrameHost {
  /** Opens or collapses the frame at `top` px. */
  set(wanted: { open: boolean; top: number }): void;
  /** Looks again at the window and the reply box. */
  place(): void;
}

/**
 * Puts our extension page into the host page: an iframe in a closed shadow root on a plain `div` (a page can reach the
 * closed root of a custom element through `attachInternals`, never that of a div). The host document holds no text and
 * no field of ours: all of it is inside the frame, in our own origin.
 *
 * @param findReplyBox reads where the site's reply box is now, or null.
 */
export function mountFrame(
  document: Document,
  ticket: string,
  wanted: { open: boolean; top: number },
  findReplyBox: () => Box | null,
  signal: AbortSignal,
): FrameHost {
  const window = document.defaultView;
  if (!window) throw new Error('The document has no window.');
  const host = document.createElement('div');
  host.setAttribute(MARK, '');
  const frame = document.createElement('iframe');
  frame.src = `${addressOf('frame.html')}#${ticket}`;
  frame.title = 'Beside';
  style(frame, { border: '0', width: '100%', height: '100%', display: 'block', 'color-scheme': 'normal' });
  host.attachShadow({ mode: 'closed' }).append(frame);

  let now = wanted;
  let stood: Place | null = null;
  /** @param own false when the page's reply box moved us, and not the user. */
  const place = (own = false) => {
    const box = placeFrame({ width: window.innerWidth, height: window.innerHeight }, now, findReplyBox());
    const jumped = stood !== null && (stood.left !== box.left || stood.top !== box.top);
    stood = box;
    if (jumped && !own) blink(frame);
    style(host, {
      all: 'initial',
      position: 'fixed',
      'z-index': '2147483647',
      left: `${box.left}px`,
      top: `${box.top}px`,
      width: `${box.width}px`,
      height: `${box.height}px`,
      'border-radius': box.open ? '12px' : '12px 0 0 12px',
      'box-shadow': '0 2px 16px rgb(0 0 0 / 18%)',
      overflow: 'hidden',
      // What the browser itself says of a popover: nothing while it is closed.
      display: 'revert',
    });
    honest.remember();
  };
  let asked = false;
  const placeSoon = () => {
    if (asked) return;
    asked = true;
    window.requestAnimationFrame(() => {
      asked = false;
      if (!signal.aborted) place();
    });
  };
  const honest = keepHonest(host, () => place(true), signal);
  document.documentElement.append(host);
  place(true);
  honest.show();
  window.addEventListener('resize', placeSoon, { signal, passive: true });
  // A reply box appears or grows when it takes the focus.
  document.addEventListener('focusin', placeSoon, { signal, passive: true });
  signal.addEventListener('abort', () => host.remove(), { once: true });
  return {
    set(next) {
      now = next;
      place(true);
    },
    place: placeSoon,
  };
}

/** Removes the frame that a copy of this script left behind when the extension was updated. */
export function removeLeftOver(document: Document): void {
  for (const host of document.querySelectorAll(`div[${MARK}]`)) host.remove();
}

/** Longer than the browser waits between two looks at visibility. */
const BLINK_MS = 250;

/**
 * A page can make its reply box jump, and us with it, under a click that was meant for something else. Being a little
 * see-through for a moment is what the frame's own guard notices: it refuses acts until it stood still for a while.
 */
function blink(frame: HTMLElement): void {
  style(frame, { opacity: '0.99' });
  setTimeout(() => style(frame, { opacity: '1' }), BLINK_MS);
}

/** Through the style object: the page's Content Security Policy forbids style attributes in markup. */
function style(element: HTMLElement, rules: Record<string, string>): void {
  for (const [name, value] of Object.entries(rules)) element.style.setProperty(name, value, 'important');
}
