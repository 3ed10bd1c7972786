import { z } from 'zod';

const amount = z.number().min(0).max(1e12);
const weight = z.number().min(0).max(9);
const limits = z.tuple([amount, amount, amount, amount]);

/** How a shop values its buyers, as its settings keep it and commands are told; see value.ts. */
export const valueRules = z.object({
  weights: z.object({ recency: weight, frequency: weight, money: weight }),
  recency: limits,
  frequency: limits,
  money: z.record(z.string().max(8), limits),
  tiers: z.object({ gold: amount, silver: amount }),
  freshDays: amount,
});
