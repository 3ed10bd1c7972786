import '@beside/panel';
import { createRestStore } from './rest-store.js';

document.querySelector('beside-panel').store = createRestStore('/api');
