import type { Customer } from '../../domain/entities.ts';
import { normaliseIdentity } from '../../domain/identity.ts';
import { PRIVATE } from '../../domain/private-field.ts';
import { taxCodeInFile } from '../../domain/tax-code.ts';
import type { Target } from '../../domain/transfer.ts';
import { amountOf, cleanCell, timeOf, valuesOf } from './values.ts';

/** What one row of a file says of a customer, before the book was asked. */
export interface Draft {
  /** As a person counts the rows of the file, the header being the first. */
  row: number;
  name: string;
  /** True when the name was made from a handle. */
  nameless: boolean;
  keys: string[];
  kind: Customer['kind'] | null;
  code: string;
  company: string;
  /** What the person does there. */
  role: string;
  taxCode: string;
  industry: string;
  invoiceAddress: string;
  invoiceEmail: string;
  address: string;
  about: string;
  stage: string;
  createdAt: number | null;
  tags: string[];
  notes: string[];
  fields: Record<string, string>;
  order: DraftOrder | null;
}

export interface DraftOrder {
  number: string;
  /** Null on the further lines of one order. */
  total: number | null;
  currency: string;
  status: string;
  at: number | null;
}

export const emptyDraft = (row: number): Draft => ({
  row,
  name: '',
  nameless: false,
  keys: [],
  kind: null,
  code: '',
  company: '',
  role: '',
  taxCode: '',
  industry: '',
  invoiceAddress: '',
  invoiceEmail: '',
  address: '',
  about: '',
  stage: '',
  createdAt: null,
  tags: [],
  notes: [],
  fields: {},
  order: null,
});

/** How a handle of each kind reads in a cell. */
const HANDLES = {
  phone: { scheme: 'tel', several: true },
  email: { scheme: 'email', several: true },
  zalo: { scheme: 'zalo', several: false },
  facebook: { scheme: 'facebook', several: false },
} as const satisfies Partial<Record<Target, object>>;
type HandleTarget = keyof typeof HANDLES;

export const isHandle = (target: Target): target is HandleTarget => target in HANDLES;

/**
 * The keys in a cell, and what in it is no handle of that kind.
 * @param region country of telephone numbers that do not say theirs.
 */
export function handlesIn(
  target: HandleTarget,
  cell: string,
  region: string,
): { keys: string[]; rest: string[] } {
  const { scheme, several } = HANDLES[target];
  const keys: string[] = [];
  const rest: string[] = [];
  for (const value of several ? valuesOf(cell) : [cell]) {
    const bare = value.replace(/^(?:https?:\/\/)?(?:www\.|m\.)?(?:facebook\.com|fb\.com|zalo\.me)\//i, '');
    const plain = several || /^[\w.@+-]{3,64}$/.test(bare);
    const key = plain ? normaliseIdentity(`${scheme}:${bare}`, region) : null;
    if (key) keys.push(key);
    else rest.push(value);
  }
  return { keys, rest };
}

/** Lengths of the book's own fields; what is longer goes into a note, cut nowhere. */
const SHORT = 400;
const NOTE = 40_000;

/** Makes drafts of the rows of one table. */
export function draftsOf(headers: readonly string[], targets: readonly Target[], region: string) {
  const names = headers.map((header, i) => (header.trim() || `#${i + 1}`).slice(0, 56));
  return (row: number, cells: readonly string[]): Draft => {
    const draft = emptyDraft(row);
    const pieces = { given: '', middle: '', family: '' };
    const address: string[] = [];
    for (let i = 0; i < cells.length; i++) {
      const target = targets[i] ?? 'skip';
      if (target === 'skip') continue;
      const cell = cleanCell(cells[i] ?? '');
      if (cell === '') continue;
      if (isHandle(target)) {
        const { keys, rest } = handlesIn(target, cell, region);
        draft.keys.push(...keys);
        if (rest.length > 0) addField(draft, names[i]!, rest.join('; '));
        continue;
      }
      switch (target) {
        case 'givenName':
          pieces.given ||= cell;
          break;
        case 'middleName':
          pieces.middle ||= cell;
          break;
        case 'familyName':
          pieces.family ||= cell;
          break;
        case 'address':
          if (!address.includes(cell)) address.push(cell);
          break;
        case 'tag':
          draft.tags.push(...tagsIn(cell));
          break;
        case 'note':
          addNote(draft, cell);
          break;
        case 'field':
          addField(draft, names[i]!, cell);
          break;
        case 'privateField':
          addField(draft, PRIVATE + names[i]!, cell);
          break;
        case 'taxCode':
          draft.taxCode ||= taxCodeInFile(cell).slice(0, 40);
          break;
        case 'role':
        case 'industry':
          draft[target] ||= cell.slice(0, 120);
          break;
        case 'invoiceEmail':
          draft.invoiceEmail ||= cell.slice(0, 254);
          break;
        case 'invoiceAddress':
          draft.invoiceAddress ||= cell.slice(0, SHORT);
          break;
        case 'kind':
          draft.kind = kindOf(cell);
          break;
        case 'createdAt':
          draft.createdAt ??= timeOf(cell);
          break;
        case 'orderNumber':
        case 'orderTotal':
        case 'orderCurrency':
        case 'orderStatus':
        case 'orderDate':
          addToOrder(draft, target, cell);
          break;
        default:
          draft[target] ||= cell.slice(0, SHORT * 5);
      }
    }
    draft.name ||= [pieces.given, pieces.middle, pieces.family].filter(Boolean).join(' ');
    draft.address = address.join(', ');
    return finishDraft(draft, names[targets.indexOf('role')]);
  };
}

/**
 * What every draft needs once it is filled in: a name, each key once, an order only with its number.
 * @param title what the file calls a person's role: where it names no company, the role stays under that name.
 */
export function finishDraft(draft: Draft, title = ''): Draft {
  if (draft.role !== '' && draft.company === '') {
    if (title !== '') addField(draft, title, draft.role);
    draft.role = '';
  }
  if (draft.keys.length > 1) draft.keys = [...new Set(draft.keys)];
  if (draft.tags.length > 1) draft.tags = [...new Set(draft.tags)];
  if (draft.order?.number === '') draft.order = null;
  if (draft.address.length > SHORT) addNote(draft, draft.address);
  if (draft.name === '' && draft.company !== '') {
    draft.name = draft.company;
    draft.kind ??= 'business';
  }
  draft.nameless = draft.name === '';
  if (draft.nameless && draft.keys[0]) draft.name = draft.keys[0].slice(draft.keys[0].indexOf(':') + 1);
  return draft;
}

export function addField(draft: Draft, name: string, value: string): void {
  const held = draft.fields[name];
  const both = held ? `${held}; ${value}` : value;
  if (both.length <= 2000) draft.fields[name] = both;
  else addNote(draft, `${name}: ${value}`);
}

export function addNote(draft: Draft, text: string): void {
  for (let at = 0; at < text.length; at += NOTE) draft.notes.push(text.slice(at, at + NOTE));
}

function tagsIn(cell: string): string[] {
  const names = valuesOf(cell).map((name) => name.replace(/^\*\s*/, '').slice(0, 60));
  // Google's own group of everybody.
  return names.filter((name) => name !== 'myContacts' && name !== '');
}

function kindOf(cell: string): Draft['kind'] {
  if (/nội bộ|nhân viên|đồng nghiệp|internal|staff|colleague/iu.test(cell)) return 'internal';
  if (/nhà nước|cơ quan|government/iu.test(cell)) return 'government';
  if (/tổ chức|hiệp hội|^hội\b|từ thiện|organi[sz]ation|association|charity|non-?profit/iu.test(cell))
    return 'charity';
  if (/công ty|doanh nghiệp|company|business/iu.test(cell)) return 'business';
  return /cá nhân|individual|person/iu.test(cell) ? 'individual' : null;
}

function addToOrder(draft: Draft, target: Target, cell: string): void {
  draft.order ??= { number: '', total: null, currency: '', status: '', at: null };
  if (target === 'orderNumber') draft.order.number = cell.slice(0, 120);
  else if (target === 'orderTotal') draft.order.total = amountOf(cell);
  else if (target === 'orderCurrency') draft.order.currency = cell.toUpperCase().slice(0, 8);
  else if (target === 'orderStatus') draft.order.status = cell.slice(0, 60);
  else draft.order.at = timeOf(cell);
}
