import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { listenToShortcuts } from '../../lib/background/shortcuts.ts';
import { createDesk } from '../../lib/service/desk.ts';
import { freshName, START } from './store-fixture.ts';

/** A browser of which the page's selection is this, and the shortcut pressed. Resolves with what is opened. */
async function pressed(selection: string | null): Promise<string> {
  const clock = { now: START };
  let ids = 0;
  const name = freshName();
  const desk = createDesk({
    bookName: async () => name,
    now: () => (clock.now += 1000),
    randomId: () => `id-${++ids}`,
    lock: (work) => work(),
    changed: () => undefined,
  });
  for (const [who, key] of [
    ['Nguyễn Thị Lan', 'tel:+84912345678'],
    ['Trần Quốc Bảo', 'email:bao@example.com'],
    ['Trần Minh Bảo', 'email:minh@example.com'],
  ]) {
    await desk.run({ name: 'customer.save', args: { set: { name: who }, keys: [key] } } as never);
  }
  const lan = await desk.onlyOne('0912 345 678');
  let press: (name: string, tab: { id: number }) => void = () => undefined;
  const opened = new Promise<string>((resolve) => {
    const none = { addListener: () => undefined };
    listenToShortcuts(
      {
        commands: { onCommand: { addListener: (listen: typeof press) => (press = listen) } },
        runtime: { onInstalled: none },
        contextMenus: { onClicked: none },
        scripting: {
          async executeScript() {
            if (selection === null) throw new Error('Cannot access this page');
            return [{ result: selection }];
          },
        },
        tabs: {},
      } as never,
      { desk, openDashboard: resolve } as never,
    );
  });
  press('look-up', { id: 7 });
  return (await opened).replace(String(lan), 'LAN');
}

it('a selected name that one customer has opens the customer', async () => {
  expect(await pressed('Nguyen thi lan')).toBe('customers/LAN');
  expect(await pressed('  0912.345.678 ')).toBe('customers/LAN');
});

it('one that several have, or nobody, opens the list of whom it finds', async () => {
  expect(await pressed('Bảo')).toBe('customers?find=B%E1%BA%A3o');
  expect(await pressed('Nobody at all')).toBe('customers?find=Nobody%20at%20all');
});

it('without a selection, or where it may not be read, the list opens', async () => {
  expect(await pressed('')).toBe('customers?find=');
  expect(await pressed(null)).toBe('customers?find=');
});
