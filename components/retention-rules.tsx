import { useState } from 'preact/hooks';
import type { ThinReceipt } from '../lib/domain/ledger.ts';
import { EVERY_SITE, keptMonths, type Retention } from '../lib/domain/retention.ts';
import { useBeside } from './context.ts';
import { readOnce, useLive } from './use-live.ts';

/** Months that can be chosen; 0 is for ever. */
const CHOICES = [0, 1, 3, 6, 12, 24, 36, 60] as const;

const total = (sites: Record<string, number>): number =>
  Object.values(sites).reduce((sum, one) => sum + one, 0);

/**
 * How long what was said stays in the log, for all sites and for each. A rule is shown with what it would take away
 * before it holds, because what it took nothing brings back.
 */
export function RetentionRules({ thinned }: { thinned: ThinReceipt[] }) {
  const { t, host, settings, format, fail, notify, mayAct } = useBeside();
  const [wished, setWished] = useState<Retention | null>(null);
  const [found, setFound] = useState<Record<string, number> | null>(null);
  const ledger = useLive(host.store, { name: 'ledger', args: {} }).value;
  const rules = wished ?? settings.retention;
  const sites = [
    ...new Set([
      ...Object.keys(ledger?.reads ?? {}),
      ...Object.keys(rules).filter((site) => site !== EVERY_SITE),
    ]),
  ].sort((a, b) => format.place(a).localeCompare(format.place(b)));
  const choose = (site: string, value: string) => {
    const next = { ...rules };
    if (value === '') delete next[site];
    else next[site] = Number(value);
    setWished(next);
    setFound(null);
    readOnce(host.store, { name: 'retention', args: { rules: next, now: host.now() } }).then(setFound, fail);
  };
  const keep = (event: Event) => {
    if (!wished || !mayAct(event)) return;
    host.saveSettings({ retention: wished }).then(() => {
      setWished(null);
      notify({ text: t('retention_kept') });
    }, fail);
  };
  const count = found && total(found);
  return (
    <div class="import" data-part="retention-rules">
      <p class="hint">{t('retention_hint')}</p>
      <Rule label={t('retention_every')} site={EVERY_SITE} rules={rules} onChoose={choose} />
      {sites.map((site) => (
        <Rule key={site} label={format.place(site)} site={site} rules={rules} onChoose={choose} />
      ))}
      {wished && (
        <div class="import-choice" role="status" data-part="retention-preview">
          {count === null
            ? t('retention_counting')
            : count === 0
              ? t('retention_nothing')
              : t('retention_would', { count: format.count(count) })}
        </div>
      )}
      {wished && (
        <span class="form-acts">
          <button
            type="button"
            class={count ? 'button button-danger' : 'button button-primary'}
            data-act="retention-keep"
            disabled={count === null}
            onClick={keep}
          >
            {t('retention_keep')}
          </button>
          <button type="button" class="button" data-act="retention-cancel" onClick={() => setWished(null)}>
            {t('cancel')}
          </button>
        </span>
      )}
      {thinned.length > 0 && (
        <ul class="rules" data-part="thinned">
          {thinned.slice(0, 12).map(({ at, sites: gone }) => (
            <li key={at} class="rule">
              <span>
                {t('retention_did', {
                  count: format.count(total(gone)),
                  when: format.moment(at, host.now()),
                })}
                <span class="hint">
                  {Object.entries(gone)
                    .map(([site, many]) => `${format.place(site)}: ${format.count(many)}`)
                    .join(' · ')}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Rule(props: {
  label: string;
  site: string;
  rules: Retention;
  onChoose: (site: string, value: string) => void;
}) {
  const { t } = useBeside();
  const { label, site, rules } = props;
  const own = rules[site];
  const words = (months: number) =>
    months === 0 ? t('retention_ever') : t('retention_months', { count: months });
  return (
    <label class="retention-rule">
      <span>{label}</span>
      <select
        class="field"
        data-act="retention"
        data-site={site}
        value={own === undefined ? (site === EVERY_SITE ? '0' : '') : String(own)}
        onChange={(event) => props.onChoose(site, event.currentTarget.value)}
      >
        {site !== EVERY_SITE && (
          <option value="">{t('retention_as_others', { kept: words(keptMonths(rules, EVERY_SITE)) })}</option>
        )}
        {CHOICES.map((months) => (
          <option key={months} value={String(months)}>
            {words(months)}
          </option>
        ))}
      </select>
    </label>
  );
}
