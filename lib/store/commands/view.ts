import type { CommandArgs } from '../../domain/command.ts';
import { deletion, editable, need, type Plan, type Planning } from './plan.ts';

export async function saveView(planning: Planning, args: CommandArgs<'view.save'>): Promise<Plan> {
  const { id: given, ...fields } = args;
  const id = given ?? planning.newId();
  await editable(planning, 'views', id);
  return { writes: [['views', id, fields]], id };
}

export async function deleteView(planning: Planning, { id }: CommandArgs<'view.delete'>): Promise<Plan> {
  await need(planning, 'views', id);
  return deletion('views', id);
}
