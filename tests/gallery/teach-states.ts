import { NO_PAGE, type PageState } from '../../lib/domain/page-state.ts';
import type { Sighting } from '../../lib/domain/sighting.ts';
import { NOTHING_TAUGHT, type TeachState } from '../../lib/domain/teach.ts';
import type { State } from './states.ts';

/** A page that is being taught, step by step. */
const ORIGIN = 'https://thu.cam-tu.example';
const SITE = 'taught-thu-cam--tu-example---app';

const reading: Sighting = {
  site: SITE,
  channel: 'web',
  thread: { id: '88213', url: `${ORIGIN}/app/#/inbox/88213`, subject: 'Nguyễn Thị Lan' },
  counterparts: [
    { name: 'Nguyễn Thị Lan', identities: ['email:lan.nguyen@example.com'], strength: 'strong' },
  ],
  group: false,
  messages: [
    {
      id: '1',
      direction: 'in',
      at: null,
      text: 'Chào shop, khay gỗ óc chó còn hàng không ạ? Chị cần trước cuối tuần.',
    },
    { id: '2', direction: 'out', at: null, text: 'Dạ còn chị nhé, em gửi bảng giá.' },
    { id: '3', direction: 'unknown', at: null, text: 'Hà đã chuyển cuộc trò chuyện này' },
  ],
  order: null,
  health: 'ok',
  problems: [],
};
const NAME = { name: 'Nguyễn Thị Lan' };
const BOTH = { ...NAME, theirs: 'Chào shop, khay gỗ óc chó còn hàng không ạ? Chị cần trước cuối tuần.' };
const ALL = { ...BOTH, ours: 'Dạ còn chị nhé, em gửi bảng giá.' };

const taught = (teach: Partial<TeachState>): State => ({
  surface: 'panel',
  page: { ...NO_PAGE, tab: 1, origin: ORIGIN, granted: true, teach: { ...NOTHING_TAUGHT, ...teach } },
});
const foreign = (more: Partial<PageState>): PageState => ({ ...NO_PAGE, tab: 1, origin: ORIGIN, ...more });

export const TEACH_STATES: Record<string, State> = {
  'teach-ask': { surface: 'panel', page: foreign({}), home: 'sidepanel' },
  'teach-offer': { surface: 'panel', page: foreign({ granted: true }) },
  'teach-popup': { surface: 'today', page: foreign({ granted: true }) },
  'teach-name': taught({}),
  'teach-ours': taught({ lesson: 'ours', pointed: BOTH, key: 'address', reading }),
  'teach-problem': taught({ lesson: 'check', pointed: ALL, problem: 'messages' }),
  'teach-check': taught({ lesson: 'check', pointed: ALL, key: 'address', sides: true, reading }),
  'teach-weak': taught({ lesson: 'check', pointed: BOTH, key: 'name', reading }),
  'teach-diagnostics': {
    surface: 'panel',
    page: foreign({
      granted: true,
      site: 'gmail',
      sighting: { ...reading, site: 'gmail', health: 'degraded', counterparts: [], problems: ['sender'] },
    }),
    press: ['diagnostics'],
  },
  'settings-sites': { surface: 'dashboard', path: 'settings', press: ['site-places'] },
};
