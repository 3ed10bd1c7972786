import { fileURLToPath } from 'node:url';

/** Where these examples find the panel: in the folder that `npm run widget` makes. Yours is in node_modules. */
export default {
  resolve: {
    alias: { '@beside/panel': fileURLToPath(new URL('../dist/widget/beside.mjs', import.meta.url)) },
  },
};
