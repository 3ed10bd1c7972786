import fc from 'fast-check';
import { DEAL_STEPS } from '../../lib/domain/deal.ts';
import { CUSTOMER_KINDS, STAGES } from '../../lib/domain/entities.ts';
import {
  type Condition,
  DATE_NAMES,
  type FieldTest,
  type Filter,
  HAS_NAMES,
  type When,
} from '../../lib/domain/filter/filter.ts';
import { TIERS } from '../../lib/domain/value.ts';
import { START } from './store-fixture.ts';

/** Random filters over the small world in which random books are made: so that they meet. */
export const TAGS = ['vip', 'si', 'le'];
export const ADDRESSES = [
  '',
  '12 Lê Lợi, Huế',
  'Ba Đình, Hà Nội',
  'Q.1 TP.HCM',
  'Thuận An, Bình Dương',
  'Xa lộ Hà Nội, Thủ Đức',
];
export const OWNERS = ['', 'Hoa', 'Minh'];
export const FIELD_NAMES = ['Size', 'Sinh nhật', 'Ghi chú'];
export const FIELD_VALUES = ['', 'S', 's', 'M', '12', '1.250.000', '2026-11-20', '21/11/2026', 'Thích đỏ'];
export const CHANNELS = ['email', 'tel', 'zalo'];
const DAY = 86_400_000;
/** Times around now, some at the edge of a day in Vietnam. */
export const TIMES = [0, 1, 7, 29, 30, 31, 60].flatMap((days) => [
  START - days * DAY,
  Math.floor(START / DAY) * DAY - 7 * 3_600_000 - days * DAY,
]);

const some = <T>(values: readonly T[]) => fc.subarray([...values], { minLength: 0 });
const days = fc.constantFrom(0, 1, 7, 30, 60);
const day = fc.constantFrom('2026-10-24', '2026-11-20', '2026-11-23', '2026-11-30');
export const when: fc.Arbitrary<When> = fc.oneof(
  fc.record({ in: fc.constantFrom('last' as const, 'notLast', 'older', 'next'), days }),
  fc.constant({ in: 'past' as const }),
  fc.record({ in: fc.constant('days' as const), from: day, to: day }, { requiredKeys: ['in'] }),
);
const span = fc.record(
  { from: fc.constantFrom(0, 1, 2, 12, 500_000), to: fc.constantFrom(0, 1, 3, 2_000_000) },
  { requiredKeys: [] },
);
const holds: fc.Arbitrary<FieldTest> = fc.oneof(
  fc.constant({ as: 'any' as const }),
  fc.record({ as: fc.constant('in' as const), values: some(FIELD_VALUES) }),
  fc.record({ as: fc.constant('text' as const), text: fc.constantFrom('', 'do', 'thich', '2') }),
  fc.record({ as: fc.constant('number' as const), span }),
  fc.record({ as: fc.constant('date' as const), when }),
);

export const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ is: fc.constant('tag' as const), in: some([...TAGS, 'gone']) }),
  fc.record({ is: fc.constant('channel' as const), in: some(CHANNELS) }),
  fc.record({
    is: fc.constant('province' as const),
    in: some(['', 'hue', 'ha-noi', 'ho-chi-minh', 'now:ho-chi-minh']),
  }),
  fc.record({ is: fc.constant('owner' as const), in: some(OWNERS) }),
  fc.record({ is: fc.constant('stage' as const), in: some(STAGES) }),
  fc.record({ is: fc.constant('kind' as const), in: some(CUSTOMER_KINDS) }),
  fc.record({ is: fc.constant('date' as const), of: fc.constantFrom(...DATE_NAMES), when }),
  fc.record({ is: fc.constant('money' as const), currency: fc.constantFrom('VND', 'USD', 'EUR'), span }),
  fc.record({ is: fc.constant('orders' as const), span }),
  fc.record({ is: fc.constant('waiting' as const), hours: fc.constantFrom(0, 24, 1000) }),
  fc.record({ is: fc.constant('been' as const), in: some(STAGES) }),
  fc.record({ is: fc.constant('tier' as const), in: some(TIERS) }),
  fc.record({ is: fc.constant('relation' as const), in: some(['', 'personal', 'transactional'] as const) }),
  fc.record({ is: fc.constant('deal' as const), in: some(DEAL_STEPS) }),
  fc.record({ is: fc.constant('lead' as const), span }),
  fc.record({ is: fc.constant('has' as const), what: fc.constantFrom(...HAS_NAMES) }),
  fc.record({ is: fc.constant('field' as const), name: fc.constantFrom(...FIELD_NAMES, 'gone'), holds }),
);

export const filter: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    condition,
    fc.record({ all: fc.array(tie('filter'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('filter'), { maxLength: 3 }) }),
    fc.record({ not: tie('filter') }),
  ),
})).filter;
