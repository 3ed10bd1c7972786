/**
 * A Gmail-sized page whose thread can be swapped: markup facts of docs/sites.md, content of one buyer per thread.
 * The page is a function of numbers, so that any buyer of the seeded book can be opened.
 */
export const BENCH_URL = 'https://mail.google.com/mail/u/0/';

const ROWS = 400;

/**
 * The script of the page: `show(i)` opens the thread of buyer i at once, or so long after its address, as a thread that
 * must be fetched does, and answers when its markup was there; `churn()` mutates the list as a busy inbox does.
 */
const SCRIPT = `
const make = (tag, attributes, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};
const message = (i, n, mine) => {
  const who = mine ? 'shop@example.com' : 'buyer' + i + '@example.com';
  return make('div', { role: 'listitem', class: 'h7' },
    make('div', { class: 'adn ads', 'data-message-id': '#msg-f:' + i + '0' + n, 'data-legacy-message-id': 'f' + i + 'a' + n },
      make('div', { class: 'gs' },
        make('h3', { class: 'iw gFxsud' }, make('span', { class: 'qu' }, make('span', { class: 'gD', email: who, name: mine ? 'Shop' : 'Buyer ' + i }, who))),
        make('div', { class: 'hb' }, make('span', { class: 'g2', email: mine ? 'buyer' + i + '@example.com' : 'shop@example.com', name: 'x' }, 'x')),
        make('div', { class: 'gK' }, make('span', { class: 'g3', title: '20 Aug 2025, 13:1' + n }, '13:1' + n)),
        make('div', { class: 'ii gt' }, make('div', { class: 'a3s aiL' }, 'Chào shop, còn mẫu ' + i + ' không ạ? ' + n)))));
};
window.show = async (i, later = 0) => {
  const main = document.querySelector('[role=main]');
  const thread = make('div', { class: 'g id' }, make('div', { class: 'a98 iY' },
    make('div', { class: 'ha' }, make('h2', { class: 'hP', 'data-legacy-thread-id': (0x1000000000000000n + BigInt(i)).toString(16), 'data-thread-perm-id': 'thread-f:' + i }, 'Hỏi hàng ' + i)),
    make('div', { role: 'list' }, message(i, 1, false), message(i, 2, true), message(i, 3, false))));
  document.title = 'Hỏi hàng ' + i + ' - shop@example.com - Gmail';
  location.hash = '#inbox/FMfcgz' + String(i).padStart(26, 'x');
  if (later > 0) await new Promise((resolve) => setTimeout(resolve, later));
  main.replaceChildren(thread);
  return performance.timeOrigin + performance.now();
};
let churning = 0;
window.churn = (perSecond) => {
  const rows = document.querySelectorAll('.zA');
  let n = 0;
  churning = setInterval(() => {
    const row = rows[n++ % rows.length];
    row.classList.toggle('zE');
    row.lastChild.textContent = 'Thư ' + n;
  }, 1000 / perSecond);
};
window.calm = () => clearInterval(churning);
`;

export function benchPage(): string {
  const rows = Array.from(
    { length: ROWS },
    (_, i) =>
      `<tr class="zA yO" role="row"><td><div><span class="yP" email="other${i}@example.com" name="Người ${i}">Người ${i}</span></div></td><td><span data-thread-id="#thread-f:9${i}" data-legacy-thread-id="9${i}"><span>Thư ${i}</span></span></td><td>x</td></tr>`,
  ).join('');
  return `<!doctype html><html><head><meta charset="utf-8"><title>Inbox - shop@example.com - Gmail</title>
<style>.gD{display:inline}</style></head><body>
<div class="nH bkK"><div class="nH"><div role="navigation"><table><tbody>${rows}</tbody></table></div><div role="main"></div></div></div>
<script nonce="beside">${SCRIPT}</script></body></html>`;
}
