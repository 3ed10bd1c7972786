import { useEffect, useRef, useState } from 'preact/hooks';
import { useBeside } from './context.ts';
import { HandleFields, type HandleScheme, readHandle } from './handle-fields.tsx';
import { closeOnEscape } from './keys.ts';
import { FormActs } from './parts.tsx';

/** A customer written by hand: a name, and a handle if there is one. */
export function NewCustomer({ onClose }: { onClose: () => void }) {
  const { t, act, host, settings } = useBeside();
  const name = useRef<HTMLInputElement>(null);
  const [scheme, setScheme] = useState<HandleScheme>('tel');
  const [value, setValue] = useState('');
  const [wrong, setWrong] = useState(false);
  useEffect(() => name.current?.focus(), []);

  const save = async (event: Event) => {
    event.preventDefault();
    const called = name.current?.value.trim() ?? '';
    const key = value.trim() === '' ? null : readHandle(scheme, value, settings.region);
    if (value.trim() !== '' && key === null) {
      setWrong(true);
      return;
    }
    if (called === '') {
      name.current?.focus();
      return;
    }
    const args = { set: { name: called }, keys: key ? [key] : [], link: { by: 'user' as const, from: '' } };
    const said = t('customer_saved', { name: called });
    const made = await act(event, { name: 'customer.save', args }, { said, undo: true });
    if (made?.id) host.openDashboard(`customers/${made.id}`);
  };

  return (
    <form
      class="new-customer"
      data-part="new-customer"
      onSubmit={(event) => void save(event)}
      onKeyDown={closeOnEscape(onClose)}
    >
      <label class="label">
        <span>{t('name')}</span>
        <input ref={name} class="field" data-part="new-name" maxLength={200} />
      </label>
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
      <FormActs act="save-customer" label={t('save')} onCancel={onClose} />
    </form>
  );
}
