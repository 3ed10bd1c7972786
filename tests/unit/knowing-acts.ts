import type { Command } from '../../lib/domain/command.ts';
import { DEAL_STEPS, MILESTONES } from '../../lib/domain/deal.ts';

/** Acts on what is known of buyers, for the histories of store-acts.ts. */
interface Held {
  customers: string[];
}

const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % list.length];

function on(ids: readonly string[], at: number, make: (id: string) => Command): Command | null {
  const id = pick(ids, at);
  return id === undefined ? null : make(id);
}

export const KNOWING_ACTS: ((held: Held, a: number, b: number, c: number) => Command | null)[] = [
  (h, a, b, c) =>
    on(h.customers, a, (id) => ({
      name: 'customer.save',
      args: {
        id,
        set: {
          stage: pick(['lead', 'first', 'regular', 'lost'] as const, b),
          relation: pick(['', 'personal', 'transactional'] as const, c),
          leadNeed: pick([null, 0, 3], b),
          hints: { [`gọi sau ${b % 2} giờ`]: pick(['do', 'dont', null] as const, c)! },
        },
      },
    })),
  (h, a, b) =>
    on(h.customers, a, (id) => ({
      name: 'customer.confirm',
      args: { id, name: pick(['address', 'about', 'fields/size'], b)! },
    })),
  (h, a, b, c) =>
    on(h.customers, a, (customer) => ({
      name: 'deal.save',
      args: {
        id: `deal-${b % 3}`,
        customer,
        title: `vụ ${c % 3}`,
        amount: c % 4 ? c * 1000 : null,
        currency: 'VND',
        milestones: { [pick(MILESTONES, c)!]: c % 3 ? '2026-11-20' : '' },
        state: pick(['open', 'won', 'lost'] as const, b),
      },
    })),
  (_h, a, b) => ({
    name: 'deal.move',
    args: { id: `deal-${a % 3}`, step: pick(DEAL_STEPS, b)!, day: '2026-11-23' },
  }),
  (_h, a) => ({ name: 'deal.delete', args: { id: `deal-${a % 3}` } }),
];
