import type { PageState } from '../../lib/domain/page-state.ts';
import type { SightedMessage, Sighting } from '../../lib/domain/sighting.ts';
import { DAY, HOUR, MINUTE, NOW, thread } from './sample.ts';

/** Pages beside which the gallery shows the panel. */
export function message(id: string, direction: SightedMessage['direction'], ago: number): SightedMessage {
  return { id, direction, at: new Date(NOW - ago).toISOString(), text: '…' };
}

export function sighting(more: Partial<Sighting> = {}): Sighting {
  return {
    site: 'gmail',
    channel: 'email',
    thread: thread('gmail', 't-lan', 'Hỏi size áo dài cưới – giao trước 28/11'),
    counterparts: [{ name: 'Lan Nguyễn', identities: ['email:lan.nguyen@example.com'], strength: 'strong' }],
    group: false,
    messages: [
      message('m-1', 'out', 2 * DAY),
      message('m-2', 'in', 4 * HOUR),
      message('m-3', 'in', 3 * HOUR),
    ],
    order: null,
    health: 'ok',
    problems: [],
    ...more,
  };
}

export function page(more: Partial<PageState> = {}): PageState {
  return {
    tab: 1,
    site: 'gmail',
    origin: 'https://mail.google.com',
    granted: true,
    onClick: false,
    sighting: sighting(),
    reading: 'r-1',
    listed: [],
    selection: '',
    ...more,
  };
}

/** A page where nothing of ours stands, not read yet. */
export const onClick = page({
  site: 'linkedin',
  origin: 'https://www.linkedin.com',
  granted: false,
  onClick: true,
  sighting: null,
});

export const withSighting = (more: Partial<Sighting>, rest: Partial<PageState> = {}) =>
  page({ site: more.site ?? 'gmail', sighting: sighting(more), ...rest });

const fresh = thread('gmail', 't-new', 'Shop còn khăn lụa màu rêu không ạ?');
export const stranger = withSighting({
  thread: fresh,
  counterparts: [{ name: 'Phạm Thu Hà', identities: ['email:ha.pham@example.com'], strength: 'strong' }],
  messages: [message('n-1', 'in', 12 * MINUTE)],
});
export const weak = withSighting({
  site: 'telegram-k',
  channel: 'telegram',
  thread: thread('telegram-k', '999', ''),
  counterparts: [{ name: 'Lê Văn Minh', identities: [], strength: 'weak' }],
  messages: [message('w-1', 'in', 5 * MINUTE)],
});
export const shopOrder = withSighting({
  site: 'woocommerce',
  channel: 'shop',
  thread: thread('woocommerce', '1055', 'Đơn #1055'),
  messages: [],
  counterparts: [{ name: 'Lan Nguyễn', identities: ['tel:+84912345678'], strength: 'strong' }],
  order: { id: '1055', number: '1055', total: 1_280_000, currency: 'VND', status: 'Đang xử lý' },
});
