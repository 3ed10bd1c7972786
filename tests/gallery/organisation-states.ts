import { membership } from './fake-organisations.ts';
import type { FakeStore } from './fake-store.ts';
import { message, page, withSighting } from './pages.ts';
import { customer, DAY, HOUR, NOW, thread } from './sample.ts';
import type { State } from './states.ts';

/** Organisations, their people, and colleagues. The names are as long as real ones. */

export const LONG =
  'CÔNG TY TNHH MỘT THÀNH VIÊN THƯƠNG MẠI DỊCH VỤ VÀ XUẤT NHẬP KHẨU GỖ TOÀN VIỆT – CHI NHÁNH ĐÀ NẴNG';

const seen = (at: number) => ({ by: 'page' as const, at, from: 'gmail' });

/** Lan keeps the books of a firm with a long name; a colleague works in the shop. */
export function withFirm(store: FakeStore): void {
  const firm = customer('c8', LONG, {
    kind: 'business',
    stage: 'regular',
    taxCode: '0300588569-001',
    size: 'medium',
    industry: 'Chế biến gỗ xuất khẩu',
    invoiceAddress: 'Lô 12, đường số 7, Khu công nghiệp Hoà Khánh, phường Liên Chiểu, thành phố Đà Nẵng',
    invoiceEmail: 'hoadon@gotoanviet.example',
    links: { 'email:info@gotoanviet.example': seen(NOW - 30 * DAY) },
    lastContactAt: NOW - 3 * DAY,
  });
  const head = customer('c9', 'Phan Thị Thanh Hương', {
    links: { 'email:huong@gotoanviet.example': seen(NOW) },
  });
  const ours = customer('c10', 'Em Tú kho', {
    kind: 'internal',
    links: { 'email:tu.kho@example.com': seen(NOW) },
    lastInAt: NOW - 2 * HOUR,
    lastContactAt: NOW - 2 * HOUR,
  });
  store.book = {
    ...store.book,
    customers: [...store.book.customers, firm, head, ours],
    memberships: [
      membership('c1', 'c8', { roles: ['kế toán trưởng'], primary: true, from: '2024-03-01' }),
      membership('c9', 'c8', { roles: ['giám đốc', 'người đại diện pháp luật'] }),
      membership('c4', 'c8', { roles: ['mua hàng'], until: '2025-06-30' }),
      membership('c1', 'c6', { roles: ['cộng tác viên'] }),
    ],
  };
}

/** The same, and the tax code has a digit wrong. */
function withDoubt(store: FakeStore): void {
  withFirm(store);
  const customers = store.book.customers.map((one) =>
    one.id === 'c8' ? { ...one, taxCode: '0300588560', size: '' as const, invoiceEmail: '' } : one,
  );
  store.book = { ...store.book, customers };
}

const from = (name: string, identity: string) =>
  withSighting({
    thread: thread('gmail', `t-${name}`, 'Đề nghị báo giá tủ bếp gỗ óc chó'),
    counterparts: [{ name, identities: [identity], strength: 'strong' }],
    messages: [message('f-1', 'in', 20 * 60_000)],
  });

export const newcomer = from('Nguyễn Văn Minh', 'email:minh.nv@gotoanviet.example');
export const mailbox = from('Phòng Kinh Doanh', 'email:sales@gotoanviet.example');
export const firmPage = from('Gỗ Toàn Việt', 'email:info@gotoanviet.example');
export const colleaguePage = from('Em Tú kho', 'email:tu.kho@example.com');

export const ORGANISATION_STATES: Record<string, State> = {
  'contact-person': { surface: 'panel', page: page(), prepare: withFirm },
  firm: { surface: 'panel', page: firmPage, prepare: withFirm },
  newcomer: { surface: 'panel', page: newcomer, prepare: withFirm },
  'firm-mailbox': { surface: 'panel', page: mailbox, prepare: withFirm },
  colleague: { surface: 'panel', page: colleaguePage, prepare: withFirm },
  'firm-page': { surface: 'dashboard', path: 'customers/c8', prepare: withFirm },
  'firm-doubt': { surface: 'dashboard', path: 'customers/c8', prepare: withDoubt, press: ['add-person'] },
  'firm-tie': { surface: 'dashboard', path: 'customers/c1', prepare: withFirm, press: ['edit-tie'] },
  colleagues: { surface: 'dashboard', path: 'colleagues', prepare: withFirm },
};
