import { ERASED } from '../../domain/merge.ts';
import type { Fields, TableName } from '../../domain/row.ts';
import type { Batch } from '../batch.ts';
import type { Book } from '../schema.ts';

/** A write, or an op: table and id first, what is written last but for what belongs to an op. */
type Written = readonly [table: TableName, id: string, ...rest: unknown[]];

/**
 * The erased stay away, whatever file or device they come from: rows of theirs, and what names nobody else. Entries that
 * others share come without them, and so do customers who came through them.
 * @param also customers who are erased with these very writes.
 */
export async function withoutErased<W extends Written>(
  book: Book,
  batch: Batch,
  writes: readonly W[],
  also: ReadonlySet<string> = new Set(),
): Promise<W[]> {
  if (also.size === 0 && (await book.graves.where('id').startsWith('customers/').count()) === 0)
    return [...writes];
  await batch.load(
    'customers',
    writes.flatMap((write) => namedIn(write)),
  );
  const isErased = (id: string) => also.has(id) || batch.row('customers', id)?._erased === true;
  return writes.flatMap((write): W[] => {
    const [table, id] = write;
    if (batch.row(table, id)?._erased) return [];
    // What is taken out for ever tells of nobody.
    if (fieldsIn(write)[ERASED] === true) return [write];
    const names = namedIn(write);
    const erased = names.filter(isErased);
    if (erased.length === 0) return [write];
    const isShared = table === 'interactions' && erased.length < names.length;
    if (!isShared && table !== 'customers') return [];
    const fields = { ...fieldsIn(write) };
    if (isShared) for (const one of erased) delete fields[`${WHO}${one}`];
    else delete fields.referredBy;
    // An edit that said nothing else.
    if (Object.keys(fields).length === 0) return [];
    return [write.map((part) => (part === fieldsIn(write) ? fields : part)) as unknown as W];
  });
}

const WHO = 'customers/';

const fieldsIn = (write: Written): Fields => write.find((part) => typeof part === 'object') as Fields;

const endsIn = ({ person, organisation }: Fields): string[] =>
  [person, organisation].filter((one) => typeof one === 'string');

/** The customers a row is about. */
function namedIn(write: Written): string[] {
  const [table, id] = write;
  const fields = fieldsIn(write);
  if (table === 'interactions')
    return Object.keys(fields).flatMap((name) => (name.startsWith(WHO) ? name.slice(WHO.length) : []));
  if (table === 'merges') return [id, String(fields.into ?? '')];
  if (table === 'notSame') return id.split('/');
  // An edit names neither: the id does.
  if (table === 'memberships') return [...id.split('/'), ...endsIn(fields)];
  // Who they came through. They are themselves, whoever that was.
  if (table === 'customers') return typeof fields.referredBy === 'string' ? [fields.referredBy] : [];
  return typeof fields.customer === 'string' ? [fields.customer] : [];
}
