import { describe, expect, test } from 'vitest';
import {
  isOpenWay,
  NO_DRAFT,
  nameOfPlace,
  originOfPlace,
  type PlaceDraft,
  readPasted,
  readPlace,
} from '../../lib/domain/sync-place.ts';

const draft = (fields: Partial<PlaceDraft>): PlaceDraft => ({
  ...NO_DRAFT,
  user: 'u',
  secret: 's',
  ...fields,
});
const s3 = (fields: Partial<PlaceDraft>) => readPlace('s3', draft(fields));
const dav = (fields: Partial<PlaceDraft>) => readPlace('webdav', draft(fields));

describe('an address', () => {
  test.each([
    [
      'https://cloud.example.com/remote.php/dav/files/lan/Beside',
      'https://cloud.example.com/remote.php/dav/files/lan/Beside/',
    ],
    ['cloud.example.com/dav//', 'https://cloud.example.com/dav/'],
    ['  http://192.168.1.5:5005/book  ', 'http://192.168.1.5:5005/book/'],
    ['https://cloud.example.com/Khách hàng', 'https://cloud.example.com/Kh%C3%A1ch%20h%C3%A0ng/'],
    ['https://lan:b%C3%AD@cloud.example.com/dav', 'https://cloud.example.com/dav/'],
  ])('WebDAV: %s', (address, url) => {
    expect(dav({ address })).toMatchObject({ place: { kind: 'webdav', url } });
  });

  test('credentials in the address are taken out of it, and never shown', () => {
    const read = readPlace('webdav', { ...NO_DRAFT, address: 'https://lan:b%C3%AD@cloud.example.com/dav' });
    expect(read).toEqual({
      place: { kind: 'webdav', url: 'https://cloud.example.com/dav/', user: 'lan', password: 'bí' },
    });
    if ('place' in read) expect(nameOfPlace(read.place)).toBe('cloud.example.com');
  });

  test.each([
    ['', 'address'],
    ['kho của tôi', 'address'],
    ['ftp://cloud.example.com', 'address'],
    ['javascript:alert(1)', 'address'],
    ['file:///etc/passwd', 'address'],
  ])('%j is none', (address, problem) => {
    expect(dav({ address })).toEqual({ problem });
  });

  test.each([
    [
      { address: 'https://s3.eu-central-1.amazonaws.com', bucket: 'book' },
      'https://s3.eu-central-1.amazonaws.com',
      'book',
      '',
      'eu-central-1',
    ],
    [
      { address: 'https://book.s3.ap-southeast-1.amazonaws.com/shop' },
      'https://s3.ap-southeast-1.amazonaws.com',
      'book',
      'shop/',
      'ap-southeast-1',
    ],
    [
      { address: 'https://abc.r2.cloudflarestorage.com/book' },
      'https://abc.r2.cloudflarestorage.com',
      'book',
      '',
      'auto',
    ],
    [
      { address: 'https://abc.r2.cloudflarestorage.com/book/a/b', bucket: 'book' },
      'https://abc.r2.cloudflarestorage.com',
      'book',
      'a/b/',
      'auto',
    ],
    [
      { address: 'http://10.0.0.2:8080', bucket: 'my.book' },
      'http://10.0.0.2:8080',
      'my.book',
      '',
      'us-east-1',
    ],
    [
      { address: 's3.us-west-004.backblazeb2.com', bucket: 'book' },
      'https://s3.us-west-004.backblazeb2.com',
      'book',
      '',
      'us-west-004',
    ],
    [
      { address: 'https://ceph.example.com', bucket: 'book', region: 'hanoi' },
      'https://ceph.example.com',
      'book',
      '',
      'hanoi',
    ],
  ])('S3: %j', (fields, endpoint, bucket, prefix, region) => {
    expect(s3(fields)).toEqual({
      place: { kind: 's3', endpoint, bucket, prefix, region, accessKeyId: 'u', secretAccessKey: 's' },
    });
  });

  test('the first field that is missing is named', () => {
    expect(s3({ address: 'https://ceph.example.com' })).toEqual({ problem: 'bucket' });
    expect(s3({ address: 'https://ceph.example.com', bucket: 'book', user: '' })).toEqual({
      problem: 'user',
    });
    expect(dav({ address: 'https://dav.example.com', secret: ' ' })).toEqual({ problem: 'secret' });
  });

  test('without https it is said', () => {
    const read = dav({ address: 'http://nas.example.com/dav' });
    expect('place' in read && isOpenWay(originOfPlace(read.place))).toBe(true);
  });
});

describe('what a provider shows, pasted', () => {
  test.each([
    [
      'AWS_ACCESS_KEY_ID=AK1\nAWS_SECRET_ACCESS_KEY="s/+x"\nAWS_ENDPOINT_URL=https://s3.example.com\nBUCKET=book',
      { user: 'AK1', secret: 's/+x', address: 'https://s3.example.com', bucket: 'book' },
    ],
    ['{"user_id":"shop","keys":[{"user":"shop","access_key":"AK2","secret_key":"S2"}]}', { secret: 'S2' }],
    [
      'Access Key ID: AK3\nSecret Access Key: S3\nEndpoint: https://x.r2.cloudflarestorage.com',
      { user: 'AK3', secret: 'S3', address: 'https://x.r2.cloudflarestorage.com' },
    ],
    [
      'url = https://dav.example.com/dav/\nuser = lan\npassword = p1',
      { address: 'https://dav.example.com/dav/', user: 'lan', secret: 'p1' },
    ],
    ['accessKeyId: AK5, secretAccessKey: S5, region: eu-1', { user: 'AK5', secret: 'S5', region: 'eu-1' }],
  ])('%s', (text, found) => {
    expect(readPasted(text)).toMatchObject(found);
  });

  test('plain words fill nothing', () => {
    expect(readPasted('mật khẩu của chị Lan')).toEqual({});
  });
});
