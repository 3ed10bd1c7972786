import fc from 'fast-check';
import type { Command } from '../../lib/domain/command.ts';
import { displayNameKey } from '../../lib/domain/display-name.ts';
import { Failure } from '../../lib/domain/failure.ts';
import { MATTER_KINDS, MATTER_STATES } from '../../lib/domain/matter.ts';
import type { Rule } from '../../lib/domain/rule.ts';
import { CARE_ACTS } from './care-acts.ts';
import { KNOWING_ACTS } from './knowing-acts.ts';
import { OFFER_ACTS } from './offer-acts.ts';
import { type Driven, dueAt, logArgs } from './store-fixture.ts';

/** Histories of a book: every command that can be undone, in any order. */

/** One step of a history: which act, and numbers to choose its objects by. */
export type Step = [act: number, a: number, b: number, c: number];
export const STEP: fc.Arbitrary<Step> = fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99), fc.nat(99));

export interface Held {
  customers: string[];
  notes: string[];
  reminders: string[];
  tags: string[];
  entries: string[];
  matters: string[];
  changes: string[];
}

const NAMES = ['Nguyễn Lan', 'Đỗ Hoa', 'Trần Mai', 'Lan', ''];
const KEYS = ['email:a@b.vn', 'email:c@d.vn', 'tel:+84912345678', 'zalo:17', 'shopee:vn:lan.shop'];
const SOME_RULES: (Rule | null)[] = [
  null,
  { kind: 'every', unit: 'month', step: 1, calendar: 'lunar', day: 30, month: 1, time: '09:00', ahead: 1 },
  { kind: 'ladder', from: '2026-11-23', days: [1, 3], time: '09:00' },
  { kind: 'answer' },
  { kind: 'wait', minutes: 60 },
  { kind: 'cadence', days: 7, time: '09:00' },
];
const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % list.length];

export const ACTS: ((held: Held, a: number, b: number, c: number) => Command | null)[] = [
  (_h, a, b) => ({
    name: 'customer.save',
    args: { set: { name: pick(NAMES, a) }, keys: [KEYS[b % KEYS.length]!] },
  }),
  (_h, a) => ({ name: 'customer.save', args: { set: { name: pick(NAMES, a) }, sample: a % 2 === 0 } }),
  (h, a, b, c) =>
    on(h.customers, a, (id) => ({
      name: 'customer.save',
      args: {
        id,
        set: {
          name: pick(NAMES, b),
          about: c % 2 ? 'thích màu đỏ' : '',
          fields: { size: c % 3 ? 'M' : null },
        },
      },
    })),
  (h, a) => on(h.customers, a, (id) => ({ name: 'customer.delete', args: { id } })),
  (h, a, b) =>
    on(h.customers, a, (id) => ({
      name: 'customer.save',
      args: { id, set: {}, displayNames: [{ channel: 'zalo', name: pick(NAMES, b) ?? '' }] },
    })),
  (h, a, b) =>
    on(h.customers, a, (customer) => ({
      name: 'displayName.forget',
      args: { customer, key: displayNameKey('zalo', pick(NAMES, b) ?? '')! },
    })),
  (h, a, b) =>
    on(h.customers, a, (customer) => ({
      name: 'identity.link',
      args: { customer, key: KEYS[b % KEYS.length]!, link: { by: 'user', from: 'gmail' } },
    })),
  (h, a, b) =>
    on(h.customers, a, (customer) => ({
      name: 'identity.unlink',
      args: { customer, key: KEYS[b % KEYS.length]! },
    })),
  (h, a, b, c) =>
    on(h.customers, a, (id) => ({
      name: 'interaction.log',
      args: logArgs([id, pick(h.customers, b)!], c % 5 ? `t${b % 3}` : null, `m${c % 4}`, {
        direction: c % 2 ? 'in' : 'out',
        at: 1_700_000_000_000 + ((a * 7919 + b * 31 + c) % 50) * 1000,
      }),
    })),
  (h, a, b, c) =>
    on(h.customers, a, (id) => ({
      name: 'interaction.log',
      args: logArgs([id], null, '', {
        kind: pick(['complaint', 'call', 'idea', 'barrier'] as const, b),
        status: b % 4 === 1 ? pick(['answered', 'busy', 'later'], c) : undefined,
        direction: c % 2 ? 'in' : 'out',
        at: 1_700_000_000_000 + ((a * 7919 + b * 31 + c) % 50) * 1000,
      }),
    })),
  (h, a, b) =>
    on(h.entries, a, (id) => ({
      name: 'interaction.status',
      args: { id, status: pick(['open', 'good', 'confirmed'] as const, b)! },
    })),
  (h, a, b, c) =>
    on(h.customers, a, (id) => ({
      name: 'customer.aside',
      args: {
        id,
        list: pick(['waiting', 'quiet', 'complaint'] as const, b)!,
        aside:
          c % 4 ? { of: 1_700_000_000_000 + (c % 50) * 1000, until: c % 3 ? null : 1_800_000_000_000 } : null,
      },
    })),
  (h, a) => on(h.entries, a, (id) => ({ name: 'interaction.delete', args: { id } })),
  (h, a, b) =>
    on(h.customers, a, (customer) => ({ name: 'note.add', args: { customer, text: `ghi chú ${b % 5}` } })),
  (h, a, b) =>
    on(h.notes, a, (id) => ({ name: 'note.edit', args: { id, text: `sửa ${b % 3}`, pinned: b % 2 === 0 } })),
  (h, a) => on(h.notes, a, (id) => ({ name: 'note.delete', args: { id } })),
  (_h, a) => ({ name: 'tag.save', args: { name: `tag ${a % 4}`, colour: 'red' } }),
  (h, a, b) =>
    on(h.tags, a, (id) => ({ name: 'tag.save', args: { id, name: `tag ${b % 4}`, position: b % 5 } })),
  (h, a, b) =>
    on(h.tags, a, (id) => ({
      name: 'tag.save',
      args: { id, cadence: b % 3 ? { days: 1 + b, time: '09:00', zone: 'Asia/Ho_Chi_Minh' } : null },
    })),
  (h, a, b) =>
    h.customers.length === 0
      ? null
      : on(h.tags, a, (tag) => {
          // What a tag's cadence makes of a customer; refused where it makes nothing.
          const id = `keep:${tag}:${pick(h.customers, b)}`;
          return b % 2
            ? { name: 'reminder.done', args: { id } }
            : { name: 'reminder.move', args: { id, due: dueAt(1_800_000_000_000 + b) } };
        }),
  (h, a) => on(h.tags, a, (id) => ({ name: 'tag.delete', args: { id } })),
  (h, a, b, c) =>
    h.customers.length === 0
      ? null
      : on(h.tags, a, (tag) => ({
          name: 'tag.put',
          args: { tag, customers: h.customers.slice(0, 1 + (b % 3)), on: c % 3 > 0 },
        })),
  (h, a, b, c) =>
    on(h.customers, a, (customer) => ({
      name: 'reminder.set',
      args: {
        customer: b % 4 ? customer : null,
        title: 'gọi lại',
        due: dueAt(1_800_000_000_000 + b),
        thread: null,
        rule: b % 4 ? pick(SOME_RULES, c) : null,
      },
    })),
  (h, a, b) =>
    on(h.reminders, a, (id) => ({ name: 'reminder.move', args: { id, due: dueAt(1_800_000_000_000 + b) } })),
  (h, a) => on(h.reminders, a, (id) => ({ name: 'reminder.done', args: { id } })),
  (h, a) => on(h.reminders, a, (id) => ({ name: 'reminder.delete', args: { id } })),
  (h, a, b, c) =>
    on(h.customers, a, (customer) => ({
      name: 'order.record',
      args: {
        customer,
        site: 'woocommerce',
        order: `shop.vn:${b % 3}`,
        number: `#${b % 3}`,
        total: c % 4 ? c * 1.1 : null,
        currency: c % 2 ? 'VND' : 'USD',
        status: pick(['paid', 'Đã giao', 'Đã hủy'], c)!,
        payment: b % 2 ? 'COD' : undefined,
        goods: c % 2 ? [{ name: `áo ${c % 3}`, quantity: 2 }] : undefined,
        thread: null,
      },
    })),
  (h, a, b, c) =>
    on(h.customers, a, (kept) => ({
      name: 'customer.merge',
      args: { kept, member: pick(h.customers, b)!, shown: c % 2 ? ['name'] : [] },
    })),
  (h, a, b) =>
    on(h.customers, a, (member) => ({
      name: 'customer.split',
      args: {
        member,
        move: [
          ...h.notes.slice(0, b % 3).map((id) => `notes/${id}`),
          ...h.matters.slice(0, b % 3).map((id) => `matters/${id}`),
          ...h.customers.slice(0, b % 4).map((id) => `memberships/${pick(h.customers, b)}/${id}`),
        ],
      },
    })),
  (h, a, b, c) =>
    on(h.customers, a, (one) => ({
      name: 'customer.notSame',
      args: { one, other: pick(h.customers, b)!, on: c % 3 > 0 },
    })),
  (h, a, b, c) =>
    on(h.customers, a, (one) => ({
      name: 'customers.change',
      args: {
        customers: [...new Set([one, pick(h.customers, b)!, 'nobody'])],
        set: { owner: pick(['', 'Hoa'], c)!, ...(c % 2 === 0 && { stage: pick(['quiet', 'lost'], a)! }) },
        tags: Object.fromEntries(h.tags.slice(0, 2).map((tag, i) => [tag, (b + i) % 2 === 0])),
      },
    })),
  (_h, a, b, c) => ({
    name: 'view.save',
    args: {
      id: `view-${a % 3}`,
      name: `Danh sách ${b % 3}`,
      pinned: c % 2 === 0,
      where: pick([null, { is: 'has', what: 'due' }], b)!,
    },
  }),
  (_h, a) => ({ name: 'view.delete', args: { id: `view-${a % 3}` } }),
  (_h, a, b, c) => ({
    name: 'goal.save',
    args: {
      id: `goal-${a % 2}`,
      target: 1 + b,
      measure: pick(['revenue', 'newBuyers'] as const, b)!,
      from: '2026-11-01',
      by: '2026-12-31',
      next: c % 3 ? `nhắn lại ${c % 3}` : '',
      ended: c % 4 === 0,
    },
  }),
  ...CARE_ACTS,
  (h, a, b, c) =>
    on(h.customers, a, (person) => ({
      name: 'membership.save',
      args: {
        person,
        organisation: pick(h.customers, b)!,
        roles: c % 3 ? [`vai ${c % 3}`] : undefined,
        primary: c % 4 ? undefined : c % 8 > 0,
        until: c % 5 ? undefined : '2026-01-31',
      },
    })),
  (h, a, b) =>
    on(h.customers, a, (person) => ({
      name: 'membership.remove',
      args: { person, organisation: pick(h.customers, b)! },
    })),
  (h, a, b, c) =>
    on(h.customers, a, (organisation) => ({
      name: 'membership.refuse',
      args: { organisation, key: KEYS[b % KEYS.length]!, on: c % 3 > 0 },
    })),
  (h, a, b) =>
    on(h.customers, a, (id) => ({
      name: 'customer.save',
      args: {
        id,
        set: { kind: pick(['individual', 'charity', 'internal'], b)!, invoiceEmail: `a@b${b % 2}.vn` },
      },
    })),
  (h, a, b, c) =>
    on(h.customers, a, (customer) => ({
      name: 'matter.save',
      args: {
        customer,
        kind: pick(MATTER_KINDS, b)!,
        state: pick(MATTER_STATES[pick(MATTER_KINDS, b)!], c)!,
        what: `áo ${c % 3}`,
        at: 1_700_000_000_000 + (c % 50) * 1000,
        score: b % 4 === 3 ? c % 11 : undefined,
      },
    })),
  (h, a, b, c) =>
    on(h.matters, a, (id) => ({
      name: 'matter.save',
      args: {
        id,
        state: pick(['open', 'told', 'refused', 'answered'] as const, b)!,
        why: c % 2 ? 'vì đẹp' : '',
      },
    })),
  (h, a) => on(h.matters, a, (id) => ({ name: 'matter.delete', args: { id } })),
  (_h, a, b) => ({
    name: 'cost.set',
    args: {
      source: pick(['facebook', 'Chợ đêm'], a)!,
      month: `2026-1${b % 3}`,
      amount: (a % 3) * 100,
      currency: 'VND',
    },
  }),
  (h, a, b, c) =>
    on(h.entries, a, (id) => ({
      name: 'interaction.note',
      args: { id, topic: `shop ${b % 2}`, cause: c % 2 ? 'late' : undefined, cost: c % 3 ? undefined : c },
    })),
  (h, a, b, c) =>
    on(h.customers, a, (customer) => ({
      name: 'customer.refuse',
      args: { customer, product: `ao ${b % 3}`, on: c % 3 > 0 },
    })),
  ...KNOWING_ACTS,
  (h, a, b, c) =>
    on(h.customers, a, (id) => ({
      name: 'customer.save',
      args: {
        id,
        set: {
          source: pick(['', 'facebook', 'Chợ đêm'], b)!,
          referredBy: c % 2 ? pick(h.customers, c)! : '',
          stopped: c % 3 ? { reason: 'price', at: 1_700_000_000_000 + b } : null,
        },
      },
    })),
  (_h, a, b) => ({ name: 'neverLog.add', args: { rule: `domain:shop${a % 2}.vn`, label: `nhãn ${b % 2}` } }),
  (_h, a) => ({ name: 'neverLog.remove', args: { rule: `domain:shop${a % 2}.vn` } }),
  ...OFFER_ACTS,
  (h, a) => on(h.changes, a, (change) => ({ name: 'change.undo', args: { change } })),
  (_h, a, b) => ({ name: 'import.rows', args: { from: 'file.csv', rows: importedPage(a, b) } }),
  () => ({ name: 'samples.remove', args: {} }),
];

function on(ids: readonly string[], at: number, make: (id: string) => Command): Command | null {
  const id = pick(ids, at);
  return id === undefined ? null : make(id);
}

function importedPage(a: number, b: number) {
  const id = `imported-${a % 3}`;
  const evidence = { by: 'import' as const, at: 1, from: 'file.csv' };
  return [
    {
      table: 'customers' as const,
      id,
      fields: {
        name: `Khách ${b}`,
        sample: b % 2 === 0,
        links: { [`zalo:imported-${a % 3}`]: evidence },
        tags: ['vip'],
      },
    },
    { table: 'notes' as const, id: `note-${a % 3}`, fields: { customer: id, text: `nhập ${b}`, at: 1 } },
    {
      table: 'orders' as const,
      id: `order-${a % 2}`,
      fields: { customer: id, total: b, currency: 'VND', at: b },
    },
  ];
}

/** Runs a history; acts that the book refuses are no part of it. */
export async function live(
  driven: Driven,
  steps: readonly Step[],
  seen?: () => Promise<void>,
): Promise<string[]> {
  const held: Held = {
    customers: [],
    notes: [],
    reminders: [],
    tags: [],
    entries: [],
    matters: [],
    changes: [],
  };
  for (const [act, a, b, c] of steps) {
    const command = ACTS[act % ACTS.length]!(held, a, b, c);
    if (command === null) continue;
    try {
      const { change, id } = await driven.run(command.name, command.args as never);
      if (change !== null) held.changes.push(change);
      const kind = KINDS[command.name];
      if (kind && id !== null && !held[kind].includes(id)) held[kind].push(id);
      if (change !== null) await seen?.();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
    }
  }
  return held.changes;
}

const KINDS: Partial<Record<string, keyof Held>> = {
  'customer.save': 'customers',
  'import.rows': 'customers',
  'note.add': 'notes',
  'reminder.set': 'reminders',
  'tag.save': 'tags',
  'interaction.log': 'entries',
  'matter.save': 'matters',
};
