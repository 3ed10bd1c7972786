import type { Customer, Note, Tag } from '../../domain/entities.ts';
import { isPrivateField } from '../../domain/private-field.ts';
import { tiesOf } from '../../store/bonds.ts';
import { groupOf } from '../../store/groups.ts';
import { type Book, withBook } from '../../store/schema.ts';

/** What the address book says, in the seller's language. */
export interface BookWords {
  language: string;
  title: string;
  /** `{when}`: when it was written. */
  made: string;
  find: string;
  /** `{count}` customers. */
  count: string;
  /** `{count}` are shown. */
  more: string;
  passphrase: string;
  open: string;
  wrong: string;
}

/** Words of a file that other programs and people read. */
export interface ExportWords {
  /** Name of the sheet. */
  sheet: string;
  /** Of the address book. */
  book: BookWords;
  /** Header of each column, by name. */
  columns: Record<ColumnName, string>;
  kinds: Record<Customer['kind'], string>;
  stages: Record<Customer['stage'], string>;
}

export const COLUMN_NAMES = [
  'code',
  'name',
  'kind',
  'phone',
  'email',
  'handles',
  'company',
  'role',
  'taxCode',
  'industry',
  'invoiceAddress',
  'invoiceEmail',
  'address',
  'tag',
  'stage',
  'about',
  'note',
  'createdAt',
  'lastContact',
  'orders',
  'money',
] as const;
export type ColumnName = (typeof COLUMN_NAMES)[number];

/** A customer as it goes out: with the names of its tags and its notes. */
export interface OutgoingCustomer {
  customer: Customer;
  tags: string[];
  notes: string[];
  /** Where the person works first, and what they do there. */
  firm: string;
  role: string;
}

/** Read at a time. */
const PAGE = 1000;

/**
 * Customers of a selection, page by page, in the order of their ids or as asked.
 * @param ids null for everybody.
 */
export async function* outgoing(
  book: Book,
  ids: readonly string[] | null,
  options: { private: boolean; notes: boolean },
): AsyncGenerator<OutgoingCustomer[]> {
  const tags = new Map(
    (await withBook(book, () => book.tags.toArray())).map((tag: Tag) => [tag.id, tag.name]),
  );
  for await (const all of pages(book, ids)) {
    // Who is merged into another goes out as that one, with what is shown of both.
    const page = all.filter(({ root }) => root === undefined).map((row) => ({ ...row, ...row.shows }));
    const notes = options.notes ? await notesOf(book, page) : new Map<string, Note[]>();
    const work = await workOf(book, page);
    yield page.map((row) => {
      const fields = options.private ? row.fields : openFields(row.fields);
      return {
        customer: { ...row, fields },
        tags: row.tags.map((id) => tags.get(id) ?? '').filter(Boolean),
        notes: groupOf(row)
          .flatMap((id) => notes.get(id) ?? [])
          .sort((a, b) => a.at - b.at)
          .map(({ text }) => text),
        ...(work.get(row.id) ?? { firm: '', role: '' }),
      };
    });
  }
}

async function* pages(book: Book, ids: readonly string[] | null): AsyncGenerator<Customer[]> {
  if (ids !== null) {
    for (let at = 0; at < ids.length; at += PAGE) {
      const rows = await withBook(book, () => book.customers.bulkGet(ids.slice(at, at + PAGE)));
      yield rows.filter((row) => row !== undefined);
    }
    return;
  }
  const read = (after: string) =>
    withBook(book, () => book.customers.where('id').above(after).limit(PAGE).toArray());
  let next = read('');
  for (;;) {
    const rows = await next;
    if (rows.length === 0) return;
    // The database reads on while this page is written; a failure is met when its turn comes.
    next = read(rows.at(-1)!.id);
    next.catch(() => undefined);
    yield rows;
  }
}

/** The first organisation of each person of a page, in words. */
async function workOf(
  book: Book,
  page: readonly Customer[],
): Promise<Map<string, { firm: string; role: string }>> {
  const tied = page.filter((row) => row.bonds);
  if (tied.length === 0) return new Map();
  const ties = await withBook(book, () =>
    Promise.all(tied.map((row) => tiesOf(book, 'person', groupOf(row)))),
  );
  return new Map(
    tied.flatMap((row, i) => {
      const [tie] = ties[i]!.sort((a, b) => Number(b.primary) - Number(a.primary));
      return tie ? [[row.id, { firm: tie.other.name, role: tie.roles.join(', ') }] as const] : [];
    }),
  );
}

async function notesOf(book: Book, page: readonly Customer[]): Promise<Map<string, Note[]>> {
  const ids = page.flatMap(groupOf);
  const found = await withBook(book, () => book.notes.where('customer').anyOf(ids).toArray());
  return Map.groupBy(found, ({ customer }) => customer) as Map<string, Note[]>;
}

const openFields = (fields: Record<string, string>) =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !isPrivateField(name)));

/** Names of the custom fields of a selection, in the order they were met. */
export async function fieldNames(
  book: Book,
  ids: readonly string[] | null,
  withPrivate: boolean,
): Promise<string[]> {
  const names = new Set<string>();
  for await (const page of pages(book, ids))
    for (const { fields } of page)
      for (const name of Object.keys(fields)) if (withPrivate || !isPrivateField(name)) names.add(name);
  return [...names];
}

export const valuesUnder = (keys: readonly string[], scheme: string): string[] =>
  keys.filter((key) => key.startsWith(`${scheme}:`)).map((key) => key.slice(scheme.length + 1));

/** One customer as the cells of a table, in the order of `COLUMN_NAMES`, then its custom fields. */
export function cellsOf(
  { customer, tags, notes, firm, role }: OutgoingCustomer,
  words: ExportWords,
  fields: readonly string[],
): (string | number)[] {
  const { keys } = customer;
  const others = keys.filter((key) => !key.startsWith('tel:') && !key.startsWith('email:'));
  const money = Object.entries(customer.money ?? {});
  const single = money.length === 1 ? money[0]![1] : null;
  return [
    customer.code ?? '',
    customer.name ?? '',
    words.kinds[customer.kind ?? 'individual'],
    valuesUnder(keys, 'tel').join('; '),
    valuesUnder(keys, 'email').join('; '),
    others.join('; '),
    firm || (customer.company ?? ''),
    role,
    customer.taxCode ?? '',
    customer.industry ?? '',
    customer.invoiceAddress ?? '',
    customer.invoiceEmail ?? '',
    customer.address ?? '',
    tags.join('; '),
    words.stages[customer.stage ?? 'lead'],
    customer.about ?? '',
    notes.join('\n\n'),
    dayOf(customer.createdAt),
    dayOf(customer.lastContactAt),
    customer.orderCount ?? 0,
    single ?? money.map(([currency, sum]) => `${sum} ${currency}`).join('; '),
    ...fields.map((name) => customer.fields[name] ?? ''),
  ];
}

/** `2026-11-25`, on this device's calendar: what every sheet reads as a date. */
function dayOf(at: number | undefined): string {
  if (at === undefined || at <= 0) return '';
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
