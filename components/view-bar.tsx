import { useState } from 'preact/hooks';
import type { View } from '../lib/domain/entities.ts';
import { EVERYBODY, type FilterTime } from '../lib/domain/filter/filter.ts';
import { meant } from '../lib/domain/filter/tree.ts';
import { BUILT_IN_VIEWS, type BuiltInView } from '../lib/domain/filter/views.ts';
import { RELATIONS } from '../lib/domain/knowing.ts';
import { useBeside } from './context.ts';
import { useFilterWords } from './filter-context.ts';
import { filterWords } from './filter-words.ts';
import { Icon } from './icon.tsx';
import { writeListAddress } from './list-address.ts';
import { NameForm } from './name-form.tsx';
import { Menu, type MenuItem } from './parts.tsx';
import { type ShownList, shownOfView } from './use-list-shown.ts';
import { useLive } from './use-live.ts';
import { relationKey } from './vocabulary.ts';

const BUILT_IN = Object.keys(BUILT_IN_VIEWS) as BuiltInView[];

/** The views in a row, each with how many are on it; and keeping what is shown as one. */
export function ViewBar(props: { list: ShownList; time: FilterTime; counted: boolean }) {
  const { t, host, format } = useBeside();
  const { list, time } = props;
  const built = BUILT_IN.map((id) => ({ id, name: t(`view_${id}`), pinned: false, ...BUILT_IN_VIEWS[id] }));
  const rows = [
    ...list.views.filter(({ pinned }) => pinned),
    ...built,
    ...list.views.filter(({ pinned }) => !pinned),
  ];
  // A view with words in it is not counted: words are looked for one at a time.
  const options = rows.map(({ where }) => meant(where) ?? EVERYBODY);
  const args = { text: '', base: null, options, time };
  const counts = useLive(host.store, props.counted ? { name: 'filterCounts', args } : null);
  const told = counts.of?.args.options.length === rows.length ? counts.value?.options : undefined;
  return (
    <div class="view-bar" data-part="views">
      <nav class="view-tabs" aria-label={t('views')}>
        {rows.map(({ id, name, text, pinned }, index) => (
          <a
            key={id}
            class="view-tab"
            href={writeListAddress({ view: id, shown: null })}
            data-act="view"
            data-view={id}
            aria-current={list.view === id ? 'page' : undefined}
            onClick={() => list.view === id && list.isChanged && list.reset()}
          >
            {pinned && <Icon name="pin" size={12} />}
            <span class="chip-name">{name}</span>
            {text === '' && told && <span class="hint">{format.count(told[index] ?? 0)}</span>}
          </a>
        ))}
      </nav>
      <ViewActs list={list} />
    </div>
  );
}

/** Keeping, renaming, pinning, moving and deleting: whatever can be done to the view that is open. */
function ViewActs({ list }: { list: ShownList }) {
  const { t, act } = useBeside();
  const words = useFilterWords();
  const [naming, setNaming] = useState<'' | 'new' | 'rename'>('');
  const { saved, shown, views } = list;
  const suggested = () =>
    [filterWords(meant(shown.where), words), shown.text]
      .filter(Boolean)
      .join(' · ')
      .replace(/^./u, (first) => first.toLocaleUpperCase())
      .slice(0, 80);
  const keep = async (event: Event, name: string) => {
    setNaming('');
    if (naming === 'rename' && saved) {
      const args = { id: saved.id, name };
      return void act(event, { name: 'view.save', args }, { said: t('saved'), undo: true });
    }
    const position = Math.max(-1, ...views.map((one) => one.position)) + 1;
    const args = { name, ...shownOfView(shown), where: meant(shown.where), position };
    const said = t('view_saved', { name });
    const made = await act(event, { name: 'view.save', args }, { said, undo: true });
    if (made?.id) location.hash = writeListAddress({ view: made.id, shown: null });
  };
  if (naming !== '')
    return (
      <NameForm
        part="view-name"
        act="name-view"
        label={t('view_name')}
        word={t('save')}
        begin={naming === 'rename' ? (saved?.name ?? '') : suggested()}
        onName={(event, name) => void keep(event, name)}
        onClose={() => setNaming('')}
      />
    );
  return (
    <span class="view-acts">
      {list.isChanged && saved && (
        <button
          type="button"
          class="text-button"
          data-act="update-view"
          onClick={async (event) => {
            const args = { id: saved.id, ...shownOfView(shown), where: meant(shown.where) };
            const said = t('view_saved', { name: saved.name });
            if (await act(event, { name: 'view.save', args }, { said, undo: true })) list.reset();
          }}
        >
          {t('view_update', { name: saved.name })}
        </button>
      )}
      {list.isChanged && (
        <button type="button" class="text-button" data-act="save-view" onClick={() => setNaming('new')}>
          <Icon name="plus" size={14} /> {t('view_save')}
        </button>
      )}
      {list.isChanged && (
        <button type="button" class="text-button" data-act="reset-view" onClick={() => list.reset()}>
          {t('view_reset')}
        </button>
      )}
      {saved && <ViewRelation view={saved} />}
      {saved && <ViewMenu view={saved} views={views} onRename={() => setNaming('rename')} />}
    </span>
  );
}

/** How the shop deals with everybody in the list, but for those who have a word of their own. */
function ViewRelation({ view }: { view: View }) {
  const { t, act } = useBeside();
  return (
    <select
      class="plain-select"
      aria-label={t('relation_segment')}
      title={t('relation_segment')}
      data-act="view-relation"
      value={view.relation}
      onChange={(event) => {
        const relation = event.currentTarget.value as View['relation'];
        void act(
          event,
          { name: 'view.save', args: { id: view.id, relation } },
          { said: t('saved'), undo: true },
        );
      }}
    >
      <option value="">{t('relation_none')}</option>
      {RELATIONS.map((one) => (
        <option key={one} value={one}>
          {t(relationKey(one))}
        </option>
      ))}
    </select>
  );
}

function ViewMenu({ view, views, onRename }: { view: View; views: View[]; onRename: () => void }) {
  const { t, act } = useBeside();
  const { id, pinned } = view;
  const save = (event: Event, change: Partial<Pick<View, 'pinned' | 'position'>>, said: string) =>
    act(event, { name: 'view.save', args: { id, ...change } }, { said, undo: true });
  const group = views.filter((one) => one.pinned === pinned);
  /** Halfway past the neighbour is not a whole number: all of the group are numbered anew where it is needed. */
  const move = async (event: Event, step: number) => {
    const at = group.findIndex((one) => one.id === id);
    const other = group[at + step];
    if (!other) return;
    const order = group.with(at, other).with(at + step, view);
    for (const [position, one] of order.entries())
      if (one.position !== position)
        await act(event, { name: 'view.save', args: { id: one.id, position } }, { undo: true });
  };
  const at = group.findIndex((one) => one.id === id);
  const items: MenuItem[] = [
    { act: 'rename-view', icon: 'edit', label: t('view_rename'), onAct: onRename },
    {
      act: 'pin-view',
      icon: pinned ? 'unpin' : 'pin',
      label: t(pinned ? 'view_unpin' : 'view_pin'),
      onAct: (event) =>
        void save(
          event,
          { pinned: !pinned },
          t(pinned ? 'view_unpinned' : 'view_pinned', { name: view.name }),
        ),
    },
    ...(at > 0
      ? [
          {
            act: 'view-left',
            icon: 'up' as const,
            label: t('view_left'),
            onAct: (event: Event) => void move(event, -1),
          },
        ]
      : []),
    ...(at < group.length - 1
      ? [
          {
            act: 'view-right',
            icon: 'down' as const,
            label: t('view_right'),
            onAct: (event: Event) => void move(event, 1),
          },
        ]
      : []),
    {
      act: 'delete-view',
      icon: 'trash',
      label: t('view_delete'),
      onAct: async (event) => {
        const said = t('view_deleted', { name: view.name });
        const done = await act(event, { name: 'view.delete', args: { id } }, { said, undo: true });
        if (done) location.hash = writeListAddress({ view: 'all', shown: null });
      },
    },
  ];
  return <Menu act="view-menu" icon="more" label={t('view_menu', { name: view.name })} items={items} />;
}
