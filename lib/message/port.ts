import { z } from 'zod';
import type { PageState } from '../domain/page-state.ts';

/** The one port between a panel and the background: the page's state comes down it as it changes. */
export const PANEL_PORT = 'panel';

/** The panel's first words: a frame shows its ticket; our own pages name a tab, or a window whose active tab they follow. */
export const helloSchema = z.object({
  ticket: z.string().max(64).optional(),
  tab: z.number().int().optional(),
  window: z.number().int().optional(),
});
export type Hello = z.infer<typeof helloSchema>;

/** Acts that a keyboard shortcut of the browser asks of the panel. */
export type Act = 'log' | 'remind';

export type Down = { state: PageState } | { act: Act } | { refused: true };
