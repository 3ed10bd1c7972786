import type { Direction } from '../entities.ts';
import type { Sighting } from '../sighting.ts';
import type { Found, FoundKind } from './found.ts';
import { recognise } from './recognise.ts';

/** Something found in the open thread, offered beside the card. */
export interface FoundChip {
  kind: FoundKind;
  key: string;
  /** As it is copied. */
  text: string;
  issuer: string;
  /** Who wrote it. What both sides wrote is the other side's. */
  direction: Direction;
}

/** More than these is a price list, not a talk. */
const CHIPS = 24;
/** Candidates looked at in one thread: a page made of numbers costs no more. */
const EFFORT = 240;

export interface ChipOptions {
  /** ISO 3166 country of numbers that do not say theirs. */
  region: string;
  /** The seller's own addresses and numbers, without scheme. */
  own: readonly string[];
}

/**
 * What is found in the visible messages, the newest first. Left out: what is the seller's own, and the handles of the
 * page's own people, who are known by them already.
 */
export function chipsOf(sighting: Sighting, { region, own }: ChipOptions): FoundChip[] {
  const known = new Set([
    ...own.flatMap((value) => [`email:${value.toLowerCase()}`, `tel:${value}`]),
    ...sighting.counterparts.flatMap((person) => person.identities),
  ]);
  const effort = { left: EFFORT };
  const chips = new Map<string, FoundChip>();
  const see = (found: readonly Found[], direction: Direction) => {
    for (const { kind, key, text, issuer } of found) {
      if (known.has(key)) continue;
      const chip = chips.get(key);
      if (!chip) chips.set(key, { kind, key, text, issuer, direction });
      else {
        chip.direction = stronger(chip.direction, direction);
        chip.issuer ||= issuer;
      }
    }
  };
  for (const message of sighting.messages.toReversed()) {
    if (chips.size >= CHIPS || effort.left <= 0) break;
    see(recognise(message.text, region, effort).toReversed(), message.direction);
  }
  see(recognise(sighting.thread.subject, region, effort), 'unknown');
  return [...chips.values()].slice(0, CHIPS);
}

const WEIGHT: Record<Direction, number> = { in: 2, unknown: 1, out: 0 };
const stronger = (a: Direction, b: Direction): Direction => (WEIGHT[b] > WEIGHT[a] ? b : a);

/** A number or address that only we wrote is the shop's, a carrier's or a friend's: it is not offered as the buyer's. */
export function isTheirs({ kind, direction }: FoundChip): boolean {
  return direction !== 'out' || kind === 'order' || kind === 'parcel';
}
