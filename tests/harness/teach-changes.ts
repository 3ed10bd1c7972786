/** What happens to a page between the day it was taught and another: a release, an experiment, a new neighbour. */

/** Mulberry32: the same numbers for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

type Random = () => number;
const pick = <T>(list: ArrayLike<T>, random: Random) => list[Math.floor(random() * list.length)];

/** What the new neighbours say. */
export const PROMO = 'Thử giao diện mới';

const isMade = (name: string) => /\d/.test(name) || /^_/.test(name);
/** A hash as tools make them, the written part before it kept. */
function remade(name: string, random: Random): string {
  const hash = Math.floor(random() * 36 ** 6)
    .toString(36)
    .padStart(6, 'x');
  const start = /^([A-Za-z]+_[A-Za-z]+__)/.exec(name)?.[1];
  return start ? `${start}${hash}` : name.startsWith('css-') ? `css-${hash}` : `x${hash}`;
}

export const CHANGES: Record<string, (page: Document, random: Random) => void> = {
  'class names of a tool are new, and some that people wrote'(page, random) {
    const now = new Map<string, string>();
    for (const node of page.querySelectorAll('[class]')) {
      const names = (node.getAttribute('class') ?? '').split(/\s+/).filter(Boolean);
      for (const name of names) {
        if (now.has(name)) continue;
        now.set(
          name,
          isMade(name)
            ? remade(name, random)
            : random() < 0.3
              ? `${name}-v${Math.floor(random() * 9)}`
              : name,
        );
      }
      node.setAttribute('class', names.map((name) => now.get(name)).join(' '));
    }
  },
  'new neighbours'(page, random) {
    for (let index = 0; index < 8; index += 1) {
      const node = pick(
        page.querySelectorAll('body div, body span, body li, body h1, body h2, body p, body tr'),
        random,
      );
      if (!node) continue;
      const kind = /^(?:LI|TR)$/.test(node.tagName) ? node.tagName : pick(['div', 'span', 'p'], random)!;
      const fresh = page.createElement(kind);
      fresh.setAttribute('class', 'promo');
      if (kind === 'TR') {
        const cell = page.createElement('td');
        cell.textContent = PROMO;
        fresh.append(cell);
      } else fresh.textContent = PROMO;
      if (random() < 0.5) node.before(fresh);
      else node.after(fresh);
    }
  },
  'attributes in another order, and more of them'(page, random) {
    for (const node of page.querySelectorAll('*')) {
      const had = [...node.attributes].map(({ name, value }) => [name, value] as const);
      for (const [name] of had) node.removeAttribute(name);
      if (random() < 0.3) node.setAttribute('data-v-7ba5bd90', '');
      for (const [name, value] of had.reverse()) node.setAttribute(name, value);
    }
  },
  'wrappers around parts'(page, random) {
    for (let index = 0; index < 8; index += 1) {
      const node = pick(
        page.querySelectorAll('body div, body span, body a, body h2, body article, body table'),
        random,
      );
      if (!node) continue;
      const inline = /^(?:SPAN|A)$/.test(node.tagName);
      const wrap = page.createElement(inline ? 'span' : 'div');
      wrap.setAttribute('class', 'wrap');
      node.replaceWith(wrap);
      wrap.append(node);
    }
  },
};
