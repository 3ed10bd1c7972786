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

/**
 * What became of the 63 in July 2025 (Resolution 202/2025/QH15): the provinces that went into another one, which kept its
 * name. The others went on by themselves: Hà Nội, Huế, Cao Bằng, Điện Biên, Hà Tĩnh, Lai Châu, Lạng Sơn, Nghệ An, Quảng
 * Ninh, Sơn La, Thanh Hóa.
 */
const WENT_INTO: Readonly<Record<string, readonly string[]>> = {
  'Tuyên Quang': ['Hà Giang'],
  'Lào Cai': ['Yên Bái'],
  'Thái Nguyên': ['Bắc Kạn'],
  'Phú Thọ': ['Hòa Bình', 'Vĩnh Phúc'],
  'Bắc Ninh': ['Bắc Giang'],
  'Hưng Yên': ['Thái Bình'],
  'Hải Phòng': ['Hải Dương'],
  'Ninh Bình': ['Hà Nam', 'Nam Định'],
  'Quảng Trị': ['Quảng Bình'],
  'Đà Nẵng': ['Quảng Nam'],
  'Quảng Ngãi': ['Kon Tum'],
  'Gia Lai': ['Bình Định'],
  'Khánh Hòa': ['Ninh Thuận'],
  'Lâm Đồng': ['Bình Thuận', 'Đắk Nông'],
  'Đắk Lắk': ['Phú Yên'],
  'Hồ Chí Minh': ['Bà Rịa – Vũng Tàu', 'Bình Dương'],
  'Đồng Nai': ['Bình Phước'],
  'Tây Ninh': ['Long An'],
  'Cần Thơ': ['Hậu Giang', 'Sóc Trăng'],
  'Vĩnh Long': ['Bến Tre', 'Trà Vinh'],
  'Đồng Tháp': ['Tiền Giang'],
  'Cà Mau': ['Bạc Liêu'],
  'An Giang': ['Kiên Giang'],
};

const NOW = new Map(
  Object.entries(WENT_INTO).flatMap(([now, olds]) => olds.map((old) => [idOf(old), idOf(now)] as const)),
);

/** The unit of today that a province of the 63 is in. @param id of one of the 63; another comes back as it is. */
export const provinceNow = (id: string): string => NOW.get(id) ?? id;

/** A filter may also ask for a whole unit of today: `now:da-nang` is Đà Nẵng and Quảng Nam. */
const TODAY = 'now:';
export const wholeProvince = (id: string): string => TODAY + provinceNow(id);

/** The unit of today that a value of a filter asks for, where it asks for a whole one that others went into. */
export const askedWhole = (value: string): string | null =>
  value.startsWith(TODAY) ? value.slice(TODAY.length) : null;

/** Names of those that a unit of today was made of, itself first. */
export const partsOf = (id: string): string[] => {
  const name = provinceName(id);
  return [name, ...(WENT_INTO[name] ?? [])];
};

/** Whether a province is one of those a filter names. @param id as `provinceOf` reads it. */
export const isAsked = (values: readonly string[], id: string): boolean =>
  values.includes(id) || (id !== '' && values.includes(wholeProvince(id)));

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
