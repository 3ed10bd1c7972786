import type { Warning } from '../lib/domain/say/guard.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';

/** Puts a warning into words. */
export function useGuardWords(): (warning: Warning) => string {
  const { t, format } = useBeside();
  return (warning: Warning): string => {
    if (warning.kind === 'price') {
      const { product, currency, quoted } = warning;
      const prices = {
        said: format.money(warning.said, currency),
        means: format.money(warning.means, currency),
      };
      return t(quoted ? 'guard_price_quoted' : 'guard_price', { product, ...prices });
    }
    if (warning.kind === 'name') return t('guard_name', { name: warning.name });
    if (warning.kind === 'pronoun') return t('guard_pronoun', { said: warning.said, pair: warning.pair });
    return t(warning.kind === 'phone' ? 'guard_phone' : 'guard_link');
  };
}

/** What is odd in the answer that stands in the site's box: words and a tint here, nothing over there. */
export function GuardTint({ warnings }: { warnings: readonly Warning[] | undefined }) {
  const { t } = useBeside();
  const words = useGuardWords();
  return (
    <div class="guard-place" role="status" aria-live="polite">
      {warnings && warnings.length > 0 && (
        <ul class="guard" data-part="guard" aria-label={t('guard_label')}>
          {warnings.map((warning, index) => (
            <li key={index} data-kind={warning.kind}>
              <Icon name="alert" size={14} />
              <span>{words(warning)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
