// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import { amountOf, currencyOf, decimalsOf } from '../../lib/site/money.ts';
import { cut, oneLine, textOf } from '../../lib/site/text.ts';

const parse = (html: string) => new DOMParser().parseFromString(`<section>${html}</section>`, 'text/html');
const words = (html: string, options: Partial<Parameters<typeof textOf>[1]> = {}) =>
  textOf(parse(html).querySelector('section')!, { cap: 2000, ...options });

describe('the text of a part of the page', () => {
  test.each([
    ['blocks are lines', '<div>One</div><div>Two</div>', 'One\nTwo'],
    ['breaks are line ends', 'One<br>Two', 'One\nTwo'],
    ['an empty line stays one', '<div>One</div><div><br></div><div>Two</div>', 'One\n\nTwo'],
    ['many empty lines are one', 'One<br><br><br><br><br>Two', 'One\n\nTwo'],
    ['source line breaks are spaces', 'One\n   Two', 'One Two'],
    ['spaces fold over element edges', 'One <b> Two</b> Three', 'One Two Three'],
    ['no-break spaces are spaces', '1\u00a0000\u202f₫', '1 000 ₫'],
    ['emoji in pictures', 'Hi <img alt="🌹"><img data-emoji="🙏" alt="x">', 'Hi 🌹🙏'],
    ['flags and keycaps', '<img alt="🇻🇳"> <img alt="1️⃣">', '🇻🇳 1️⃣'],
    ['other pictures are no text', 'Logo <img alt="shop@example.com">', 'Logo'],
    ['markup as text is text', '&lt;b&gt;', '<b>'],
    ['scripts and styles are no text', 'A<script>b()</script><style>i{}</style><template>c</template>', 'A'],
    ['hidden parts are no text', 'A<i hidden>b</i><i style="color:red; display: none">c</i>', 'A'],
    ['a part that is empty', '', ''],
  ])('%s', (_what, html, wanted) => {
    expect(words(html)).toBe(wanted);
  });
  test('parts can be left out, and what follows is not lost', () => {
    expect(words('A<div class="q">B<div>C</div></div>D', { without: ['.q', '.r'] })).toBe('AD');
  });
  test('a page that shows its line breaks keeps them', () => {
    expect(words('One\nTwo', { lines: true })).toBe('One\nTwo');
  });
  test('reading stops at the cap, and not inside a character', () => {
    expect(words('🌹'.repeat(5000), { cap: 7 })).toBe('🌹🌹🌹');
    expect(cut('a🌹', 2)).toBe('a');
  });
  test('a form whose fields are named like properties', () => {
    const form =
      '<form>A<input name="parentNode"><input name="nodeName"><input name="firstChild"><input name="getAttribute"><input name="nodeType"><p>B</p></form>C';
    expect(words(form)).toBe('A\nB\nC');
  });
  test('names are one line, without marks that turn the writing', () => {
    expect(oneLine(' Lan\n\u202eNguyễn\u200f ')).toBe('Lan Nguyễn');
  });
});

describe('amounts as people write them', () => {
  test.each([
    ['450.000 ₫', 0, 450_000],
    ['450.000₫', 2, 450_000],
    ['1.280.000\u00a0₫', 0, 1_280_000],
    ['450.000,00 ₫', 0, 450_000],
    ['1,234.56', 2, 1234.56],
    ['$1.234,50', 2, 1234.5],
    ['1 234,5 €', 2, 1234.5],
    ["CHF 1'234.50", 2, 1234.5],
    ['12,50', 2, 12.5],
    ['1,234', 2, 1234],
    ['1.234', 3, 1.234],
    ['1,23,456.00 ₹', 2, 123_456],
    ['0', 2, 0],
    ['-$5.00', 2, -5],
    ['', 2, null],
    ['free', 2, null],
    ['5 or 6', 2, null],
    ['9'.repeat(20), 2, null],
  ])('%s with %i decimals', (shown, decimals, wanted) => {
    expect(amountOf(shown, decimals)).toBe(wanted);
  });
  test.each([
    ['450.000 ₫', 'VND'],
    ['450.000đ', 'VND'],
    ['€ 12,50', 'EUR'],
    ['£12', 'GBP'],
    ['฿100', 'THB'],
    ['₱100', 'PHP'],
    ['R$ 10', 'BRL'],
    ['12.00 USD', 'USD'],
    ['USD $12.00', 'USD'],
    ['$12.00', ''],
    ['¥100', ''],
    ['100 kr', ''],
    ['100 ABC', ''],
    ['ORDER 100', ''],
    ['', ''],
  ])('currency of %s', (shown, wanted) => {
    expect(currencyOf(shown)).toBe(wanted);
  });
  test('decimals by currency', () => {
    expect(['VND', 'USD', 'KWD', '', 'x'].map(decimalsOf)).toEqual([0, 2, 3, 2, 2]);
  });
});
