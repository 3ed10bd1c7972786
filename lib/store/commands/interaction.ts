import type { CommandArgs } from '../../domain/command.ts';
import type { Customer, Thread } from '../../domain/entities.ts';
import { Failure } from '../../domain/failure.ts';
import { isLive } from '../../domain/merge.ts';
import { rulesFor } from '../../domain/never-log.ts';
import type { Fields } from '../../domain/row.ts';
import { entryId } from '../../domain/row-id.ts';
import { deletion, need, needGroup, type Plan, type Planning } from './plan.ts';

/**
 * Logs a contact. An entry of the same newest message is returned instead of doubled; customers it did not name yet
 * are added to it.
 */
export async function logInteraction(
  planning: Planning,
  args: CommandArgs<'interaction.log'>,
): Promise<Plan> {
  const { batch, now } = planning;
  const customers = await behind(planning, args.customers, args.keys ?? []);
  await refuseNeverLogged(planning, rulesFor(customers.all, args.keys ?? [], args.thread?.site ?? ''));
  const id = args.thread ? await entryFor(planning, args.thread, args.messageId) : planning.newId();
  const who: Fields = Object.fromEntries(customers.named.map((customer) => [`customers/${customer}`, true]));
  const existing = args.thread !== null && batch.live('interactions', id) !== null;
  if (existing) return { writes: [['interactions', id, who]], id, existing };
  const { kind, direction, subject, channel, thread, messageId, count, status, text, cause, topic } = args;
  const at = args.at ?? now;
  const core = { kind, direction, subject, channel, thread, messageId, count, text, at, loggedAt: now };
  // A complaint is open until somebody says otherwise.
  const standing = kind === 'complaint' ? { status: status ?? 'open', statusAt: at } : { status };
  const fields = { ...core, ...standing, cause, topic, ...who };
  return { writes: [['interactions', id, fields]], id };
}

/**
 * Whom an entry names: of a merged person the customer whose handle was on the page, so that a later split finds the
 * entry where it belongs.
 */
async function behind(planning: Planning, ids: readonly string[], keys: readonly string[]) {
  const groups: Customer[][] = [];
  for (const id of ids) groups.push(await needGroup(planning, id));
  const named = groups.map((group) => {
    const holder = group.find((row) => row.keys.some((key) => keys.includes(key)));
    return (holder ?? group[0]!).id;
  });
  return { named, all: groups.flat().map((row) => row.id) };
}

/**
 * The id under which this message is logged now. An entry that was deleted keeps its id and its core for ever, so the
 * next one takes another turn.
 */
async function entryFor({ batch }: Planning, thread: Thread, messageId: string): Promise<string> {
  for (let turn = 1; ; turn++) {
    const id = entryId(thread.site, thread.id, messageId, turn);
    await batch.load('interactions', [id]);
    const row = batch.row('interactions', id);
    if (row === null || isLive(row)) return id;
  }
}

async function refuseNeverLogged({ book }: Planning, rules: string[]): Promise<void> {
  const found = await book.neverLog.bulkGet(rules);
  const rule = found.find((row) => row !== undefined);
  if (rule) throw new Failure('never-log', rule.id);
}

/** @throws Failure `bad-input` where the entry is no complaint: nothing else stands one way or another. */
export async function setStatus(
  planning: Planning,
  { id, status }: CommandArgs<'interaction.status'>,
): Promise<Plan> {
  const entry = await need(planning, 'interactions', id);
  if (entry.kind !== 'complaint') throw new Failure('bad-input', 'id');
  const existing = entry.status === status;
  return { writes: existing ? [] : [['interactions', id, { status, statusAt: planning.now }]], id, existing };
}

export async function deleteInteraction(
  planning: Planning,
  { id }: CommandArgs<'interaction.delete'>,
): Promise<Plan> {
  await need(planning, 'interactions', id);
  return deletion('interactions', id);
}
