import { useState } from 'preact/hooks';
import { useBeside } from './context.ts';
import { ACTIONS, type Action, isComposing, keyOf, writeKey } from './keys.ts';
import { Section } from './parts.tsx';

/** Actions that are never on screen together may share a key. */
const TOGETHER: Action[][] = [
  [
    'save',
    'link',
    'log',
    'note',
    'remind',
    'draft',
    'tag',
    'order',
    'quote',
    'edit',
    'consent',
    'undo',
    'menu',
    'find',
    'help',
  ],
  ['next', 'previous', 'pick', 'snooze', 'done', 'undo', 'find', 'help'],
];

/** The action that has this key already, among those that are on screen with `action`. */
export function clash(action: Action, key: string, chosen: Record<string, string>): Action | null {
  const others = TOGETHER.filter((group) => group.includes(action)).flat();
  return others.find((other) => other !== action && keyOf(other, chosen).toLowerCase() === key) ?? null;
}

/** Every key, changed by pressing the new one. */
export function KeySettings(props: {
  keys: Record<string, string>;
  onSave: (keys: Record<string, string>) => void;
}) {
  const { t, notify } = useBeside();
  const [listening, setListening] = useState<Action | null>(null);
  const hear = (event: KeyboardEvent, action: Action) => {
    if (listening !== action || isComposing(event)) return;
    if (event.key === 'Escape' || event.key === 'Tab') {
      setListening(null);
      return;
    }
    if (event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const key = event.key.toLowerCase();
    const taken = clash(action, key, props.keys);
    if (taken) {
      notify({ text: t('key_taken', { key: writeKey(key), action: t(`key_${taken}`) }), tone: 'fail' });
      return;
    }
    setListening(null);
    props.onSave({ ...props.keys, [action]: key });
  };
  return (
    <Section part="keys" title={t('keys_title')} aside={t('keys_change')}>
      <ul class="key-settings">
        {(Object.keys(ACTIONS) as Action[]).map((action) => (
          <li key={action}>
            <span>{t(`key_${action}`)}</span>
            <button
              type="button"
              class={listening === action ? 'key-button key-listening' : 'key-button'}
              data-act={`key-${action}`}
              aria-label={t('key_change', {
                action: t(`key_${action}`),
                key: writeKey(keyOf(action, props.keys)),
              })}
              aria-pressed={listening === action}
              onClick={() => setListening(listening === action ? null : action)}
              onBlur={() => setListening(null)}
              onKeyDown={(event) => hear(event, action)}
            >
              {listening === action ? t('key_press') : writeKey(keyOf(action, props.keys))}
            </button>
          </li>
        ))}
      </ul>
      {Object.keys(props.keys).length > 0 && (
        <span>
          <button type="button" class="text-button" data-act="keys-reset" onClick={() => props.onSave({})}>
            {t('keys_reset')}
          </button>
        </span>
      )}
    </Section>
  );
}
