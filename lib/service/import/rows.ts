import type { Customer, Evidence } from '../../domain/entities.ts';
import { fold } from '../../domain/fold.ts';
import { emptyFields, type Fields, type TableName } from '../../domain/row.ts';
import { orderId } from '../../domain/row-id.ts';
import type { RowStatus } from '../../domain/transfer.ts';
import type { Found } from '../../store/look-up.ts';
import { hashOf } from './census.ts';
import type { Draft, DraftOrder } from './draft.ts';
import { FirmRows, hasFirm } from './firms.ts';
import type { Verdict } from './judge.ts';

export interface ImportRow {
  table: TableName;
  id: string;
  fields: Fields;
}

/** What all rows of one import have in common. */
export interface RowSetting {
  /** Ids of the rows that this file makes begin so. */
  prefix: string;
  /** Milliseconds since 1970: when the import began. */
  at: number;
  evidence: Evidence;
  overwrite: boolean;
  /** Whose orders these are: `shopify`, `woocommerce`, or `import`. */
  site: string;
  /** The custom field that keeps handles which link nobody. */
  looseField: string;
  /** Folded tag name → id. New tags are added as they come. */
  tags: Map<string, string>;
}

export interface Pending {
  base: Customer | null;
  fields: Fields;
  /** Whether a row that is no repetition brought something new. */
  written: boolean;
}

const COLOURS = ['red', 'orange', 'amber', 'green', 'teal', 'blue', 'violet', 'pink', 'grey'] as const;

/**
 * Makes the rows of one page out of its verdicts, each customer once, and says of each verdict what became of it. What
 * the book holds already is not written again.
 */
export class PageRows {
  readonly #found: Found;
  readonly #setting: RowSetting;
  readonly #customers = new Map<string, Pending>();
  readonly #others = new Map<string, ImportRow>();
  readonly #said = new Set<string>();
  readonly #firms: FirmRows;

  constructor(found: Found, setting: RowSetting) {
    this.#found = found;
    this.#setting = setting;
    this.#firms = new FirmRows(found, setting, (id) => this.#pendingOf(id));
  }

  /** Organisations that the page makes. */
  get firms(): string[] {
    return this.#firms.made;
  }

  /** @returns what the row is counted as. */
  add(verdict: Verdict): RowStatus {
    const { draft, customer: judged } = verdict;
    if (judged === null) return verdict.status === 'known' ? 'same' : verdict.status;
    const id = verdict.status === 'new' ? this.#firms.own(judged, draft) : judged;
    const pending = this.#pendingOf(id);
    const status = id !== judged && pending.base !== null ? 'known' : verdict.status;
    const before = Object.keys(pending.fields).length;
    const others = this.#others.size;
    this.#addCustomer(pending, verdict);
    const isTied = hasFirm(draft) && this.#firms.add(id, draft);
    for (const [i, text] of draft.notes.entries()) this.#addNote(id, draft, i, text);
    if (draft.order) this.#addOrder(id, draft.order);
    const changed = Object.keys(pending.fields).length > before || this.#others.size > others || isTied;
    pending.written ||= changed;
    if (status !== 'known') return status;
    return changed ? 'updated' : 'same';
  }

  rows(): ImportRow[] {
    const customers = [...this.#customers].filter(([, { base, written }]) => base === null || written);
    return [
      ...[...this.#others.values()].filter(({ table }) => table === 'tags'),
      ...customers.map(([id, { fields }]): ImportRow => ({ table: 'customers', id, fields })),
      ...[...this.#others.values()].filter(({ table }) => table !== 'tags'),
      ...this.#firms.ties,
    ];
  }

  #pendingOf(id: string): Pending {
    const held = this.#customers.get(id);
    if (held) return held;
    const pending = { base: this.#found.customers.get(id) ?? null, fields: emptyFields(), written: false };
    this.#customers.set(id, pending);
    return pending;
  }

  #addCustomer(pending: Pending, { draft, keys, loose }: Verdict): void {
    const { base, fields } = pending;
    const put = (name: keyof Customer & string, value: unknown) => {
      if (value === '' || value === null) return;
      const held = fields[name] ?? base?.[name] ?? '';
      const free = held === '' || (this.#setting.overwrite && !draft.nameless);
      if (free && held !== value) fields[name] = value;
    };
    put('name', draft.name.slice(0, 200));
    put('company', draft.company.slice(0, 200));
    if (!hasFirm(draft)) {
      put('taxCode', draft.taxCode);
      put('industry', draft.industry);
      put('invoiceAddress', draft.invoiceAddress);
      put('invoiceEmail', draft.invoiceEmail);
    }
    put('address', draft.address.slice(0, 400));
    put('about', draft.about.slice(0, 2000));
    if (base === null) {
      if (draft.kind) fields.kind ??= draft.kind;
      if (draft.code) fields.code ??= draft.code.slice(0, 32);
      if (draft.stage) fields.stage ??= draft.stage;
      fields.createdAt ??= Math.min(draft.createdAt ?? this.#setting.at, this.#setting.at);
    }
    for (const key of keys) if (!base?.links[key]) fields[`links/${key}`] ??= this.#setting.evidence;
    for (const name of draft.tags) {
      const tag = this.#tagOf(name);
      if (!base?.tags.includes(tag)) fields[`tags/${tag}`] = true;
    }
    for (const [name, value] of Object.entries(draft.fields)) this.#putCustom(pending, name, value);
    const told = loose.map((key) => key.slice(key.indexOf(':') + 1));
    if (told.length > 0) this.#putCustom(pending, this.#setting.looseField, told.join('; '));
  }

  #putCustom({ base, fields }: Pending, name: string, value: string): void {
    const held = fields[`fields/${name}`] ?? base?.fields[name] ?? '';
    if (held === value || (held !== '' && !this.#setting.overwrite)) return;
    fields[`fields/${name}`] = value;
  }

  #tagOf(name: string): string {
    const folded = fold(name);
    const known = this.#setting.tags.get(folded);
    if (known) return known;
    const hash = hashOf(folded);
    const id = `tag-${hash.toString(16)}${hashOf(folded, 7).toString(16)}`;
    const colour = COLOURS[hash % COLOURS.length]!;
    const position = Math.min(9999, this.#setting.tags.size);
    this.#setting.tags.set(folded, id);
    this.#others.set(`tags/${id}`, { table: 'tags', id, fields: { name, colour, position } });
    return id;
  }

  #addNote(customer: string, draft: Draft, place: number, text: string): void {
    const id = noteId(this.#setting.prefix, draft.row, place);
    const said = `${customer}\n${text}`;
    // An export of orders repeats the customer's note in each of its rows.
    if (this.#found.notes.has(id) || this.#said.has(said)) return;
    this.#said.add(said);
    const at = Math.min(draft.createdAt ?? this.#setting.at, this.#setting.at);
    this.#others.set(`notes/${id}`, { table: 'notes', id, fields: { customer, text, at } });
  }

  #addOrder(customer: string, order: DraftOrder): void {
    const id = orderId(this.#setting.site, order.number);
    const held = this.#found.orders.get(id);
    const name = `orders/${id}`;
    const { number, total, status } = order;
    // Further lines of one order tell its goods, not its sum.
    if (this.#others.has(name) || (held && total === null)) return;
    if (held && held.total === total && held.status === status) return;
    const currency = order.currency || 'VND';
    const told = held
      ? { total, status }
      : {
          customer,
          site: this.#setting.site,
          number,
          total,
          currency,
          status,
          at: order.at ?? this.#setting.at,
        };
    this.#others.set(name, { table: 'orders', id, fields: told });
  }
}

export const customerId = (prefix: string, row: number): string => `${prefix}${row}`;
export const noteId = (prefix: string, row: number, place: number): string =>
  `${prefix}${row}-n${place === 0 ? '' : place + 1}`;
