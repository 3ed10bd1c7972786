import type { CommandArgs } from '../../domain/command.ts';
import { deletion, editable, need, type Plan, type Planning } from './plan.ts';

export async function addNote(planning: Planning, args: CommandArgs<'note.add'>): Promise<Plan> {
  const { customer, text, pinned } = args;
  await need(planning, 'customers', customer);
  const id = args.id ?? planning.newId();
  // The same command sent twice (a worker was killed before it could answer) makes one note.
  if (await editable(planning, 'notes', id)) return { writes: [], id, existing: true };
  return { writes: [['notes', id, { customer, text, pinned, at: planning.now }]], id };
}

export async function editNote(planning: Planning, args: CommandArgs<'note.edit'>): Promise<Plan> {
  const note = await need(planning, 'notes', args.id);
  const { text = note.text, pinned } = args;
  const rewritten = text !== (note.text ?? '') && { text, editedAt: planning.now };
  return { writes: [['notes', args.id, { pinned, ...rewritten }]], id: args.id };
}

export async function deleteNote(planning: Planning, { id }: CommandArgs<'note.delete'>): Promise<Plan> {
  await need(planning, 'notes', id);
  return deletion('notes', id);
}
