import type { NeverLog } from '../lib/domain/entities.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';

/** Says that nothing of this thread is logged, by which rule, and how to change that. */
export function NeverBanner({ rule }: { rule: NeverLog }) {
  const { t, act } = useBeside();
  const remove = (event: Event) =>
    void act(
      event,
      { name: 'neverLog.remove', args: { rule: rule.id } },
      { said: t('never_removed', { what: rule.label }), undo: true },
    );
  return (
    <div class="banner" data-part="never">
      <Icon name="ban" />
      <span class="banner-text">{t('never_here', { what: rule.label })}</span>
      <button type="button" class="text-button" data-act="never-remove" onClick={remove}>
        {t('never_stop')}
      </button>
    </div>
  );
}
