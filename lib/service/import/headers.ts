import { fold } from '../../domain/fold.ts';
import type { Target } from '../../domain/transfer.ts';
import { PRESETS } from './presets.ts';

/** What each column becomes, and which program's export it looks like. */
export interface Mapping {
  preset: string | null;
  targets: Target[];
}

/** Targets that one column alone may have: the second column of that meaning becomes a custom field. */
const ONCE: ReadonlySet<Target> = new Set<Target>([
  'name',
  'givenName',
  'middleName',
  'familyName',
  'company',
  'role',
  'taxCode',
  'invoiceAddress',
  'invoiceEmail',
  'industry',
  'code',
  'kind',
  'createdAt',
  'orderNumber',
  'orderTotal',
  'orderCurrency',
  'orderStatus',
  'orderDate',
]);

/** How headers are compared: folded, without stars, brackets and colons that programs put around them. */
const plainHeader = (header: string): string =>
  fold(header.replace(/[*:]/g, ' ').replace(/\((bắt buộc|required|không import)\)/giu, ' '));

/** Reads the header of a table: by a known program's set of columns, else column by column. */
export function mappingOf(headers: readonly string[]): Mapping {
  const plain = headers.map(plainHeader);
  const has = (mark: string) => mark.split(' | ').some((header) => plain.includes(header));
  const preset = PRESETS.find(({ marks }) => marks.every(has));
  const used = new Set<Target>();
  const targets = plain.map((header): Target => {
    const target =
      preset?.columns[header] ??
      numbered(preset?.columns, header) ??
      (preset?.only ? 'skip' : wordFor(header));
    if (ONCE.has(target) && used.has(target)) return 'field';
    used.add(target);
    return target;
  });
  if (used.has('name')) {
    // The whole name is there: its pieces would only repeat it.
    for (const [i, target] of targets.entries())
      if (target === 'givenName' || target === 'middleName' || target === 'familyName') targets[i] = 'skip';
  }
  return { preset: preset?.id ?? null, targets };
}

/** `phone 2 - value` is what `phone 1 - value` is. */
function numbered(columns: Record<string, Target> | undefined, header: string): Target | undefined {
  return columns?.[header.replace(/\d+/g, '1')];
}

/** One pattern a meaning, over folded headers, in the order they are tried. */
const WORDS: readonly (readonly [RegExp, Target])[] = [
  [/^$/, 'skip'],
  [/^(stt|no\.?|#|so thu tu)$/, 'skip'],
  [/^(ma (khach( hang)?|kh)|customer code|code|ma)$/, 'code'],
  [/^(ten lot|ten dem|middle ?name|additional name)$/, 'middleName'],
  [/^(ho|ho va ten dem|ho dem|last ?name|family name|surname)$/, 'familyName'],
  [/^(ten|ten goi|first ?name|given name)$/, 'givenName'],
  [
    /(ho (va )?ten|ten (khach|kh|nguoi|day du|lien he)|^khach( hang)?$|full ?name|^name$|display name|^customer( name)?$|contact name)/,
    'name',
  ],
  [/(ma so thue|^mst$|\bmst\b|tax ?(code|id|no|number)|\bvat ?(id|no|number)|^tin$)/, 'taxCode'],
  [/(e-?mail|thu dien tu).*(hoa don|invoice)|(hoa don|invoice).*(e-?mail|thu dien tu)/, 'invoiceEmail'],
  [/dia chi.*(hoa don|xuat hd)|(invoice|billing) address/, 'invoiceAddress'],
  [/(chuc vu|chuc danh|vi tri cong viec|job ?title|^title$|^position$|^role$)/, 'role'],
  [/(nganh nghe|^nganh$|linh vuc|industry|^sector$)/, 'industry'],
  [/(e-?mail|thu dien tu)(?!.*(marketing|accept|opt|label|type))/, 'email'],
  [/^(loai|type|label) /, 'skip'],
  [
    /(dien thoai|so dt|^sdt|^dt$|^dtdd|^di dong|so di dong|phone|mobile|^tel\b|telephone|^cell)(?!.*(label|type|marketing))/,
    'phone',
  ],
  [/zalo/, 'zalo'],
  [/facebook|^fb$/, 'facebook'],
  [/(cong ty|ten don vi|company|organi[sz]ation|business name)/, 'company'],
  [
    /(so )?(cmnd|cccd|can cuoc|chung minh)|ngay sinh|sinh nhat|birth ?day|date of birth|passport|ho chieu/,
    'privateField',
  ],
  [
    /(dia chi|address|street|phuong|xa$|quan|huyen|tinh|thanh pho|^tp$|city|province|district|ward|^state$|country|quoc gia|zip|postal|khu vuc)/,
    'address',
  ],
  [/(ghi chu|note|luu y|comment|mo ta|remark)/, 'note'],
  [/(nhom|nhan$|^tags?$|label|category|categories|phan loai|group|segment)/, 'tag'],
  [/^loai khach( hang)?$|^customer type$|^kind$/, 'kind'],
  [/(ngay tao|tao luc|created( at)?|create date|ngay dang ky|sign ?up|date added)/, 'createdAt'],
  [/(ma don|so don|don hang$|order (number|no|id|#)|^order$|order_number)/, 'orderNumber'],
  [
    /(tong tien|thanh tien|tong cong|order total|order amount|order_total|khach (phai|can) tra)/,
    'orderTotal',
  ],
  [/(tien te|currency)/, 'orderCurrency'],
  [/(trang thai don|order status|tinh trang don)/, 'orderStatus'],
  [/(ngay dat|ngay mua|ngay ban|order date|thoi gian dat|order_date)/, 'orderDate'],
];

function wordFor(header: string): Target {
  return WORDS.find(([pattern]) => pattern.test(header))?.[1] ?? 'field';
}
