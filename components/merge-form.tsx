import { useState } from 'preact/hooks';
import { CHOSEN_FIELDS, type ChosenField, type Customer } from '../lib/domain/entities.ts';
import type { PriceGroup } from '../lib/domain/say/rows.ts';
import { knownKey } from '../lib/domain/text.ts';
import { useBeside } from './context.ts';
import { closeOnEscape } from './keys.ts';
import { FormActs, nameOf } from './parts.tsx';
import { useLive } from './use-live.ts';

/** The one who is shown: who was written to more, then who was there first. */
export function shownFirst(one: Customer, other: Customer): [kept: Customer, member: Customer] {
  const isFirst =
    one.contactCount !== other.contactCount
      ? one.contactCount > other.contactCount
      : one.createdAt <= other.createdAt;
  return isFirst ? [one, other] : [other, one];
}

/** Fields whose values differ, and so have to be chosen; where only one has a value, that one is shown. */
function differences(kept: Customer, member: Customer): { open: ChosenField[]; given: ChosenField[] } {
  const open: ChosenField[] = [];
  const given: ChosenField[] = [];
  for (const field of CHOSEN_FIELDS) {
    const [mine, theirs] = [kept[field], member[field]];
    if (mine === theirs || theirs === '') continue;
    if (mine === '') given.push(field);
    else open.push(field);
  }
  return { open, given };
}

export interface MergeFormProps {
  kept: Customer;
  member: Customer;
  onDone: () => void;
  onClose: () => void;
}

/** Chooses what the merged card shows, and merges. Nothing is lost: the other value comes back with a split. */
export function MergeForm({ kept, member, onDone, onClose }: MergeFormProps) {
  const { t, act, host } = useBeside();
  const groups = useLive(host.store, { name: 'priceList', args: {} }).value?.groups ?? [];
  const { open, given } = differences(kept, member);
  const [theirs, setTheirs] = useState<ReadonlySet<ChosenField>>(new Set());
  const merge = async (event: Event) => {
    event.preventDefault();
    const args = { kept: kept.id, member: member.id, shown: [...given, ...theirs] };
    const said = t('merged', { name: nameOf(kept) });
    if (await act(event, { name: 'customer.merge', args }, { said, undo: true })) onDone();
  };
  const choose = (field: ChosenField, isTheirs: boolean) => {
    const next = new Set(theirs);
    if (isTheirs) next.add(field);
    else next.delete(field);
    setTheirs(next);
  };
  return (
    <form
      class="merge-form"
      data-part="merge-form"
      onSubmit={(event) => void merge(event)}
      onKeyDown={closeOnEscape(onClose)}
    >
      {open.length === 0 ? (
        <p class="hint">{t('merge_nothing_differs')}</p>
      ) : (
        open.map((field) => (
          <fieldset key={field} class="merge-field">
            <legend>{t(`field_${field}`)}</legend>
            {[kept, member].map((customer) => (
              <label key={customer.id} class="check">
                <input
                  type="radio"
                  name={field}
                  checked={theirs.has(field) === (customer === member)}
                  onChange={() => choose(field, customer === member)}
                />
                <span>{shownValue(customer, field, t, groups)}</span>
              </label>
            ))}
          </fieldset>
        ))
      )}
      <FormActs act="merge" label={t('merge')} onCancel={onClose} />
    </form>
  );
}

function shownValue(
  customer: Customer,
  field: ChosenField,
  t: ReturnType<typeof useBeside>['t'],
  groups: readonly PriceGroup[],
): string {
  const value = customer[field];
  if (field === 'priceGroup') return groups.find(({ id }) => id === value)?.name ?? value;
  const key = field === 'kind' || field === 'stage' ? knownKey(`${field}_${value}`) : null;
  return key ? t(key) : value;
}
