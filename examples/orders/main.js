import './orders.css';
import '@beside/panel';
import { ORDERS } from './orders.js';

/** A small back office: a list of orders, and beside it who ordered. */
const list = document.querySelector('#orders');
const panel = document.querySelector('beside-panel');

function show(order) {
  panel.name = order.buyer;
  panel.customer = [`tel:${order.phone}`, ...(order.email ? [`email:${order.email}`] : [])];
  panel.order = {
    id: order.number,
    total: order.total,
    currency: 'VND',
    status: order.status,
    goods: [{ name: order.goods, quantity: 1 }],
  };
  for (const button of document.querySelectorAll('[data-order]'))
    button.setAttribute('aria-pressed', String(button.getAttribute('data-order') === order.number));
}

for (const order of ORDERS) {
  const item = document.createElement('li');
  const button = document.createElement('button');
  button.type = 'button';
  button.dataset.order = order.number;
  button.textContent = `#${order.number} · ${order.buyer} · ${order.total.toLocaleString('vi-VN')} ₫`;
  button.addEventListener('click', () => show(order));
  item.append(button);
  list.append(item);
}

show(ORDERS[0]);
