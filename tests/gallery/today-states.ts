import type { FakeStore } from './fake-store.ts';
import { page } from './pages.ts';
import { customer, DAY, HOUR, interaction, NOW, reminder, thread } from './sample.ts';
import type { State } from './states.ts';

const LONG = 'Công Tằng Tôn Nữ Nguyễn Hoàng Phương Quỳnh Như – Đại lý sỉ áo dài cưới Sài Gòn Chợ Lớn';

/** A shop's day: promises, who waits, a complaint, a birthday, who fell silent. */
function busy(store: FakeStore): void {
  const { book } = store;
  const quiet = [
    customer('q1', 'Phạm Thu Hà', { orderCount: 4, lastOrderAt: NOW - 41 * DAY, rhythm: 21 * DAY }),
    customer('q2', LONG, { orderCount: 1, lastOrderAt: NOW - 75 * DAY }),
  ];
  const birthday = {
    ...reminder('g1', 'c2', 'Sinh nhật anh Khoa', NOW + 3 * DAY),
    rule: {
      ...{
        kind: 'every' as const,
        unit: 'year' as const,
        step: 1,
        calendar: 'solar' as const,
        day: 3,
        month: 12,
      },
      ...{ time: '09:00', ahead: 7, occasion: 'birthday' as const },
    },
  };
  store.book = {
    ...book,
    customers: [...book.customers, ...quiet],
    reminders: [
      ...book.reminders.map((one) =>
        one.id === 'r1' ? { ...one, draft: 'Dạ em gửi chị mẫu lụa Bảo Lộc, chị xem giúp em ạ.' } : one,
      ),
      birthday,
    ],
    interactions: [
      ...book.interactions,
      interaction('k1', ['c4'], {
        at: NOW - 3 * DAY,
        kind: 'complaint',
        status: 'open',
        subject: 'Khăn bị sờn mép, khách muốn đổi trước thứ sáu',
        thread: thread('gmail', 't-minh', 'Đặt khăn lụa'),
      }),
      interaction('k2', ['q1'], {
        at: NOW - 9 * DAY,
        kind: 'complaint',
        status: 'good',
        subject: 'Giao thiếu một hộp',
      }),
    ],
  };
}

/** Forty of everything. */
function crowded(store: FakeStore): void {
  busy(store);
  const people = Array.from({ length: 40 }, (_, i) =>
    customer(`w${i}`, i % 7 === 0 ? LONG : `Khách chờ số ${i + 1}`, { lastInAt: NOW - (i + 1) * 3 * HOUR }),
  );
  const many = Array.from({ length: 40 }, (_, i) =>
    reminder(`m${i}`, `w${i}`, `Nhắn lại báo giá đợt ${i + 1}`, NOW - (i - 20) * HOUR),
  );
  store.book = {
    ...store.book,
    customers: [...store.book.customers, ...people],
    reminders: [...store.book.reminders, ...many],
  };
}

/** Everything that was due is done; something comes later. */
function allDone(store: FakeStore): void {
  const { book } = store;
  const kept = Array.from({ length: 9 }, (_, i) => ({
    ...reminder(`d${i}`, 'c1', `Gửi mẫu đợt ${i + 1}`, NOW - (i + 1) * DAY),
    ...{ state: 'done' as const, doneAt: NOW - (i + 1) * DAY + (i === 4 ? 2 * DAY : 0) },
  }));
  store.book = {
    ...book,
    customers: book.customers.map((one) => ({ ...one, lastInAt: undefined, lastOrderAt: undefined })),
    reminders: [...book.reminders.filter((one) => one.due.at > NOW + 12 * HOUR), ...kept],
    interactions: [],
  };
}

/** A year of promises. */
function promised(store: FakeStore): void {
  const made = Array.from({ length: 60 }, (_, i) => {
    const at = NOW - (i * 5 + 2) * DAY;
    const one = reminder(
      `p${i}`,
      `c${(i % 5) + 1}`,
      i % 6 === 0 ? `Gửi mẫu cho ${LONG}` : 'Báo ngày giao',
      at,
    );
    if (i % 7 === 3) return { ...one, promised: one.due, due: { ...one.due, at: at + DAY }, moved: 1 };
    if (i % 11 === 5) return one;
    return { ...one, state: 'done' as const, doneAt: at + (i % 9 === 1 ? 3 * DAY : HOUR) };
  });
  store.book = { ...store.book, reminders: made };
}

/** Promises of the day in all their forms: what the popup and Today's page show. */
export const TODAY_STATES: Record<string, State> = {
  'today-busy': { surface: 'today', page: page(), prepare: busy },
  'today-crowd': { surface: 'today', page: page(), prepare: crowded },
  'today-done': { surface: 'today', page: page(), prepare: allDone },
  'today-one': {
    surface: 'today',
    page: page(),
    empty: true,
    prepare: (store) => {
      store.book = { ...store.book, reminders: [reminder('r1', null, 'Đặt thêm hộp quà', NOW - HOUR)] };
    },
  },
  'today-begin': { surface: 'today', page: page(), prepare: busy, press: ['begin-waiting'] },
  'today-write': { surface: 'today', page: page(), prepare: busy, press: ['snooze', 'row-write'] },
  'today-panel': {
    surface: 'panel',
    home: 'sidepanel',
    page: page(),
    prepare: busy,
    press: ['switch-today'],
  },
  'dashboard-today-busy': { surface: 'dashboard', path: 'today', prepare: busy },
  sitting: {
    surface: 'panel',
    home: 'sidepanel',
    page: page(),
    prepare: busy,
    press: ['switch-today', 'begin-waiting', 'sitting-start'],
  },
  'hand-log': { surface: 'panel', page: page(), press: ['hand-log'] },
  'hand-complaint': {
    surface: 'panel',
    page: page(),
    press: ['hand-log', 'hand-complaint', 'type:hand-field:Áo giao trễ hai ngày', 'hand-save'],
  },
  'customer-hand': { surface: 'dashboard', path: 'customers/c1', press: ['hand-log', 'hand-barrier'] },
  promises: { surface: 'dashboard', path: 'promises', prepare: promised, press: ['open-month'] },
  'promises-none': { surface: 'dashboard', path: 'promises' },
  'customer-kept': { surface: 'dashboard', path: 'customers/c1', prepare: promised, press: ['open-month'] },
};
