export const ATTRIBUTES = [
  'customer',
  'name',
  'order',
  'thread',
  'subject',
  'lang',
  'theme',
  'region',
  'book',
] as const;
export type Attribute = (typeof ATTRIBUTES)[number];

/** A server renders the tag and nothing in it; there this module must only be harmless. */
const Base: typeof HTMLElement = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

/** An element whose texts are attributes and properties alike. `lang` is every element's own. */
export class TextAttributes extends Base {
  get name(): string {
    return this.getAttribute('name') ?? '';
  }
  set name(value: string) {
    this.setAttribute('name', value);
  }
  get thread(): string {
    return this.getAttribute('thread') ?? '';
  }
  set thread(value: string) {
    this.setAttribute('thread', value);
  }
  get subject(): string {
    return this.getAttribute('subject') ?? '';
  }
  set subject(value: string) {
    this.setAttribute('subject', value);
  }
  get theme(): string {
    return this.getAttribute('theme') ?? '';
  }
  set theme(value: string) {
    this.setAttribute('theme', value);
  }
  get region(): string {
    return this.getAttribute('region') ?? '';
  }
  set region(value: string) {
    this.setAttribute('region', value);
  }
  get book(): string {
    return this.getAttribute('book') ?? '';
  }
  set book(value: string) {
    this.setAttribute('book', value);
  }
}
