import { z } from 'zod';
import { FORGETS } from './first-steps.ts';
import { STALE_MONTHS } from './knowing.ts';
import { LEARNED_MOST, SIGNATURE_MAX } from './promise/learned.ts';
import { TRADES } from './trade.ts';
import { valueRules } from './value-rules.ts';

/** `HH:MM`. */
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

const fields = {
  language: z.enum(['auto', 'vi', 'en']),
  theme: z.enum(['auto', 'light', 'dark']),
  /** Own addresses and aliases, so that direction is right. */
  own: z.array(z.string().max(320)).max(64),
  /** Sites whose open threads are logged by themselves (C4). */
  autoLogSites: z.array(z.string().max(64)).max(64),
  /** Sites whose order pages are recorded by themselves. */
  autoOrderSites: z.array(z.string().max(64)).max(64),
  /** Sites where a line that was sent is looked at for a promise (D3). Off until the user turns it on. */
  promiseSites: z.array(z.string().max(64)).max(64),
  /** Sites whose reply box is read while the user writes, before anything is sent. Off until turned on. */
  guardSites: z.array(z.string().max(64)).max(64),
  /** Lines of which the user said that they are no promises, as `signatureOf` writes them: no word can be read. */
  notPromises: z.array(z.string().max(SIGNATURE_MAX)).max(LEARNED_MOST),
  /** ISO 3166 country of telephone numbers that do not say theirs. */
  region: z.string().regex(/^[A-Z]{2}$/),
  /** Per site: frame open or collapsed, and its distance from the top in px. */
  frame: z.record(z.string().max(64), z.object({ open: z.boolean(), top: z.number().min(0).max(10_000) })),
  /** Columns of the list of customers beside the name; none chosen: those it begins with. */
  columns: z.array(z.string().max(80)).max(16),
  /** How the shop calls itself in what it writes. */
  shopName: z.string().max(80),
  sound: z.boolean(),
  /** Nothing rings in these hours; what falls due in them rings afterwards. */
  quietHours: z.object({ on: z.boolean(), from: clock, until: clock }),
  /** One notification a day that tells what is waiting. */
  digest: z.object({ on: z.boolean(), at: clock }),
  /** Months that what was said is kept in the log, by site; `*` for all others. See retention.ts. */
  retention: z.record(z.string().max(64), z.number().int().min(0).max(1200)),
  /** After which parcels to ask for a deposit; see parcels.ts. */
  parcelRule: z.object({
    on: z.boolean(),
    bad: z.number().int().min(1).max(20),
    of: z.number().int().min(1).max(20),
  }),
  /** Words that are chosen from, by list (`cause`); one that is not here is as every shop begins. */
  lists: z.record(z.string().max(32), z.array(z.string().min(1).max(80)).max(30)),
  /** What is written to a buyer, by occasion (`deposit`); '' or absent: as every shop begins. */
  lines: z.record(z.string().max(32), z.string().max(1000)),
  /** The seller stopped syncing for a while: what is written waits. */
  syncStopped: z.boolean(),
  /** How buyers are valued; null by the rules that every shop begins with. See value.ts. */
  value: valueRules.nullable(),
  /** Months after which a field is asked about again; 0 never. */
  staleMonths: z.number().int().min(0).max(120),
  /** What was answered in the first five minutes; `done` once they are put away. */
  start: z.object({ trade: z.enum(['', ...TRADES]), forgets: z.enum(['', ...FORGETS]), done: z.boolean() }),
  /** Shortcut letters inside the panel, by action. */
  keys: z.record(z.string().max(32), z.string().max(16)),
};

/** Settings of this device: kept in storage.local beside the book, never synced. */
export const settingsSchema = z.object({
  language: fields.language.default('auto'),
  theme: fields.theme.default('auto'),
  own: fields.own.default([]),
  autoLogSites: fields.autoLogSites.default([]),
  autoOrderSites: fields.autoOrderSites.default([]),
  promiseSites: fields.promiseSites.default([]),
  guardSites: fields.guardSites.default([]),
  notPromises: fields.notPromises.default([]),
  region: fields.region.default('VN'),
  frame: fields.frame.default({}),
  columns: fields.columns.default([]),
  shopName: fields.shopName.default(''),
  sound: fields.sound.default(false),
  quietHours: fields.quietHours.default({ on: false, from: '22:00', until: '07:00' }),
  digest: fields.digest.default({ on: false, at: '08:00' }),
  retention: fields.retention.default({}),
  parcelRule: fields.parcelRule.default({ on: true, bad: 2, of: 5 }),
  lists: fields.lists.default({}),
  lines: fields.lines.default({}),
  syncStopped: fields.syncStopped.default(false),
  value: fields.value.default(null),
  staleMonths: fields.staleMonths.default(STALE_MONTHS),
  start: fields.start.default({ trade: '', forgets: '', done: false }),
  keys: fields.keys.default({}),
});
export type Settings = z.output<typeof settingsSchema>;

/**
 * Some of the settings: what is not named stays as it is. Made from fields without defaults, because zod fills defaults
 * in under `partial()` too, and one setting saved would then put all others back.
 */
export const settingsPatchSchema = z.object(fields).partial();
