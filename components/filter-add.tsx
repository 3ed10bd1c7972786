import type { Filter } from '../lib/domain/filter/filter.ts';
import { bareFieldName } from '../lib/domain/private-field.ts';
import { useBeside } from './context.ts';
import { useFilterScene } from './filter-context.ts';
import { FIRST_TEST } from './filter-editor.tsx';
import type { IconName } from './icon.tsx';
import { Menu, type MenuItem } from './parts.tsx';

const last30 = { in: 'last', days: 30 } as const;

/** What can be asked for, the most wanted first, and how each begins. */
const BEGINNINGS = {
  tag: ['tag', { is: 'tag', in: [] }],
  stage: ['refresh', { is: 'stage', in: [] }],
  tier: ['landmark', { is: 'tier', in: [] }],
  waiting: ['wait', { is: 'waiting', hours: 0 }],
  contact: ['message', { is: 'date', of: 'contact', when: { in: 'notLast', days: 30 } }],
  due: ['bell', { is: 'date', of: 'due', when: { in: 'next', days: 7 } }],
  order: ['order', { is: 'date', of: 'order', when: last30 }],
  orders: ['package', { is: 'orders', span: { from: 1 } }],
  money: ['landmark', { is: 'money', currency: 'VND', span: {} }],
  province: ['place', { is: 'province', in: [] }],
  channel: ['phone', { is: 'channel', in: [] }],
  relation: ['kept', { is: 'relation', in: [] }],
  deal: ['scale', { is: 'deal', in: [] }],
  lead: ['check', { is: 'lead', span: { from: 6 } }],
  stage_since: ['calendar', { is: 'date', of: 'stage', when: { in: 'older', days: 30 } }],
  been: ['history', { is: 'been', in: [] }],
  owner: ['user', { is: 'owner', in: [] }],
  kind: ['building', { is: 'kind', in: [] }],
  created: ['calendar', { is: 'date', of: 'created', when: last30 }],
  has: ['check', { is: 'has', what: 'phone' }],
} as const satisfies Record<string, readonly [IconName, Filter]>;
type Beginning = keyof typeof BEGINNINGS;

/** The menu of conditions: what every book knows, the seller's own fields, and a group. */
export function FilterAdd(props: { onAdd: (part: Filter) => void; quiet: boolean; nested: boolean }) {
  const { t } = useBeside();
  const { values } = useFilterScene();
  const { onAdd } = props;
  const begin = (name: Beginning): Filter => {
    const [, filter] = BEGINNINGS[name];
    const currency = values?.currencies[0];
    return name === 'money' && currency ? { is: 'money', currency, span: {} } : (filter as Filter);
  };
  const items: MenuItem[] = [
    ...(Object.keys(BEGINNINGS) as Beginning[]).map((name) => ({
      act: `filter-${name}`,
      icon: BEGINNINGS[name][0] as IconName,
      label: t(`filter_pick_${name}`),
      onAct: () => onAdd(begin(name)),
    })),
    ...(values?.fields ?? []).map(({ name, type }) => ({
      act: 'filter-field',
      icon: 'note' as const,
      label: bareFieldName(name),
      onAct: () => onAdd({ is: 'field', name, holds: FIRST_TEST[type] }),
    })),
    ...(props.nested
      ? []
      : [
          {
            act: 'filter-group',
            icon: 'merge' as const,
            label: t('filter_pick_group'),
            onAct: () => onAdd({ any: [] }),
          },
        ]),
  ];
  const word = t(props.quiet && !props.nested ? 'filter_more' : 'filter_add');
  return (
    <Menu
      act={props.nested ? 'add-to-group' : 'add-filter'}
      icon="plus"
      label={word}
      {...(!props.nested && { word })}
      items={items}
    />
  );
}
