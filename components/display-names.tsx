import type { Customer } from '../lib/domain/entities.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { IconButton, Section } from './parts.tsx';

/** The names a customer goes by where names are all that is shown, and how to forget them. */
export function DisplayNames({ customer }: { customer: Customer }) {
  const { t, act, format, host } = useBeside();
  const names = Object.entries(customer.displayNames).toSorted(([, a], [, b]) => a.at - b.at);
  if (names.length === 0) return null;
  const forget = (event: Event, key: string, name: string) =>
    void act(
      event,
      { name: 'displayName.forget', args: { customer: customer.id, key } },
      { said: t('name_forgotten', { what: name }), undo: true },
    );
  return (
    <Section part="display-names" title={t('names_seen')}>
      <ul class="identities">
        {names.map(([key, { name, from, at, by }]) => (
          <li key={key} class="identity" data-part="display-name" data-key={key}>
            <Icon name="help" />
            <span class="identity-text">
              <span class="handle">{name}</span>
              <span class="hint">
                {t(`evidence_${by}`, { from: format.place(from), when: format.day(at, host.now()) })} ·{' '}
                {t('names_maybe', { site: format.place(key.slice(0, key.indexOf(':'))) })}
              </span>
            </span>
            <span class="row-tools">
              <IconButton
                act="forget-name"
                icon="close"
                label={t('name_forget', { what: name })}
                onAct={(event) => forget(event, key, name)}
              />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
