import { useState } from 'preact/hooks';
import type { CommandInput } from '../lib/domain/command.ts';
import type { Tag } from '../lib/domain/entities.ts';
import { fold } from '../lib/domain/fold.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { EditableText, IconButton, Key, Quiet, Section } from './parts.tsx';
import { useTags } from './tag-book.tsx';
import { readySets } from './tag-sets.ts';
import { useAddTags } from './use-add-tags.ts';
import { COLOURS } from './vocabulary.ts';

/** All tags by family, in the order that Alt+1…9 follows; and sets for those who start. */
export function TagSection() {
  const { t } = useBeside();
  const tags = useTags();
  if (!tags) return <div aria-busy="true" />;
  return (
    <div class="sheet-page">
      <h1 class="page-title">{t('tags')}</h1>
      <p class="hint">{t('tags_hint')}</p>
      <NewTag tags={tags} />
      {tags.length === 0 ? (
        <Quiet part="tags-empty" icon="tags" title={t('tags_empty_title')} text={t('tags_empty_text')} />
      ) : (
        <ul class="tag-list" data-part="tag-list">
          {tags.map((tag, index) => (
            <TagLine key={tag.id} tag={tag} index={index} tags={tags} />
          ))}
        </ul>
      )}
      <ReadySets tags={tags} />
    </div>
  );
}

function NewTag({ tags }: { tags: Tag[] }) {
  const { t, act } = useBeside();
  const [name, setName] = useState('');
  const add = async (event: Event) => {
    event.preventDefault();
    const called = name.trim();
    if (called === '' || tags.some((tag) => fold(tag.name) === fold(called))) return;
    const colour = COLOURS[tags.length % COLOURS.length] ?? 'grey';
    const args = { name: called, colour, position: tags.length };
    const made = await act(
      event,
      { name: 'tag.save', args },
      { said: t('tag_made', { name: called }), undo: true },
    );
    if (made) setName('');
  };
  return (
    <form class="line-form" onSubmit={(event) => void add(event)}>
      <input
        class="field"
        data-part="new-tag"
        aria-label={t('tag_name')}
        placeholder={t('tag_name')}
        maxLength={60}
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <button type="submit" class="button button-primary" data-act="add-tag">
        <Icon name="plus" /> {t('tag_make')}
      </button>
    </form>
  );
}

type TagChange = Omit<CommandInput<'tag.save'>, 'id' | 'position'>;

function TagLine({ tag, index, tags }: { tag: Tag; index: number; tags: Tag[] }) {
  const { t, act, host } = useBeside();
  const [editing, setEditing] = useState('');
  const { id } = tag;
  const save = (event: Event, change: TagChange) =>
    void act(event, { name: 'tag.save', args: { id, ...change } }, { said: t('saved'), undo: true });
  /** Positions may hold gaps and doubles after a sync: both neighbours are written anew. */
  const move = async (event: Event, step: number) => {
    const other = tags[index + step];
    if (!other) return;
    await act(event, { name: 'tag.save', args: { id, position: index + step } });
    await act(event, { name: 'tag.save', args: { id: other.id, position: index } });
  };
  return (
    <li class="tag-line" data-part="tag-line" data-tag={id}>
      <span class="tag-key">{index < 9 && <Key of={`Alt ${index + 1}`} />}</span>
      <span class={`dot dot-${tag.colour}`} />
      <EditableText
        part="tag-name"
        label={t('tag_rename', { name: tag.name })}
        value={tag.name}
        max={60}
        editing={editing === 'name'}
        onEditing={(on) => setEditing(on ? 'name' : '')}
        onSave={(event, name) => save(event, { name })}
      />
      <EditableText
        part="tag-family"
        class="hint"
        label={t('tag_family', { name: tag.name })}
        placeholder={t('tag_no_family')}
        value={tag.family}
        max={60}
        editing={editing === 'family'}
        onEditing={(on) => setEditing(on ? 'family' : '')}
        onSave={(event, family) => save(event, { family })}
      />
      <select
        class="plain-select"
        data-act="tag-colour"
        aria-label={t('tag_colour', { name: tag.name })}
        value={tag.colour}
        onChange={(event) => save(event, { colour: event.currentTarget.value as Tag['colour'] })}
      >
        {COLOURS.map((colour) => (
          <option key={colour} value={colour}>
            {t(`colour_${colour}`)}
          </option>
        ))}
      </select>
      <TagCadence tag={tag} onSave={save} />
      <span class="row-acts">
        <IconButton
          act="tag-up"
          icon="up"
          label={t('tag_up', { name: tag.name })}
          onAct={(event) => void move(event, -1)}
        />
        <IconButton
          act="tag-down"
          icon="down"
          label={t('tag_down', { name: tag.name })}
          onAct={(event) => void move(event, 1)}
        />
        {host.mayDestroy && (
          <IconButton
            act="delete-tag"
            icon="trash"
            label={t('tag_delete', { name: tag.name })}
            onAct={(event) =>
              void act(
                event,
                { name: 'tag.delete', args: { id } },
                { said: t('tag_deleted', { name: tag.name }), undo: true },
              )
            }
          />
        )}
      </span>
    </li>
  );
}

/** Lengths that shops ask for, in days. */
const CADENCES = [7, 14, 30, 60, 90, 180];

/** How often to be in touch with everybody who wears the tag. */
function TagCadence(props: {
  tag: Tag;
  onSave: (event: Event, change: { cadence: TagChange['cadence'] }) => void;
}) {
  const { t, host } = useBeside();
  const { tag, onSave } = props;
  const days = tag.cadence?.days ?? 0;
  const lengths = [...new Set([...CADENCES, ...(days > 0 ? [days] : [])])].sort((a, b) => a - b);
  return (
    <select
      class="plain-select"
      data-act="tag-cadence"
      aria-label={t('tag_cadence', { name: tag.name })}
      value={String(days)}
      onChange={(event) => {
        const chosen = Number(event.currentTarget.value);
        onSave(event, { cadence: chosen > 0 ? { days: chosen, time: '09:00', zone: host.zone } : null });
      }}
    >
      <option value="0">{t('tag_cadence_none')}</option>
      {lengths.map((length) => (
        <option key={length} value={String(length)}>
          {t('tag_cadence_days', { count: length })}
        </option>
      ))}
    </select>
  );
}

/** Tags that shops of a trade use; adding a set adds only what is not there. */
function ReadySets({ tags }: { tags: Tag[] }) {
  const { t, language } = useBeside();
  const have = new Set(tags.map((tag) => fold(tag.name)));
  const add = useAddTags(tags);
  return (
    <Section part="ready-sets" title={t('sets')} aside={t('sets_hint')}>
      <ul class="sets">
        {readySets(language).map((set) => {
          const missing = set.tags.filter((tag) => !have.has(fold(tag.name)));
          return (
            <li key={set.id} class="set" data-part="set">
              <h3>{t(`trade_${set.id}`)}</h3>
              <p class="set-tags">
                {set.tags.map((tag) => (
                  <span key={tag.name} class={`chip chip-${tag.colour}`}>
                    {tag.name}
                  </span>
                ))}
              </p>
              {missing.length > 0 ? (
                <button
                  type="button"
                  class="button"
                  data-act="add-set"
                  onClick={(event) => void add(event, set.id)}
                >
                  {t('set_add', { count: missing.length })}
                </button>
              ) : (
                <p class="hint">
                  <Icon name="check" size={14} /> {t('set_have')}
                </p>
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
