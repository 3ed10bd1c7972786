/** Our mark, so that a newer copy of the script removes what an update left behind. */
const MARK = 'data-beside';
const ACCENT = '#b4532a';
/** A double click must not reach the page with its second half. */
const AFTER_MS = 400;

/** What a press of the mouse is made of. */
const PRESSES = [
  'pointerdown',
  'mousedown',
  'pointerup',
  'mouseup',
  'click',
  'dblclick',
  'auxclick',
  'contextmenu',
] as const;

/** What still swallows presses after the last place was pointed at. */
let guard: AbortController | null = null;

export interface PointerEvents {
  /** The user pressed on this, or chose it by the keyboard. */
  chosen(element: Element): void;
  /** The user pressed into a document inside this one, where nothing can be seen. */
  inFrame(): void;
  /** Escape. */
  ended(): void;
}

/**
 * Lets the user point at a part of the page. What is under the mouse gets an outline: a box in a closed root that lets
 * the mouse through and holds nothing. Presses are the user's own (the browser says so) and never reach the page; what
 * the page's script makes up is not even looked at. Arrow keys move the outline, Enter chooses, Escape ends.
 */
export function startPointing(document: Document, events: PointerEvents, signal: AbortSignal): void {
  const window = document.defaultView;
  if (!window || signal.aborted) return;
  const { host, box } = outline(document);
  // The next place is pointed at: what guarded the last press has done its work.
  guard?.abort();
  const over = new AbortController();
  guard = over;
  let at: Element | null = null;
  /** When the last press was taken; a second one right after it belongs to it. */
  let pressed = Number.NEGATIVE_INFINITY;

  const show = (element: Element | null) => {
    at = element;
    const place = element?.getBoundingClientRect();
    style(box, {
      display: place ? 'block' : 'none',
      left: `${(place?.left ?? 0) - 3}px`,
      top: `${(place?.top ?? 0) - 3}px`,
      width: `${(place?.width ?? 0) + 6}px`,
      height: `${(place?.height ?? 0) + 6}px`,
    });
  };
  const swallow = (event: Event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const press = (event: Event) => {
    if (!event.isTrusted || isOurs(event, host)) return;
    // By the clock of the events: timers of a tab that was in the back come late.
    if (signal.aborted && event.timeStamp - pressed > AFTER_MS) return;
    swallow(event);
    if (event.type !== 'click' || signal.aborted) return;
    pressed = event.timeStamp;
    const element = targetOf(event);
    if (element) events.chosen(element);
  };
  const key = (event: KeyboardEvent) => {
    if (!event.isTrusted || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      swallow(event);
      events.ended();
      return;
    }
    if (isWriting(targetOf(event))) return;
    const next = step(event.key, at ?? document.body);
    if (next) {
      swallow(event);
      next.scrollIntoView?.({ block: 'nearest' });
      show(next);
    } else if (event.key === 'Enter' && at) {
      swallow(event);
      events.chosen(at);
    }
  };
  for (const name of PRESSES) window.addEventListener(name, press, { capture: true, signal: over.signal });
  window.addEventListener('keydown', key, { capture: true, signal });
  window.addEventListener(
    'pointermove',
    (event) => {
      if (event.isTrusted && !isOurs(event, host)) show(targetOf(event));
    },
    { capture: true, passive: true, signal },
  );
  window.addEventListener('scroll', () => show(at), { capture: true, passive: true, signal });
  window.addEventListener(
    'blur',
    () => {
      if (document.activeElement?.localName === 'iframe') events.inFrame();
    },
    { signal },
  );
  signal.addEventListener(
    'abort',
    () => {
      host.remove();
      setTimeout(() => over.abort(), AFTER_MS);
    },
    { once: true },
  );
}

/** The innermost part, through open shadow roots. */
function targetOf(event: Event): Element | null {
  const [first] = event.composedPath();
  const node = first as Node | undefined;
  return node?.nodeType === 1 ? (node as Element) : (node?.parentElement ?? null);
}

/** Presses on another part of ours, the panel's frame, are not meant for the page. */
const isOurs = (event: Event, host: Element): boolean =>
  event
    .composedPath()
    .some(
      (one) => one !== host && one instanceof Element && one.localName === 'div' && one.hasAttribute(MARK),
    );

const isWriting = (element: Element | null): boolean =>
  element !== null &&
  (/^(?:input|textarea|select)$/.test(element.localName) ||
    (element as HTMLElement).isContentEditable === true);

/** Up and down the tree, and to its sides; null for every other key. */
function step(key: string, from: Element): Element | null {
  if (key === 'ArrowUp') return from.parentElement ?? from;
  if (key === 'ArrowDown') return from.firstElementChild ?? from;
  if (key === 'ArrowLeft') return from.previousElementSibling ?? from;
  if (key === 'ArrowRight') return from.nextElementSibling ?? from;
  return null;
}

function outline(document: Document): { host: HTMLElement; box: HTMLElement } {
  const host = document.createElement('div');
  const box = document.createElement('div');
  host.setAttribute(MARK, '');
  style(host, {
    all: 'initial',
    position: 'fixed',
    inset: '0',
    width: '100%',
    height: '100%',
    background: 'transparent',
    border: '0',
    padding: '0',
    margin: '0',
    overflow: 'hidden',
    'pointer-events': 'none',
    'z-index': '2147483647',
    display: 'revert',
  });
  style(box, {
    all: 'initial',
    display: 'none',
    position: 'fixed',
    'box-sizing': 'border-box',
    border: `2px solid ${ACCENT}`,
    'border-radius': '4px',
    background: 'rgb(180 83 42 / 10%)',
    'pointer-events': 'none',
  });
  host.attachShadow({ mode: 'closed' }).append(box);
  document.documentElement.append(host);
  // Above the page's own dialogs, which stand in the top layer.
  host.setAttribute('popover', 'manual');
  host.showPopover?.();
  return { host, box };
}

/** Through the style object: the page's content policy forbids style attributes in markup. */
function style(element: HTMLElement, rules: Record<string, string>): void {
  for (const [name, value] of Object.entries(rules)) element.style.setProperty(name, value, 'important');
}
