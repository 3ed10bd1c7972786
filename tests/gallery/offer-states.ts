import type { PageState } from '../../lib/domain/page-state.ts';
import { OFFERS } from './fake-offers.ts';
import type { FakeStore } from './fake-store.ts';
import type { State } from './states.ts';

const stocked = (store: FakeStore): void => {
  store.book = { ...store.book, ...OFFERS };
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
  'products-paste': {
    surface: 'dashboard',
    path: 'products',
    press: [
      'paste-products',
      'type:product-list:Mã;Tên;Giá;\nAO01;Áo thun trắng;150k\nVA02;Váy đũi;420.000\n;;',
    ],
  },
});
