import { useState } from 'preact/hooks';
import type { BulkChange } from '../lib/domain/bulk.ts';
import type { Transfer } from '../lib/domain/transfer.ts';
import { useBeside } from './context.ts';
import { ExportSection } from './export-section.tsx';
import { useFilterScene } from './filter-context.ts';
import { Icon } from './icon.tsx';
import { NameForm } from './name-form.tsx';
import { Menu, type MenuItem } from './parts.tsx';
import type { Selection } from './use-selection.ts';
import { STAGE_ORDER } from './vocabulary.ts';

/** What can be done to those who are chosen. */
export function BulkBar(props: { selection: Selection; transfer: Transfer; busy: boolean }) {
  const { t, format, mayAct } = useBeside();
  const { tags, values } = useFilterScene();
  const { selection, transfer, busy } = props;
  const [open, setOpen] = useState<'' | 'owner' | 'export'>('');
  const { chosen } = selection;
  const start = (event: Event, change: BulkChange) => {
    if (!mayAct(event)) return;
    setOpen('');
    transfer.bulk.start(change, [...chosen]);
    selection.clear();
  };
  const tagItems = (on: boolean): MenuItem[] =>
    tags.map(({ id, name }) => ({
      act: on ? 'bulk-tag' : 'bulk-untag',
      icon: 'tag',
      label: name,
      onAct: (event) => start(event, { tags: { [id]: on } }),
    }));
  const owners: MenuItem[] = [
    ...(values?.owners ?? []).map((owner) => ({
      act: 'bulk-owner',
      icon: 'user' as const,
      label: owner,
      onAct: (event: Event) => start(event, { set: { owner } }),
    })),
    { act: 'bulk-new-owner', icon: 'plus', label: t('bulk_other_owner'), onAct: () => setOpen('owner') },
    {
      act: 'bulk-no-owner',
      icon: 'close',
      label: t('filter_owner_none'),
      onAct: (event) => start(event, { set: { owner: '' } }),
    },
  ];
  const stages: MenuItem[] = STAGE_ORDER.map((stage) => ({
    act: 'bulk-stage',
    icon: 'refresh',
    label: t(`stage_${stage}`),
    onAct: (event) => start(event, { set: { stage } }),
  }));
  return (
    <div class="bulk" data-part="bulk">
      <fieldset class="bulk-line">
        <legend class="unseen">{t('bulk_title')}</legend>
        <b role="status" data-part="bulk-count">
          {t('bulk_chosen', { count: format.count(chosen.size) })}
        </b>
        {!busy && (
          <>
            <Menu
              act="bulk-tags"
              icon="tag"
              label={t('bulk_do_tag')}
              word={t('bulk_do_tag')}
              items={tagItems(true)}
            />
            <Menu
              act="bulk-untags"
              icon="tags"
              label={t('bulk_do_untag')}
              word={t('bulk_do_untag')}
              items={tagItems(false)}
            />
            <Menu act="bulk-stages" icon="refresh" label={t('stage')} word={t('stage')} items={stages} />
            <Menu act="bulk-owners" icon="user" label={t('owner')} word={t('owner')} items={owners} />
          </>
        )}
        <button
          type="button"
          class="button button-quiet"
          data-act="bulk-export"
          aria-expanded={open === 'export'}
          onClick={() => setOpen(open === 'export' ? '' : 'export')}
        >
          <Icon name="download" /> <span class="button-label">{t('export_write')}</span>
        </button>
        <button type="button" class="text-button" data-act="bulk-clear" onClick={selection.clear}>
          {t('bulk_clear')}
        </button>
        {busy && <span class="hint">{t('bulk_busy')}</span>}
      </fieldset>
      {open === 'owner' && (
        <NameForm
          part="owner-name"
          act="give-owner"
          label={t('owner')}
          word={t('bulk_give')}
          onName={(event, owner) => start(event, { set: { owner } })}
          onClose={() => setOpen('')}
        />
      )}
      {open === 'export' && <ExportSection desk={transfer.exports} only="" chosen={chosen} />}
    </div>
  );
}
