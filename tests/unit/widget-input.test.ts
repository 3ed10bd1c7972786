import fc from 'fast-check';
import { Window } from 'happy-dom';
import { describe, expect, it } from 'vitest';
import { discover } from '../../lib/widget/discover.ts';
import { identitiesOf, sightingOf, sorted } from '../../lib/widget/input.ts';

const PAGE = { origin: 'https://shop.example', url: 'https://shop.example/orders/1042', region: 'VN' };

function pageWith(head: string): Document {
  const { DOMParser } = new Window();
  const html = `<!doctype html><html><head>${head}</head><body></body></html>`;
  return new DOMParser().parseFromString(html, 'text/html') as unknown as Document;
}
const ld = (thing: unknown) => `<script type="application/ld+json">${JSON.stringify(thing)}</script>`;

describe('what an attribute says', () => {
  it('is one person with all of its handles in their one form', () => {
    const { sighting, refused } = sightingOf(
      { customer: 'email:Lan@Example.com, tel:0912 345 678; 0912345678', name: ' Lan ', order: '1042' },
      PAGE,
    );
    expect(refused).toEqual([]);
    expect(sighting).toMatchObject({
      site: 'widget',
      thread: { id: 'order:1042', url: PAGE.url },
      counterparts: [
        { name: 'Lan', identities: ['email:lan@example.com', 'tel:+84912345678'], strength: 'strong' },
      ],
      order: { id: '1042', number: '1042', total: null },
      health: 'ok',
    });
  });

  it('takes an address and a number for what they look like, and nothing else', () => {
    expect(identitiesOf('lan@example.com, 0912345678, lan')).toEqual([
      'email:lan@example.com',
      'tel:0912345678',
      'lan',
    ]);
    expect(sorted(['lan', 'mail:a@b.vn', 'email:nobody', 'zalo:7'], 'VN')).toEqual({
      keys: ['zalo:7'],
      refused: ['', 'mail', 'email'],
    });
  });

  it('is nobody without a handle, a name or an order; a name alone is weak', () => {
    expect(sightingOf({}, PAGE).sighting).toBeNull();
    expect(sightingOf({ name: 'Lan' }, PAGE).sighting?.counterparts).toEqual([
      { name: 'Lan', identities: [], strength: 'weak' },
    ]);
    expect(sightingOf({ order: '7' }, PAGE).sighting?.counterparts).toEqual([]);
  });

  it('never throws and never grows past the caps, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.record(
          {
            customer: fc.anything(),
            name: fc.anything(),
            order: fc.anything(),
            messages: fc.anything(),
            thread: fc.anything(),
            subject: fc.anything(),
          },
          { requiredKeys: [] },
        ),
        (input) => {
          const { sighting } = sightingOf(input as never, PAGE);
          expect(JSON.stringify(sighting ?? '').length).toBeLessThan(200_000);
          for (const one of sighting?.counterparts ?? []) expect(one.name.length).toBeLessThanOrEqual(200);
        },
      ),
      { seed: 8, numRuns: 500 },
    );
  });
});

describe('what a page says of itself', () => {
  it('names its customer in a meta tag', () => {
    expect(
      discover(
        pageWith(
          '<meta name="beside:customer" content="tel:0912345678"><meta name="beside:order" content="9">',
        ),
      ),
    ).toEqual({ customer: 'tel:0912345678', order: '9' });
  });

  it('is an order of somebody', () => {
    const found = discover(
      pageWith(
        ld({
          '@context': 'https://schema.org',
          '@graph': [
            { '@type': 'Organization', name: 'Shop', email: 'shop@example.com' },
            {
              '@type': 'https://schema.org/Order',
              orderNumber: '1042',
              orderStatus: 'https://schema.org/OrderInTransit',
              priceCurrency: 'VND',
              price: '450000',
              orderDate: '2026-11-29T03:00:00Z',
              customer: {
                '@type': 'Person',
                name: 'Lan',
                email: 'mailto:lan@example.com',
                telephone: '0912345678',
              },
              acceptedOffer: { itemOffered: { name: 'Áo dài', sku: 'AD1' } },
            },
          ],
        }),
      ),
    );
    const { sighting } = sightingOf(found, PAGE);
    expect(sighting?.counterparts[0]).toMatchObject({ name: 'Lan', strength: 'strong' });
    expect(sighting?.order).toMatchObject({
      number: '1042',
      status: 'intransit',
      total: 450000,
      currency: 'VND',
      goods: [{ name: 'Áo dài', sku: 'AD1' }],
    });
  });

  it('is a mail from somebody, or a person', () => {
    const mail = sightingOf(
      discover(
        pageWith(
          ld({
            '@type': 'EmailMessage',
            identifier: 'm7',
            about: 'Hỏi hàng',
            dateReceived: '2026-11-29T03:00:00Z',
            sender: { '@type': 'Person', name: 'Lan', email: 'lan@example.com' },
          }),
        ),
      ),
      PAGE,
    ).sighting;
    expect(mail).toMatchObject({
      thread: { id: 'm7', subject: 'Hỏi hàng' },
      messages: [{ id: 'm7', direction: 'in' }],
    });
    expect(discover(pageWith(ld({ '@type': 'Person', name: 'Lan', telephone: '0912345678' })))).toEqual({
      customer: ['tel:0912345678'],
      name: 'Lan',
    });
  });

  it('is nobody where it says nothing, or says it badly', () => {
    expect(discover(pageWith(''))).toEqual({});
    expect(discover(pageWith('<script type="application/ld+json">{broken</script>'))).toEqual({});
    expect(discover(pageWith(ld({ '@type': 'Product', name: 'Áo' })))).toEqual({});
  });
});
