import { useState } from 'preact/hooks';
import { strongKeys } from '../lib/domain/card-args.ts';
import type { Customer } from '../lib/domain/entities.ts';
import type { Counterpart, Sighting } from '../lib/domain/sighting.ts';
import { useBeside, useKey } from './context.ts';
import { CustomerSearch } from './customer-search.tsx';
import { Draft } from './draft.tsx';
import type { PageState } from './host.ts';
import { Icon } from './icon.tsx';
import { keyOf } from './keys.ts';
import { ActionButton, Avatar, Key, nameOf } from './parts.tsx';

export interface StrangerProps {
  sighting: Sighting;
  page: PageState;
  person: Counterpart;
  /** Customers of the same name: a hint, never a match. */
  maybe: Customer[];
  /** The seller made or named the customer: shown for this opening, also where no identity can be kept. */
  onKnown: (customer: string) => void;
}

/**
 * Somebody who is not in the book, or whom the page names only by a display name. One key saves; one key says "yes,
 * it is them". Nothing of a "maybe" customer but the name is shown.
 */
export function Stranger({ sighting, page, person, maybe, onKnown }: StrangerProps) {
  const { t, act, format, settings } = useBeside();
  const [searching, setSearching] = useState(false);
  const keys = strongKeys(person);
  const link = { by: 'page' as const, from: sighting.site };
  const name = person.name || (keys[0] ? format.handle(keys[0]) : '');

  const save = async (event: Event) => {
    const args = { set: { name }, keys, link };
    const made = await act(
      event,
      { name: 'customer.save', args },
      { said: t('customer_saved', { name }), undo: true },
    );
    if (made?.id) onKnown(made.id);
  };
  useKey('save', (event) => void save(event), name !== '');

  const choose = async (event: Event, customer: Customer) => {
    const key = keys[0];
    if (!key) {
      onKnown(customer.id);
      return;
    }
    const args = { id: customer.id, set: {}, keys, link: { by: 'user' as const, from: sighting.site } };
    const said = t('linked', { name: nameOf(customer) });
    const done = await act(event, { name: 'customer.save', args }, { said, undo: true });
    if (done) onKnown(customer.id);
  };
  const first = maybe[0];
  useKey('link', (event) => first && void choose(event, first), maybe.length === 1);
  useKey('find', () => setSearching(true));

  const unsure = maybe.length > 0 || person.strength === 'weak';
  return (
    <article class="card" data-part={maybe.length > 0 ? 'maybe' : 'unknown'}>
      <header class="who">
        <span class="avatar avatar-l avatar-unknown" aria-hidden="true">
          <Icon name={maybe.length > 0 ? 'help' : 'user'} size={20} />
        </span>
        <div class="who-text">
          <h1 class="who-name" data-part="name">
            {name || t('nameless')}
          </h1>
          <p class="who-line">{t(maybe.length > 0 ? 'maybe_line' : 'unknown_line')}</p>
        </div>
      </header>
      {maybe.length > 0 && (
        <ul class="people" data-part="maybe-list">
          {maybe.map((customer) => (
            <li key={customer.id} class="person">
              <Avatar name={nameOf(customer)} id={customer.id} size="s" />
              <span class="person-text">
                <b>{t('maybe_name', { name: nameOf(customer) })}</b>
                <span class="hint">{t('maybe_why', { code: customer.code })}</span>
              </span>
              <button
                type="button"
                class="button"
                data-act="link"
                onClick={(event) => void choose(event, customer)}
              >
                {t('maybe_yes')} {maybe.length === 1 && <Key of={keyOf('link', settings.keys)} />}
              </button>
            </li>
          ))}
        </ul>
      )}
      <div class="save-block">
        {keys.length > 0 ? (
          <dl class="will-save" data-part="will-save">
            {keys.map((key) => (
              <div key={key}>
                <dt class="unseen">{t('identity')}</dt>
                <dd class="handle">{format.handle(key)}</dd>
              </div>
            ))}
          </dl>
        ) : (
          unsure && <p class="hint">{t('weak_hint', { site: format.place(sighting.site) })}</p>
        )}
        {name !== '' && (
          <ActionButton
            act="save"
            icon="user-plus"
            label={t(maybe.length > 0 ? 'save_other' : 'save')}
            hotkey={keyOf('save', settings.keys)}
            primary={maybe.length === 0}
            onAct={(event) => void save(event)}
          />
        )}
        {!searching && (
          <button type="button" class="text-button" data-act="find" onClick={() => setSearching(true)}>
            {t('find_instead')} <Key of={keyOf('find', settings.keys)} />
          </button>
        )}
      </div>
      {searching && (
        <CustomerSearch
          label={t(keys.length > 0 ? 'find_link' : 'find_show')}
          onChoose={(event, customer) => void choose(event, customer)}
          onClose={() => setSearching(false)}
        />
      )}
      <Draft page={page} sighting={sighting} />
    </article>
  );
}
