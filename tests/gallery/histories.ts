import type { Customer } from '../../lib/domain/entities.ts';
import type { FakeStore } from './fake-store.ts';
import { DAY, HOUR, MINUTE, NOW } from './sample.ts';

/** A few changes, one of a field, one taken back. */
export function changed(store: FakeStore): void {
  const base = { origin: 'local' as const, ops: [], prior: [] };
  store.changes = [
    { ...base, id: 'h3', command: 'interaction.log', at: NOW - MINUTE, customers: ['c1', 'c2', 'c3', 'c4'] },
    {
      ...base,
      id: 'h2',
      command: 'customer.save',
      at: NOW - 2 * HOUR,
      customers: ['c1'],
      ops: [['customers', 'c1', 's', { stage: 'regular' }]],
      prior: [{ stage: 'first' }],
    },
    { ...base, id: 'h1', command: 'note.add', at: NOW - 3 * DAY, customers: ['c2'], undoneBy: 'h0' },
  ];
}

/** Some who look like one person, and one who is merged. */
export function twins(store: FakeStore): void {
  const [lan, bao, long, twin] = store.book.customers as [Customer, Customer, Customer, Customer];
  store.book = {
    ...store.book,
    duplicates: [
      {
        one: lan,
        other: { ...twin, name: 'lan.shop' },
        reasons: [
          { kind: 'phone', value: 'tel:+84912345678' },
          { kind: 'code', value: '2411A0B1C2D3E4' },
        ],
      },
      { one: bao, other: long, reasons: [{ kind: 'name-place', value: 'Đà Nẵng' }] },
    ],
    merged: {
      c1: [
        {
          customer: { ...twin, name: 'lan.shop' },
          at: NOW - 3 * DAY,
          shown: [],
          since: [
            { name: 'notes/n', label: 'Khách thích gói giấy kraft', at: NOW - DAY, suggested: false },
            { name: 'interactions/i', label: 'Hỏi size áo dài', at: NOW - 2 * DAY, suggested: true },
            { name: 'keys/zalo:17', label: 'zalo:17', at: NOW - 2 * DAY, suggested: false },
          ],
        },
      ],
    },
  };
}
