import type { CommandArgs } from '../../domain/command.ts';
import { Failure } from '../../domain/failure.ts';
import { FIRST_STATE, isStateOf } from '../../domain/matter.ts';
import { DELETED } from '../../domain/merge.ts';
import { costId } from '../../domain/row-id.ts';
import { deletion, editable, need, needGroup, type Plan, type Planning, type Write } from './plan.ts';

/**
 * Writes a matter down or edits it. Its kind and customer are those of the beginning.
 * @throws Failure `bad-input` for a state that is none of its kind, or a new one of nobody.
 */
async function saveMatter(planning: Planning, args: CommandArgs<'matter.save'>): Promise<Plan> {
  const id = args.id ?? planning.newId();
  const held = await editable(planning, 'matters', id);
  const { customer = held?.customer, kind = held?.kind, state, what, order, until, score, why } = args;
  if (!customer) throw new Failure('bad-input', 'customer');
  if (!kind || (held && kind !== held.kind)) throw new Failure('bad-input', 'kind');
  if (state !== undefined && !isStateOf(kind, state)) throw new Failure('bad-input', 'state');
  if (!held || customer !== held.customer) await need(planning, 'customers', customer);
  const said = { what, order, until, score, why };
  if (held) {
    const moved = state !== undefined && state !== held.state && { state, stateAt: planning.now };
    return { writes: [['matters', id, { ...said, at: args.at, ...moved }]], id };
  }
  const at = args.at ?? planning.now;
  const first = { customer, kind, at, state: state ?? FIRST_STATE[kind], stateAt: planning.now };
  return { writes: [['matters', id, { ...first, ...said }]], id };
}

async function deleteMatter(planning: Planning, { id }: CommandArgs<'matter.delete'>): Promise<Plan> {
  await need(planning, 'matters', id);
  return deletion('matters', id);
}

async function setCost(planning: Planning, args: CommandArgs<'cost.set'>): Promise<Plan> {
  const { source, month, amount, currency } = args;
  const id = costId(source, month);
  await planning.batch.load('costs', [id]);
  const held = planning.batch.row('costs', id);
  if (amount === 0) return { writes: held && !held._del ? [['costs', id, { [DELETED]: true }]] : [], id };
  const back = held?._del && { [DELETED]: false };
  return { writes: [['costs', id, { source, month, amount, currency, ...back }]], id };
}

/** Notes of an entry what can be counted. @throws Failure `bad-input` where only a complaint has such a field. */
async function noteEntry(planning: Planning, args: CommandArgs<'interaction.note'>): Promise<Plan> {
  const { id, topic, cause, remedy, cost, lesson } = args;
  const entry = await need(planning, 'interactions', id);
  const ofComplaint = { cause, remedy, cost, lesson };
  if (entry.kind !== 'complaint' && Object.values(ofComplaint).some((one) => one !== undefined))
    throw new Failure('bad-input', 'id');
  return { writes: [['interactions', id, { topic, ...ofComplaint }]], id };
}

/** Remembers what a person does not want to be offered, or forgets it of all their customers. */
async function refuseProduct(planning: Planning, args: CommandArgs<'customer.refuse'>): Promise<Plan> {
  const { customer, product, on } = args;
  const group = await needGroup(planning, customer);
  const rows = on ? group.slice(0, 1) : group.filter((row) => row.refusals?.includes(product));
  const writes = rows.map((row): Write => ['customers', row.id, { [`refusals/${product}`]: on }]);
  return { writes, id: customer };
}

export const MATTER_PLANNERS = {
  'matter.save': saveMatter,
  'matter.delete': deleteMatter,
  'cost.set': setCost,
  'interaction.note': noteEntry,
  'customer.refuse': refuseProduct,
} as const;
