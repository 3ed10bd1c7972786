import { expect, test } from 'vitest';
import { isCod, orderOutcome } from '../../lib/domain/order-outcome.ts';

test.each([
  ['Đã giao', 'delivered'],
  ['Giao hàng thành công.', 'delivered'],
  ['DELIVERED', 'delivered'],
  ['จัดส่งสำเร็จ', 'delivered'],
  ['Khách không nhận hàng', 'refused'],
  ['Từ chối nhận hàng', 'refused'],
  ['Đã hoàn hàng', 'returned'],
  ['Returned to seller', 'returned'],
  ['Đã huỷ', 'cancelled'],
  ['Đã hủy đơn', 'cancelled'],
  ['cancelled', 'cancelled'],
  ['Dibatalkan', 'cancelled'],
])('%s is %s', (status, outcome) => {
  expect(orderOutcome({ status })).toBe(outcome);
});

test.each([
  '',
  'Đang giao',
  'Đã giao cho đơn vị vận chuyển',
  'Chờ giao hàng',
  'Giao hàng thất bại',
  'Đã huỷ một phần – chờ hoàn tiền',
  'Trả hàng/Hoàn tiền',
  'refunded',
  'failed',
  'on-hold',
  'completed',
  'not delivered',
  'Yêu cầu huỷ',
])('“%s” is not certain', (status) => {
  expect(orderOutcome({ status, site: 'woocommerce' })).toBe('');
});

test('complete says delivered on a marketplace alone', () => {
  expect(orderOutcome({ status: 'Hoàn thành', site: 'shopee-orders' })).toBe('delivered');
  expect(orderOutcome({ status: 'completed', site: 'tiktok-shop' })).toBe('delivered');
  expect(orderOutcome({ status: 'Hoàn thành', site: 'woocommerce' })).toBe('');
});

test('cash on delivery is told by the words of the payment', () => {
  expect(['COD', 'Thanh toán khi nhận hàng', 'Cash on delivery', 'Thu hộ 250k'].map(isCod)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['', 'Chuyển khoản', 'Visa', 'code'].map(isCod)).toEqual([false, false, false, false]);
});
