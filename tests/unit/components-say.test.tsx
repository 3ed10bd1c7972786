// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PageState } from '../../components/host.ts';
import { Launcher } from '../../components/launcher.tsx';
import { OFFERS } from '../gallery/fake-offers.ts';
import { settings } from '../gallery/host.ts';
import { pageOf, Stage } from './components-stage.tsx';

let stage: Stage;
beforeEach(() => {
  stage = new Stage('frame');
  stage.store.book = { ...stage.store.book, ...OFFERS };
});
afterEach(() => stage.end());

const FIELD = '[data-part="draft-field"]';
const written = () => stage.find<HTMLTextAreaElement>(FIELD)?.value.replaceAll('\u00a0', ' ');
const begin = async (page: PageState = pageOf('known')) => {
  await stage.panel(page, {
    insertDraft: async ({ text }) => {
      stage.host.asked.push(text);
      return 'inserted';
    },
  });
  await stage.press('w');
};
const said = (text: string): PageState => {
  const page = pageOf('known');
  const messages = [{ id: 'o1', direction: 'out' as const, at: null, text }];
  return { ...page, sighting: page.sighting && { ...page.sighting, messages } };
};
const field = () => stage.find<HTMLTextAreaElement>(FIELD)!;

describe('a template in a draft', () => {
  test('arrows choose among what the letters find, Enter writes it, Esc goes on typing', async () => {
    await begin();
    await stage.type(FIELD, 'Alo /');
    expect(stage.root.querySelectorAll('[data-act="use-template"]')).toHaveLength(6);
    await stage.press('ArrowDown', {}, field());
    await stage.press('ArrowDown', {}, field());
    await stage.press('Enter', {}, field());
    expect(written()).toBe('Alo {sản phẩm} bên shop còn hàng. Bạn cần thì shop giữ cho bạn nhé.');
    await stage.type(FIELD, '/xin');
    await stage.press('Escape', {}, field());
    expect(stage.has('use-template')).toBe(false);
    expect(stage.part('draft')).not.toBeNull();
  });

  test('names what is missing; the first press shows it, the second puts it there as it is', async () => {
    await begin();
    await stage.type(FIELD, '/con');
    await stage.press('Enter', {}, field());
    expect(stage.text('template-holes')).toContain('sản phẩm');
    await stage.click('put-draft');
    expect(stage.host.asked).toEqual([]);
    expect(stage.text('draft-holes')).toContain('Còn chỗ chưa điền');
    await stage.click('put-draft');
    expect(stage.host.asked.join()).toContain('{sản phẩm}');
  });

  test('a product fills name and price of the buyer’s group in', async () => {
    const { book } = stage.store;
    const customers = book.customers.map((one) => (one.id === 'c1' ? { ...one, priceGroup: 'g-si' } : one));
    stage.store.book = { ...book, customers };
    await begin();
    await stage.type(FIELD, '/gia');
    await stage.press('Enter', {}, field());
    await stage.type('[data-part="product-field"]', 'ao phong');
    await stage.click('choose-product');
    expect(written()).toBe('Áo thun trắng bên shop giá 120.000 ₫. Bạn lấy bao nhiêu để shop lên đơn?');
    expect(stage.part('template-holes')).toBeNull();
  });

  test('follows another pair as long as nobody changed a letter', async () => {
    await begin();
    await stage.type(FIELD, '/con');
    await stage.press('Enter', {}, field());
    await stage.choose('[data-act="pair"]', 'em-chị');
    expect(written()).toBe('Dạ {sản phẩm} bên em còn hàng ạ. Chị cần thì em giữ cho chị ạ.');
    expect(stage.ran).toEqual(['customer.save']);
    await stage.type(FIELD, `${written()} x`);
    await stage.choose('[data-act="pair"]', 'con-bác');
    expect(written()).toContain('Chị cần thì em');
  });

  test('the pair that was heard is offered, and kept on one click alone', async () => {
    await begin(said('Dạ em gửi chị mã vận đơn ạ'));
    expect(stage.button('take-pair').textContent).toContain('em – chị');
    expect(stage.ran).toEqual([]);
    await stage.click('take-pair');
    expect(stage.store.commands).toMatchObject([{ args: { id: 'c1', set: { pronouns: 'em-chị' } } }]);
    expect(stage.has('take-pair')).toBe(false);
  });

  test('beside somebody unknown the pair is for this answer alone', async () => {
    await begin(pageOf('unknown'));
    await stage.choose('[data-act="pair"]', 'em-anh');
    await stage.type(FIELD, '/con');
    await stage.press('Enter', {}, field());
    expect(written()).toContain('Anh cần thì em giữ cho anh ạ.');
    expect(stage.ran).toEqual([]);
  });
});

describe('a quote', () => {
  const quote = async () => {
    await begin();
    await stage.click('close-draft');
    await stage.press('q');
    await stage.type('[data-part="product-field"]', 'AO01');
    await stage.click('choose-product');
  };

  test('has the buyer’s price, is kept, and becomes an answer', async () => {
    await quote();
    await stage.type('[data-part="quote-quantity"]', '3');
    await stage.type('[data-part="quote-discount"]', '10%');
    expect(stage.text('quote-total').replaceAll('\u00a0', ' ')).toBe('Tổng cộng: 405.000 ₫');
    await stage.submit('save-quote');
    expect(stage.store.commands).toMatchObject([
      {
        name: 'quote.save',
        args: { customer: 'c1', lines: [{ product: 'p1', quantity: 3, discount: 45_000 }] },
      },
    ]);
    expect(written()).toContain('- Áo thun trắng: 3 cái × 150.000 ₫ (giảm 45.000 ₫) = 405.000 ₫');
    // What it was last told is shown when it is quoted again.
    await stage.press('q');
    await stage.type('[data-part="product-field"]', 'AO01');
    await stage.click('choose-product');
    expect(stage.text('quote-told').replaceAll('\u00a0', ' ')).toContain('135.000 ₫');
  });

  test('waits until every price can be read; a line of no product has its own', async () => {
    await quote();
    await stage.type('[data-part="quote-price"]', 'hỏi sau');
    expect(stage.button('save-quote').disabled).toBe(true);
    await stage.type('[data-part="quote-price"]', '1tr2');
    expect(stage.text('quote-total').replaceAll('\u00a0', ' ')).toBe('Tổng cộng: 1.200.000 ₫');
  });

  test('its last day can remind', async () => {
    await quote();
    await stage.type('[data-part="quote-until"]', '2026-12-01');
    await stage.click('quote-remind');
    await stage.submit('save-quote');
    expect(stage.ran).toEqual(['quote.save', 'reminder.set']);
    expect(stage.store.commands[1]).toMatchObject({ args: { due: { wall: '2026-12-01T09:00' } } });
  });
});

test('what is odd stands in words above the card', async () => {
  await stage.panel({
    ...pageOf('known'),
    warnings: [{ kind: 'name', name: 'Trần Hoa' }, { kind: 'phone' }],
  });
  expect(stage.text('guard')).toContain('Trần Hoa là khách khác');
  expect(stage.text('guard')).toContain('số điện thoại');
  await stage.panel(pageOf('known'));
  expect(stage.part('guard')).toBeNull();
});

test('folded, the panel shows that something is odd, and its name says what', async () => {
  const page = { ...pageOf('known'), warnings: [{ kind: 'link' as const }] };
  await stage.draw(<Launcher host={stage.host} page={page} settings={settings({ language: 'vi' })} />);
  expect(stage.button('expand').title).toContain('Có đường dẫn');
  expect(stage.button('expand').className).toContain('launcher-odd');
});
