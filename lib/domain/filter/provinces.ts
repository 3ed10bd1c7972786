import { fold } from '../fold.ts';

/**
 * The provinces and cities of Vietnam as addresses name them. The 34 of July 2025 all kept a name of the 63 before, and
 * people go on writing the old ones, so these are the 63: an address is where it says it is.
 */
export const PROVINCES: readonly string[] = [
  'An Giang',
  'Bà Rịa – Vũng Tàu',
  'Bạc Liêu',
  'Bắc Giang',
  'Bắc Kạn',
  'Bắc Ninh',
  'Bến Tre',
  'Bình Dương',
  'Bình Định',
  'Bình Phước',
  'Bình Thuận',
  'Cà Mau',
  'Cao Bằng',
  'Cần Thơ',
  'Đà Nẵng',
  'Đắk Lắk',
  'Đắk Nông',
  'Điện Biên',
  'Đồng Nai',
  'Đồng Tháp',
  'Gia Lai',
  'Hà Giang',
  'Hà Nam',
  'Hà Nội',
  'Hà Tĩnh',
  'Hải Dương',
  'Hải Phòng',
  'Hậu Giang',
  'Hòa Bình',
  'Hồ Chí Minh',
  'Huế',
  'Hưng Yên',
  'Khánh Hòa',
  'Kiên Giang',
  'Kon Tum',
  'Lai Châu',
  'Lạng Sơn',
  'Lào Cai',
  'Lâm Đồng',
  'Long An',
  'Nam Định',
  'Nghệ An',
  'Ninh Bình',
  'Ninh Thuận',
  'Phú Thọ',
  'Phú Yên',
  'Quảng Bình',
  'Quảng Nam',
  'Quảng Ngãi',
  'Quảng Ninh',
  'Quảng Trị',
  'Sóc Trăng',
  'Sơn La',
  'Tây Ninh',
  'Thái Bình',
  'Thái Nguyên',
  'Thanh Hóa',
  'Tiền Giang',
  'Trà Vinh',
  'Tuyên Quang',
  'Vĩnh Long',
  'Vĩnh Phúc',
  'Yên Bái',
];

/** Other ways to write them, folded, without marks. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  'Bà Rịa – Vũng Tàu': ['vung tau', 'ba ria', 'brvt', 'br vt'],
  'Bình Định': ['quy nhon'],
  'Bình Thuận': ['phan thiet'],
  'Đà Nẵng': ['da nang city'],
  'Đắk Lắk': ['dac lac', 'daklak', 'buon ma thuot'],
  'Đắk Nông': ['dac nong', 'daknong'],
  'Hà Nội': ['hanoi', 'tphn'],
  'Hải Phòng': ['haiphong'],
  'Hồ Chí Minh': ['tphcm', 'hcm', 'tp hcm', 'hcmc', 'sai gon', 'saigon', 'ho chi minh city', 'sg'],
  Huế: ['thua thien hue', 'tt hue'],
  'Khánh Hòa': ['nha trang'],
  'Lâm Đồng': ['da lat', 'dalat'],
  'Cần Thơ': ['cantho'],
};

/** `Hà Nội` → `ha-noi`: what a filter holds. */
const idOf = (name: string) => plain(name).replaceAll(' ', '-');
const plain = (text: string) =>
  fold(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

const NAMES = new Map(PROVINCES.map((name) => [idOf(name), name]));
export const PROVINCE_IDS: readonly string[] = [...NAMES.keys()];
export const provinceName = (id: string): string => NAMES.get(id) ?? id;

/** Longest first: "Thừa Thiên Huế" before "Huế". */
const WRITTEN: readonly (readonly [written: string, id: string])[] = PROVINCES.flatMap((name) =>
  [plain(name), ...(ALSO[name] ?? [])].map((written) => [written, idOf(name)] as const),
).sort(([a], [b]) => b.length - a.length);

/** The last word of each way to write one leads to the few that can end so. */
const BY_END = Map.groupBy(WRITTEN, ([written]) => written.slice(written.lastIndexOf(' ') + 1));

/** What stands behind a province and is none: the country, a post code. */
const TAIL = /(?: (?:viet nam|vietnam|vn|\d{5,6}))+$/;
/** A road that is called after a province leads nowhere near it. */
const ROAD = /(?:^| )(?:xa lo|duong|pho|ngo|hem|cau|khach san|cho) $/;

/**
 * The province an address names: of its parts, the last that ends with one.
 * @returns its id, '' when none is named.
 */
export function provinceOf(address: string): string {
  if (address === '') return '';
  for (const part of address.split(/[,;\n]| [-–] /).reverse()) {
    const words = ` ${plain(part)}`.replace(TAIL, '');
    const ends = BY_END.get(words.slice(words.lastIndexOf(' ') + 1)) ?? [];
    for (const [written, id] of ends)
      if (words.endsWith(` ${written}`) && !ROAD.test(words.slice(0, -written.length))) return id;
  }
  return '';
}
