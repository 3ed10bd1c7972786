import { crx } from '@crxjs/vite-plugin';
import shared from '../panel.config.js';
import manifest from './manifest.json' with { type: 'json' };

export default { ...shared, plugins: [crx({ manifest })] };
