import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Page } from 'puppeteer';
import { sampleCommands } from '../../lib/domain/samples.ts';
import type { Chromium } from '../../tests/harness/browsers.ts';
import { send } from '../../tests/harness/panel.ts';
import type { Served } from '../../tests/harness/serve.ts';

export const ROOT = join(import.meta.dirname, '..', '..');
const FOLDER = join(ROOT, 'screenshots');

export interface Tour {
  chromium: Chromium;
  served: Served;
  /** The dashboard, open from the start: messages of the set-up go through it. */
  dashboard: Page;
  /** The tab the tour is in, and its panel once it is open. */
  page: Page;
  panel: Frame | null;
  steps: string[];
  screenshots: string[];
}

export interface Step {
  name: string;
  run(tour: Tour): Promise<void>;
}

/** Takes a picture of a tab into `screenshots/`. */
export async function shoot(tour: Tour, name: string, page: Page = tour.page): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  // A tab in the background is never painted: the picture would wait for ever.
  await page.bringToFront();
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  tour.screenshots.push(`screenshots/${name}.png`);
}

/** Puts the made-up customers into the book, through the same command an import uses. */
export async function loadSamples(dashboard: Page): Promise<void> {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const command of sampleCommands(Date.now(), zone)) await send(dashboard, 'command.run', { command });
}

export const choose = (
  tour: Tour,
  settings: { language?: 'vi' | 'en'; theme?: 'light' | 'dark' },
): Promise<unknown> => send(tour.dashboard, 'settings.save', { patch: settings });

/** Runs the steps in turn. @returns the name of the step that failed, and why; null when all went well. */
export async function walk(tour: Tour, steps: Step[]): Promise<{ step: string; error: string } | null> {
  for (const step of steps) {
    try {
      await step.run(tour);
      tour.steps.push(step.name);
      console.log(`✓ ${step.name}`);
    } catch (error) {
      console.log(`✗ ${step.name}`);
      await shoot(tour, 'failed').catch((trouble: unknown) =>
        console.log(`no picture of it: ${String(trouble)}`),
      );
      return { step: step.name, error: error instanceof Error ? error.message : String(error) };
    }
  }
  return null;
}
