import type { Customer, Stage } from '../domain/entities.ts';
import { DATE_NAMES, type DateName, HAS_NAMES, type HasName } from '../domain/filter/filter.ts';
import { channelOf, dateOf, has } from '../domain/filter/fits.ts';
import { provinceOf } from '../domain/filter/provinces.ts';
import { leadScore } from '../domain/knowing.ts';
import { wholeRow } from '../domain/merge.ts';
import type { ListOrder } from '../domain/query.ts';
import { type Stay, staysOf } from '../domain/stage-time.ts';
import { boughtBy } from '../domain/value.ts';
import { Bits, Codes, Numbers } from './column.ts';
import { LeavingColumns } from './leaving-columns.ts';
import { isBefore, merged, type Placed } from './sorted-places.ts';

/** More rows than this at once are sorted anew instead of put in. */
const PUT_IN = 2000;

/**
 * All customers who are shown, in columns: what lists are filtered and sorted by, without reading a row. Rows keep
 * their place; who goes leaves it empty.
 */
export class Columns {
  readonly ids: string[] = [];
  readonly sortNames: string[] = [];
  readonly shown = new Bits();
  readonly stage = new Codes();
  readonly kind = new Codes();
  readonly owner = new Codes();
  /** What they said about offers. */
  readonly consent = new Codes();
  readonly province = new Codes();
  readonly dates: Record<DateName, Numbers> = byName(DATE_NAMES, () => new Numbers());
  readonly relation = new Codes();
  readonly waitingSince = new Numbers();
  readonly bought = new Numbers();
  readonly boughtAt = new Numbers();
  /** Selection score of leads. */
  readonly lead = new Numbers();
  /** Stages that somebody was ever in, and steps of their open deals. */
  readonly been = new Map<string, Bits>();
  readonly deals = new Map<string, Bits>();
  /** By place: the stays of those who ever moved from one stage to another. */
  readonly #stays = new Map<number, Stay[]>();
  readonly leaving = new LeavingColumns();
  readonly orders = new Numbers();
  readonly has: Record<HasName, Bits> = byName(HAS_NAMES, () => new Bits());
  readonly tags = new Map<string, Bits>();
  readonly channels = new Map<string, Bits>();
  readonly money = new Map<string, Numbers>();
  readonly fields = new Map<string, Codes>();
  /** How many are shown. */
  size = 0;
  readonly #colleagues = new Set<string>();
  readonly #places = new Map<string, number>();
  /** Who is merged into whom, and who into them: their rows change together. */
  readonly #roots = new Map<string, string>();
  readonly #members = new Map<string, readonly string[]>();
  readonly #orders = new Map<ListOrder, { places: Uint32Array; changed: Set<number> }>();

  /** Takes in a row as it is stored now. */
  put(stored: Customer): void {
    // Colleagues are no customers of anybody's; they have a list of their own.
    if (stored.isInternal === 1) {
      this.drop(stored.id);
      this.#colleagues.add(stored.id);
      return;
    }
    if (stored.root !== undefined) {
      this.drop(stored.id);
      this.#roots.set(stored.id, stored.root);
      return;
    }
    this.#roots.delete(stored.id);
    this.#colleagues.delete(stored.id);
    if (stored.members) this.#members.set(stored.id, stored.members);
    else this.#members.delete(stored.id);
    const known = this.#places.get(stored.id);
    const place = known ?? this.ids.push(stored.id) - 1;
    if (known === undefined) this.#places.set(stored.id, place);
    else this.#empty(place);
    this.#show(place, true);
    this.#fill(place, wholeRow('customers', stored));
  }

  drop(id: string): void {
    this.#colleagues.delete(id);
    this.#roots.delete(id);
    this.#members.delete(id);
    const place = this.#places.get(id);
    if (place !== undefined) this.#show(place, false);
  }

  /** All who are nobody's members, as the book counts them. */
  get counted(): number {
    return this.size + this.#colleagues.size;
  }

  /** Ids whose rows may change with these: those they are, or were, one person with. */
  together(ids: Iterable<string>): string[] {
    return [...ids].flatMap((id) => [...(this.#members.get(id) ?? []), this.#roots.get(id) ?? id]);
  }

  #show(place: number, on: boolean): void {
    if (this.shown.has(place) !== on) this.size += on ? 1 : -1;
    this.shown.put(place, on);
    for (const order of this.#orders.values()) order.changed.add(place);
  }

  /** Elements of sets and maps that the row does not have any more. */
  #empty(place: number): void {
    for (const columns of [this.tags, this.channels, this.been, this.deals])
      for (const column of columns.values()) column.put(place, false);
    this.#stays.delete(place);
    for (const column of this.money.values()) column.put(place, undefined);
    for (const column of this.fields.values()) column.put(place, '');
  }

  #fill(place: number, row: Customer): void {
    this.sortNames[place] = row.sortName ?? '';
    this.stage.put(place, row.stage);
    this.kind.put(place, row.kind);
    this.owner.put(place, row.owner);
    this.consent.put(place, row.consent?.answer ?? '');
    this.province.put(place, provinceOf(row.address));
    for (const name of DATE_NAMES) this.dates[name].put(place, dateOf(row, name));
    for (const name of HAS_NAMES) this.has[name].put(place, has(row, name));
    this.waitingSince.put(place, row.waitingSince);
    this.leaving.put(place, row);
    this.orders.put(place, row.orderCount);
    this.#fillKnowing(place, row);
    for (const tag of row.tags) columnOf(this.tags, tag, Bits).put(place, true);
    for (const key of row.keys) columnOf(this.channels, channelOf(key), Bits).put(place, true);
    for (const [currency, sum] of Object.entries(row.money))
      columnOf(this.money, currency, Numbers).put(place, sum);
    for (const [name, value] of Object.entries(row.fields))
      columnOf(this.fields, name, Codes).put(place, value);
  }

  #fillKnowing(place: number, row: Customer): void {
    const bought = boughtBy(row);
    this.bought.put(place, bought.count);
    this.boughtAt.put(place, bought.at);
    this.relation.put(place, row.relation);
    this.lead.put(place, leadScore(row));
    for (const step of row.dealSteps ?? []) columnOf(this.deals, step, Bits).put(place, true);
    const stays = staysOf(row);
    if (stays.length > 1) this.#stays.set(place, stays);
    for (const { stage } of stays) columnOf(this.been, stage, Bits).put(place, true);
  }

  /** All stays of a place, see `staysOf`. */
  staysAt(place: number): Stay[] {
    const stage = this.stage.texts[this.stage.code(place)] as Stage;
    const from = this.dates.stage.at(place);
    return this.#stays.get(place) ?? [{ stage, from: Number.isNaN(from) ? 0 : from, to: null }];
  }

  /** All who are shown, sorted; what has no date or sum comes last, by name. */
  inOrder(sort: ListOrder, turned: boolean): Uint32Array {
    const places = this.#sorted(sort);
    if (newestFirst(sort) === turned) return places;
    const value = this.#valueOf(sort);
    const dated =
      value === null ? places.length : places.findLastIndex((place) => value(place) < Infinity) + 1;
    const other = places.slice();
    other.subarray(0, dated).reverse();
    return other;
  }

  /** The currency that most customers have paid in: sums of several cannot be compared. */
  mainCurrency(): string {
    let best = { currency: '', count: 0 };
    for (const [currency, sums] of this.money) {
      let count = 0;
      for (let place = 0; place < this.ids.length; place++) if (sums.at(place) > 0) count++;
      if (count > best.count) best = { currency, count };
    }
    return best.currency;
  }

  #valueOf(sort: ListOrder): ((place: number) => number) | null {
    if (sort === 'name') return null;
    const column =
      sort === 'money'
        ? this.money.get(this.mainCurrency())
        : sort === 'lead'
          ? this.lead
          : sort === 'waiting'
            ? this.waitingSince
            : this.dates[DATES[sort]];
    return (place) => {
      const value = column?.at(place) ?? Number.NaN;
      return Number.isNaN(value) ? Infinity : value;
    };
  }

  #sorted(sort: ListOrder): Uint32Array {
    const held = this.#orders.get(sort);
    if (held && held.changed.size === 0) return held.places;
    const value = this.#valueOf(sort);
    const placed = (place: number): Placed => ({
      place,
      value: value?.(place) ?? 0,
      name: value === null || value(place) === Infinity ? this.sortNames[place]! : '',
      id: this.ids[place]!,
    });
    const shown = (place: number) => this.shown.has(place);
    // Another currency may lead now: then all have another place.
    const few = held && sort !== 'money' && held.changed.size <= PUT_IN;
    const fresh = (few ? [...held.changed] : [...this.ids.keys()]).filter(shown).map(placed).sort(compare);
    const stayed = few ? held.places.filter((place) => !held.changed.has(place) && shown(place)) : [];
    const places = merged(stayed, fresh, placed);
    this.#orders.set(sort, { places, changed: new Set() });
    return places;
  }
}

const compare = (a: Placed, b: Placed): number => (isBefore(a, b) ? -1 : 1);

const DATES = { recent: 'contact', due: 'due', new: 'created' } as const satisfies Record<
  Exclude<ListOrder, 'name' | 'money' | 'waiting' | 'lead'>,
  DateName
>;

export const newestFirst = (sort: ListOrder): boolean =>
  sort === 'recent' || sort === 'new' || sort === 'money' || sort === 'lead';

function byName<N extends string, T>(names: readonly N[], make: () => T): Record<N, T> {
  return Object.fromEntries(names.map((name) => [name, make()])) as Record<N, T>;
}

function columnOf<T>(columns: Map<string, T>, name: string, Column: new () => T): T {
  let column = columns.get(name);
  if (!column) {
    column = new Column();
    columns.set(name, column);
  }
  return column;
}
