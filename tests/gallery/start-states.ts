import { customer } from './sample.ts';
import type { State } from './states.ts';

/** The first five minutes, before anything was done and with the practice inbox open. */
export const START_STATES: Record<string, State> = {
  welcome: { surface: 'dashboard', path: 'welcome', empty: true },
  practice: {
    surface: 'dashboard',
    path: 'welcome',
    prepare: (store) => {
      const lan = customer('sample-lan', 'Nguyễn Thị Lan', {
        keys: ['email:lan.nguyen@example.com'],
        about: 'Mua làm quà cho ba mẹ, thích gỗ óc chó.',
        sample: true,
      });
      store.book = { ...store.book, customers: [...store.book.customers, lan] };
    },
  },
};
