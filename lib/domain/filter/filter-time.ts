import type { FilterTime, When } from './filter.ts';

/** From (counted) and to (not counted), milliseconds since 1970, and whether no date at all fits too. */
export interface Range {
  from: number;
  to: number;
  orNone: boolean;
}

/** The instants that a time in words means now. */
export function rangeOf(when: When, { at, zone }: FilterTime): Range {
  const today = Temporal.Instant.fromEpochMilliseconds(Math.trunc(at)).toZonedDateTimeISO(zone).toPlainDate();
  const start = (day: Temporal.PlainDate) => day.toZonedDateTime(zone).epochMilliseconds;
  const range = (from: number, to: number, orNone = false): Range => ({ from, to, orNone });
  switch (when.in) {
    case 'last':
      return range(start(today.subtract({ days: when.days })), start(today.add({ days: 1 })));
    case 'older':
      return range(-Infinity, start(today.subtract({ days: when.days })));
    case 'notLast':
      return range(-Infinity, start(today.subtract({ days: when.days })), true);
    case 'next':
      return range(start(today), start(today.add({ days: when.days + 1 })));
    case 'past':
      return range(-Infinity, at);
    case 'days':
      return range(
        when.from === undefined ? -Infinity : start(Temporal.PlainDate.from(when.from)),
        when.to === undefined ? Infinity : start(Temporal.PlainDate.from(when.to).add({ days: 1 })),
      );
  }
}

export const isIn = (at: number | undefined, range: Range): boolean =>
  at === undefined ? range.orNone : at >= range.from && at < range.to;
