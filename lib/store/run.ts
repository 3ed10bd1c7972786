import { COMMANDS, type Command, type CommandName, type CommandResult } from '../domain/command.ts';
import { Failure } from '../domain/failure.ts';
import { differing, stampOf } from '../domain/merge.ts';
import type { ChangeOrigin, Fields, Op } from '../domain/row.ts';
import { nextStamp, type Stamp } from '../domain/stamp.ts';
import { applyChange, loadRows } from './apply.ts';
import { Batch } from './batch.ts';
import { rebuildCells } from './cells/cells.ts';
import { changeCustomers } from './commands/bulk.ts';
import * as campaign from './commands/campaign.ts';
import * as customer from './commands/customer.ts';
import * as deal from './commands/deal.ts';
import { eraseCustomer } from './commands/erase.ts';
import { saveGoal } from './commands/goal.ts';
import { importRows } from './commands/import.ts';
import * as interaction from './commands/interaction.ts';
import { confirmField } from './commands/knowing.ts';
import { MATTER_PLANNERS } from './commands/matter.ts';
import * as membership from './commands/membership.ts';
import * as merge from './commands/merge.ts';
import * as neverLog from './commands/never-log.ts';
import * as note from './commands/note.ts';
import { OFFER_PLANNERS } from './commands/offer.ts';
import { recordOrder } from './commands/order.ts';
import type { Plan, Planning, Write } from './commands/plan.ts';
import * as playbook from './commands/playbook.ts';
import * as reminder from './commands/reminder.ts';
import { removeSamples } from './commands/samples.ts';
import * as tag from './commands/tag.ts';
import { thinInteractions } from './commands/thin.ts';
import { markUndone, undoChange } from './commands/undo.ts';
import * as view from './commands/view.ts';
import { randomId } from './random-id.ts';
import { type Book, readState, withBook, writing } from './schema.ts';

export interface RunDeps {
  /** Milliseconds since 1970. */
  now(): number;
  /** Ids of new rows. */
  randomId?(): string;
  /** One named lock over all contexts of the book (`navigator.locks`), so that writers queue instead of colliding. */
  lock?<T>(work: () => Promise<T>): Promise<T>;
  /** Written in the same transaction: how far a long job has come is true exactly when its page is in the book. */
  alongside?(result: CommandResult): Promise<void>;
}

type Planner = (planning: Planning, args: never) => Promise<Plan>;

const PLANNERS: Record<CommandName, Planner> = {
  'customer.save': customer.saveCustomer,
  'customers.change': changeCustomers,
  'customer.delete': customer.deleteCustomer,
  'customer.erase': eraseCustomer,
  'customer.merge': merge.mergeCustomers,
  'customer.split': merge.splitCustomer,
  'customer.notSame': merge.markNotSame,
  'customer.aside': customer.putAside,
  'customer.confirm': confirmField,
  'deal.save': deal.saveDeal,
  'deal.move': deal.moveDeal,
  'deal.delete': deal.deleteDeal,
  'membership.save': membership.saveMembership,
  'membership.remove': membership.removeMembership,
  'membership.refuse': membership.refuseMembership,
  'identity.link': customer.linkIdentity,
  'identity.unlink': customer.unlinkIdentity,
  'displayName.forget': customer.forgetDisplayName,
  'interaction.log': interaction.logInteraction,
  'interaction.delete': interaction.deleteInteraction,
  'interaction.status': interaction.setStatus,
  'interaction.thin': thinInteractions,
  'note.add': note.addNote,
  'note.edit': note.editNote,
  'note.delete': note.deleteNote,
  'tag.save': tag.saveTag,
  'tag.delete': tag.deleteTag,
  'tag.put': tag.putTag,
  'view.save': view.saveView,
  'view.delete': view.deleteView,
  'goal.save': saveGoal,
  'playbook.save': playbook.savePlaybook,
  'playbook.delete': playbook.deletePlaybook,
  'playbook.plan': playbook.planCustomers,
  'playbook.step': playbook.markStep,
  'campaign.save': campaign.saveCampaign,
  'campaign.delete': campaign.deleteCampaign,
  'campaign.mark': campaign.markCampaign,
  'reminder.set': reminder.setReminder,
  'reminder.move': reminder.moveReminder,
  'reminder.done': reminder.finishReminder,
  'reminder.delete': reminder.deleteReminder,
  'order.record': recordOrder,
  ...OFFER_PLANNERS,
  ...MATTER_PLANNERS,
  'neverLog.add': neverLog.addNeverLog,
  'neverLog.remove': neverLog.removeNeverLog,
  'change.undo': undoChange,
  'import.rows': importRows,
  'samples.remove': removeSamples,
};

const ORIGINS: Partial<Record<CommandName, ChangeOrigin>> = {
  'import.rows': 'import',
  'change.undo': 'undo',
};

/**
 * Runs one command: checked, planned, recorded and applied in one transaction, or not at all.
 * @throws Failure; see failure.ts.
 */
export async function runCommand(book: Book, command: Command, deps: RunDeps): Promise<CommandResult> {
  const args = parseArgs(command);
  const lock = deps.lock ?? (<T>(work: () => Promise<T>) => work());
  return lock(() => withBook(book, () => writing(book, () => execute(book, command.name, args, deps))));
}

/** The detail names the field that does not fit, never its value. */
function parseArgs(command: Command): unknown {
  if (!Object.hasOwn(COMMANDS, command.name)) throw new Failure('bad-input', 'name');
  const parsed = COMMANDS[command.name].safeParse(command.args);
  if (parsed.success) return parsed.data;
  throw new Failure('bad-input', parsed.error.issues[0]?.path.join('.') ?? '');
}

async function execute(book: Book, name: CommandName, args: unknown, deps: RunDeps): Promise<CommandResult> {
  const state = await readState(book);
  if (!state.cells) await rebuildCells(book, state);
  const newId = deps.randomId ?? randomId;
  const planning = { book, batch: new Batch(book), state, now: Math.trunc(deps.now()), newId };
  const plan = await PLANNERS[name](planning, args as never);
  const change = await record(planning, name, plan);
  const result = { change, id: plan.id, existing: plan.existing ?? false, kept: plan.kept ?? 0 };
  await deps.alongside?.(result);
  return result;
}

/** @returns the id of the change, or null when nothing would change. */
export async function record(planning: Planning, command: CommandName, plan: Plan): Promise<string | null> {
  const { book, batch, state, now } = planning;
  await loadRows(batch, plan.writes);
  const writes = plan.writes
    .map(([table, id, fields]): Write => [table, id, meant(batch, [table, id, fields])])
    .filter(([, , fields]) => Object.keys(fields).length > 0);
  if (writes.length === 0) return null;
  const id = nextStamp(now, state.replica, state.clock, newestReplaced(batch, writes));
  state.clock = id;
  const ops = writes.map(([table, row, fields]): Op => [table, row, id, fields]);
  const undoes = plan.undoes && { undoes: plan.undoes.id };
  await applyChange(
    book,
    state,
    { id, command, at: now, origin: ORIGINS[command] ?? 'local', ops, ...undoes },
    batch,
    plan.drops,
  );
  if (plan.undoes) await markUndone(planning, plan.undoes, id);
  await book.meta.put(state);
  await plan.after?.(id);
  return id;
}

/** Leaves out what already reads so. A new row is made even if all of its fields are at their defaults. */
function meant(batch: Batch, [table, id, fields]: Write): Fields {
  const row = batch.row(table, id);
  const changed = differing(table, row, fields);
  return row === null && Object.keys(changed).length === 0 ? { _del: false } : changed;
}

/** An edit must beat every value its author saw, whatever the clocks say. */
function newestReplaced(batch: Batch, writes: readonly Write[]): Stamp {
  let newest: Stamp = '';
  for (const [table, id, fields] of writes) {
    const row = batch.row(table, id);
    if (row === null) continue;
    for (const name of Object.keys(fields)) {
      const stamp = stampOf(table, row, name);
      if (stamp > newest) newest = stamp;
    }
  }
  return newest;
}
