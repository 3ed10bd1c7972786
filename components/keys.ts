/**
 * Keys of the panel. Single letters work only while the panel has the focus, never in a text field and never while an
 * input method composes (Telex, VNI), so that typing a name cannot log or delete anything.
 */
export const ACTIONS = {
  save: 's',
  link: 'y',
  log: 'l',
  note: 'n',
  remind: 'r',
  draft: 'w',
  tag: 't',
  order: 'o',
  quote: 'q',
  edit: 'e',
  undo: 'z',
  consent: 'c',
  menu: 'm',
  find: '/',
  next: 'j',
  previous: 'k',
  pick: 'x',
  snooze: 's',
  done: 'd',
  call: 'g',
  answered: '1',
  busy: '2',
  later: '3',
  parcel: 'b',
  survey: 'v',
  help: '?',
} as const;
export type Action = keyof typeof ACTIONS;

/** The key of an action, after the seller's own choice. */
export function keyOf(action: Action, chosen: Record<string, string>): string {
  return chosen[action] || ACTIONS[action];
}

/** How a key is written on a button. */
export function writeKey(key: string): string {
  return key.length === 1 ? key.toUpperCase() : key;
}

/** True while an input method is composing; keyCode 229 is what some of them send instead of the flag. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229 || event.key === 'Process' || event.key === 'Dead';
}

/** For a form: Escape closes it and goes no further; one that ends a composition closes nothing. */
export const closeOnEscape =
  (close: () => void) =>
  (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || isComposing(event)) return;
    event.stopPropagation();
    close();
  };

const TEXTLESS = new Set([
  'button',
  'checkbox',
  'color',
  'file',
  'image',
  'radio',
  'range',
  'reset',
  'submit',
]);

/** True where typing letters means writing: text inputs, text areas, selects (they jump by letter), editable elements. */
export function isTextField(target: EventTarget | null | undefined): boolean {
  if (!(target instanceof Element)) return false;
  const name = target.localName;
  if (name === 'input') return !TEXTLESS.has((target.getAttribute('type') ?? 'text').toLowerCase());
  if (name === 'textarea' || name === 'select') return true;
  return target.closest('[contenteditable]:not([contenteditable="false"])') !== null;
}

/** Where the key was really pressed: inside a shadow root the event's target is only the host. */
function origin(event: KeyboardEvent): EventTarget | null {
  return event.composedPath()[0] ?? event.target;
}

/** The actions a key press asks for, or none. Two may share a letter; only one of them is on screen. */
export function actionsFor(event: KeyboardEvent, chosen: Record<string, string>): Action[] {
  if (event.defaultPrevented || event.repeat || isComposing(event)) return [];
  if (event.ctrlKey || event.metaKey || event.altKey) return [];
  if (isTextField(origin(event))) return [];
  const pressed = event.key.toLowerCase();
  return (Object.keys(ACTIONS) as Action[]).filter(
    (action) => keyOf(action, chosen).toLowerCase() === pressed,
  );
}

/** 1 to 9 for Alt+digit, else 0. By place on the keyboard: with Alt some layouts print another character. */
export function tagDigit(event: KeyboardEvent): number {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.repeat || isComposing(event)) return 0;
  if (isTextField(origin(event))) return 0;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1] ?? /^[1-9]$/.exec(event.key)?.[0];
  return digit ? Number(digit) : 0;
}
