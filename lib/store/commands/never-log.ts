import type { CommandArgs } from '../../domain/command.ts';
import { deletion, need, type Plan, type Planning } from './plan.ts';

export async function addNeverLog(planning: Planning, args: CommandArgs<'neverLog.add'>): Promise<Plan> {
  const { rule, label } = args;
  await planning.batch.load('neverLog', [rule]);
  const held = planning.batch.row('neverLog', rule);
  if (held && !held._del) return { writes: [['neverLog', rule, { label }]], id: rule, existing: true };
  return { writes: [['neverLog', rule, { label, at: planning.now, _del: false }]], id: rule };
}

export async function removeNeverLog(
  planning: Planning,
  { rule }: CommandArgs<'neverLog.remove'>,
): Promise<Plan> {
  await need(planning, 'neverLog', rule);
  return deletion('neverLog', rule);
}
