import { fold } from '../../domain/fold.ts';
import { isFirmMailbox } from '../../domain/mail-domain.ts';
import type { Doubt, DoubtReason, ImportOptions, RowStatus } from '../../domain/transfer.ts';
import type { Found } from '../../store/look-up.ts';
import { hashOf, isShared, type KeyUses, plainName } from './census.ts';
import type { Draft } from './draft.ts';
import { hasFirm } from './firms.ts';

/** What is to be done with one row. */
export interface Verdict {
  draft: Draft;
  status: Exclude<RowStatus, 'updated' | 'same'> | 'known';
  /** The customer it goes to; null when it is left out. */
  customer: string | null;
  /** Keys that may be linked. */
  keys: string[];
  /** Keys that stay a note on the customer's page: disputed, or shared by many. */
  loose: string[];
  doubts: Doubt[];
  shared: number;
}

export interface Judging {
  uses: KeyUses;
  found: Found;
  options: ImportOptions;
  /** Id of the customer that a row makes. */
  idOf(row: number): string;
}

interface Owner {
  id: string;
  name: string;
  /** Row of the file, or 0 for a customer of the book. */
  row: number;
  sameName: boolean;
  keys: string[];
}

/**
 * Decides whom a row is about. A handle alone links it only where the names agree too; a name alone never does. What
 * several people claim is said and left to the seller.
 */
export function judge(draft: Draft, judging: Judging): Verdict {
  const { uses } = judging;
  // A firm's mailbox on the row of one of its people is the firm's.
  const theirs = hasFirm(draft) ? draft.keys.filter((key) => !isFirmMailbox(key)) : draft.keys;
  const loose = uses.size === 0 ? [] : theirs.filter((key) => isShared(uses.get(key)));
  const keys = loose.length > 0 ? theirs.filter((key) => !loose.includes(key)) : theirs;
  const verdict: Verdict = {
    draft,
    status: 'new',
    customer: judging.idOf(draft.row),
    keys,
    loose,
    doubts: [],
    shared: loose.length,
  };
  if (draft.name === '') return { ...verdict, status: 'empty', customer: null };
  const owners = ownersOf(draft, keys, judging);
  const joins = uses.size > 0 && joinsEarlier(draft, keys, uses);
  const mine = owners.filter((owner) => owner.sameName);
  const others = owners.filter((owner) => !owner.sameName);
  if (others.length === 0 && mine.length <= 1) {
    const [owner] = mine;
    if (!owner) return verdict;
    return { ...verdict, status: joins ? 'joined' : 'known', customer: owner.id };
  }
  return doubtful(verdict, mine, others, judging);
}

function doubtful(
  verdict: Verdict,
  mine: Owner[],
  others: Owner[],
  { options, uses, idOf }: Judging,
): Verdict {
  const rivals = [...mine.slice(1), ...others];
  const reason: DoubtReason =
    mine.length + others.length > 1 ? 'two-holders' : others[0]!.row > 0 ? 'rows-differ' : 'other-name';
  const doubts = rivals.flatMap((owner) =>
    owner.keys.map((key): Doubt => ({ reason, key, holder: owner.name, row: owner.row })),
  );
  const disputed = new Set(rivals.flatMap((owner) => owner.keys));
  const status = 'doubtful' as const;
  const decision = options.decisions[reason];
  if (decision === 'leave') return { ...verdict, status, doubts, customer: null };
  if (decision === 'join' && reason !== 'two-holders')
    return { ...verdict, status, doubts, customer: others[0]!.id };
  const keys = verdict.keys.filter((key) => !disputed.has(key));
  const second = secondName(verdict.draft, [...disputed], uses);
  return {
    ...verdict,
    status,
    doubts,
    keys,
    loose: [...verdict.loose, ...disputed],
    customer: mine[0]?.id ?? idOf(second ?? verdict.draft.row),
  };
}

/** Everybody who holds one of the keys, in the book or in an earlier row. */
function ownersOf(draft: Draft, keys: readonly string[], { uses, found, idOf }: Judging): Owner[] {
  const owners = new Map<string, Owner>();
  const own = idOf(draft.row);
  const add = (owner: Omit<Owner, 'keys'>, key: string) => {
    const held = owners.get(owner.id);
    if (held) held.keys.push(key);
    else owners.set(owner.id, { ...owner, keys: [key] });
  };
  for (const key of keys) {
    const holder = found.holders.get(key);
    const use = uses.get(key);
    if (holder) {
      const nameless = draft.nameless || isHandle(holder);
      const sameName = holder.id === own || nameless || namesAgree(holder.name, draft.name);
      const row = use && holder.id === idOf(use.rows[0]) && use.rows[0] !== draft.row ? use.rows[0] : 0;
      add({ id: holder.id, name: holder.name, row, sameName }, key);
    } else if (use && use.rows[0] < draft.row) {
      const sameName = draft.nameless || use.names[0] === 0 || use.names[0] === hashOf(plainName(draft.name));
      add({ id: idOf(use.rows[0]), name: '', row: use.rows[0], sameName }, key);
    }
  }
  const coded = draft.code === '' ? undefined : found.holders.get(`code:${draft.code}`);
  if (coded && owners.size === 0 && namesAgree(coded.name, draft.name))
    add({ id: coded.id, name: coded.name, row: 0, sameName: true }, `code:${draft.code}`);
  return [...owners.values()];
}

/** A customer that is called by its own number or address has no name to differ. */
const isHandle = ({ name, keys }: { name: string; keys: string[] }): boolean =>
  keys.some((key) => key.endsWith(`:${name}`));

/** Whether an earlier row of the file already speaks of this person, by handle and name. */
function joinsEarlier(draft: Draft, keys: readonly string[], uses: KeyUses): boolean {
  const known = keys.filter((key) => uses.has(key));
  if (known.length === 0) return false;
  const name = hashOf(plainName(draft.name));
  return known.some((key) => {
    const use = uses.get(key);
    if (!use || use.rows[0] >= draft.row) return false;
    return draft.nameless || use.names[0] === 0 || use.names[0] === name;
  });
}

/** The first row that gave a disputed key this same, second name: its rows are one person, too. */
function secondName(draft: Draft, disputed: readonly string[], uses: KeyUses): number | null {
  const name = hashOf(plainName(draft.name));
  for (const key of disputed) {
    const use = uses.get(key);
    if (use && use.rows[1] > 0 && use.rows[1] < draft.row && use.names[1] === name) return use.rows[1];
  }
  return null;
}

/** "Lan", "chị Lan" and "Nguyễn Thị Lan" may be one person where a handle says so; "Lan" and "Hoa" may not. */
function namesAgree(one: string, two: string): boolean {
  const [a, b] = [plainName(one), plainName(two)];
  if (a === b || a === '' || b === '' || fold(one) === fold(two)) return true;
  const words = [a.split(' '), b.split(' ')].sort((x, y) => x.length - y.length);
  return words[0]!.every((word) => words[1]!.includes(word));
}
