import { says, shown } from '../../tests/harness/overlay.ts';
import { openPanel } from '../../tests/harness/panel.ts';
import { openThread } from './main-job.ts';
import { choose, type Step, shoot } from './tour.ts';

/** Pictures of every home in both languages and both themes, after the main job has filled the book. */

const LANGUAGES = ['vi', 'en'] as const;
const THEMES = ['light', 'dark'] as const;

export const GALLERY: Step[] = LANGUAGES.flatMap((language) =>
  THEMES.map((theme) => ({
    name: `pictures: ${language}, ${theme}`,
    async run(tour) {
      const suffix = `${language}-${theme}`;
      await choose(tour, { language, theme });
      await tour.page.bringToFront();
      await openThread(tour, 'Nguyễn Thị Lan');
      const panel = await openPanel(tour.page);
      await says(panel, 'Nguyễn Thị Lan', '[data-part="name"]');
      await shoot(tour, `panel-known-${suffix}`);
      await openThread(tour, 'Mai Phương');
      await shown(panel, '[data-part="unknown"]');
      await shoot(tour, `panel-unknown-${suffix}`);
      const popup = await tour.chromium.openExtensionPage('popup.html');
      await popup.setViewport({ width: 380, height: 560 });
      await shown(popup, '[data-part="today"], [data-part="today-empty"]');
      await shoot(tour, `popup-${suffix}`, popup);
      await popup.close();
      await shoot(tour, `dashboard-${suffix}`, tour.dashboard);
    },
  })),
);
