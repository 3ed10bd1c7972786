import { useBeside } from './context.ts';
import { writeRoute } from './hash-route.ts';
import { Icon } from './icon.tsx';
import { useLive } from './use-live.ts';

/** How long the book may be ahead of its backup before it is said on every page. */
const LATE_MS = 3 * 86_400_000;

/** Says since when no backup was written, while that is long ago and the book has changed. */
export function LateBackup() {
  const { t, host, format } = useBeside();
  const living = useLive(host.store, { name: 'living', args: {} }).value;
  const now = host.now();
  if (!living?.behind || living.lastAt === null || now - living.lastAt < LATE_MS) return null;
  return (
    <p class="banner" role="status" data-part="late-backup">
      <Icon name="alert" />
      <span class="banner-text">
        {t('living_since', { when: format.moment(living.lastAt, now), folder: living.folder })}{' '}
        <a href={writeRoute('transfer')} data-act="go-late-backup">
          {t('living_look')}
        </a>
      </span>
    </p>
  );
}
