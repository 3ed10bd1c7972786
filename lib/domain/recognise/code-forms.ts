import type { FoundKind } from './found.ts';

/**
 * The shapes of order and parcel codes, most telling first. `sure` is how well a shape is known (docs/sites.md has the
 * sources): A the issuer's own documents or a standard, B two or more independent sources, C one, U general knowledge.
 */
export interface CodeForm {
  issuer: string;
  kind: Extract<FoundKind, 'order' | 'parcel'>;
  sure: 'A' | 'B' | 'C' | 'U';
  /** The whole code, in capitals. Bounded, so that each is tried in one pass. */
  shape: RegExp;
  /** What the shape cannot say: a date, a check digit. */
  holds?: (code: string) => boolean;
  /**
   * What must stand beside it. `nothing`: the shape alone says it. `issuer`: its own name. `code`: its own name and
   * that it is a code. `kind`: a word for orders, or for parcels. `title`: the title of a code, right before it.
   */
  needs: 'nothing' | 'issuer' | 'code' | 'kind' | 'title';
}

/** Words for each kind, folded. */
export const KIND_WORDS: Record<CodeForm['kind'], readonly string[]> = {
  order: [
    ...['ma don', 'ma don hang', 'so don', 'so don hang', 'don so', 'don hang', 'ma dh', 'ma dat hang'],
    ...[
      'order',
      'order id',
      'order no',
      'order number',
      'order code',
      'orders',
      'don',
      'kode pesanan',
      'pedido',
    ],
  ],
  parcel: [
    ...[
      'ma van don',
      'van don',
      'mvd',
      'ma vd',
      'ma buu gui',
      'ma buu pham',
      'buu gui',
      'buu pham',
      'kien hang',
    ],
    ...[
      'ma theo doi',
      'ma giao hang',
      'ma ship',
      'tracking',
      'tracking number',
      'tracking code',
      'tracking no',
    ],
    ...['waybill', 'awb', 'bill', 'resi', 'no resi'],
  ],
};

/** Words after which nothing but a code can come. */
export const TITLE_WORDS: Record<CodeForm['kind'], readonly string[]> = {
  order: [
    ...['ma don', 'ma don hang', 'ma so don hang', 'so don hang', 'ma dh', 'ma dat hang', 'don so'],
    ...['order id', 'order no', 'order number', 'order code', 'order #', 'kode pesanan', 'no pesanan'],
  ],
  parcel: [
    ...['ma van don', 'van don', 'mvd', 'ma vd', 'ma buu gui', 'ma buu pham', 'ma theo doi', 'ma giao hang'],
    ...[
      'ma ship',
      'tracking',
      'tracking number',
      'tracking code',
      'tracking no',
      'tracking id',
      'waybill',
      'awb',
    ],
    ...['resi', 'no resi'],
  ],
};

/** What says that a code follows, beside the name of a carrier: `mã GHN`, `GHN: …`. */
export const CODE_WORDS: readonly string[] = ['ma', 'code', ...KIND_WORDS.parcel, ...KIND_WORDS.order];

/** What the issuers are called in messages, folded. */
export const ISSUER_WORDS: Readonly<Record<string, readonly string[]>> = {
  shopee: ['shopee'],
  lazada: ['lazada', 'lzd'],
  tiktok: ['tiktok', 'tik tok', 'tiktok shop', 'tts'],
  tiki: ['tiki'],
  amazon: ['amazon'],
  ebay: ['ebay'],
  ghn: ['ghn', 'giao hang nhanh'],
  ghtk: ['ghtk', 'giao hang tiet kiem'],
  'viettel-post': ['viettel post', 'viettelpost', 'viettel', 'vtp', 'vtpost'],
  jt: ['j&t', 'j & t', 'jt', 'jnt', 'j&t express', 'jt express'],
  spx: ['spx', 'shopee express'],
  vnpost: ['vnpost', 'vn post', 'ems', 'buu dien'],
};

/** Six digits that are a day: 240131. */
function startsWithDay(code: string): boolean {
  const month = Number(code.slice(2, 4));
  const day = Number(code.slice(4, 6));
  return Number(code.slice(0, 2)) >= 15 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/** The check digit of the Universal Postal Union's S10. */
function hasPostalCheck(code: string): boolean {
  const digits = [...code.slice(2, 11)].map(Number);
  const sum = [8, 6, 4, 2, 3, 5, 9, 7].reduce((all, weight, index) => all + weight * digits[index]!, 0);
  const rest = 11 - (sum % 11);
  return digits[8] === (rest === 10 ? 0 : rest === 11 ? 5 : rest);
}

/** `250K`, `5KG`: sums and sizes that look like a short code. */
const isAmount = (code: string): boolean => /^\d+(?:K|KG|G|CM|MM|M|L|ML|TR|VND|D|USD|H|P|NGAY)$/.test(code);
const isMixed = (code: string): boolean => /\d/.test(code) && /[A-Z]/.test(code) && !isAmount(code);
const digitsIn = (code: string): number => code.replace(/\D/g, '').length;

export const CODE_FORMS: readonly CodeForm[] = [
  {
    issuer: 'amazon',
    kind: 'order',
    sure: 'B',
    shape: /^\d{3}-\d{7}-\d{7}$/,
    needs: 'nothing',
  },
  {
    issuer: 'ebay',
    kind: 'order',
    sure: 'B',
    shape: /^\d{2}-\d{5}-\d{5}$/,
    needs: 'nothing',
  },
  {
    issuer: 'spx',
    kind: 'parcel',
    sure: 'B',
    shape: /^SPX[A-Z]{2}\d{9,13}[A-Z]?$/,
    needs: 'nothing',
  },
  {
    issuer: 'vnpost',
    kind: 'parcel',
    sure: 'A',
    shape: /^[A-Z]{2}\d{9}VN$/,
    holds: hasPostalCheck,
    needs: 'nothing',
  },
  {
    issuer: 'ghtk',
    kind: 'parcel',
    sure: 'A',
    shape: /^S\d{1,9}(?:\.[A-Z0-9-]{1,10}){1,5}\.\d{5,12}$/,
    holds: (code) => /\.[A-Z]/.test(code),
    needs: 'nothing',
  },
  {
    issuer: 'shopee',
    kind: 'order',
    sure: 'B',
    shape: /^\d{6}[A-Z0-9]{8}$/,
    holds: (code) => startsWithDay(code) && (code.slice(6).match(/[A-Z]/g)?.length ?? 0) >= 2,
    needs: 'nothing',
  },
  {
    issuer: 'tiktok',
    kind: 'order',
    sure: 'C',
    shape: /^5[78]\d{16}$/,
    needs: 'kind',
  },
  {
    issuer: 'tiktok',
    kind: 'order',
    sure: 'U',
    shape: /^[1-9]\d{16,18}$/,
    needs: 'issuer',
  },
  {
    issuer: 'jt',
    kind: 'parcel',
    sure: 'B',
    shape: /^8\d{11}$/,
    needs: 'issuer',
  },
  {
    issuer: 'jt',
    kind: 'parcel',
    sure: 'C',
    shape: /^J[A-Z]{1,2}\d{10,12}$/,
    needs: 'issuer',
  },
  {
    issuer: 'viettel-post',
    kind: 'parcel',
    sure: 'U',
    shape: /^(?:VTP[A-Z]{0,3}\d{8,14}|[1-9]\d{9,12})$/,
    needs: 'issuer',
  },
  {
    issuer: 'ghn',
    kind: 'parcel',
    sure: 'A',
    shape: /^[A-Z0-9]{5,10}$/,
    holds: isMixed,
    needs: 'code',
  },
  {
    issuer: 'tiki',
    kind: 'order',
    sure: 'A',
    shape: /^[1-9]\d{8}$/,
    needs: 'issuer',
  },
  {
    issuer: 'lazada',
    kind: 'order',
    sure: 'C',
    shape: /^[1-9]\d{12,15}$/,
    needs: 'issuer',
  },
  {
    issuer: '',
    kind: 'parcel',
    sure: 'U',
    shape: /^[A-Z0-9]{8,20}$/,
    holds: (code) => digitsIn(code) >= 6 && !isAmount(code),
    needs: 'title',
  },
  {
    issuer: '',
    kind: 'order',
    sure: 'U',
    shape: /^[A-Z0-9](?:-?[A-Z0-9]){5,19}$/,
    holds: (code) => digitsIn(code) >= 4 && !isAmount(code),
    needs: 'title',
  },
];
