import { useLayoutEffect, useState } from 'preact/hooks';
import type { FailureCode } from '../lib/domain/failure.ts';
import { createFormat } from '../lib/domain/format.ts';
import type { Settings } from '../lib/domain/settings.ts';
import { chooseLanguage, createText } from '../lib/domain/text.ts';
import { failureSentence } from './failure-sentence.ts';
import { Icon } from './icon.tsx';

export interface RescueProps {
  settings: Pick<Settings, 'language' | 'theme'>;
  /** Why the book did not open. */
  failure: { code: FailureCode; detail: string };
  /** The last good copy, or null when there is none (yet: undefined while it is looked for). */
  snapshot: { at: number; customers: number } | null | undefined;
  /** Milliseconds since 1970, and the IANA zone of this device. */
  now: number;
  zone: string;
  /** Restores the copy into a new book and keeps the old one as it is. Absent where it cannot be done. */
  onRestore?: () => Promise<void>;
  /** Opens again: also what to do when a newer Beside runs in another window. */
  onRetry: () => void;
  /** The name the broken book is kept under, to tell the user that it is there. */
  kept?: string;
}

/** The book would not open: why, what can be done, and that nothing is deleted. */
export function Rescue(props: RescueProps) {
  const { settings, failure, snapshot, now, zone, onRestore, onRetry, kept } = props;
  const [state, setState] = useState<'idle' | 'working' | 'done'>('idle');
  const [problem, setProblem] = useState('');
  const language = chooseLanguage(settings.language, navigator.languages);
  const t = createText(language);
  const format = createFormat(language, zone, t);
  useLayoutEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dataset.theme = settings.theme;
  }, [language, settings.theme]);

  const restore = async () => {
    if (!onRestore || state === 'working') return;
    setState('working');
    setProblem('');
    try {
      await onRestore();
      setState('done');
    } catch (error) {
      setProblem(failureSentence(error, t));
      setState('idle');
    }
  };
  const newer = failure.code === 'database-newer';
  const when = snapshot ? `${format.exact(snapshot.at)} (${format.ago(snapshot.at, now)})` : '';

  return (
    <div class="beside beside-rescue" data-theme={settings.theme} lang={language}>
      <main class="rescue" data-part="rescue">
        <span class="quiet-icon">
          <Icon name="rescue" size={24} />
        </span>
        <h1 class="quiet-title">{t(newer ? 'rescue_newer' : 'rescue_title')}</h1>
        <p data-part="reason">
          {failure.code === 'database-broken' ? t('rescue_broken') : failureSentence(failure, t)}
        </p>
        <p class="rescue-safe">
          <Icon name="done" /> {t('rescue_safe')}
        </p>
        <div class="rescue-acts">
          <button type="button" class="button button-primary" data-act="retry" onClick={onRetry}>
            <Icon name="refresh" /> {t(newer ? 'rescue_reload' : 'retry')}
          </button>
        </div>
        {!newer && snapshot && (
          <section class="section rescue-copy" data-part="snapshot">
            <h2>{t('rescue_copy')}</h2>
            <p>{t('rescue_copy_what', { when, count: format.count(snapshot.customers) })}</p>
            <p class="hint">{t('rescue_copy_how')}</p>
            {onRestore && state !== 'done' && (
              <button
                type="button"
                class="button"
                data-act="restore"
                disabled={state === 'working'}
                onClick={() => void restore()}
              >
                <Icon name="undo" /> {t(state === 'working' ? 'rescue_working' : 'rescue_restore')}
              </button>
            )}
            <p role="status" data-part="restored">
              {state === 'done' && t('rescue_done')}
            </p>
          </section>
        )}
        {!newer && snapshot === null && <p class="hint">{t('rescue_none')}</p>}
        {problem && (
          <p class="banner" role="alert">
            {problem}
          </p>
        )}
        <p class="hint rescue-detail">
          {failure.code}
          {failure.detail && `: ${failure.detail}`}
          {kept && ` · ${t('rescue_kept', { name: kept })}`}
        </p>
      </main>
    </div>
  );
}
