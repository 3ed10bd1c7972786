/**
 * Reading a page that may be hostile. A form or the document lets named elements stand in for its own properties
 * (`<input name="parentElement">`), so properties are taken from the prototype.
 */

/** Calls a method as the browser defines it. */
function call<T>(node: object, name: string, argument: unknown): T {
  return Reflect.apply(Reflect.get(Object.getPrototypeOf(node), name, node), node, [argument]);
}

/** A property or bound method as the browser defines it. */
export function of<T extends object, K extends keyof T>(node: T, name: K): T[K] {
  const value = Reflect.get(Object.getPrototypeOf(node), name, node);
  return typeof value === 'function' ? value.bind(node) : value;
}

export type Scope = Document | ShadowRoot | Element;

export const attribute = (element: Element, name: string): string | null =>
  call(element, 'getAttribute', name);

export const matches = (element: Element, selector: string): boolean => call(element, 'matches', selector);

export const closest = (element: Element, selector: string): Element | null =>
  call(element, 'closest', selector);

export const queryAll = (scope: Scope, selector: string): Element[] => [
  ...call<Iterable<Element>>(scope, 'querySelectorAll', selector),
];

/** The element around, through the edge of a shadow root. */
export function parentOf(element: Element): Element | null {
  const parent = of(element, 'parentNode') as (Node & { host?: Element }) | null;
  if (!parent) return null;
  return parent.nodeType === 11 ? (parent.host ?? null) : of(element, 'parentElement');
}

/** How many elements are looked at for shadow roots. */
const SHADOW_WALK = 20_000;

/** The open shadow roots inside, outer ones first. */
export function shadowRootsIn(scope: Scope): ShadowRoot[] {
  const found: ShadowRoot[] = [];
  let left = SHADOW_WALK;
  const look = (inside: Scope) => {
    const page = inside.nodeType === 9 ? (inside as Document) : of(inside, 'ownerDocument')!;
    const walker = of(page, 'createTreeWalker')(inside, 1);
    for (let node = walker.nextNode(); node && left > 0; node = walker.nextNode()) {
      left -= 1;
      // Not by the prototype: this is asked of every element. A field of that name in a form is no shadow root.
      const root = (node as Element).shadowRoot;
      if (root?.nodeType === 11) {
        found.push(root);
        look(root);
      }
    }
  };
  look(scope);
  return found;
}

/** True when the page itself hides the element or what it stands in, by attribute or inline style. */
export function isHidden(element: Element): boolean {
  for (let at: Element | null = element; at; at = parentOf(at)) {
    if (attribute(at, 'hidden') !== null || attribute(at, 'aria-hidden') === 'true') return true;
    if (hasHidingStyle(at)) return true;
  }
  return false;
}

export function hasHidingStyle(element: Element): boolean {
  const style = attribute(element, 'style');
  return style !== null && /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style);
}
