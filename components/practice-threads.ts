import type { Sighting } from '../lib/domain/sighting.ts';

/** One line of a made-up conversation: who wrote it, how many minutes ago, what. */
type Line = ['in' | 'out', minutes: number, text: string];

interface Practice {
  /** Stands for the thread's id. */
  id: string;
  site: string;
  channel: string;
  name: string;
  identity: string;
  subject: string;
  lines: Line[];
}

/** Three who are in the practice book, and one who is not: a promise, an order, a stranger. All of them made up. */
const PRACTICE: Practice[] = [
  {
    id: 'practice-lan',
    site: 'gmail',
    channel: 'email',
    name: 'Nguyễn Thị Lan',
    identity: 'email:lan.nguyen@example.com',
    subject: 'Khay trà cho mẹ',
    lines: [
      ['in', 190, 'Em ơi chị muốn đặt thêm một khay giống năm ngoái, kịp sinh nhật mẹ chị 12/12 không?'],
      ['out', 180, 'Dạ kịp chị ạ. Mai em gửi chị mẫu thiệp nhé.'],
      ['in', 12, 'Ừ chị đợi. Gói kỹ giúp chị như lần trước nha.'],
    ],
  },
  {
    id: 'practice-chau',
    site: 'telegram-k',
    channel: 'telegram',
    name: 'Phạm Minh Châu',
    identity: 'telegram:5512003344',
    subject: '',
    lines: [
      ['out', 1500, 'Bộ ly tần bì của mình em giao hôm qua rồi ạ, mình nhận được chưa?'],
      ['in', 45, 'Nhận rồi, đẹp lắm. Cho mình hỏi giá 20 bộ làm quà tặng đối tác với.'],
    ],
  },
  {
    id: 'practice-phuong',
    site: 'zalo',
    channel: 'zalo',
    name: 'Mai Phương',
    identity: 'zalo:practice-phuong',
    subject: '',
    lines: [
      ['in', 30, 'Shop ơi hộp trang sức khắc tên còn không ạ? Mình ở Huế, sđt 0913 000 111'],
      ['in', 28, 'Nếu còn chiều báo giá giúp mình nhé'],
    ],
  },
];

/**
 * The practice conversations as they would be read from a page.
 * @param now milliseconds since 1970: everything was written some minutes before it.
 */
export function practiceSightings(now: number): Sighting[] {
  return PRACTICE.map(({ id, site, channel, name, identity, subject, lines }) => ({
    site,
    channel,
    thread: { id, url: `https://example.com/#${id}`, subject },
    counterparts: [{ name, identities: [identity], strength: 'strong' }],
    group: false,
    messages: lines.map(([direction, minutes, text], index) => ({
      id: `${id}-${index}`,
      direction,
      at: new Date(now - minutes * 60_000).toISOString(),
      text,
    })),
    order: null,
    health: 'ok',
    problems: [],
  }));
}
