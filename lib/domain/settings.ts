import { z } from 'zod';

/** Settings of this device: kept in storage.local beside the book, never synced. */
export const settingsSchema = z.object({
  language: z.enum(['auto', 'vi', 'en']).default('auto'),
  theme: z.enum(['auto', 'light', 'dark']).default('auto'),
  /** Own addresses and aliases, so that direction is right. */
  own: z.array(z.string().max(320)).max(64).default([]),
  /** Sites whose open threads are logged by themselves (C4). */
  autoLogSites: z.array(z.string().max(64)).max(64).default([]),
  /** Per site: frame open or collapsed, and its distance from the top in px. */
  frame: z
    .record(z.string().max(64), z.object({ open: z.boolean(), top: z.number().min(0).max(10_000) }))
    .default({}),
  sound: z.boolean().default(false),
  /** Shortcut letters inside the panel, by action. */
  keys: z.record(z.string().max(32), z.string().max(16)).default({}),
});
export type Settings = z.output<typeof settingsSchema>;
