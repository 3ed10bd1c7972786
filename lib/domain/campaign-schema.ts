import { z } from 'zod';
import type { Campaign, CampaignFigures, CampaignPart } from './campaign.ts';
import { GOALS } from './campaign.ts';
import { DRAFT_MAX } from './draft.ts';
import type { Customer } from './entities.ts';
import type { ValueRules } from './value.ts';
import { id, instant, line } from './value-schema.ts';

/** Campaigns as commands, as rows from a file, and as questions. See campaign.ts. */
const fields = {
  name: line(80).optional(),
  goal: line(400).optional(),
  goalOf: z.enum(GOALS).optional(),
  goalNumber: z.number().finite().min(0).max(1e15).optional(),
  tag: id.nullable().optional(),
  view: id.nullable().optional(),
  text: line(DRAFT_MAX).optional(),
  days: z.number().int().min(1).max(90).optional(),
  zone: z.string().min(1).max(64).optional(),
};
const STATE = z.enum(['sent', 'skipped']);

export const CAMPAIGN_COMMANDS = {
  'campaign.save': z.object({ id: id.optional(), ...fields }),
  'campaign.delete': z.object({ id }),
  /** The seller has written to this customer, or passes them by; `as: null` takes that back. */
  'campaign.mark': z.object({ campaign: id, customer: id, as: STATE.nullable() }),
} as const;

export const CAMPAIGN_ROWS = {
  campaigns: z.looseObject({ ...fields, createdAt: instant.optional() }),
  sends: z.looseObject({
    campaign: id.max(512).optional(),
    customer: id.max(512).optional(),
    state: STATE.optional(),
    at: instant.optional(),
  }),
};

/** What an audience goes by beside its list and tag. */
export interface AudienceArgs {
  /** Milliseconds since 1970. */
  now: number;
  /** How the shop values its buyers, where it changed that. */
  value?: ValueRules | undefined;
}

export interface CampaignQueries {
  campaigns: { args: Record<string, never>; out: Campaign[] };
  campaignFigures: { args: AudienceArgs & { id: string }; out: CampaignFigures };
  /** The customers behind one of those figures, at most 300. */
  campaignPart: { args: AudienceArgs & { id: string; part: CampaignPart }; out: Customer[] };
}
