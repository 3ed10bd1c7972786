import type { CommandArgs } from '../../domain/command.ts';
import type { Membership } from '../../domain/entities.ts';
import { Failure } from '../../domain/failure.ts';
import { isOrganisation } from '../../domain/membership.ts';
import { DELETED } from '../../domain/merge.ts';
import type { Fields } from '../../domain/row.ts';
import { memberId } from '../../domain/row-id.ts';
import { shownKind } from '../groups.ts';
import { elements, need, needGroup, type Plan, type Planning, type Write } from './plan.ts';

type Saved = CommandArgs<'membership.save'>;

/** Ties a person to an organisation, or edits the tie, whichever of their merged customers it names. */
export async function saveMembership(planning: Planning, args: Saved): Promise<Plan> {
  const people = (await needGroup(planning, args.person)).map(({ id }) => id);
  return { writes: await tie(planning, people, args), id: args.person };
}

/**
 * The writes of a tie. A customer that gets contact persons is an organisation: who was saved as a person becomes a
 * business in the same change.
 * @param people the customers that are the person: the one named first.
 */
export async function tie(planning: Planning, people: readonly string[], args: Saved): Promise<Write[]> {
  const { roles, primary, from, until } = args;
  const firms = await needGroup(planning, args.organisation);
  const root = firms.find((row) => row.root === undefined) ?? firms[0]!;
  const kind = shownKind(root);
  if (firms.some(({ id }) => people.includes(id)) || kind === 'internal')
    throw new Failure('bad-input', 'organisation');
  const rows = await rowsBetween(
    planning,
    people,
    firms.map(({ id }) => id),
  );
  const others = (await employments(planning, people)).filter((row) => !rows.includes(row));
  const id = rows[0]?.id ?? memberId(people[0]!, args.organisation);
  await planning.batch.load('memberships', [id]);
  const held = planning.batch.row('memberships', id);
  const isNew = rows.length === 0;
  const fields: Fields = {
    ...(isNew && { person: people[0], organisation: args.organisation, at: planning.now }),
    primary: primary ?? (isNew ? others.length === 0 : undefined),
    // A tie that was taken away long ago leaves nothing of itself to the new one.
    from: from ?? (isNew ? '' : undefined),
    until: until ?? (isNew ? '' : undefined),
    ...rolesAs(held, isNew ? (roles ?? []) : roles),
    ...(isNew && held && { [DELETED]: false }),
  };
  const writes: Write[] = [['memberships', id, fields]];
  for (const row of rows.slice(1)) {
    const others = primary === false && { primary };
    // Roles that stay are written to the first; here those that go are taken away.
    const gone = roles && row.roles.filter((role) => roles.includes(role));
    writes.push(['memberships', row.id, { from, until, ...others, ...rolesAs(row, gone) }]);
  }
  if (primary) for (const row of others) writes.push(['memberships', row.id, { primary: false }]);
  if (!isOrganisation(kind)) writes.push(['customers', root.id, { kind: 'business' }]);
  return writes;
}

/** Fields that leave exactly these roles; none where nothing is said of them. */
function rolesAs(row: Membership | null, roles: readonly string[] | undefined): Fields {
  if (!roles) return {};
  const gone = (row?.roles ?? []).filter((role) => !roles.includes(role));
  const all = [...gone.map((role) => [role, false]), ...roles.map((role) => [role, true])];
  return elements('roles', Object.fromEntries(all));
}

async function employments(planning: Planning, people: readonly string[]): Promise<Membership[]> {
  const { book, batch } = planning;
  const found = await book.memberships
    .where('person')
    .anyOf([...people])
    .toArray();
  batch.hold('memberships', found);
  return found.flatMap(({ id }) => batch.live('memberships', id) ?? []);
}

/** All rows that say that these people work for these organisations: each side may be several customers merged. */
async function rowsBetween(
  planning: Planning,
  people: readonly string[],
  firms: readonly string[],
): Promise<Membership[]> {
  return (await employments(planning, people)).filter((row) => firms.includes(row.organisation));
}

/** @throws Failure `not-found` where one of the two is gone. */
export async function removeMembership(
  planning: Planning,
  args: CommandArgs<'membership.remove'>,
): Promise<Plan> {
  const people = await needGroup(planning, args.person);
  const firms = await needGroup(planning, args.organisation);
  const ids = (side: readonly { id: string }[]) => side.map(({ id }) => id);
  const rows = await rowsBetween(planning, ids(people), ids(firms));
  return { writes: rows.map(({ id }): Write => ['memberships', id, { [DELETED]: true }]), id: args.person };
}

/** Remembers that a handle is nobody of the organisation. */
export async function refuseMembership(
  planning: Planning,
  { organisation, key, on }: CommandArgs<'membership.refuse'>,
): Promise<Plan> {
  const firms = on
    ? [await need(planning, 'customers', organisation)]
    : await needGroup(planning, organisation);
  const writes = firms.map(({ id }): Write => ['customers', id, { [`notOurs/${key}`]: on }]);
  return { writes, id: organisation };
}
