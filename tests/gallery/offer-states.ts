import type { PageState } from '../../lib/domain/page-state.ts';
import type { Warning } from '../../lib/domain/say/guard.ts';
import { OFFERS } from './fake-offers.ts';
import type { FakeStore } from './fake-store.ts';
import { DAY, NOW } from './sample.ts';
import type { State } from './states.ts';

const stocked = (store: FakeStore): void => {
  store.book = { ...store.book, ...OFFERS };
};

const WARNINGS: Warning[] = [
  { kind: 'price', product: 'Áo thun trắng', said: 100_000, means: 120_000, currency: 'VND', quoted: false },
  { kind: 'name', name: 'Trần Minh Hoa' },
];

const quoted = (store: FakeStore): void => {
  const line = {
    product: 'p1',
    name: 'Áo thun trắng',
    unit: 'cái',
    quantity: 20,
    price: 125_000,
    discount: 100_000,
  };
  const row = { space: 'home', stamp: '', customer: 'c1', currency: 'VND', settledAt: null };
  const old = { ...row, at: NOW - 20 * DAY, note: 'Chưa gồm phí giao' };
  store.book = {
    ...store.book,
    ...OFFERS,
    quotes: [
      { ...old, id: 'q1', lines: [line], until: '2026-11-10', state: 'open' },
      { ...old, id: 'q2', lines: [{ ...line, quantity: 5 }], until: '', state: 'accepted', note: '' },
    ],
  };
};

/** What the shop says and offers: templates in a draft, and the pages where they and the prices are written. */
export const offerStates = (page: PageState): Record<string, State> => ({
  'template-list': {
    surface: 'panel',
    page,
    prepare: stocked,
    press: ['draft', 'type:draft-field:/'],
  },
  'template-holes': {
    surface: 'panel',
    page,
    prepare: stocked,
    press: ['draft', 'type:draft-field:/gia', 'use-template'],
  },
  templates: {
    surface: 'dashboard',
    path: 'templates',
    prepare: stocked,
    press: ['new-template', 'type:template-text:{dạ} {em} gửi {khách} hình {sản phẩm} {xyz} {ạ}.'],
  },
  products: { surface: 'dashboard', path: 'products', prepare: stocked, press: ['edit-product'] },
  quote: {
    surface: 'panel',
    page: { ...page, warnings: WARNINGS },
    prepare: quoted,
    press: ['quote', 'type:product-field:ao', 'choose-product', 'type:quote-until:2026-12-01'],
  },
  'products-paste': {
    surface: 'dashboard',
    path: 'products',
    press: [
      'paste-products',
      'type:product-list:Mã;Tên;Giá;\nAO01;Áo thun trắng;150k\nVA02;Váy đũi;420.000\n;;',
    ],
  },
});
