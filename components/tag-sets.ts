import type { Tag } from '../lib/domain/entities.ts';
import type { Language } from '../lib/domain/text.ts';
import { TRADES, type Trade } from '../lib/domain/trade.ts';

export interface ReadyTag {
  name: string;
  family: string;
  colour: Tag['colour'];
}

/** English, Vietnamese, colour. */
type Line = [en: string, vi: string, colour: Tag['colour']];
type Family = [en: string, vi: string, tags: Line[]];

const CARE: Family = [
  'Care',
  'Lưu ý',
  [
    ['Pays first', 'Chuyển khoản trước', 'green'],
    ['Refused a parcel', 'Từng bom hàng', 'red'],
  ],
];

/** What they buy for, and what they like: the two families that every trade asks about in words of its own. */
const needs = (...tags: Line[]): Family => ['Needs', 'Nhu cầu', tags];
const tastes = (...tags: Line[]): Family => ['Taste', 'Sở thích', tags];

const SETS: Record<Trade, Family[]> = {
  clothes: [
    [
      'Buys',
      'Hay mua',
      [
        ['Dresses', 'Váy đầm', 'pink'],
        ['Office wear', 'Đồ công sở', 'blue'],
        ['Children', 'Đồ trẻ em', 'orange'],
      ],
    ],
    needs(['For work', 'Mặc đi làm', 'blue'], ['For a party', 'Mặc đi tiệc', 'violet']),
    tastes(['Plain colours', 'Màu trơn', 'grey'], ['Loose fit', 'Dáng rộng', 'teal']),
    ['Size', 'Cỡ', [['Often changes size', 'Hay đổi size', 'amber']]],
    CARE,
  ],
  cosmetics: [
    [
      'Skin',
      'Loại da',
      [
        ['Oily skin', 'Da dầu', 'teal'],
        ['Dry skin', 'Da khô', 'orange'],
        ['Sensitive skin', 'Da nhạy cảm', 'pink'],
      ],
    ],
    needs(['Acne', 'Trị mụn', 'green'], ['Brightening', 'Sáng da', 'amber']),
    tastes(['No scent', 'Không mùi', 'grey'], ['Light texture', 'Chất nhẹ', 'blue']),
    ['Buys', 'Hay mua', [['Buys again monthly', 'Mua lại hằng tháng', 'green']]],
    CARE,
  ],
  food: [
    [
      'Taste',
      'Khẩu vị',
      [
        ['Vegetarian', 'Ăn chay', 'green'],
        ['Less sugar', 'Ít đường', 'teal'],
        ['Allergy', 'Dị ứng', 'red'],
      ],
    ],
    [
      'Orders',
      'Cách đặt',
      [
        ['Office group', 'Đặt cả văn phòng', 'blue'],
        ['Gift box', 'Hộp quà', 'violet'],
      ],
    ],
  ],
  handmade: [
    [
      'Orders',
      'Cách đặt',
      [
        ['Custom made', 'Đặt riêng', 'violet'],
        ['Gift', 'Mua tặng', 'pink'],
        ['Waits for a batch', 'Chờ mẻ sau', 'amber'],
      ],
    ],
    CARE,
  ],
  services: [
    [
      'Visits',
      'Lịch hẹn',
      [
        ['Weekly', 'Hằng tuần', 'green'],
        ['Monthly', 'Hằng tháng', 'teal'],
        ['Often moves the date', 'Hay dời lịch', 'amber'],
      ],
    ],
    ['Care', 'Lưu ý', [['Referred by a customer', 'Khách giới thiệu', 'violet']]],
  ],
  b2b: [
    [
      'Group',
      'Nhóm',
      [
        ['Wholesale', 'Khách sỉ', 'green'],
        ['Agent', 'Đại lý', 'blue'],
      ],
    ],
    [
      'Terms',
      'Điều khoản',
      [
        ['Needs an invoice', 'Cần hoá đơn', 'orange'],
        ['Pays later', 'Công nợ', 'red'],
        ['Long decision', 'Duyệt lâu', 'grey'],
      ],
    ],
  ],
};

/** The ready sets in a language, tags in the order they are added. */
export function readySets(language: Language): { id: Trade; tags: ReadyTag[] }[] {
  const pick = language === 'vi' ? 1 : 0;
  return TRADES.map((id) => ({
    id,
    tags: SETS[id].flatMap((family) =>
      family[2].map((tag) => ({ name: tag[pick], family: family[pick], colour: tag[2] })),
    ),
  }));
}
