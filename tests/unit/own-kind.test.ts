import { describe, expect, it } from 'vitest';
import { ofOwnKind } from '../../lib/background/own-kind.ts';
import type { Sighting } from '../../lib/domain/sighting.ts';
import gmail from '../../lib/sites/gmail.ts';
import woocommerce from '../../lib/sites/woocommerce.ts';

const sightingWith = (identities: string[]): Sighting => ({
  site: 'x',
  channel: 'x',
  thread: { id: 't', url: 'https://mail.google.com/', subject: '' },
  counterparts: [{ name: 'Lan', identities, strength: 'strong' }],
  group: false,
  messages: [],
  order: null,
  health: 'ok',
  problems: [],
});

const kept = (sighting: Sighting) =>
  sighting.counterparts.map(({ identities, strength }) => [identities, strength]);

describe('a page may only name identities of its own kind', () => {
  it('keeps an e-mail on a mail page and drops what belongs elsewhere', () => {
    const told = sightingWith([
      'email:lan@example.com',
      'telegram:5513377001',
      'woocommerce:shop.example:customer:17',
    ]);
    expect(kept(ofOwnKind(told, gmail, 'mail.google.com'))).toEqual([[['email:lan@example.com'], 'strong']]);
  });

  it('knows by name alone who has none left', () => {
    expect(kept(ofOwnKind(sightingWith(['telegram:1']), gmail, 'mail.google.com'))).toEqual([[[], 'weak']]);
  });

  it('keeps a shop’s customers to that shop', () => {
    const told = sightingWith([
      'email:lan@example.com',
      'tel:+84912345678',
      'woocommerce:shop.example:customer:17',
      'woocommerce:other.example:customer:17',
    ]);
    expect(kept(ofOwnKind(told, woocommerce, 'shop.example'))).toEqual([
      [['email:lan@example.com', 'tel:+84912345678', 'woocommerce:shop.example:customer:17'], 'strong'],
    ]);
  });
});
