import { useState } from 'preact/hooks';
import type { Customer } from '../lib/domain/entities.ts';
import { useBeside } from './context.ts';
import { HandleFields, type HandleScheme, readHandle } from './handle-fields.tsx';
import { Icon } from './icon.tsx';
import { closeOnEscape } from './keys.ts';
import { FormActs, IconButton, Section } from './parts.tsx';

/** Every handle of a customer, with why it is theirs. */
export function Identities({ customer }: { customer: Customer }) {
  const { t, act, format, host } = useBeside();
  const [adding, setAdding] = useState(false);
  const links = Object.entries(customer.links).toSorted(([, a], [, b]) => a.at - b.at);
  const unlink = (event: Event, key: string) =>
    void act(
      event,
      { name: 'identity.unlink', args: { customer: customer.id, key } },
      { said: t('identity_removed', { what: format.handle(key) }), undo: true },
    );
  return (
    <Section
      part="identities"
      title={t('identities')}
      tools={
        !adding && (
          <IconButton
            act="add-identity"
            icon="plus"
            label={t('identity_add')}
            onAct={() => setAdding(true)}
          />
        )
      }
    >
      {adding && <AddHandle customer={customer.id} onClose={() => setAdding(false)} />}
      {links.length === 0 && !adding && <p class="empty">{t('identities_none')}</p>}
      <ul class="identities">
        {links.map(([key, evidence]) => (
          <li key={key} class="identity" data-part="identity" data-key={key}>
            <span class={evidence.doubtful ? 'fact-late' : 'fact-sure'}>
              <Icon name={evidence.doubtful ? 'help' : 'done'} />
            </span>
            <span class="identity-text">
              <span class="handle">{format.handle(key)}</span>
              <span class="hint" title={format.exact(evidence.at)}>
                {evidence.doubtful && `${t('sure_doubtful')} · `}
                {t(`evidence_${evidence.by}`, {
                  from: format.place(evidence.from),
                  when: format.day(evidence.at, host.now()),
                })}
              </span>
            </span>
            {host.mayDestroy && (
              <span class="row-tools">
                <IconButton
                  act="remove-identity"
                  icon="close"
                  label={t('identity_remove', { what: format.handle(key) })}
                  onAct={(event) => unlink(event, key)}
                />
              </span>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function AddHandle({ customer, onClose }: { customer: string; onClose: () => void }) {
  const { t, act, format, settings } = useBeside();
  const [scheme, setScheme] = useState<HandleScheme>('tel');
  const [value, setValue] = useState('');
  const [wrong, setWrong] = useState(false);
  const save = async (event: Event) => {
    event.preventDefault();
    const key = readHandle(scheme, value, settings.region);
    if (!key) {
      setWrong(true);
      return;
    }
    const args = { customer, key, link: { by: 'user' as const, from: '' } };
    const said = t('identity_added', { what: format.handle(key) });
    if (await act(event, { name: 'identity.link', args }, { said, undo: true })) onClose();
  };
  return (
    <form
      class="note-form"
      data-part="identity-form"
      onSubmit={(event) => void save(event)}
      onKeyDown={closeOnEscape(onClose)}
    >
      <HandleFields
        scheme={scheme}
        value={value}
        wrong={wrong}
        onChange={(next, text) => {
          setScheme(next);
          setValue(text);
          setWrong(false);
        }}
      />
      <FormActs act="save-identity" label={t('identity_add')} onCancel={onClose} />
    </form>
  );
}
