import { strongKeys } from '../lib/domain/card-args.ts';
import type { Customer } from '../lib/domain/entities.ts';
import type { Counterpart } from '../lib/domain/sighting.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { Avatar, nameOf } from './parts.tsx';

/** Who of the thread is looked at: a customer, or one of the people of the page by place. Null: the first. */
export type Pick = { customer: string } | { person: number } | null;

export interface PeopleBarProps {
  people: Counterpart[];
  customers: Customer[];
  shown: string | null;
  /** Place of the unknown person that is shown; -1 for none. */
  stranger: number;
  /** One person of the page fits several customers. */
  contested: boolean;
  onPick: (pick: Pick) => void;
}

/** Everybody of the thread, to look at one at a time. */
export function PeopleBar({ people, customers, shown, stranger, contested, onPick }: PeopleBarProps) {
  const { t, format } = useBeside();
  const held = new Set(customers.flatMap((customer) => customer.keys));
  const unknown = contested
    ? []
    : people
        .map((person, index) => ({ person, index }))
        .filter(({ person }) => !strongKeys(person).some((key) => held.has(key)));
  return (
    <section class="people-bar" data-part={contested ? 'several' : 'people'} aria-label={t('people')}>
      {contested ? (
        <h1 class="people-title">{t('several_line', { count: customers.length })}</h1>
      ) : (
        <p class="people-title">{t('people_line', { count: people.length })}</p>
      )}
      <div class="people-chips">
        {customers.map((customer) => (
          <button
            key={customer.id}
            type="button"
            class="person-chip"
            data-act="pick-customer"
            data-customer={customer.id}
            aria-pressed={shown === customer.id}
            onClick={() => onPick({ customer: customer.id })}
          >
            <Avatar name={nameOf(customer)} id={customer.id} size="s" />
            <span class="person-chip-name">{nameOf(customer)}</span>
            {contested && <span class="code">{customer.code}</span>}
          </button>
        ))}
        {unknown.map(({ person, index }) => (
          <button
            key={index}
            type="button"
            class="person-chip person-chip-unknown"
            data-act="pick-person"
            aria-pressed={stranger === index}
            onClick={() => onPick({ person: index })}
          >
            <Icon name="user-plus" size={14} />
            <span class="person-chip-name">
              {person.name || (person.identities[0] ? format.handle(person.identities[0]) : t('nameless'))}
            </span>
          </button>
        ))}
      </div>
    </section>
  );
}
