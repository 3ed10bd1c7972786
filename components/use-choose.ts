import { strongKeys } from '../lib/domain/card-args.ts';
import { displayNameKey } from '../lib/domain/display-name.ts';
import type { Customer } from '../lib/domain/entities.ts';
import { isFirmMailbox } from '../lib/domain/mail-domain.ts';
import { isOrganisation } from '../lib/domain/membership.ts';
import type { Counterpart, Sighting } from '../lib/domain/sighting.ts';
import { useBeside } from './context.ts';
import { nameOf } from './parts.tsx';

/** The name by which a page without better handles is remembered; none where it has better ones. */
export function namesToKeep(sighting: Sighting, person: Counterpart): { channel: string; name: string }[] {
  if (strongKeys(person).length > 0 || sighting.group) return [];
  const { channel } = sighting;
  return displayNameKey(channel, person.name) === null ? [] : [{ channel, name: person.name }];
}

/**
 * "It is them": links what the page knows for certain of somebody; of a person who is but a name, the name is
 * remembered as a "maybe". Undo brings the question back.
 */
export function useChoose(
  sighting: Sighting,
  person: Counterpart | null,
  onKnown: (customer: string | null) => void,
): (event: Event, customer: Customer) => Promise<void> {
  const { t, act, format } = useBeside();
  return async (event, customer) => {
    if (!person) return;
    // A firm's shared mailbox links none of its people.
    const keys = strongKeys(person).filter((key) => isOrganisation(customer.kind) || !isFirmMailbox(key));
    const names = namesToKeep(sighting, person).filter(
      ({ channel, name }) => !customer.displayNames[displayNameKey(channel, name) ?? ''],
    );
    if (keys.length === 0 && names.length === 0) {
      onKnown(customer.id);
      return;
    }
    const args = {
      id: customer.id,
      set: {},
      keys,
      ...(names.length > 0 && { displayNames: names }),
      link: { by: 'user' as const, from: sighting.site },
    };
    const said =
      keys.length > 0
        ? t('linked', { name: nameOf(customer) })
        : t('name_remembered', {
            what: person.name,
            site: format.place(sighting.site),
            name: nameOf(customer),
          });
    const done = await act(
      event,
      { name: 'customer.save', args },
      { said, undo: true, onUndone: () => onKnown(null) },
    );
    if (done) onKnown(customer.id);
  };
}
