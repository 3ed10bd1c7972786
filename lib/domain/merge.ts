import { canonical, same } from './canonical.ts';
import { emptyFields, type Fields, HOME_SPACE, type Op, type Row, type TableName } from './row.ts';
import { NO_STAMP, type Stamp } from './stamp.ts';
import { RULES, type TableRules } from './tables.ts';

/**
 * The pure rules of merging: a row is a map of registers (field, or `set/element`), each with the stamp of its newest
 * write. Any order of the same ops gives the same row, and an op applied twice changes nothing.
 *
 * An empty register (cleared field, removed element, restored row) has the value null: it is absent from the row, and
 * `stamps` remembers when it was emptied.
 */
export interface Register {
  value: unknown;
  stamp: Stamp;
}
type Registers = Map<string, Register>;

/** The register that deletes and restores a row. */
export const DELETED = '_del';
/** The register that empties a row: whatever else is written to it, before or after, on any device, is gone. */
export const ERASED = '_erased';
/** The register that thins a log entry: what was said is gone from it, in whatever order the writes arrive. */
export const THINNED = '_thin';
const HEAD = new Set(['id', 'space', 'stamp', 'stamps']);
/** Would change the object instead of a field of it. */
export const UNSAFE_NAME = '__proto__';

export function isLive<R extends Row>(row: R | null | undefined): row is R & { _del?: false } {
  return row !== null && row !== undefined && row._del !== true;
}

/** What is written in a row's field; null when it holds nothing. */
export function fieldOf(table: TableName, row: Row | null, name: string): unknown {
  if (row === null) return name === DELETED ? true : null;
  const rules = RULES[table];
  const part = partOf(rules, name);
  const held = (row as unknown as Fields)[part ? part.field : name];
  if (!part) return held ?? null;
  if (Array.isArray(held)) return held.includes(part.element) || null;
  return ownValue(held as Fields | undefined, part.element);
}

function holds(table: TableName, row: Row, name: string): boolean {
  const part = partOf(RULES[table], name);
  const held = (row as unknown as Fields)[part ? part.field : name] ?? null;
  if (!part || held === null) return held !== null;
  return Array.isArray(held) ? held.includes(part.element) : Object.hasOwn(held, part.element);
}

/** How the field reads: its default where it holds nothing. */
function readingOf(table: TableName, row: Row | null, name: string): unknown {
  return fieldOf(table, row, name) ?? RULES[table].defaults[name] ?? null;
}

/** Stamp of the newest write to a field, `NO_STAMP` when there was none. */
export function stampOf(table: TableName, row: Row | null, name: string): Stamp {
  if (row === null) return NO_STAMP;
  const own = row.stamps?.[name];
  if (own !== undefined) return own;
  return holds(table, row, name) ? row.stamp : NO_STAMP;
}

/** Applies one op. @param row the row or its grave; null when it was never seen. */
export function mergeOp(table: TableName, row: Row | null, op: Op): Row {
  const { 3: fields } = op;
  if (row?._erased || fields[ERASED] === true) return erasedRow(row, op);
  return mergeRegisters(table, row, op);
}

/** Two devices may erase the same row: the later stamp stands, whichever arrives first. */
function erasedRow(row: Row | null, [, id, stamp, fields]: Op): Row {
  if (row?._erased && (fields[ERASED] !== true || stamp <= row.stamp)) return row;
  return { id, space: row?.space ?? HOME_SPACE, stamp, [DELETED]: true, [ERASED]: true };
}

/** What a thinned entry no longer tells: its words. Of its thread the heading goes too. */
const SAID = ['text', 'subject'];

/** Takes what was said out of the registers of a thinned entry, as if it had never been written. */
function thin(registers: Registers): void {
  if (registers.get(THINNED)?.value !== true) return;
  for (const name of SAID) registers.delete(name);
  const thread = registers.get('thread');
  if (thread?.value)
    registers.set('thread', { ...thread, value: { ...(thread.value as object), subject: '' } });
}

function mergeRegisters(table: TableName, row: Row | null, op: Op): Row {
  const [, id, stamp, fields] = op;
  const rules = RULES[table];
  if (row === null) return fields[THINNED] === true ? freshThinned(rules, op) : freshRow(rules, op);
  const registers = registersOf(rules, row);
  let written = false;
  for (const [name, given] of Object.entries(fields)) {
    if (given === undefined || !isRegister(rules, name)) continue;
    const value = normalValue(rules, name, given);
    const current = registers.get(name);
    if (current && !wins(rules.core.includes(name), { value, stamp }, current)) continue;
    registers.set(name, { value, stamp });
    written = true;
  }
  if (!written) return row;
  thin(registers);
  return rowOf(rules, id, row, registers);
}

/** The value an undo puts back for each field of an op; see Change.prior. */
export function priorOf(table: TableName, row: Row | null, fields: Fields): Fields {
  if (row === null) return { [DELETED]: true };
  const prior: Fields = {};
  for (const name of Object.keys(fields)) {
    const value = fieldOf(table, row, name);
    if (value !== null) prior[name] = value;
  }
  return prior;
}

/** The fields that would really change how the row reads. */
export function differing(table: TableName, row: Row | null, fields: Fields): Fields {
  const rules = RULES[table];
  const changed = emptyFields();
  for (const [name, given] of Object.entries(fields)) {
    if (given === undefined || !isRegister(rules, name)) continue;
    const value = normalValue(rules, name, given) ?? rules.defaults[name] ?? null;
    if (!same(value, readingOf(table, row, name))) changed[name] = given;
  }
  return changed;
}

/**
 * A stored row as everybody outside the store reads it: fields that hold nothing show their default, and a customer
 * shows what was chosen of those who are merged into it.
 */
export function wholeRow<R extends Row & { shows?: object }>(table: TableName, row: R): R {
  return { ...RULES[table].defaults, ...row, ...row.shows };
}

/** The writes that make a row what it is, one for each stamp: what a device needs that never saw it. */
export function opsOf(table: TableName, row: Row): Op[] {
  if (row._erased) return [[table, row.id, row.stamp, { [DELETED]: true, [ERASED]: true }]];
  const byStamp = new Map<Stamp, Fields>();
  for (const [name, { value, stamp }] of registersOf(RULES[table], row)) {
    const fields = byStamp.get(stamp) ?? {};
    byStamp.set(stamp, fields);
    fields[name] = value;
  }
  return [...byStamp]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([stamp, fields]) => [table, row.id, stamp, fields]);
}

const DERIVED = new Map(Object.values(RULES).map((rules) => [rules, new Set(rules.derived)]));

/** The recorded part of a row, without what is derived. Built up, not taken away from: a backup makes a million. */
export function recordedPart(table: TableName, row: Row): Row {
  const rules = RULES[table];
  const derived = DERIVED.get(rules)!;
  const part: Fields = {};
  for (const [name, value] of Object.entries(row))
    if (!derived.has(name)) part[name] = rules.maps.includes(name) ? plainMap(value as Fields) : value;
  for (const map of rules.maps) part[map] ??= {};
  return part as Row & Fields;
}

/** A whole row that takes the place of another, with what was derived of that one. */
export function carryDerived<R extends Row>(table: TableName, row: R, was: Row | null): R {
  if (was === null) return row;
  const copy = { ...row } as R & Fields;
  keepDerived(RULES[table], copy, was);
  return copy;
}

/** `tags/vip` → the set or map and its element; null for a plain field. */
function partOf(rules: TableRules, name: string): { field: string; element: string } | null {
  const slash = name.indexOf('/');
  if (slash < 0) return null;
  const field = name.slice(0, slash);
  if (!rules.sets.includes(field) && !rules.maps.includes(field)) return null;
  return { field, element: name.slice(slash + 1) };
}

/** Names that no op may write: the row's head, what is derived, and sets and maps as a whole (their elements are). */
const RESERVED = new Map(
  Object.values(RULES).map((rules) => [
    rules,
    new Set([...HEAD, UNSAFE_NAME, ...rules.derived, ...rules.sets, ...rules.maps]),
  ]),
);

function isRegister(rules: TableRules, name: string): boolean {
  return !RESERVED.get(rules)!.has(name) && !name.endsWith(`/${UNSAFE_NAME}`);
}

function normalValue(rules: TableRules, name: string, given: unknown): unknown {
  if (given === null || given === undefined) return null;
  if (given === false && (name === DELETED || partOf(rules, name))) return null;
  return plainEvidence(given);
}

/** `doubtful` in a link's evidence is derived (see holders.ts of the store), so it is no part of the value. */
function plainEvidence(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('doubtful' in value)) return value;
  const { doubtful: _derived, ...rest } = value;
  return rest;
}

function plainMap(map: Fields | undefined): Fields {
  const held = Object.values(map ?? {});
  // Hardly any link is doubtful: the map is taken as it is.
  if (map && held.every((value) => plainEvidence(value) === value)) return map;
  return Object.fromEntries(Object.entries(map ?? {}).map(([key, value]) => [key, plainEvidence(value)]));
}

function ownValue(map: Fields | undefined, key: string): unknown {
  return map && Object.hasOwn(map, key) ? plainEvidence(map[key]) : null;
}

/** Last writer wins; the core's first writer does. Equal stamps (a cloned profile): the larger value wins. */
function wins(core: boolean, next: Register, current: Register): boolean {
  if (next.stamp === current.stamp) return canonical(next.value) > canonical(current.value);
  return next.stamp > current.stamp !== core;
}

function registersOf(rules: TableRules, row: Row): Registers {
  const registers: Registers = new Map();
  const stamps = row.stamps ?? {};
  const add = (name: string, value: unknown) =>
    registers.set(name, { value, stamp: stamps[name] ?? row.stamp });
  for (const [name, value] of Object.entries(row)) {
    if (rules.sets.includes(name)) for (const element of value as string[]) add(`${name}/${element}`, true);
    else if (rules.maps.includes(name))
      for (const [key, held] of Object.entries(value as Fields)) add(`${name}/${key}`, plainEvidence(held));
    else if (isRegister(rules, name)) add(name, value);
  }
  for (const [name, stamp] of Object.entries(stamps))
    if (!registers.has(name)) registers.set(name, { value: null, stamp });
  return registers;
}

/** The row that one op makes: all of its registers share the op's stamp. The same as `rowOf`, in one pass. */
function freshRow(rules: TableRules, [, id, stamp, fields]: Op): Row {
  const row = emptyRow(rules, id, HOME_SPACE, stamp);
  const stamps: Record<string, Stamp> = {};
  for (const name of Object.keys(fields).sort()) {
    const given = fields[name];
    if (given === undefined || !isRegister(rules, name)) continue;
    const value = normalValue(rules, name, given);
    if (value === null) stamps[name] = stamp;
    else putValue(rules, row, name, value);
  }
  if (Object.keys(stamps).length > 0) row.stamps = stamps;
  return row;
}

function freshThinned(rules: TableRules, op: Op): Row {
  const row = freshRow(rules, op);
  const registers = registersOf(rules, row);
  thin(registers);
  return rowOf(rules, row.id, row, registers);
}

/** Packs registers into a row; derived fields come over from the row that was. */
function rowOf(rules: TableRules, id: string, was: Row, registers: Registers): Row {
  const stamp = commonStamp(registers);
  const row = emptyRow(rules, id, was.space, stamp);
  const stamps: Record<string, Stamp> = {};
  for (const [name, register] of inOrder(rules, registers)) {
    if (register.value !== null) putValue(rules, row, name, register.value);
    if (register.value === null || register.stamp !== stamp) stamps[name] = register.stamp;
  }
  if (Object.keys(stamps).length > 0) row.stamps = stamps;
  keepDerived(rules, row, was);
  return row;
}

function emptyRow(rules: TableRules, id: string, space: string, stamp: Stamp): Row & Fields {
  const row: Row & Fields = { id, space, stamp };
  for (const set of rules.sets) row[set] = [];
  for (const map of rules.maps) row[map] = emptyFields();
  return row;
}

/** Elements by name, so that equal rows are equal to the last byte, in whatever order they were written. */
function inOrder(rules: TableRules, registers: Registers): Iterable<[string, Register]> {
  if (rules.sets.length === 0 && rules.maps.length === 0) return registers;
  return [...registers].sort(([a], [b]) => (a < b ? -1 : 1));
}

function putValue(rules: TableRules, row: Row & Fields, name: string, value: unknown): void {
  const part = partOf(rules, name);
  if (!part) row[name] = value;
  else if (rules.sets.includes(part.field)) (row[part.field] as string[]).push(part.element);
  else (row[part.field] as Fields)[part.element] = value;
}

function keepDerived(rules: TableRules, row: Row & Fields, was: Row): void {
  for (const name of rules.derived) if (name in was) row[name] = (was as Row & Fields)[name];
}

/** The stamp most fields share, the later one of equals: it is kept once for all of them. */
function commonStamp(registers: Registers): Stamp {
  const counts = new Map<Stamp, number>();
  for (const { value, stamp } of registers.values())
    counts.set(stamp, (counts.get(stamp) ?? 0) + (value === null ? 0 : 1));
  let best = NO_STAMP;
  let most = -1;
  for (const [stamp, count] of counts) {
    if (count < most || (count === most && stamp < best)) continue;
    best = stamp;
    most = count;
  }
  return best;
}
