import type { FakeStore } from './fake-store.ts';
import { page, shopOrder, stranger, weak, withSighting } from './pages.ts';
import { DAY, NOW } from './sample.ts';
import type { State } from './states.ts';

const shipper = 'SPXVN05144905142B';
const talk = withSighting({
  messages: [
    {
      id: 'f-1',
      direction: 'in',
      at: null,
      text: 'Gửi chị Khoa nhé: 0987 654 321, mail ha.pham@example.com',
    },
    { id: 'f-2', direction: 'out', at: null, text: `Shop gửi rồi ạ, mã vận đơn ${shipper}` },
    {
      id: 'f-3',
      direction: 'in',
      at: null,
      text: 'Đơn 2505296R62JNTS và đơn tiki 929231617 gộp được không?',
    },
  ],
});
const codOrder = withSighting({
  ...shopOrder.sighting,
  order: {
    id: '1042',
    number: '1042',
    total: 6_450_000,
    currency: 'VND',
    status: 'Đã giao hàng',
    payment: 'Thanh toán khi nhận hàng',
    goods: [
      { name: 'Áo dài cưới cổ thuyền thêu tay, tay lỡ, size S', quantity: 2 },
      { name: 'Mấn', quantity: 1 },
    ],
  },
});
const person = (name: string, ...identities: string[]) => ({
  name,
  identities,
  strength: identities.length > 0 ? ('strong' as const) : ('weak' as const),
});
const inbox = [
  person('Lan Nguyễn', 'email:lan.nguyen@example.com'),
  person('Khoa', 'email:khoa.tran@example.com'),
  person('Quỳnh Như 🌸', 'telegram:55500011'),
  person('Minh', 'email:minh.a@example.com'),
  person('Ai đó', 'email:ai.do@example.com'),
];
/** The display name of the weak person is remembered for Khoa. */
const remembered = (store: FakeStore) => {
  const seen = { by: 'user' as const, at: NOW - 3 * DAY, from: 'telegram-k', name: '🌻 Shop Mẹ Bống' };
  store.book = {
    ...store.book,
    customers: store.book.customers.map((one) =>
      one.id === 'c3' ? { ...one, displayNames: { 'telegram:🌻 shop me bong': seen } } : one,
    ),
  };
};
const cameBack = (store: FakeStore) => {
  const orders = store.book.orders.map((one, index) => ({
    ...one,
    status: index === 0 ? one.status : index === 1 ? 'Khách không nhận hàng' : 'Đã hoàn hàng',
    outcome: index === 0 ? ('' as const) : index === 1 ? ('refused' as const) : ('returned' as const),
    goods: index === 1 ? [{ name: 'Khăn lụa', quantity: 3 }] : [],
  }));
  store.book = { ...store.book, orders };
};
const waiting = (store: FakeStore) => {
  const customers = store.book.customers.map((one) =>
    one.id === 'c4' ? { ...one, waitingSince: one.lastInAt } : one,
  );
  store.book = { ...store.book, customers };
};

/** The number in the talk belongs to somebody with a very long name. */
const longOwner = (store: FakeStore) => {
  const link = { 'tel:+84987654321': { by: 'user' as const, at: NOW, from: '' } };
  const customers = store.book.customers.map((one) => {
    if (one.id === 'c5') return { ...one, links: {}, keys: [] };
    return one.id === 'c3' ? { ...one, links: { ...one.links, ...link }, keys: Object.keys(link) } : one;
  });
  store.book = { ...store.book, customers };
};

/** What is read beside the card: messages, names, orders, the site's list, selected text. */
export const READING_STATES: Record<string, State> = {
  'order-changed': { surface: 'panel', page: codOrder, prepare: cameBack },
  found: { surface: 'panel', page: talk },
  'found-all': { surface: 'panel', page: talk, press: ['more-found'] },
  'found-stranger': {
    surface: 'panel',
    page: withSighting({ ...stranger.sighting, messages: talk.sighting?.messages ?? [] }),
  },
  'found-long': { surface: 'panel', page: talk, prepare: longOwner },
  peek: { surface: 'panel', page: talk, press: ['show-owner'] },
  remembered: {
    surface: 'panel',
    page: withSighting({ ...weak.sighting, counterparts: [person('🌻 Shop Mẹ Bống')] }),
    prepare: remembered,
  },
  'shared-name': {
    surface: 'panel',
    page: { ...weak, listed: [person('Lê Văn Minh'), person('Le Van Minh')] },
  },
  'in-list': { surface: 'panel', page: page({ listed: inbox }), prepare: waiting, press: ['in-list'] },
  'in-list-alone': { surface: 'panel', page: page({ listed: inbox, sighting: null }), prepare: waiting },
  'selection-loose': {
    surface: 'panel',
    page: page({
      site: null,
      origin: '',
      granted: false,
      sighting: null,
      selection: 'Giao trước ngày 28 giúp chị.',
    }),
  },
};
