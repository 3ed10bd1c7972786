import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Due } from '../../lib/domain/entities.ts';
import type { Rule } from '../../lib/domain/rule.ts';
import { addPeople, type BookDoor, dueIn, openDoor } from '../harness/book.ts';
import { type Chromium, launchChromium } from '../harness/browsers.ts';
import { everShownTo, recordedBuild, standingAt, wakeFrom } from '../harness/rings.ts';
import { until } from '../harness/until.ts';

/** Kinds of reminders in the real browser: one that comes again, and one that waits for what the customer does. */

let chromium: Chromium;
let door: BookDoor;

beforeAll(async () => {
  chromium = await launchChromium({ extension: recordedBuild() });
  door = await openDoor(chromium);
});
afterAll(() => chromium?.close());

const standing = () => standingAt(door);
const wake = () => wakeFrom(door);
const times = async (text: string) =>
  (await everShownTo(door)).filter(({ message }) => message.includes(text)).length;
const rings = (text: string) =>
  until(async () => (await times(text)) > 0, { timeout: 30_000, what: `“${text}” to ring` });

describe('kinds', () => {
  const press = async (id: string, button: number) => {
    const worker = await chromium.worker();
    await worker.evaluate(`chrome.notifications.onButtonClicked.dispatch(${JSON.stringify(id)}, ${button})`);
    await until(async () => !(await standing()).includes(id), { what: 'the notification to go' });
  };
  const set = async (title: string, due: Due, rule: Rule, customer: string | null) =>
    (await door.run({ name: 'reminder.set', args: { customer, title, due, rule, thread: null } })).id!;

  test('what comes again rings, goes on to its next day when it is done, and is silent until then', async () => {
    const due = dueIn(1500);
    const day = { day: 1, month: 1, time: due.wall.slice(11, 16), ahead: 0 };
    const daily: Rule = { kind: 'every', unit: 'day', step: 1, calendar: 'solar', ...day };
    const id = await set('Mỗi ngày một lần', due, daily, null);
    await rings('Mỗi ngày một lần');
    const note = `due:${id}:${due.at}`;
    await until(async () => (await standing()).includes(note), { what: 'it to stand' });
    await until(async () => (await door.row('reminders', id))?.rungFor, { what: 'it to be written down' });
    // Told for today; the next ring hangs already, done or not.
    expect((await door.row('reminders', id))?.ringAt).toBeGreaterThan(due.at + 12 * 3_600_000);
    await press(note, 0);
    const tomorrow = (await door.row('reminders', id))!;
    expect(tomorrow.state).toBe('open');
    expect(tomorrow.due.of).not.toBe(due.wall.slice(0, 10));
    expect((await door.row('reminders', `${id}@${due.wall.slice(0, 10)}`))?.state).toBe('done');
    for (let again = 0; again < 3; again++) {
      await door.kill();
      await wake();
    }
    expect(await times('Mỗi ngày một lần')).toBe(1);
    await door.run({ name: 'reminder.delete', args: { id } });
  });

  test('if they do not answer: rings where nobody did, and a logged answer silences at once', async () => {
    await addPeople(door, [
      { id: 'kind-lan', name: 'Lan', keys: ['email:kind.lan@example.com'] },
      { id: 'kind-hoa', name: 'Hoa', keys: ['email:kind.hoa@example.com'] },
    ]);
    const rule: Rule = { kind: 'answer' };
    const answered = (customer: string) => {
      const said = { subject: 'Trả lời', channel: 'email', thread: null, messageId: '', count: 1 };
      const contact = { kind: 'email' as const, direction: 'in' as const, at: Date.now() };
      return door.run({ name: 'interaction.log', args: { customers: [customer], ...contact, ...said } });
    };
    const due = dueIn(4000);
    const lan = await set('Lan chưa trả lời', due, rule, 'kind-lan');
    const hoa = await set('Hoa chưa trả lời', due, rule, 'kind-hoa');
    await answered('kind-lan');
    expect((await door.row('reminders', lan))?.ringAt).toBeUndefined();
    await rings('Hoa chưa trả lời');
    await until(async () => (await door.row('reminders', hoa))?.rungFor, { what: 'it to be written down' });
    await door.kill();
    await wake();
    expect(await times('Lan chưa trả lời')).toBe(0);
    expect(await times('Hoa chưa trả lời')).toBe(1);
    // She answers after all: what still stands on the screen is taken down.
    const note = `due:${hoa}:${due.at}`;
    await until(async () => (await standing()).includes(note), { what: 'it to stand' });
    await answered('kind-hoa');
    await until(async () => !(await standing()).includes(note), { what: 'the notification to go' });
    for (const id of [lan, hoa]) await door.run({ name: 'reminder.delete', args: { id } });
  });
});
