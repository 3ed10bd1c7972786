import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Customer } from '../lib/domain/entities.ts';
import { dayOf, type FieldType } from '../lib/domain/filter/field-value.ts';
import { bareFieldName, isPrivateField, PRIVATE } from '../lib/domain/private-field.ts';
import type { FilterValues } from '../lib/domain/query.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { closeOnEscape } from './keys.ts';
import { Stale } from './stale.tsx';
import { useLive } from './use-live.ts';

/** Names may be so long, as the book keeps them. */
const NAME_MAX = 64;

/** The seller's own fields of a customer, edited in place; a new one needs a name and nothing else. */
export function CustomFields({ customer }: { customer: Customer }) {
  const { t, act } = useBeside();
  const [editing, setEditing] = useState<string | null>(null);
  const save = async (event: Event, name: string, value: string) => {
    setEditing(null);
    if ((customer.fields[name] ?? '') === value) return;
    const args = { id: customer.id, set: { fields: { [name]: value === '' ? null : value } } };
    const said = value === '' ? t('field_removed', { name: bareFieldName(name) }) : t('saved');
    await act(event, { name: 'customer.save', args }, { said, undo: true });
  };
  const names = Object.keys(customer.fields).sort((a, b) =>
    bareFieldName(a).localeCompare(bareFieldName(b), 'vi'),
  );
  return (
    <>
      <dl class="profile" data-part="custom-fields">
        {names.map((name) => (
          <div key={name}>
            <dt>
              {isPrivateField(name) && <Icon name="lock" size={12} />} {bareFieldName(name)}
            </dt>
            <dd>
              {editing === name ? (
                <FieldForm
                  name={name}
                  value={customer.fields[name] ?? ''}
                  onSave={(event, _name, value) => void save(event, name, value)}
                  onClose={() => setEditing(null)}
                />
              ) : (
                <button
                  type="button"
                  class="editable"
                  data-act="edit-field"
                  data-field={name}
                  title={t('field_edit', { name: bareFieldName(name) })}
                  onClick={() => setEditing(name)}
                >
                  <Value text={customer.fields[name] ?? ''} />
                </button>
              )}
              <Stale customer={customer} name={`fields/${name}`} />
            </dd>
          </div>
        ))}
      </dl>
      {editing === '' ? (
        <FieldForm
          name=""
          value=""
          onSave={(event, name, value) => void save(event, name, value)}
          onClose={() => setEditing(null)}
        />
      ) : (
        <span>
          <button type="button" class="text-button" data-act="add-field" onClick={() => setEditing('')}>
            <Icon name="plus" size={14} /> {t('field_add')}
          </button>
        </span>
      )}
    </>
  );
}

/** A day is written as people of the language write it; everything else as it was typed. */
function Value({ text }: { text: string }) {
  const { format } = useBeside();
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? dayOf(text) : null;
  return <>{day ? format.date(day) : text}</>;
}

/** What the field is in the rest of the book: the name is matched as it is written, private or not. */
function known(values: FilterValues | undefined, name: string): FilterValues['fields'][number] | null {
  return values?.fields.find((field) => bareFieldName(field.name) === name.trim()) ?? null;
}

function FieldForm(props: {
  /** '' for a new field. */
  name: string;
  value: string;
  onSave: (event: Event, name: string, value: string) => void;
  onClose: () => void;
}) {
  const { t, host } = useBeside();
  const values = useLive(host.store, { name: 'filterValues', args: {} }).value;
  const [name, setName] = useState(bareFieldName(props.name));
  const [value, setValue] = useState(props.value);
  const [hidden, setHidden] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const list = useId();
  useEffect(() => first.current?.focus(), []);
  const field = known(values, name);
  const type: FieldType = field?.type ?? 'text';
  // A day that is not written as one, among days, must still be seen.
  const isDay = type === 'date' && (value === '' || /^\d{4}-\d\d-\d\d$/.test(value));
  const isNew = props.name === '';
  const full = isNew ? (field?.name ?? (hidden ? PRIVATE : '') + name.trim()) : props.name;
  return (
    <form
      class="field-form"
      data-part="field-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (bareFieldName(full) !== '') props.onSave(event, full, value.trim());
      }}
      onKeyDown={closeOnEscape(props.onClose)}
    >
      {isNew && (
        <label class="label">
          <span>{t('field_name_new')}</span>
          <input
            ref={first}
            class="field"
            data-part="field-name"
            list={`${list}-names`}
            maxLength={NAME_MAX - PRIVATE.length}
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
          <datalist id={`${list}-names`}>
            {(values?.fields ?? []).map((one) => (
              <option key={one.name} value={bareFieldName(one.name)} />
            ))}
          </datalist>
        </label>
      )}
      <label class="label">
        <span class={isNew ? '' : 'unseen'}>{isNew ? t('field_value') : bareFieldName(props.name)}</span>
        <input
          ref={isNew ? undefined : first}
          class="field"
          data-part="field-value"
          data-type={type}
          type={isDay ? 'date' : 'text'}
          inputMode={type === 'number' ? 'decimal' : undefined}
          list={type === 'choice' ? `${list}-values` : undefined}
          maxLength={2000}
          value={value}
          onInput={(event) => setValue(event.currentTarget.value)}
        />
        {type === 'choice' && (
          <datalist id={`${list}-values`}>
            {field?.values.map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
        )}
      </label>
      {isNew && field === null && (
        <label class="check">
          <input
            type="checkbox"
            data-act="field-private"
            checked={hidden}
            onChange={() => setHidden(!hidden)}
          />
          <span>
            {t('field_private')}
            <span class="hint">{t('field_private_hint')}</span>
          </span>
        </label>
      )}
      <span class="form-acts">
        <button type="submit" class="button button-primary" data-act="save-field">
          {t('save')}
        </button>
        {!isNew && (
          <button
            type="button"
            class="text-button danger"
            data-act="remove-field"
            onClick={(event) => props.onSave(event, props.name, '')}
          >
            {t('field_remove')}
          </button>
        )}
        <button type="button" class="text-button" onClick={props.onClose}>
          {t('cancel')}
        </button>
      </span>
    </form>
  );
}
