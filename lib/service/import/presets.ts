import type { Target } from '../../domain/transfer.ts';

/**
 * The export of a known program: which headers give it away (`a | b` where either does), and what its columns become.
 * All headers are folded. Seen in files and importers that others published: Google (before and after 2023), HubSpot,
 * Shopify, KiotViet, WooCommerce's customers and its order-export plug-ins. Sapo's and Nhanh's are told by their manuals
 * and were not seen in a file.
 */
export interface Preset {
  id: string;
  marks: readonly string[];
  columns: Record<string, Target>;
  /** Its other columns speak of goods and parcels, not of the customer. */
  only?: boolean;
}

/** Columns under one meaning: `of('address', 'city', 'zip')`. */
const of = (target: Target, ...headers: string[]): Record<string, Target> =>
  Object.fromEntries(headers.map((header) => [header, target]));

export const PRESETS: readonly Preset[] = [
  {
    id: 'google',
    marks: ['e-mail 1 - value'],
    columns: {
      ...of('givenName', 'first name', 'given name'),
      ...of('middleName', 'middle name', 'additional name'),
      ...of('familyName', 'last name', 'family name'),
      ...of('name', 'name'),
      ...of('company', 'organization name', 'organization 1 - name'),
      ...of('field', 'organization title', 'organization 1 - title', 'organization department', 'nickname'),
      ...of('note', 'notes'),
      ...of('tag', 'labels', 'group membership'),
      ...of('email', 'e-mail 1 - value'),
      ...of('phone', 'phone 1 - value'),
      ...of('address', 'address 1 - formatted'),
      ...of('privateField', 'birthday'),
      ...of(
        'skip',
        'photo',
        'file as',
        'organization 1 - type',
        'organization 1 - yomi name',
        'organization 1 - symbol',
        'organization 1 - location',
        'initials',
        'short name',
        'maiden name',
        'name prefix',
        'name suffix',
        'custom field 1 - label',
        'e-mail 1 - label',
        'e-mail 1 - type',
        'phone 1 - label',
        'phone 1 - type',
      ),
      ...of('skip', 'address 1 - label', 'address 1 - type', 'address 1 - street', 'address 1 - city'),
      ...of('skip', 'address 1 - po box', 'address 1 - region', 'address 1 - postal code'),
      ...of('skip', 'address 1 - country', 'address 1 - extended address', 'website 1 - label'),
      ...of('skip', 'phonetic first name', 'phonetic middle name', 'phonetic last name', 'yomi name'),
      ...of('skip', 'given name yomi', 'family name yomi', 'additional name yomi'),
    },
  },
  {
    id: 'hubspot',
    marks: ['record id', 'first name', 'email'],
    columns: {
      ...of('skip', 'record id', 'contact owner', 'last activity date', 'associated company ids'),
      ...of('givenName', 'first name'),
      ...of('familyName', 'last name'),
      ...of('email', 'email', 'work email', 'additional email addresses'),
      ...of('phone', 'phone number', 'mobile phone number'),
      ...of('company', 'company name', 'associated company'),
      ...of('address', 'street address', 'city', 'state/region', 'country/region', 'postal code'),
      ...of('createdAt', 'create date'),
      ...of('tag', 'lifecycle stage', 'lead status'),
      ...of('field', 'job title', 'website url'),
    },
  },
  {
    id: 'shopify-customers',
    marks: ['first name', 'email', 'total spent', 'total orders'],
    columns: {
      ...of('skip', 'accepts email marketing', 'accepts sms marketing', 'tax exempt', 'default address zip'),
      ...of('field', 'customer id', 'total spent', 'total orders'),
      ...of('givenName', 'first name'),
      ...of('familyName', 'last name'),
      ...of('email', 'email'),
      ...of('phone', 'phone', 'default address phone'),
      ...of('company', 'default address company', 'company'),
      ...of('address', 'default address address1', 'default address address2', 'default address city'),
      ...of('address', 'default address province code', 'default address country code'),
      ...of('address', 'address1', 'address2', 'city', 'province', 'country'),
      ...of('note', 'note'),
      ...of('tag', 'tags'),
    },
  },
  {
    id: 'shopify-orders',
    only: true,
    marks: ['name', 'financial status', 'lineitem name'],
    columns: {
      ...of('orderNumber', 'name'),
      ...of('email', 'email'),
      ...of('orderStatus', 'financial status'),
      ...of('orderCurrency', 'currency'),
      ...of('orderTotal', 'total'),
      ...of('orderDate', 'created at'),
      ...of('name', 'billing name'),
      ...of('phone', 'phone', 'billing phone', 'shipping phone'),
      ...of('company', 'billing company'),
      ...of('address', 'billing street', 'billing city', 'billing province name', 'billing country'),
    },
  },
  {
    id: 'woocommerce-customers',
    marks: ['name', 'username', 'email', 'total spend'],
    columns: {
      ...of('name', 'name'),
      ...of('email', 'email'),
      ...of('createdAt', 'sign up'),
      ...of('address', 'country / region', 'city', 'region', 'postal code'),
      ...of('field', 'username', 'orders', 'total spend'),
      ...of('skip', 'last active', 'aov'),
    },
  },
  {
    id: 'woocommerce-orders',
    only: true,
    marks: ['order number', 'order status', 'email (billing)'],
    columns: {
      ...of('orderNumber', 'order number'),
      ...of('orderStatus', 'order status'),
      ...of('orderDate', 'order date'),
      ...of('orderTotal', 'order total amount'),
      ...of('orderCurrency', 'order currency', 'currency'),
      ...of('givenName', 'first name (billing)'),
      ...of('familyName', 'last name (billing)'),
      ...of('company', 'company (billing)'),
      ...of(
        'address',
        'address 1&2 (billing)',
        'city (billing)',
        'state name (billing)',
        'state code (billing)',
        'postcode (billing)',
        'country name (billing)',
        'country code (billing)',
      ),
      ...of('email', 'email (billing)'),
      ...of('phone', 'phone (billing)'),
      ...of('note', 'customer note'),
    },
  },
  {
    id: 'woocommerce-orders',
    only: true,
    marks: ['order_number', 'billing_email', 'order_total'],
    columns: {
      ...of('orderNumber', 'order_number'),
      ...of('orderStatus', 'status', 'order_status'),
      ...of('orderDate', 'order_date'),
      ...of('orderTotal', 'order_total'),
      ...of('orderCurrency', 'order_currency'),
      ...of('givenName', 'billing_first_name'),
      ...of('familyName', 'billing_last_name'),
      ...of('company', 'billing_company'),
      ...of('address', 'billing_address_1', 'billing_address_2', 'billing_city', 'billing_country'),
      ...of('email', 'billing_email', 'customer_email'),
      ...of('phone', 'billing_phone'),
      ...of('note', 'customer_note'),
    },
  },
  {
    id: 'kiotviet',
    marks: ['ma khach hang', 'ten khach hang', 'nhom khach hang', 'tong ban | no can thu hien tai'],
    columns: {
      ...of('kind', 'loai khach', 'loai khach hang'),
      ...of('code', 'ma khach hang'),
      ...of('name', 'ten khach hang'),
      ...of('phone', 'dien thoai'),
      ...of('address', 'dia chi', 'phuong/xa', 'khu vuc giao hang', 'khu vuc'),
      ...of('company', 'cong ty'),
      ...of('tag', 'nhom khach hang'),
      ...of('note', 'ghi chu'),
      ...of('createdAt', 'ngay tao'),
      ...of('privateField', 'so cmnd/cccd', 'ngay sinh'),
      ...of('field', 'ma so thue', 'gioi tinh', 'tong ban', 'tong ban tru tra hang', 'no can thu hien tai'),
      ...of('field', 'diem hien tai', 'tong diem'),
      ...of('skip', 'chi nhanh tao', 'nguoi tao', 'ngay giao dich cuoi', 'trang thai', 'so ngay no'),
    },
  },
  {
    id: 'sapo',
    marks: ['ten khach hang', 'ma nhom khach hang'],
    columns: {
      ...of('code', 'ma khach hang'),
      ...of('name', 'ten khach hang'),
      ...of('phone', 'dien thoai', 'so dien thoai'),
      ...of('tag', 'ma nhom khach hang', 'tags'),
      ...of('address', 'dia chi', 'phuong xa', 'quan huyen', 'tinh thanh'),
      ...of('note', 'mo ta'),
      ...of('privateField', 'ngay sinh'),
    },
  },
  {
    id: 'nhanh',
    marks: ['ten khach hang', 'so dien thoai', 'loai khach hang', 'cap do khach hang'],
    columns: {
      ...of('name', 'ten khach hang'),
      ...of('phone', 'so dien thoai'),
      ...of('tag', 'nhom khach hang', 'cap do khach hang'),
      ...of('kind', 'loai khach hang'),
      ...of('privateField', 'ngay sinh'),
    },
  },
];
