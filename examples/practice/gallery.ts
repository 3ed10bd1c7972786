import type { Frame } from 'puppeteer';
import { says, shown } from '../../tests/harness/overlay.ts';
import { openPanel, send } from '../../tests/harness/panel.ts';
import { openCustomer, openThread, SUBJECTS } from './main-job.ts';
import { CHANGED, GMAIL } from './routes.ts';
import { choose, type Step, shoot, type Tour } from './tour.ts';

/** Pictures of every home in both languages and both themes, after the main job has filled the book. */

const LANGUAGES = ['vi', 'en'] as const;
const THEMES = ['light', 'dark'] as const;

/** The panel beside the thread of this person, once it shows them. */
async function beside(tour: Tour, subject: string, name: string): Promise<Frame> {
  await openThread(tour, subject);
  const panel = await openPanel(tour.page);
  await says(panel, name, '[data-part="name"]');
  return panel;
}

async function shootPanel(tour: Tour, suffix: string): Promise<void> {
  await tour.page.goto(`${GMAIL}#inbox`);
  await shown(await openPanel(tour.page), '[data-part="no-conversation"]');
  await shoot(tour, `panel-empty-${suffix}`);
  await beside(tour, SUBJECTS.bao, 'Trần Quốc Bảo');
  await shoot(tour, `panel-known-${suffix}`);
  await shown(await beside(tour, SUBJECTS.lan, 'Nguyễn Thị Lan'), '[data-part="stamp"]');
  await shoot(tour, `panel-logged-${suffix}`);
  await shown(
    await beside(tour, SUBJECTS.dung, 'Lê Hoàng Dũng'),
    '[data-part="reminder"][data-state="overdue"]',
  );
  await shoot(tour, `panel-ringing-${suffix}`);
  await shown(await beside(tour, SUBJECTS.phuong, 'Mai Phương'), '[data-part="unknown"]');
  await shoot(tour, `panel-unknown-${suffix}`);
  await tour.page.goto(`${CHANGED}#inbox/FMfcgzQdPractLanTrayWalnut00001A`);
  await shown(await openPanel(tour.page), '[data-part="degraded"]');
  await shoot(tour, `panel-error-${suffix}`);
}

async function shootPopup(tour: Tour, suffix: string): Promise<void> {
  const popup = await tour.chromium.openExtensionPage('popup.html');
  await popup.setViewport({ width: 380, height: 560 });
  await shown(popup, '[data-part="today"]');
  await shoot(tour, `popup-${suffix}`, popup);
  await popup.close();
}

async function shootDashboard(tour: Tour, suffix: string): Promise<void> {
  await tour.dashboard.bringToFront();
  await openCustomer(tour, 'Nguyễn Thị Lan');
  await shoot(tour, `customer-${suffix}`, tour.dashboard);
  await (await shown(tour.dashboard, '[data-act="go-customers"]')).click();
  await says(tour.dashboard, 'Emma Collins', '[data-part="customers"]');
  await shoot(tour, `dashboard-${suffix}`, tour.dashboard);
}

const PREPARE: Step = {
  name: 'pictures: a promise that is due',
  async run({ dashboard }) {
    const at = Date.now();
    const wall = new Date(at).toISOString().slice(0, 16);
    const args = {
      customer: 'sample-dung',
      title: 'Hỏi anh Dũng khay mới ổn chưa',
      due: { at, zone: 'UTC', wall },
      thread: null,
    };
    await send(dashboard, 'command.run', { command: { name: 'reminder.set', args } });
  },
};

export const GALLERY: Step[] = [
  PREPARE,
  ...LANGUAGES.flatMap((language) =>
    THEMES.map((theme): Step => {
      const suffix = `${language}-${theme}`;
      return {
        name: `pictures: ${language}, ${theme}`,
        async run(tour) {
          await choose(tour, { language, theme });
          await shootPanel(tour, suffix);
          await shootPopup(tour, suffix);
          await shootDashboard(tour, suffix);
        },
      };
    }),
  ),
];
