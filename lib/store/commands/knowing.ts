import type { CommandArgs } from '../../domain/command.ts';
import type { Customer, Stage } from '../../domain/entities.ts';
import { fieldOf } from '../../domain/merge.ts';
import { stageMoved } from '../../domain/stage-time.ts';
import { RULES } from '../../domain/tables.ts';
import { needGroup, type Plan, type Planning, type Write } from './plan.ts';

/** Remembers that a field was looked at and holds. Where nothing stands there is nothing to confirm. */
export async function confirmField(
  planning: Planning,
  { id, name }: CommandArgs<'customer.confirm'>,
): Promise<Plan> {
  const group = await needGroup(planning, id);
  const root = group.find((row) => row.root === undefined) ?? group[0]!;
  const isHeld = group.some((row) => fieldOf('customers', row, name) !== null);
  return {
    writes: isHeld ? [['customers', root.id, { [`checked/${name}`]: planning.now }]] : [],
    id: root.id,
    existing: !isHeld,
  };
}

/**
 * Lets every write of a stage say when it was entered, beside the customer whose stage it is. @param rows those written
 * to, as they are; none for a new one.
 */
export function withStageLog({ batch, now }: Planning, writes: Write[]): Write[] {
  return writes.map(([table, id, fields]): Write => {
    const { stage } = fields as { stage?: Stage };
    const row = batch.live('customers', id);
    if (table !== 'customers' || stage === undefined || !row) return [table, id, fields];
    const moved = stageMoved(standing(row), stage, now);
    const log = Object.entries(moved).map(([key, entered]) => [`stageLog/${key}`, entered]);
    return [table, id, { ...fields, ...Object.fromEntries(log) }];
  });
}

/** A field that was never written reads as its default. */
function standing({
  stage,
  createdAt,
  stageLog,
}: Customer): Pick<Customer, 'stage' | 'createdAt' | 'stageLog'> {
  const defaults = RULES.customers.defaults as { stage: Stage };
  return { stage: stage ?? defaults.stage, createdAt: createdAt ?? 0, stageLog: stageLog ?? {} };
}

/** Lines that are taken away are taken off whoever of the merged customers has them. */
export function withoutHints(
  group: readonly Customer[],
  hints: Record<string, unknown>,
  root: string,
): Write[] {
  const gone = Object.keys(hints).filter((line) => hints[line] === null);
  return group
    .filter(({ id }) => id !== root)
    .flatMap((row): Write[] => {
      const theirs = gone.filter((line) => Object.hasOwn(row.hints ?? {}, line));
      const fields = Object.fromEntries(theirs.map((line) => [`hints/${line}`, null]));
      return theirs.length > 0 ? [['customers', row.id, fields]] : [];
    });
}
