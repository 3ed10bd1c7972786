import { parseXml, type XmlElement } from '@rgrove/parse-xml';
import { RemoteError } from '../remote.ts';

/** What stores say is XML, and a worker has no DOMParser: this reads it, by local names alone. */
export class Answered {
  readonly #element: XmlElement;

  private constructor(element: XmlElement) {
    this.#element = element;
  }

  /** @throws RemoteError `broken` when it is no XML, or of another name (a page of HTML that a proxy put there). */
  static read(bytes: Uint8Array, name: string): Answered {
    try {
      const { root } = parseXml(new TextDecoder().decode(bytes), { ignoreUndefinedEntities: true });
      if (root && localName(root) === name) return new Answered(root);
    } catch {
      // As good as any other nonsense.
    }
    throw new RemoteError('broken');
  }

  /** Children of that name, whatever their prefix (`D:`, `d:`, `lp1:`) says. */
  all(name: string): Answered[] {
    return this.#element.children
      .filter((child): child is XmlElement => child.type === 'element')
      .filter((child) => localName(child) === name)
      .map((child) => new Answered(child));
  }

  /** Text of the first child of that name; '' where there is none. */
  text(name: string): string {
    const [first] = this.all(name);
    return first === undefined ? '' : first.#element.text.trim();
  }

  has(name: string): boolean {
    return this.all(name).length > 0;
  }
}

const localName = ({ name }: XmlElement): string => name.slice(name.indexOf(':') + 1);
