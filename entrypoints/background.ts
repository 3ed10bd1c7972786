import { defineBackground } from 'wxt/utils/define-background';
import { startBackground } from '../lib/background/start.ts';

// Synchronous: every listener must be there in the worker's first turn.
export default defineBackground({ type: 'module', main: startBackground });
