import { cardArgs } from '../lib/domain/card-args.ts';
import type { Settings } from '../lib/domain/settings.ts';
import { useBeside } from './context.ts';
import { useGuardWords } from './guard-tint.tsx';
import type { Host, PageState } from './host.ts';
import { Icon } from './icon.tsx';
import { initials, nameOf } from './parts.tsx';
import { sameSubject } from './subject.ts';
import { Surface } from './surface.tsx';
import { useDrag } from './use-drag.ts';
import { useLive } from './use-live.ts';
import { useProposals } from './use-proposals.ts';

export interface LauncherProps {
  host: Host;
  page: PageState;
  settings: Settings;
}

/** The panel, collapsed to a tab of 48 px: whether this person is known, and what is due for them. */
export function Launcher({ host, page, settings }: LauncherProps) {
  return (
    <Surface host={host} settings={settings} name="launcher">
      <LauncherButton page={page} />
    </Surface>
  );
}

function LauncherButton({ page }: { page: PageState }) {
  const { t, host } = useBeside();
  const { sighting } = page;
  const drag = useDrag(host.moveBy);
  const readable = sighting && sighting.health === 'ok' && !sighting.group;
  const args = readable ? cardArgs(sighting) : null;
  const card = useLive(host.store, args && { name: 'card', args });
  const view = args && card.of && sameSubject(card.of.args, args) ? card.value : undefined;
  const customer = view?.customers.length === 1 ? view.customers[0] : undefined;
  const now = host.now();
  const due = customer
    ? (view?.detail?.reminders.filter((one) => one.state === 'open' && one.due.at <= now).length ?? 0)
    : 0;
  const promised = useProposals(page).length;
  const known = customer
    ? due > 0
      ? t('launcher_due', { name: nameOf(customer), count: due })
      : t('launcher_known', { name: nameOf(customer) })
    : t('launcher');
  const who = promised > 0 ? t('launcher_promised', { label: known, count: promised }) : known;
  const inWords = useGuardWords();
  const odd = (page.warnings ?? []).map(inWords);
  const label = odd.length > 0 ? `${t('guard_label')}: ${odd.join(' · ')}` : who;
  return (
    <main class="launcher-place">
      <h1 class="unseen">{t('app')}</h1>
      <button
        type="button"
        class={`launcher${customer ? ' launcher-known' : ''}${odd.length > 0 ? ' launcher-odd' : ''}`}
        data-act="expand"
        aria-label={label}
        title={label}
        onPointerDown={drag.onPointerDown}
        onPointerMove={drag.onPointerMove}
        onKeyDown={drag.onKeyDown}
        onClick={() => {
          if (!drag.wasDragged()) host.setOpen?.(true);
        }}
      >
        {/* Drawn by the style sheet: the button's name says it all, and says it in words. */}
        {odd.length > 0 ? (
          <Icon name="alert" size={20} />
        ) : customer ? (
          <span class="launcher-initials" data-text={initials(nameOf(customer))} />
        ) : (
          <Icon name="book" size={20} />
        )}
        {due > 0 && <span class="launcher-due" data-part="due-count" data-text={due > 9 ? '9+' : due} />}
        {promised > 0 && (
          <span class="launcher-promised" data-part="promise-waits">
            <Icon name="remind" size={14} />
          </span>
        )}
        {customer && due === 0 && promised === 0 && (
          <span class="launcher-dot" data-part="known" aria-hidden="true" />
        )}
      </button>
    </main>
  );
}
