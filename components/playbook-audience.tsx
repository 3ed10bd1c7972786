import { isAudience } from '../lib/domain/care-plan.ts';
import { useBeside } from './context.ts';
import { useTags } from './tag-book.tsx';
import { useLive } from './use-live.ts';

/** Who something is for: a saved list, a tag, or both. */
export function AudienceFields(props: {
  tag: string | null;
  view: string | null;
  onSave: (event: Event, change: { tag?: string | null; view?: string | null }) => void;
}) {
  const { t, host } = useBeside();
  const { tag, view, onSave } = props;
  const tags = useTags() ?? [];
  const saved = useLive(host.store, { name: 'views', args: {} }).value ?? [];
  // One with words may have been chosen before it had them: it is nobody's list by now, and says so.
  const views = saved.filter(isAudience);
  const worded = saved.find(({ id }) => id === view);
  return (
    <>
      <label class="label">
        <span>{t('playbook_list')}</span>
        <select
          class="field"
          data-act="playbook-view"
          value={view ?? ''}
          onChange={(event) => onSave(event, { view: event.currentTarget.value || null })}
        >
          <option value="">{t('playbook_everybody')}</option>
          {view !== null && !views.some(({ id }) => id === view) && (
            <option value={view}>
              {worded ? t('playbook_list_words', { name: worded.name }) : t('playbook_list_gone')}
            </option>
          )}
          {views.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label class="label">
        <span>{t('playbook_tag')}</span>
        <select
          class="field"
          data-act="playbook-tag"
          value={tag ?? ''}
          onChange={(event) => onSave(event, { tag: event.currentTarget.value || null })}
        >
          <option value="">{t('playbook_any_tag')}</option>
          {tags.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <p class="hint">{t('playbook_audience_hint')}</p>
    </>
  );
}
