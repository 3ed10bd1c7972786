import type { Customer } from '../domain/entities.ts';
import type { Leaver } from '../domain/leaving.ts';
import type { Arrival } from '../domain/tally.ts';
import { Codes, Numbers } from './column.ts';

/** Where customers came from, their rhythm, and why they left: what the radar counts over all of them. */
export class LeavingColumns {
  readonly #source = new Codes();
  readonly #reason = new Codes();
  readonly #numbers = {
    createdAt: new Numbers(),
    firstOrderAt: new Numbers(),
    lastOrderAt: new Numbers(),
    lastInAt: new Numbers(),
    rhythm: new Numbers(),
    quietAt: new Numbers(),
    troubleAt: new Numbers(),
    stoppedAt: new Numbers(),
    /** Until when a quiet buyer is put aside; Infinity for good. */
    asideUntil: new Numbers(),
  };

  put(place: number, row: Customer): void {
    this.#source.put(place, row.source ?? '');
    this.#reason.put(place, row.stopped?.reason ?? '');
    const { asideQuiet: aside } = row;
    const until = aside && aside.of === row.quietAt ? (aside.until ?? Number.POSITIVE_INFINITY) : undefined;
    for (const [name, column] of Object.entries(this.#numbers))
      column.put(
        place,
        name === 'stoppedAt'
          ? row.stopped?.at
          : name === 'asideUntil'
            ? until
            : row[name as Exclude<keyof LeavingColumns['numbers'], 'stoppedAt' | 'asideUntil'>],
      );
  }

  get numbers() {
    return this.#numbers;
  }

  #at(name: keyof LeavingColumns['numbers'], place: number): number | undefined {
    const value = this.#numbers[name].at(place);
    return Number.isNaN(value) ? undefined : value;
  }

  reason(place: number): string {
    return this.#reason.texts[this.#reason.code(place)]!;
  }

  leaver(place: number): Leaver & { troubleAt: number | undefined } {
    const stoppedAt = this.#at('stoppedAt', place);
    return {
      firstOrderAt: this.#at('firstOrderAt', place),
      lastOrderAt: this.#at('lastOrderAt', place),
      lastInAt: this.#at('lastInAt', place),
      rhythm: this.#at('rhythm', place),
      troubleAt: this.#at('troubleAt', place),
      stopped: stoppedAt === undefined ? null : { reason: this.reason(place), at: stoppedAt },
    };
  }

  arrival(place: number): Arrival {
    return {
      source: this.#source.texts[this.#source.code(place)]!,
      createdAt: this.#at('createdAt', place) ?? 0,
      firstOrderAt: this.#at('firstOrderAt', place),
    };
  }

  /** Whether a list of quiet buyers has them now. */
  isQuiet(place: number, now: number): boolean {
    const quietAt = this.#at('quietAt', place);
    if (quietAt === undefined || quietAt > now) return false;
    const until = this.#at('asideUntil', place);
    return until === undefined || until <= now;
  }
}
