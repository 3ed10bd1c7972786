import { useEffect, useRef } from 'preact/hooks';
import { useBeside } from './context.ts';
import { focusedElement } from './focus.ts';
import { Icon } from './icon.tsx';
import { ACTIONS, type Action, keyOf } from './keys.ts';
import { Key } from './parts.tsx';

/** The only thing to press in the list is its close button: Tab stays there while the list is open. */
function stay(event: KeyboardEvent): void {
  if (event.key === 'Tab') event.preventDefault();
}

/** The list of keys, opened by `?`. */
export function ShortcutList({ onClose }: { onClose: () => void }) {
  const { t, settings } = useBeside();
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const before = focusedElement();
    close.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <div class="sheet-place">
      <div class="sheet" role="dialog" aria-modal="true" aria-label={t('keys_title')} data-part="shortcuts">
        <div class="sheet-head">
          <h2>{t('keys_title')}</h2>
          <button
            ref={close}
            type="button"
            class="icon-button"
            aria-label={t('close')}
            onClick={onClose}
            onKeyDown={stay}
          >
            <Icon name="close" />
          </button>
        </div>
        <dl class="key-list">
          {(Object.keys(ACTIONS) as Action[]).map((action) => (
            <div key={action}>
              <dt>{t(`key_${action}`)}</dt>
              <dd>
                <Key of={keyOf(action, settings.keys)} />
              </dd>
            </div>
          ))}
          <div>
            <dt>{t('key_digit')}</dt>
            <dd>
              <Key of="Alt" /> <Key of="1…9" />
            </dd>
          </div>
        </dl>
        <p class="hint">{t('keys_hint')}</p>
      </div>
    </div>
  );
}
