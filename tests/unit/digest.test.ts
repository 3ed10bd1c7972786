import { describe, expect, it } from 'vitest';
import { DIGEST_DAY, listenToDigest } from '../../lib/background/digest.ts';
import type { NoteOptions } from '../../lib/background/notifications.ts';
import { digestDay } from '../../lib/domain/digest.ts';
import type { TodayView } from '../../lib/domain/query.ts';
import { createText } from '../../lib/domain/text.ts';
import { customer, NOW, reminder, ZONE } from '../gallery/sample.ts';

const EMPTY: TodayView = {
  overdue: [],
  today: [],
  later: [],
  colleagues: [],
  dueCount: 0,
  waiting: [],
  greetings: [],
  complaints: [],
  quiet: [],
  quietCount: 0,
};
const BUSY: TodayView = {
  ...EMPTY,
  overdue: [{ reminder: reminder('r1', null, 'báo giá', NOW), customer: null }],
  waiting: [customer('c1', 'Lan'), customer('c2', 'Khoa')],
};
const HOUR = 3_600_000;

function stage(silent = true) {
  const shown = new Map<string, NoteOptions>();
  const kept = new Map<string, unknown>();
  const tells: NoteOptions[] = [];
  const opened: string[] = [];
  const clicked: ((id: string) => void)[] = [];
  const state = {
    now: NOW,
    view: BUSY,
    on: true,
    quiet: false,
    /** Dies before the day is noted. */
    dies: false,
  };
  let tick: (alarm: { name: string }) => void = () => {};
  const start = () =>
    listenToDigest(
      {
        alarms: {
          onAlarm: {
            addListener: (listener) => {
              tick = listener;
            },
          },
        },
        notifications: {
          create: async (id, options) => {
            shown.set(id, options);
            tells.push(options);
          },
          clear: async (id) => shown.delete(id),
          getAll: async () => Object.fromEntries(shown),
          onClicked: { addListener: (listener) => void clicked.push(listener) },
          onClosed: { addListener: () => {} },
        },
        storage: {
          local: {
            get: async (key) => (kept.has(key) ? { [key]: kept.get(key) } : {}),
            set: async (items) => {
              if (state.dies) throw new Error('the worker died');
              for (const [key, value] of Object.entries(items)) kept.set(key, value);
            },
          },
        },
        runtime: { getURL: (path) => `x://beside${path}` },
      },
      {
        features: { notificationButtons: silent, requireInteraction: silent, notificationSilent: silent },
        settings: async () => ({
          digest: { on: state.on, at: '08:00' },
          quietHours: { on: state.quiet, from: '10:00', until: '11:00' },
          sound: false,
        }),
        today: async () => state.view,
        text: async () => createText('vi'),
        now: () => state.now,
        zone: () => ZONE,
        openDashboard: async (path) => void opened.push(path),
      },
    );
  return { state, shown, tells, opened, kept, start, clicked, tick: () => tick({ name: 'tick' }) };
}

describe('the digest of a day', () => {
  it('tells once a day what waits, without a sound', async () => {
    const { state, tells, start } = stage();
    const digest = start();
    await digest.look();
    await digest.look();
    expect(tells).toEqual([
      {
        type: 'basic',
        iconUrl: 'x://beside/icon/128.png',
        title: 'Hôm nay',
        message: '1 việc đến hạn · 2 khách chờ trả lời',
        silent: true,
      },
    ]);
    state.now += 24 * HOUR;
    await digest.look();
    expect(tells).toHaveLength(2);
  });

  it('is off unless turned on, waits for its time, and for the quiet hours', async () => {
    const { state, tells, start } = stage();
    const digest = start();
    state.on = false;
    await digest.look();
    state.on = true;
    state.now = NOW - 4 * HOUR;
    await digest.look();
    state.now = NOW;
    state.quiet = true;
    await digest.look();
    expect(tells).toEqual([]);
    state.now = NOW + HOUR;
    await digest.look();
    expect(tells).toHaveLength(1);
    expect(digestDay(NOW, ZONE, { on: true, at: '10:33' })).toBeNull();
    expect(digestDay(NOW, ZONE, { on: true, at: '10:32' })).toBe('2026-11-23');
  });

  it('says nothing of nothing, and speaks up when something comes', async () => {
    const { state, tells, start } = stage();
    const digest = start();
    state.view = EMPTY;
    await digest.look();
    expect(tells).toEqual([]);
    state.view = BUSY;
    await digest.look();
    expect(tells).toHaveLength(1);
  });

  it('is seen once where the worker dies before it could note the day', async () => {
    const { state, tells, kept, start } = stage();
    state.dies = true;
    await start().look();
    state.dies = false;
    await start().look();
    expect(tells).toHaveLength(1);
    expect(kept.get(DIGEST_DAY)).toBe('2026-11-23');
  });

  it('opens Today, and names no option that Firefox does not know', async () => {
    const { shown, opened, clicked, start } = stage(false);
    await start().look();
    expect(Object.keys([...shown.values()][0] ?? {}).sort()).toEqual(['iconUrl', 'message', 'title', 'type']);
    for (const click of clicked) click('digest:2026-11-23');
    await expect.poll(() => opened).toEqual(['today']);
    expect(shown.size).toBe(0);
    for (const click of clicked) click('due:r1:1');
    expect(opened).toEqual(['today']);
  });
});
