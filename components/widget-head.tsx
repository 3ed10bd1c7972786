import { useBeside } from './context.ts';
import { failureSentence } from './failure-sentence.ts';
import { Icon } from './icon.tsx';
import { IconButton } from './parts.tsx';
import { DueRow } from './today-rows.tsx';
import { useLive } from './use-live.ts';

/** Something that the embedding page should know, and the seller too. */
export interface WidgetTrouble {
  code: string;
  detail: string;
}

export interface WidgetHeadProps {
  troubles: readonly WidgetTrouble[];
  /** Ids of reminders that rang here and were not put away. */
  rung: readonly string[];
  onHush: () => void;
}

/** What stands above everything in the panel of an embedding page: what rings now, and what does not work here. */
export function WidgetHead({ troubles, rung, onHush }: WidgetHeadProps) {
  const { t } = useBeside();
  return (
    <>
      {troubles.map((trouble) => (
        <p key={`${trouble.code} ${trouble.detail}`} class="widget-trouble" data-part="trouble" role="status">
          <Icon name="alert" size={14} />
          <span>{sentence(trouble, t)}</span>
        </p>
      ))}
      {rung.length > 0 && <Rung rung={rung} onHush={onHush} />}
    </>
  );
}

function sentence({ code, detail }: WidgetTrouble, t: ReturnType<typeof useBeside>['t']): string {
  switch (code) {
    case 'storage-refused':
      return t('widget_memory');
    case 'bad-identity':
      return detail ? t('widget_bad_kind', { kind: detail }) : t('widget_bad_handle');
    case 'bad-attribute':
      return t('widget_bad_attribute', { name: detail });
    case 'two-versions':
      return t('widget_two_versions');
    default:
      return failureSentence({ code, detail }, t);
  }
}

function Rung({ rung, onHush }: { rung: readonly string[]; onHush: () => void }) {
  const { t, host } = useBeside();
  const open = useLive(host.store, { name: 'openReminders', args: {} }).value ?? [];
  const rows = open.filter(({ reminder }) => rung.includes(reminder.id) && reminder.due.at <= host.now());
  if (rows.length === 0) return null;
  return (
    <section class="widget-rings" data-part="rings" aria-label={t('widget_rings')}>
      <header class="widget-rings-head">
        <Icon name="bell" size={14} />
        <b role="status">{t('widget_rings')}</b>
        <IconButton act="hush" icon="close" label={t('close')} onAct={onHush} />
      </header>
      <ul class="due-list">
        {rows.map((row) => (
          <DueRow key={row.reminder.id} row={row} />
        ))}
      </ul>
    </section>
  );
}
