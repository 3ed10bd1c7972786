import type { DONE_BUTTON, NoteOptions, SNOOZE_BUTTON } from '../../lib/background/notifications.ts';
import { listenToRing, type RingApi, type RingDuty } from '../../lib/background/ring.ts';
import type { Command } from '../../lib/domain/command.ts';
import { readDueId } from '../../lib/domain/due.ts';
import type { Reminder } from '../../lib/domain/entities.ts';
import { isSeries } from '../../lib/domain/repeat.ts';
import type { Text } from '../../lib/domain/text.ts';
import type { DueSource } from '../../lib/service/due-source.ts';

export const ZONE = 'Asia/Ho_Chi_Minh';
const MINUTE = 60_000;
/** An idle worker dies after this. */
const IDLE = 30_000;

/** A ring as a person tells it from others. */
const ringOf = (reminder: Reminder) => `${reminder.id}@${reminder.ringAt ?? reminder.due.at}`;
const never = () => new Promise<never>(() => {});
export const turn = () => new Promise<void>((done) => setImmediate(done));

interface Alarm {
  name: string;
  scheduledTime: number;
  period: number | null;
}

/** One alert as a person perceives it: a notification that came up where none of that id was. */
export interface Perceived {
  id: string;
  at: number;
  /** `reminder@due time` of everything it announced. */
  rings: string[];
}

export interface Life {
  source: DueSource;
  run(command: Command): Promise<unknown>;
  /** The end of the quiet hours of that moment; none where it is missing. */
  quietUntil?(now: number): number | null;
}

/** What the listeners of one worker are, and whether it still lives. */
interface Worker {
  dead: boolean;
  step: number;
  /** Dies at this call to the outside; Infinity for a long life. */
  killAt: number;
  /** Whether the fatal call still takes effect. */
  after: boolean;
  pending: number;
  timers: { at: number; work: () => void }[];
  lastEvent: number;
  onAlarm: ((alarm: { name: string }) => void)[];
  onStartup: (() => void)[];
  onInstalled: (() => void)[];
  onClicked: ((id: string) => void)[];
  onClosed: ((id: string) => void)[];
  onButton: ((id: string, button: number) => void)[];
  duty: RingDuty | null;
}

/**
 * A browser as far as reminders meet it: a clock that jumps, alarms that come late, once after a sleep, or are lost,
 * notifications kept by id, and a worker that may die at every call it makes.
 */
export class RingBrowser {
  now: number;
  readonly life: Life;
  readonly firefox: boolean;
  readonly alarms = new Map<string, Alarm>();
  /** storage.local. */
  readonly kept = new Map<string, unknown>();
  /** What is up: id → rings it announced. */
  readonly up = new Map<string, string[]>();
  readonly perceived: Perceived[] = [];
  readonly early: string[] = [];
  readonly opened: string[] = [];
  readonly failures: unknown[] = [];
  /** Calls made to the outside by all workers so far. */
  calls = 0;
  refuse: ((id: string) => boolean) | null = null;
  /** The zone the device is in. */
  zone = ZONE;
  /** Told of everything that is announced, as it is. */
  heard: ((ring: string) => void) | null = null;
  badges = 0;
  /** Kill plan of the next worker. */
  nextKill: { at: number; after: boolean } | null = null;
  #worker: Worker | null = null;
  #closed: [id: string, rings: string[]][] = [];
  /** Unknown names would throw in Firefox. */
  readonly unknown: string[] = [];

  constructor(life: Life, now: number, firefox = false) {
    this.life = life;
    this.now = now;
    this.firefox = firefox;
  }

  get alive(): boolean {
    return this.#worker !== null && !this.#worker.dead;
  }

  /** Every call of a worker to the outside goes through here: the only places where it can die. */
  #call<T>(worker: Worker, work: () => T | Promise<T>): Promise<T> {
    if (worker.dead) return never();
    this.calls++;
    worker.lastEvent = this.now;
    if (++worker.step === worker.killAt) {
      worker.dead = true;
      if (!worker.after) return never();
      worker.pending++;
      return Promise.resolve(work()).then(
        () => {
          worker.pending--;
          return never();
        },
        () => {
          worker.pending--;
          return never();
        },
      );
    }
    worker.pending++;
    return Promise.resolve()
      .then(work)
      .finally(() => worker.pending--)
      .then((value) => (worker.dead ? never() : value));
  }

  #start(): Worker {
    const worker: Worker = {
      dead: false,
      step: 0,
      killAt: this.nextKill?.at ?? Number.POSITIVE_INFINITY,
      after: this.nextKill?.after ?? false,
      pending: 0,
      timers: [],
      lastEvent: this.now,
      onAlarm: [],
      onStartup: [],
      onInstalled: [],
      onClicked: [],
      onClosed: [],
      onButton: [],
      duty: null,
    };
    this.nextKill = null;
    this.#worker = worker;
    const call = <T>(work: () => T | Promise<T>) => this.#call(worker, work);
    const api: RingApi = {
      alarms: {
        get: (name) => call(() => this.alarms.get(name)),
        create: (name, info) =>
          call(() => {
            const period = info.periodInMinutes ? info.periodInMinutes * MINUTE : null;
            const asked = info.when ?? this.now + (info.delayInMinutes ?? info.periodInMinutes ?? 0) * MINUTE;
            const scheduledTime = Math.max(asked, this.now + (this.firefox ? 0 : IDLE));
            this.alarms.set(name, { name, scheduledTime, period });
          }),
        clear: (name) => call(() => this.alarms.delete(name)),
        onAlarm: { addListener: (listener) => worker.onAlarm.push(listener) },
      },
      notifications: {
        create: (id, options) => call(() => this.#show(id, options)),
        clear: (id) => call(() => this.up.delete(id)),
        getAll: () => call(() => Object.fromEntries([...this.up.keys()].map((id) => [id, {}]))),
        onClicked: { addListener: (listener) => worker.onClicked.push(listener) },
        onClosed: { addListener: (listener) => worker.onClosed.push(listener) },
        ...(this.firefox
          ? {}
          : { onButtonClicked: { addListener: (listener) => worker.onButton.push(listener) } }),
      },
      storage: {
        local: {
          get: (key) => call(() => (this.kept.has(key) ? { [key]: this.kept.get(key) } : {})),
          set: (items) =>
            call(() => Object.entries(items).forEach(([key, value]) => void this.kept.set(key, value))),
        },
      },
      runtime: {
        onStartup: { addListener: (listener) => worker.onStartup.push(listener) },
        onInstalled: { addListener: (listener) => worker.onInstalled.push(listener) },
        getURL: (path) => `x://beside${path}`,
      },
    };
    const { source, run } = this.life;
    const bound: DueSource = {
      waiting: (now) => call(() => source.waiting(now)),
      dueAmong: (ids, now) => call(() => source.dueAmong(ids, now)),
      markRung: (rings) => call(() => source.markRung(rings)),
      markTold: (ids, clock, at) => call(() => source.markTold(ids, clock, at)),
      nextRing: () => call(() => source.nextRing()),
      dueCount: (now) => call(() => source.dueCount(now)),
      reminder: (id) => call(() => source.reminder(id)),
    };
    const open = (what: string) => async () => void this.opened.push(what);
    worker.duty = listenToRing(api, {
      features: {
        notificationButtons: !this.firefox,
        requireInteraction: !this.firefox,
        notificationSilent: !this.firefox,
      },
      due: () => call(() => bound),
      run: (command) => call(() => run(command)),
      now: () => this.now,
      zone: () => this.zone,
      quietUntil: () => call(() => this.life.quietUntil?.(this.now) ?? null),
      text: () => call<Text>(() => (key, params) => `${key} ${params?.count ?? ''}`),
      open: {
        openThread: (url) => call(open(url)),
        openDashboard: (path) => call(open(path)),
      },
      changed: () => void this.badges++,
      failed: (error) => void this.failures.push(error),
      later: (work, ms) => void worker.timers.push({ at: this.now + ms, work }),
    });
    return worker;
  }

  async #show(id: string, options: NoteOptions): Promise<void> {
    if (this.refuse?.(id)) throw new Error('the system refused a notification');
    const allowed = [
      'type',
      'iconUrl',
      'title',
      'message',
      ...(this.firefox ? [] : ['buttons', 'requireInteraction', 'silent']),
    ];
    for (const name of Object.keys(options)) if (!allowed.includes(name)) this.unknown.push(name);
    const single = readDueId(id);
    const rings = single ? [`${single.id}@${single.dueAt}`] : (await this.#unmarked(this.now)).map(ringOf);
    for (const ring of rings) if (Number(ring.split('@')[1]) > this.now) this.early.push(ring);
    if (id.startsWith('catch-up:') && !options.title.endsWith(` ${rings.length}`))
      this.early.push(options.title);
    for (const ring of rings) this.heard?.(ring);
    if (!this.up.has(id)) this.perceived.push({ id, at: this.now, rings });
    this.up.set(id, rings);
  }

  async #unmarked(now: number): Promise<Reminder[]> {
    const { source } = this.life;
    return source.dueAmong((await source.waiting(now)).ids, now);
  }

  #listeners(): Worker {
    return this.alive ? this.#worker! : this.#start();
  }

  /** Waits until the worker has nothing more to do, or is dead. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 2; ) {
      await turn();
      quiet = (this.#worker?.pending ?? 0) === 0 ? quiet + 1 : 0;
    }
    // The one who was told that it was closed died with that knowledge.
    if (!this.alive && this.#closed.length > 0) await this.#forgive(this.#closed.splice(0));
    this.#closed = [];
  }

  kill(): void {
    if (this.#worker) this.#worker.dead = true;
  }

  // What may wake the worker. Each returns at once; `settle` waits.
  fireAlarm(name: string): void {
    for (const listener of this.#listeners().onAlarm) listener({ name });
  }
  startup(): void {
    for (const listener of this.#listeners().onStartup) listener();
  }
  installed(): void {
    for (const listener of this.#listeners().onInstalled) listener();
  }
  message(): void {
    this.#listeners().duty!.wake();
  }
  planned(): void {
    void this.#listeners().duty!.plan();
  }
  duty(): RingDuty {
    return this.#listeners().duty!;
  }

  /** The person closes, clicks or answers a notification. Chrome closes none by itself on a click. */
  close(id: string): void {
    const rings = this.up.get(id);
    if (!rings) return;
    this.up.delete(id);
    this.#closed.push([id, rings]);
    for (const listener of this.#listeners().onClosed) listener(id);
  }
  click(id: string): void {
    if (this.up.has(id)) for (const listener of this.#listeners().onClicked) listener(id);
  }
  press(id: string, button: typeof DONE_BUTTON | typeof SNOOZE_BUTTON): void {
    if (this.up.has(id)) for (const listener of this.#listeners().onButton) listener(id, button);
  }

  /** The browser ends. */
  async quit(): Promise<void> {
    this.kill();
    await this.#vanish();
    if (this.firefox) this.alarms.clear();
  }

  /** Disabled and enabled again: without any event, and without alarms. */
  async disable(): Promise<void> {
    this.update();
    await this.#vanish();
  }

  /** What was up goes with the browser. */
  async #vanish(): Promise<void> {
    await this.settle();
    await this.#forgive([...this.up]);
    this.up.clear();
  }

  /**
   * Where a worker died before it could mark what it showed, and the notification is gone without a witness, nobody
   * can know whether the person saw it. It is right to show it again: that one is not counted as doubled.
   */
  async #forgive(gone: [id: string, rings: string[]][]): Promise<void> {
    for (const [id, rings] of gone) {
      const last = this.perceived.findLast((alert) => alert.id === id);
      for (const ring of rings)
        if (last && (await this.#isUnmarked(ring))) last.rings = last.rings.filter((one) => one !== ring);
    }
  }

  /** Whether the book still waits to show this. */
  async #isUnmarked(ring: string): Promise<boolean> {
    const cut = ring.lastIndexOf('@');
    const name = Number(ring.slice(cut + 1));
    const { ringAt, rule } = (await this.life.source.reminder(ring.slice(0, cut))) ?? {};
    return ringAt !== undefined && (isSeries(rule) ? ringAt <= name : ringAt === name);
  }

  /** Update or reload of the extension: worker and alarms are gone, notifications stay. */
  update(): void {
    this.kill();
    this.alarms.clear();
  }

  /** Time passes; alarms fire when they are due, late by `late` ms. An idle worker dies. */
  async pass(ms: number, late: () => number = () => 0): Promise<void> {
    const until = this.now + ms;
    for (;;) {
      const timers = this.alive ? this.#worker!.timers.map((timer) => timer.at) : [];
      const idle = this.alive ? this.#worker!.lastEvent + IDLE : Number.POSITIVE_INFINITY;
      const next = Math.min(
        ...[...this.alarms.values()].map((alarm) => alarm.scheduledTime),
        ...timers,
        idle,
      );
      if (next > until) break;
      this.now = Math.max(this.now, next);
      if (this.alive && this.now >= idle) this.kill();
      if (this.alive) {
        const worker = this.#worker!;
        const ready = worker.timers.filter((timer) => timer.at <= this.now);
        worker.timers = worker.timers.filter((timer) => timer.at > this.now);
        for (const timer of ready) timer.work();
      }
      await this.#ring(late);
      await this.settle();
    }
    this.now = Math.max(this.now, until);
  }

  /** Somebody corrects the clock. */
  setBack(ms: number): void {
    this.now -= ms;
  }

  /** Asleep: nothing runs; afterwards each overdue alarm fires once. */
  async suspend(ms: number): Promise<void> {
    this.kill();
    await this.settle();
    this.now += ms;
    await this.#ring(() => 0);
    await this.settle();
  }

  async #ring(late: () => number): Promise<void> {
    for (const alarm of [...this.alarms.values()]) {
      if (alarm.scheduledTime > this.now) continue;
      if (alarm.period === null) this.alarms.delete(alarm.name);
      else alarm.scheduledTime = this.now + alarm.period;
      this.now += late();
      this.fireAlarm(alarm.name);
    }
  }
}
