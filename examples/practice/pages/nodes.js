// Pages of the practice inbox make nodes, never markup from strings: the real ones enforce Trusted Types.

/**
 * @param {string} tag `div`, or `div.one.two` with classes
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function el(tag, attributes = {}, ...children) {
  const [name = 'div', ...classes] = tag.split('.');
  const node = document.createElement(name);
  if (classes.length > 0) node.className = classes.join(' ');
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

const HOUR = 3_600_000;

/** @param {number} hoursAgo @returns {Date} */
export const ago = (hoursAgo) => new Date(Date.now() - hoursAgo * HOUR);

/** @param {Date} date @returns {string} `13:19` */
export const clock = (date) => date.toLocaleTimeString('vi-VN', { hour: '2-digit', minute: '2-digit' });

/** @param {Date} date @returns {string} `13:19, 23 thg 11, 2026`, as a Vietnamese mailbox writes it */
export const fullTime = (date) =>
  `${clock(date)}, ${date.getDate()} thg ${date.getMonth() + 1}, ${date.getFullYear()}`;

/** @param {Date} date @returns {string} the time today, the day else */
export const shortTime = (date) =>
  date.toDateString() === new Date().toDateString()
    ? clock(date)
    : `${date.getDate()} thg ${date.getMonth() + 1}`;

/** @param {string} name @returns {string} letters for a round picture */
export const initials = (name) =>
  name
    .split(' ')
    .filter(Boolean)
    .slice(-2)
    .map((word) => word[0] ?? '')
    .join('')
    .toUpperCase();

/** @param {string} name @returns {string} one of six quiet colours, always the same for one name */
export function colourOf(name) {
  const sum = [...name].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return ['c1', 'c2', 'c3', 'c4', 'c5', 'c6'][sum % 6] ?? 'c1';
}

/** The line that says what this is. @returns {HTMLElement} */
export const practiceRibbon = () =>
  el(
    'div.practice',
    { role: 'note' },
    'Trang luyện tập của Beside: thư và người ở đây đều là mẫu · Practice page, everything is made up',
  );
