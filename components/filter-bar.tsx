import { useState } from 'preact/hooks';
import { both, type Condition, type Filter } from '../lib/domain/filter/filter.ts';
import { type Group, groupOf, meant, notIf, ofGroup, peeled } from '../lib/domain/filter/tree.ts';
import { useBeside } from './context.ts';
import { FilterAdd } from './filter-add.tsx';
import { useFilterScene, useFilterWords } from './filter-context.ts';
import { ConditionEditor } from './filter-editor.tsx';
import { conditionWords, filterWords } from './filter-words.ts';
import { Icon } from './icon.tsx';
import { Popover } from './popover.tsx';

interface PartProps<F extends Filter = Filter> {
  part: F;
  isNot: boolean;
  /** The rest of the filter, without this part. */
  rest: Filter | null;
  /** Where it stands: `0.2`. */
  path: string;
  /** The path of the part whose fields are open. */
  open: string;
  onOpen: (path: string) => void;
  /** Null takes it out. */
  onPart: (part: Filter | null) => void;
}

/** The filter as a row of chips with "and" or "or" between them; groups stand in a frame of their own. */
export function FilterBar({
  where,
  onWhere,
}: {
  where: Filter | null;
  onWhere: (where: Filter | null) => void;
}) {
  const { t } = useBeside();
  const [open, setOpen] = useState('');
  const words = useFilterWords();
  const { inner, isNot } = where === null ? { inner: null, isNot: false } : peeled(where);
  // A lone negation is one part of the row.
  const group = isNot && where !== null ? { how: 'all' as const, parts: [where] } : groupOf(inner);
  const said = filterWords(meant(where), words);
  return (
    <fieldset class="filter-bar" data-part="filter">
      <legend class="unseen">{t('filter_title')}</legend>
      <Parts
        group={group}
        rest={null}
        path=""
        open={open}
        onOpen={setOpen}
        onGroup={(next) => onWhere(next.parts.length > 0 ? ofGroup(next) : null)}
      />
      {group.parts.length > 0 && (
        <button
          type="button"
          class="text-button"
          data-act="clear-filter"
          onClick={() => {
            setOpen('');
            onWhere(null);
          }}
        >
          {t('filter_clear')}
        </button>
      )}
      <p class="unseen" role="status" data-part="filter-words">
        {said && t('filter_sentence', { what: said })}
      </p>
    </fieldset>
  );
}

interface PartsProps extends Pick<PartProps, 'rest' | 'path' | 'open' | 'onOpen'> {
  group: Group;
  onGroup: (group: Group) => void;
}

function Parts({ group, rest, path, open, onOpen, onGroup }: PartsProps) {
  const { t } = useBeside();
  const { how, parts } = group;
  const add = (part: Filter) => {
    onGroup({ how, parts: [...parts, part] });
    onOpen(`${path}${parts.length}.`);
  };
  return (
    <>
      {parts.map((part, index) => {
        const { inner, isNot } = peeled(part);
        const others = parts.filter((_one, at) => at !== index);
        const props = {
          isNot,
          // Of parts that are told apart by "or", each is counted by itself.
          rest: how === 'all' ? both(rest, meant({ all: others })) : rest,
          path: `${path}${index}.`,
          open,
          onOpen,
          onPart: (next: Filter | null) =>
            onGroup({ how, parts: next === null ? others : parts.with(index, next) }),
        };
        return (
          <span key={index} class="filter-part">
            {index > 0 && (
              <button
                type="button"
                class="filter-joint"
                data-act="filter-joint"
                title={t('filter_joint')}
                aria-label={t(how === 'all' ? 'filter_joint_and' : 'filter_joint_or')}
                onClick={() => onGroup({ how: how === 'all' ? 'any' : 'all', parts })}
              >
                {t(how === 'all' ? 'filter_and' : 'filter_or')}
              </button>
            )}
            {'is' in inner ? <Chip part={inner} {...props} /> : <Nest part={inner} {...props} />}
          </span>
        );
      })}
      <FilterAdd onAdd={add} quiet={parts.length > 0} nested={path !== ''} />
    </>
  );
}

function Nest({ part, isNot, rest, path, open, onOpen, onPart }: PartProps) {
  const { t } = useBeside();
  return (
    <fieldset class="filter-nest" data-part="filter-group">
      <legend class="unseen">{t('filter_group')}</legend>
      <button
        type="button"
        class="filter-joint"
        data-act="filter-not"
        aria-pressed={isNot}
        title={t('filter_turn')}
        onClick={() => onPart(notIf(!isNot, part))}
      >
        {t(isNot ? 'filter_none_of' : 'filter_group')}
      </button>
      <Parts
        group={groupOf(part)}
        rest={rest}
        path={path}
        open={open}
        onOpen={onOpen}
        onGroup={(next) => onPart(next.parts.length > 0 ? notIf(isNot, ofGroup(next)) : null)}
      />
      <button
        type="button"
        class="chip-remove"
        data-act="remove-filter"
        aria-label={t('filter_remove_group')}
        onClick={() => onPart(null)}
      >
        <Icon name="close" size={12} />
      </button>
    </fieldset>
  );
}

function Chip({ part, isNot, rest, path, open, onOpen, onPart }: PartProps<Condition>) {
  const { t, format } = useBeside();
  const { total } = useFilterScene();
  const words = useFilterWords();
  const said = conditionWords(part, isNot, words);
  const isOpen = open === path;
  const close = () => onOpen('');
  return (
    <span class="filter-chip-place">
      <span class={isNot ? 'filter-chip filter-chip-not' : 'filter-chip'} data-part="filter-chip">
        <button
          type="button"
          class="filter-chip-words"
          data-act="edit-filter"
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          onClick={() => onOpen(isOpen ? '' : path)}
          onKeyDown={(event) => {
            if (event.key !== 'Delete' && event.key !== 'Backspace') return;
            event.preventDefault();
            close();
            onPart(null);
          }}
        >
          <span class="chip-name">{said}</span>
        </button>
        <button
          type="button"
          class="chip-remove"
          data-act="remove-filter"
          aria-label={t('filter_remove', { what: said })}
          onClick={() => {
            close();
            onPart(null);
          }}
        >
          <Icon name="close" size={12} />
        </button>
      </span>
      {isOpen && (
        <Popover part="filter-editor" label={said} onClose={close}>
          <ConditionEditor
            condition={part}
            rest={rest}
            onChange={(condition) => onPart(notIf(isNot, condition))}
          />
          <span class="filter-foot">
            <label class="check">
              <input
                type="checkbox"
                data-act="filter-not"
                checked={isNot}
                onChange={() => onPart(notIf(!isNot, part))}
              />
              <span>{t('filter_turn')}</span>
            </label>
            <button type="button" class="button" data-act="filter-done" onClick={close}>
              {total === null ? t('list_reading') : t('filter_done', { count: format.count(total) })}
            </button>
          </span>
        </Popover>
      )}
    </span>
  );
}
