import { useState } from 'preact/hooks';
import { normaliseIdentity } from '../lib/domain/identity.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { IconButton, Quiet } from './parts.tsx';
import { useLive } from './use-live.ts';

/** `a@b.vn` → an address, `@b.vn` or `b.vn` → a domain, a number → a phone of `region`. Null when it is none of them. */
export function readRule(text: string, region = 'VN'): { rule: string; label: string } | null {
  const value = text.trim().toLowerCase();
  const domain = /^@?((?:[\p{L}\p{N}-]+\.)+[\p{L}]{2,})$/u.exec(value)?.[1];
  if (domain) return { rule: `domain:${domain}`, label: `@${domain}` };
  const key = normaliseIdentity(value.includes('@') ? `email:${value}` : `tel:${value}`, region);
  return key ? { rule: key, label: value } : null;
}

/** Who and what is never logged. */
export function NeverSection() {
  const { t, host, act, format, settings } = useBeside();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  const rules = useLive(host.store, { name: 'neverLog', args: {} }).value;
  const add = async (event: Event) => {
    event.preventDefault();
    const read = readRule(text, settings.region);
    setWrong(read === null);
    if (!read) return;
    const said = t('never_added', { what: read.label });
    if (await act(event, { name: 'neverLog.add', args: read }, { said, undo: true })) setText('');
  };
  return (
    <div class="sheet-page">
      <h1 class="page-title">{t('section_never_log')}</h1>
      <p class="hint">{t('never_hint')}</p>
      <form class="line-form" onSubmit={(event) => void add(event)}>
        <input
          class="field"
          data-part="never-field"
          aria-label={t('never_field')}
          placeholder={t('never_field')}
          maxLength={320}
          aria-invalid={wrong}
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setWrong(false);
          }}
        />
        <button type="submit" class="button button-primary" data-act="never-add">
          <Icon name="ban" /> {t('never_add_button')}
        </button>
      </form>
      {wrong && (
        <p class="hint fact-long" role="alert">
          {t('never_wrong')}
        </p>
      )}
      {rules?.length === 0 && (
        <Quiet part="never-empty" icon="ban" title={t('never_empty_title')} text={t('never_empty_text')} />
      )}
      <ul class="rules">
        {(rules ?? []).map((rule) => (
          <li key={rule.id} class="rule" data-part="rule">
            <span>
              <b>{rule.label}</b>
              <span class="hint">{t('never_since', { when: format.day(rule.at, host.now()) })}</span>
            </span>
            <IconButton
              act="never-remove"
              icon="close"
              label={t('never_remove', { what: rule.label })}
              onAct={(event) =>
                void act(
                  event,
                  { name: 'neverLog.remove', args: { rule: rule.id } },
                  { said: t('never_removed', { what: rule.label }), undo: true },
                )
              }
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
