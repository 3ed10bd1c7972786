import type { CommandArgs } from '../../domain/command.ts';
import { Failure } from '../../domain/failure.ts';
import { fold } from '../../domain/fold.ts';
import { DELETED } from '../../domain/merge.ts';
import type { Fields, TableName } from '../../domain/row.ts';
import { deletion, editable, elements, need, type Plan, type Planning, type Write } from './plan.ts';

/** What a shop says and offers: templates, products, price groups, quotes. */

/** Makes or edits a row of a table whose fields are written as they come. */
async function save(
  planning: Planning,
  table: TableName,
  { id: given, ...fields }: Fields & { id?: string | undefined },
): Promise<Plan> {
  const id = given ?? planning.newId();
  await editable(planning, table, id);
  return { writes: [[table, id, fields]], id };
}

async function remove(planning: Planning, table: TableName, id: string): Promise<Plan> {
  await need(planning, table, id);
  return deletion(table, id);
}

const saveTemplate = (planning: Planning, args: CommandArgs<'template.save'>) =>
  save(planning, 'templates', args);
/** A ready set, in one change. */
async function addTemplates(planning: Planning, args: CommandArgs<'templates.add'>): Promise<Plan> {
  const { batch } = planning;
  await batch.load(
    'templates',
    args.templates.map(({ id }) => id),
  );
  const writes = args.templates.map(({ id, ...fields }): Write => {
    const back = batch.row('templates', id)?._del && { [DELETED]: false };
    return ['templates', id, { ...fields, ...back }];
  });
  return { writes, id: null };
}
const deleteTemplate = (planning: Planning, { id }: CommandArgs<'template.delete'>) =>
  remove(planning, 'templates', id);

type Saved = Omit<CommandArgs<'product.save'>, 'id' | 'aliases'>;
const fieldsOf = ({ prices, ...fields }: Saved): Fields => ({
  ...fields,
  ...elements('prices', prices ?? {}),
});

async function saveProduct(planning: Planning, args: CommandArgs<'product.save'>): Promise<Plan> {
  const { id: given, aliases, ...rest } = args;
  const id = given ?? planning.newId();
  const before = await editable(planning, 'products', id);
  const fields = fieldsOf(rest);
  if (aliases) {
    for (const gone of before?.aliases ?? []) fields[`aliases/${gone}`] = false;
    for (const alias of aliases) if (alias !== '') fields[`aliases/${alias}`] = true;
  }
  return { writes: [['products', id, fields]], id };
}

const deleteProduct = (planning: Planning, { id }: CommandArgs<'product.delete'>) =>
  remove(planning, 'products', id);

/** A whole list in one change. A line whose code is known already changes that product; of one list, the last wins. */
async function addProducts(planning: Planning, args: CommandArgs<'products.add'>): Promise<Plan> {
  const known = await planning.book.products.toArray();
  planning.batch.hold('products', known);
  const byCode = new Map(known.flatMap(({ id, code }) => (code ? [[fold(code), id] as const] : [])));
  const writes = new Map<string, Write>();
  for (const product of args.products) {
    const code = fold(product.code ?? '');
    const id = (code !== '' && byCode.get(code)) || planning.newId();
    if (code !== '') byCode.set(code, id);
    writes.set(id, ['products', id, { ...writes.get(id)?.[2], ...fieldsOf(product) }]);
  }
  return { writes: [...writes.values()], id: null };
}

const savePriceGroup = (planning: Planning, args: CommandArgs<'priceGroup.save'>) =>
  save(planning, 'priceGroups', args);
/** Products and customers keep the group's register: nothing shows a group that is gone, and undo brings all back. */
const deletePriceGroup = (planning: Planning, { id }: CommandArgs<'priceGroup.delete'>) =>
  remove(planning, 'priceGroups', id);

/** @throws Failure `bad-input` for a new quote to nobody. */
async function saveQuote(planning: Planning, args: CommandArgs<'quote.save'>): Promise<Plan> {
  const { id: given, customer, ...fields } = args;
  const id = given ?? planning.newId();
  const before = await editable(planning, 'quotes', id);
  if (before) return { writes: [['quotes', id, fields]], id };
  if (!customer) throw new Failure('bad-input', 'customer');
  await need(planning, 'customers', customer);
  return { writes: [['quotes', id, { ...fields, customer, at: planning.now }]], id };
}

/** The buyer's answer; `open` takes it back. */
async function settleQuote(planning: Planning, { id, state }: CommandArgs<'quote.settle'>): Promise<Plan> {
  await need(planning, 'quotes', id);
  const settledAt = state === 'open' ? null : planning.now;
  return { writes: [['quotes', id, { state, settledAt }]], id };
}

const deleteQuote = (planning: Planning, { id }: CommandArgs<'quote.delete'>) =>
  remove(planning, 'quotes', id);

export const OFFER_PLANNERS = {
  'template.save': saveTemplate,
  'templates.add': addTemplates,
  'template.delete': deleteTemplate,
  'product.save': saveProduct,
  'product.delete': deleteProduct,
  'products.add': addProducts,
  'priceGroup.save': savePriceGroup,
  'priceGroup.delete': deletePriceGroup,
  'quote.save': saveQuote,
  'quote.settle': settleQuote,
  'quote.delete': deleteQuote,
};
