import type { Command } from '../../lib/domain/command.ts';
import type { Step } from '../../lib/domain/playbook.ts';
import { taskId } from '../../lib/domain/row-id.ts';
import type { Held } from './store-acts.ts';
import { dueAt } from './store-fixture.ts';

/** What is done with playbooks in histories of a book. */
const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % list.length];

type Given = Omit<Step, 'order' | 'since'>;
const STEPS: Given[] = [
  {
    id: 'hello',
    phase: 'before',
    trigger: 'message',
    days: 0,
    title: 'Hỏi size',
    text: 'Chị mặc size gì ạ',
    channel: '',
  },
  { id: 'nudge', phase: 'before', trigger: 'step', days: 1, title: 'Nhắc lại', text: '', channel: '' },
  { id: 'pack', phase: 'during', trigger: 'order', days: 0, title: 'Xác nhận đơn', text: '', channel: '' },
  {
    id: 'fits',
    phase: 'after',
    trigger: 'delivered',
    days: 3,
    title: 'Hỏi vừa không',
    text: '',
    channel: '',
  },
  { id: 'back', phase: 'after', trigger: 'quiet', days: 0, title: 'Kéo về', text: '', channel: '' },
  {
    id: 'lost',
    phase: 'after',
    trigger: 'stage',
    stage: 'lost',
    days: 1,
    title: 'Hỏi lý do',
    text: '',
    channel: '',
  },
  { id: 'new', phase: 'before', trigger: 'joined', days: 1, title: 'Chào', text: '', channel: '' },
  { id: 'cake', phase: 'after', trigger: 'birthday', days: -7, title: 'Quà', text: '', channel: '' },
];

/** Some of the steps, in some order, with some days. */
export const someSteps = (a: number, b: number): Given[] => {
  const turned = [...STEPS.slice(a % STEPS.length), ...STEPS.slice(0, a % STEPS.length)];
  return turned.slice(0, 3 + (b % 6)).map((step) => ({ ...step, days: step.days + (b % 3 === 0 ? 1 : 0) }));
};

export const PLAYBOOKS = ['play-0', 'play-1'];

/** A task that there may be. */
export const someTask = (h: Held, a: number, b: number): { run: string; step: string } => ({
  run: `${pick(PLAYBOOKS, a)}/${pick(h.customers, b)}/${1 + (a % 2)}`,
  step: pick(STEPS, a + b)!.id,
});

const LIST = ['view-0', null];

export const CARE_ACTS: ((held: Held, a: number, b: number, c: number) => Command | null)[] = [
  (h, a, b, c) => ({
    name: 'playbook.save',
    args: {
      id: pick(PLAYBOOKS, a)!,
      name: `Chăm ${b % 3}`,
      on: c % 5 > 0,
      past: b % 2 === 0,
      finish: c % 2 === 0,
      tag: c % 4 === 0 ? (pick(h.tags, a) ?? null) : null,
      view: c % 4 === 1 ? pick(LIST, a)! : null,
      zone: 'Asia/Ho_Chi_Minh',
      steps: someSteps(b, c),
    },
  }),
  (_h, a) => ({ name: 'playbook.delete', args: { id: pick(PLAYBOOKS, a)! } }),
  (h) =>
    h.customers.length === 0
      ? null
      : { name: 'playbook.plan', args: { customers: h.customers.slice(0, 100) } },
  (h, a, b, c) =>
    h.customers.length === 0
      ? null
      : {
          name: 'playbook.step',
          args: {
            ...someTask(h, a, b),
            as: pick(['done', 'skipped', null] as const, c)!,
            reason: c % 2 ? 'không cần' : undefined,
            result: c % 3 ? 'replied' : undefined,
          },
        },
  (_h, a, b, c) => ({
    name: 'campaign.save',
    args: {
      id: `campaign-${a % 2}`,
      name: `Tết ${b % 3}`,
      goalNumber: c,
      text: 'Chào {tên}',
      days: 1 + (b % 9),
    },
  }),
  (_h, a) => ({ name: 'campaign.delete', args: { id: `campaign-${a % 2}` } }),
  (h, a, b, c) =>
    h.customers.length === 0
      ? null
      : {
          name: 'campaign.mark',
          args: {
            campaign: `campaign-${a % 2}`,
            customer: pick(h.customers, b)!,
            as: pick(['sent', 'skipped', null] as const, c)!,
          },
        },
  (h, a, b, c) => {
    if (h.customers.length === 0) return null;
    const { run, step } = someTask(h, a, b);
    const id = taskId(run, step);
    if (c % 3 === 0) return { name: 'reminder.delete', args: { id } };
    return c % 3 === 1
      ? { name: 'reminder.done', args: { id } }
      : { name: 'reminder.move', args: { id, due: dueAt(1_800_000_000_000 + b) } };
  },
];
