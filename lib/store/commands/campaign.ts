import { sendId } from '../../domain/campaign.ts';
import type { CommandArgs } from '../../domain/command.ts';
import { DELETED } from '../../domain/merge.ts';
import { deletion, editable, need, type Plan, type Planning } from './plan.ts';

export async function saveCampaign(planning: Planning, args: CommandArgs<'campaign.save'>): Promise<Plan> {
  const { id: given, ...fields } = args;
  const id = given ?? planning.newId();
  const before = await editable(planning, 'campaigns', id);
  const made = before ? {} : { createdAt: planning.now };
  return { writes: [['campaigns', id, { ...fields, ...made }]], id };
}

export async function deleteCampaign(
  planning: Planning,
  { id }: CommandArgs<'campaign.delete'>,
): Promise<Plan> {
  await need(planning, 'campaigns', id);
  return deletion('campaigns', id);
}

export async function markCampaign(planning: Planning, args: CommandArgs<'campaign.mark'>): Promise<Plan> {
  const { campaign, as } = args;
  await need(planning, 'campaigns', campaign);
  const asked = await need(planning, 'customers', args.customer);
  // Of a person who is several customers, the one who is shown is written to.
  const customer = asked.root ?? asked.id;
  const id = sendId(campaign, customer);
  await planning.batch.load('sends', [id]);
  const held = planning.batch.row('sends', id);
  if (as === null) return held && !held._del ? deletion('sends', id) : { writes: [], id };
  const isSame = held && !held._del && (held.state ?? 'sent') === as;
  if (isSame) return { writes: [], id, existing: true };
  const back = held?._del && { [DELETED]: false };
  return { writes: [['sends', id, { campaign, customer, state: as, at: planning.now, ...back }]], id };
}
