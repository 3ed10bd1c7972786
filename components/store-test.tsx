import { STORE_STEPS, type StoreTest } from '../lib/domain/sync-desk.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';

/** A clock that is off by less does no harm. */
const OFF_MS = 120_000;

/** What a store can do and cannot, in plain words. */
export function StoreTestView({ test }: { test: StoreTest }) {
  const { t, format } = useBeside();
  const { verdict, passed, guards, skewMs } = test;
  const good = verdict === 'good';
  const off = skewMs !== null && Math.abs(skewMs) > OFF_MS;
  return (
    <div class="store-test" data-part="store-test" data-verdict={verdict}>
      <p class={good ? 'store-good' : 'banner'} role={good ? 'status' : 'alert'}>
        <Icon name={good ? 'done' : 'alert'} />
        <span class="banner-text">{t(`store_${verdict}`)}</span>
      </p>
      {passed.length > 0 && (
        <ul class="store-steps">
          {STORE_STEPS.filter((step) => passed.includes(step)).map((step) => (
            <li key={step}>
              <Icon name="check" size={14} /> {t(`store_step_${step}`)}
            </li>
          ))}
        </ul>
      )}
      {good && !passed.includes('remove') && <p class="hint">{t('store_keeps')}</p>}
      {good && <p class="hint">{t(guards ? 'store_guards' : 'store_guards_not')}</p>}
      {off && verdict !== 'clock' && (
        <p class="banner" role="status">
          <Icon name="wait" />
          <span class="banner-text">{t('store_clock_off', { span: format.span(Math.abs(skewMs)) })}</span>
        </p>
      )}
    </div>
  );
}
