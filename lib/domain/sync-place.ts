import { z } from 'zod';

/** Where a seller keeps the sealed objects: what is asked for, and what is made of what they typed or pasted. */

export const STORE_KINDS = ['folder', 'webdav', 's3'] as const;
export type StoreKind = (typeof STORE_KINDS)[number];

const text = (max: number) => z.string().max(max);
const address = z.url({ protocol: /^https?$/ }).max(1000);

/** A store that is reached over the network. Its credentials stay on this device, in the book's own database. */
export const storePlaceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('webdav'), url: address, user: text(300), password: text(1000) }),
  z.object({
    kind: z.literal('s3'),
    endpoint: address,
    region: text(60),
    bucket: text(100),
    prefix: text(300),
    accessKeyId: text(300),
    secretAccessKey: text(1000),
  }),
]);
export type StorePlace = z.output<typeof storePlaceSchema>;

/** Fields as they stand in the form; the ones a kind does not ask for are ''. */
export interface PlaceDraft {
  address: string;
  bucket: string;
  region: string;
  user: string;
  secret: string;
}
export const NO_DRAFT: PlaceDraft = { address: '', bucket: '', region: '', user: '', secret: '' };

export type PlaceProblem = 'address' | 'bucket' | 'user' | 'secret';

/**
 * The place that a form describes, or the first field that is still wrong. An address without a scheme is taken for
 * https.
 */
export function readPlace(
  kind: Exclude<StoreKind, 'folder'>,
  draft: PlaceDraft,
): { place: StorePlace } | { problem: PlaceProblem } {
  const url = addressOf(draft.address);
  if (!url) return { problem: 'address' };
  const user = draft.user.trim() || decodeURIComponent(url.username);
  const secret = draft.secret.trim() || decodeURIComponent(url.password);
  if (kind === 'webdav') {
    if (user === '') return { problem: 'user' };
    if (secret === '') return { problem: 'secret' };
    const path = url.pathname.replace(/\/*$/, '/');
    return { place: { kind, url: url.origin + path, user, password: secret } };
  }
  const { host, bucket, prefix } = bucketIn(url, draft.bucket.trim());
  if (!/^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$/i.test(bucket)) return { problem: 'bucket' };
  if (user === '') return { problem: 'user' };
  if (secret === '') return { problem: 'secret' };
  const region = draft.region.trim() || regionOf(host);
  const endpoint = `${url.protocol}//${host}`;
  return { place: { kind, endpoint, region, bucket, prefix, accessKeyId: user, secretAccessKey: secret } };
}

/** The origin whose permission a place needs. */
export const originOfPlace = (place: StorePlace): string =>
  new URL(place.kind === 's3' ? place.endpoint : place.url).origin;

/** What is shown of a place: never a credential. */
export const nameOfPlace = (place: StorePlace): string =>
  place.kind === 's3' ? `${new URL(place.endpoint).host}/${place.bucket}` : new URL(place.url).host;

/** Where a store is, for the interface. */
export interface ShownPlace {
  name: string;
  /** Whose permission it needs; null of a folder. */
  origin: string | null;
}

/** @param place as syncing keeps it: a store, or a folder by its handle. */
export function shownPlace(place: unknown): ShownPlace {
  const store = storePlaceSchema.safeParse(place);
  if (store.success) return { name: nameOfPlace(store.data), origin: originOfPlace(store.data) };
  const { folder } = (place ?? {}) as { folder?: { name?: string } };
  return { name: folder?.name ?? '', origin: null };
}

/** Without https, whoever is on the way (a café, a provider) reads the credentials. At home that may be wanted. */
export const isOpenWay = (origin: string): boolean => origin.startsWith('http:');

function addressOf(text: string): URL | null {
  const plain = text.trim();
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(plain) ? plain : `https://${plain}`);
  return url && /^https?:$/.test(url.protocol) && /^[^.]+\.|^localhost$|^\[/.test(url.hostname) ? url : null;
}

/** The bucket may stand in its own field, before the host (AWS), or behind it; what follows is where in the bucket. */
function bucketIn(url: URL, named: string): { host: string; bucket: string; prefix: string } {
  const steps = url.pathname.split('/').filter(Boolean).map(decodeURIComponent);
  const virtual = /^(.+)\.(s3[.-][^/]*amazonaws\.com(?:\.cn)?)$/.exec(url.host);
  const host = virtual?.[2] ?? url.host;
  const before = virtual?.[1] ?? '';
  const bucket = named || before || steps.shift() || '';
  if (named !== '' && steps[0] === named) steps.shift();
  return { host, bucket, prefix: steps.map((step) => `${step}/`).join('') };
}

/** The region that belongs to a host, where its name says it; most others take any. */
function regionOf(host: string): string {
  if (host.endsWith('.r2.cloudflarestorage.com')) return 'auto';
  const named =
    /(?:^|\.)s3[.-](?:dualstack\.)?([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com/.exec(host) ??
    /(?:^|\.)s3\.([a-z0-9-]+)\.(?:backblazeb2|wasabisys|scw|ovh|cloud\.ovh)\./.exec(host);
  return named?.[1] ?? 'us-east-1';
}

const NAMES: [keyof PlaceDraft, RegExp][] = [
  ['address', /endpoint|url|address|host|server/],
  ['bucket', /bucket|container/],
  ['region', /region|location/],
  ['secret', /secret|password|passwd|token/],
  ['user', /access_?key|key_?id|user|login/],
];

/**
 * What a provider shows beside a new key, pasted as a whole: JSON, `NAME=value`, `name: value`. Fields that are not
 * found are absent.
 */
export function readPasted(pasted: string): Partial<PlaceDraft> {
  const found: Partial<PlaceDraft> = {};
  const pair = /["']?([\w .-]{2,40}?)["']?\s*[:=]\s*["']?([^\s"',;]+)["']?/g;
  for (const [, name = '', value = ''] of pasted.slice(0, 5000).matchAll(pair)) {
    const plain = name
      .trim()
      .replace(/([a-z])([A-Z])/g, '$1_$2')
      .toLowerCase()
      .replace(/[ .-]+/g, '_');
    const field = NAMES.find(([, pattern]) => pattern.test(plain))?.[0];
    if (field && found[field] === undefined && !/^\/\//.test(value)) found[field] = value;
  }
  const address = /https?:\/\/[^\s"',;]+/.exec(pasted)?.[0];
  if (address && found.address === undefined) found.address = address;
  return found;
}
