import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differing, fieldOf, mergeOp, priorOf, recordedPart, stampOf } from '../../lib/domain/merge.ts';
import type { Fields, Op, Row, TableName } from '../../lib/domain/row.ts';
import { makeStamp } from '../../lib/domain/stamp.ts';
import { RULES } from '../../lib/domain/tables.ts';

const SEED = 20261123;
const stampAt = (ms: number, replica = 'a') => makeStamp(ms, 0, replica);
const STAMP = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.constantFrom('a', 'b'))
  .map(([ms, r]) => stampAt(ms, r));

const evidence = (from: string) => ({ by: 'user', from, at: 1 });
const CUSTOMER_FIELDS: fc.Arbitrary<Fields> = fc.record(
  {
    name: fc.constantFrom('Lan', 'Hoa', null),
    about: fc.constantFrom('x', 'y', ''),
    'tags/vip': fc.boolean(),
    'tags/new': fc.boolean(),
    'links/email:a@b.vn': fc.constantFrom(false, evidence('gmail'), evidence('zalo')),
    'fields/size': fc.constantFrom('M', 'L', null),
    _del: fc.boolean(),
    later: fc.constantFrom({ of: 'a newer Beside', b: 1 }, ['x'], 7, false, null),
    'later/part': fc.constantFrom(1, 2, null),
  },
  { requiredKeys: [] },
);
const INTERACTION_FIELDS: fc.Arbitrary<Fields> = fc.record(
  {
    subject: fc.constantFrom('a', 'b', 'c'),
    at: fc.integer({ min: 0, max: 3 }),
    status: fc.constantFrom('open', 'closed', ''),
    'customers/x': fc.boolean(),
    'customers/y': fc.boolean(),
    _del: fc.boolean(),
  },
  { requiredKeys: [] },
);

const opsOf = (table: TableName, fields: fc.Arbitrary<Fields>): fc.Arbitrary<Op[]> =>
  fc.array(
    fc.tuple(STAMP, fields).map(([stamp, given]): Op => [table, 'row', stamp, given]),
    { minLength: 1, maxLength: 8 },
  );
const HISTORY = fc.oneof(opsOf('customers', CUSTOMER_FIELDS), opsOf('interactions', INTERACTION_FIELDS));
const mergeAll = (ops: readonly Op[]) => ops.reduce<Row | null>((row, op) => mergeOp(op[0], row, op), null);

/** Sets and maps are always there, the others only when they hold something. */
const EMPTY = {
  ...Object.fromEntries(RULES.customers.sets.map((name) => [name, []])),
  ...Object.fromEntries(RULES.customers.maps.map((name) => [name, {}])),
};

describe('merging', () => {
  test('any order of the same ops gives the same row', () => {
    fc.assert(
      fc.property(
        HISTORY.chain((ops) =>
          fc.tuple(fc.constant(ops), fc.shuffledSubarray(ops, { minLength: ops.length })),
        ),
        ([ops, shuffled]) => {
          expect(mergeAll(shuffled)).toEqual(mergeAll(ops));
        },
      ),
      { seed: SEED, numRuns: 2000 },
    );
  });

  test('an op applied again changes nothing', () => {
    fc.assert(
      fc.property(HISTORY, fc.nat(), (ops, pick) => {
        const row = mergeAll(ops);
        expect(mergeAll([...ops, ops[pick % ops.length]!])).toEqual(row);
        expect(mergeAll([...ops, ...ops])).toEqual(row);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  test('each field holds its newest write, each core field its first', () => {
    fc.assert(
      fc.property(HISTORY, (ops) => {
        const row = mergeAll(ops);
        const [table] = ops[0]!;
        const names = new Set(ops.flatMap(([, , , fields]) => Object.keys(fields)));
        for (const name of names) {
          const stamps = ops
            .filter((op) => name in op[3])
            .map((op) => op[2])
            .sort();
          const core = table === 'interactions' && ['subject', 'at'].includes(name);
          expect(stampOf(table, row, name), name).toBe(core ? stamps[0] : stamps.at(-1));
        }
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  test('a row keeps one stamp for what was written at once, and names the others', () => {
    const row = mergeAll([
      ['customers', 'row', stampAt(1), { name: 'Lan', kind: 'business', about: 'x', 'tags/vip': true }],
      ['customers', 'row', stampAt(2), { about: 'y', 'tags/vip': false }],
    ]);
    expect(row).toEqual({
      id: 'row',
      space: 'home',
      stamp: stampAt(1),
      stamps: { about: stampAt(2), 'tags/vip': stampAt(2) },
      name: 'Lan',
      kind: 'business',
      about: 'y',
      ...EMPTY,
    });
  });

  test('equal stamps: the larger value wins on every device', () => {
    const a: Op = ['customers', 'row', stampAt(1), { name: 'a' }];
    const b: Op = ['customers', 'row', stampAt(1), { name: 'b' }];
    expect(fieldOf('customers', mergeAll([a, b]), 'name')).toBe('b');
    expect(fieldOf('customers', mergeAll([b, a]), 'name')).toBe('b');
  });

  test('an edit does not bring back a deleted row; a restore gives it back with the edit', () => {
    const ops: Op[] = [
      ['notes', 'row', stampAt(1), { text: 'old', customer: 'c' }],
      ['notes', 'row', stampAt(2), { _del: true }],
      ['notes', 'row', stampAt(3), { text: 'new' }],
    ];
    expect(mergeAll(ops)).toMatchObject({ _del: true, text: 'new' });
    const restored = mergeAll([...ops, ['notes', 'row', stampAt(4), { _del: false }]]);
    expect(restored).toMatchObject({ text: 'new', customer: 'c' });
    expect(restored).not.toHaveProperty('_del');
  });

  test('fields of a newer Beside survive, and derived ones are never taken from outside', () => {
    const row = mergeAll([
      [
        'customers',
        'row',
        stampAt(1),
        { name: 'Lan', loyalty: { points: 3 }, keys: ['email:x@y.z'], id: 'z', stamp: 'zz' },
      ],
      ['customers', 'row', stampAt(2), { name: 'Hoa' }],
    ]);
    expect(row).toMatchObject({ id: 'row', loyalty: { points: 3 } });
    expect(row).not.toHaveProperty('keys');
  });

  test('a doubt about a link is no part of its value', () => {
    const row = mergeAll([
      ['customers', 'row', stampAt(1), { 'links/tel:+84912345678': { ...evidence('x'), doubtful: true } }],
    ]);
    expect(recordedPart('customers', row!)).toMatchObject({ links: { 'tel:+84912345678': evidence('x') } });
    expect(fieldOf('customers', row, 'links/tel:+84912345678')).toEqual(evidence('x'));
  });

  test('a name that would reach the prototype is no field', () => {
    const fields = JSON.parse(
      '{"__proto__": {"polluted": 1}, "fields/__proto__": "x", "name": "Lan"}',
    ) as Fields;
    const row = mergeAll([['customers', 'row', stampAt(1), fields]])!;
    expect(Object.keys(row).sort()).toEqual(['id', 'name', 'space', 'stamp', ...Object.keys(EMPTY)].sort());
    expect('polluted' in row).toBe(false);
  });
});

describe('what a change replaced', () => {
  test('says that the row was not there, and what its fields held', () => {
    const row = mergeAll([['customers', 'row', stampAt(1), { name: 'Lan', 'tags/vip': true }]]);
    expect(priorOf('customers', null, { name: 'x' })).toEqual({ _del: true });
    expect(priorOf('customers', row, { name: 'x', about: 'y', 'tags/vip': false, _del: true })).toEqual({
      name: 'Lan',
      'tags/vip': true,
    });
  });

  test('leaves out what already reads so', () => {
    const row = mergeAll([['customers', 'row', stampAt(1), { name: 'Lan', 'tags/vip': true }]]);
    const fields = {
      name: 'Lan',
      about: '',
      'tags/vip': true,
      'tags/new': false,
      stage: 'lead',
      _del: false,
      kind: 'business',
    };
    expect(differing('customers', row, fields)).toEqual({ kind: 'business' });
  });
});
