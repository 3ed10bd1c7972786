import { page, stranger } from './pages.ts';
import { NOW } from './sample.ts';
import type { State } from './states.ts';

const sent = (...texts: string[]) => texts.map((text, i) => ({ id: `gmail t-lan p-${i}`, text, at: NOW }));

/** What the seller has just promised, in the strip above the card. */
export const PROMISE_STATES: Record<string, State> = {
  promise: { surface: 'panel', page: page({ sent: sent('Dạ mai em gửi mẫu vải lụa cho chị nha') }) },
  'promise-guess': {
    surface: 'panel',
    page: page({ sent: sent('Có hàng em nhắn chị ạ', 'Thứ 6 em giao đủ 20 bộ nhé') }),
  },
  'promise-other': {
    surface: 'panel',
    page: page({ sent: sent("I'll send the quote tomorrow") }),
    press: ['promise-other', 'type:promise-field:rằm này 14h'],
  },
  'promise-long': {
    surface: 'panel',
    page: page({
      sent: sent(
        'Dạ chiều nay em gửi chị báo giá 120 bộ áo dài cưới cổ thuyền thêu tay phối ren, kèm bảng màu và hình chụp thật của từng mẫu vải nha chị',
      ),
    }),
  },
  'promise-stranger': {
    surface: 'panel',
    page: {
      ...stranger,
      sent: sent('Chiều em báo giá khăn lụa').map((one) => ({ ...one, id: 'gmail t-new p' })),
    },
  },
  'promise-selected': {
    surface: 'panel',
    page: page({
      site: null,
      origin: '',
      granted: false,
      sighting: null,
      selection: 'Thứ 6 em giao đủ 20 bộ nhé',
    }),
  },
};
