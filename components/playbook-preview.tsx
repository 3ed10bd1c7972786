import type { Playbook } from '../lib/domain/playbook.ts';
import { useBeside } from './context.ts';
import { writeRoute } from './hash-route.ts';
import { Icon } from './icon.tsx';
import { nameOf } from './parts.tsx';
import { useLive } from './use-live.ts';

/** What switching a playbook on would do, and for whom, before it is done. */
export function PlaybookPreviewBox(props: { playbook: Playbook; onStart: (event: Event) => void }) {
  const { t, host, format, settings } = useBeside();
  const { playbook, onStart } = props;
  const { id, tag, view, steps, past, finish, time, zone } = playbook;
  const now = Math.floor(host.now() / 60_000) * 60_000;
  const draft = { id, tag, view, steps, since: 0, past, finish, time, zone };
  const args = { playbook: draft, now, value: settings.value ?? undefined };
  const found = useLive(host.store, { name: 'playbookPreview', args }).value;
  const isEmpty = Object.keys(steps).length === 0;
  return (
    <div class="playbook-preview" data-part="preview" aria-busy={!found}>
      {found && (
        <>
          <p>
            {t('preview_audience', { count: format.count(found.audience) })}{' '}
            {found.begins > 0
              ? t(found.looked < found.audience ? 'preview_begins_of' : 'preview_begins', {
                  count: format.count(found.begins),
                  looked: format.count(found.looked),
                })
              : t('preview_nobody')}
          </p>
          {found.some.length > 0 && (
            <ul class="behind" data-part="preview-customers">
              {found.some.map(({ customer, tasks }) => (
                <li key={customer.id}>
                  <a href={writeRoute('customers', customer.id)} data-act="open-customer">
                    {nameOf(customer)}
                  </a>
                  <span class="hint">
                    {tasks
                      .map(({ title, due }) => `${title} · ${format.moment(due.at, host.now())}`)
                      .join(', ')}
                  </span>
                </li>
              ))}
              {found.begins > found.some.length && (
                <li class="hint">
                  {t('preview_more', { count: format.count(found.begins - found.some.length) })}
                </li>
              )}
            </ul>
          )}
        </>
      )}
      <span class="form-acts">
        <button
          type="button"
          class="button button-primary"
          data-act="playbook-on"
          disabled={isEmpty}
          onClick={onStart}
        >
          <Icon name="power" /> {t('playbook_turn_on')}
        </button>
        <span class="hint">{t(isEmpty ? 'playbook_needs_steps' : 'playbook_never_sends')}</span>
      </span>
    </div>
  );
}
