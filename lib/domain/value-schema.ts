import { z } from 'zod';

// Our pages forbid code made from strings, and zod would try: without this each page logs a violation.
z.config({ jitless: true });

/** Values that commands, rows and files are made of. */

/** A short text a person typed: trimmed, without control characters, never empty unless said so. */
export const CONTROL =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;
const clean = (text: string) => text.replace(CONTROL, '').trim();
export const line = (max: number) =>
  z
    .string()
    .max(max * 4)
    .transform(clean)
    .pipe(z.string().max(max));
/** Interaction ids hold a site, a thread and a message, each escaped, hence the length. */
export const id = z
  .string()
  .regex(/^[^\u0000-\u001f]+$/)
  .max(2600);
/** A day on the seller's calendar, `2026-11-29`, or '' for none. */
export const day = z.string().regex(/^(\d{4}-\d\d-\d\d)?$/);
/** Milliseconds since 1970. */
export const instant = z.number().int().min(0).max(8.64e15);
/** `scheme:value`, already normalised by identity.ts. */
export const key = z
  .string()
  .regex(/^[a-z][a-z0-9-]*:[^\u0000-\u001f]+$/)
  .max(512);
