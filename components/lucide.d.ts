/** One icon, imported by itself so that only the icons in use are shipped. The package types its index alone. */
declare module 'lucide/dist/esm/icons/*.mjs' {
  const nodes: [tag: string, attributes: Record<string, string | number>][];
  export default nodes;
}
