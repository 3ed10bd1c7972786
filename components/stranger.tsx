import { useState } from 'preact/hooks';
import { strongKeys } from '../lib/domain/card-args.ts';
import type { Customer } from '../lib/domain/entities.ts';
import { isFirmMailbox } from '../lib/domain/mail-domain.ts';
import type { MaybePeople, MaybePerson } from '../lib/domain/maybe.ts';
import type { Counterpart, Sighting } from '../lib/domain/sighting.ts';
import { useBeside, useKey } from './context.ts';
import { CustomerSearch } from './customer-search.tsx';
import { Draft } from './draft.tsx';
import { EmployerOffer } from './employer-offer.tsx';
import type { PageState } from './host.ts';
import { Icon } from './icon.tsx';
import { keyOf } from './keys.ts';
import { ActionButton, Avatar, Key, nameOf } from './parts.tsx';
import { namesToKeep, useChoose } from './use-choose.ts';

export interface StrangerProps {
  sighting: Sighting;
  page: PageState;
  person: Counterpart;
  /** Who it may be: a hint, never a match. */
  maybe: MaybePeople;
  /** The seller made or named the customer (shown for this opening), or took that back (null). */
  onKnown: (customer: string | null) => void;
}

/**
 * Somebody who is not in the book, or whom the page names only by a display name. One key saves; one key says "yes,
 * it is them". Nothing of a "maybe" customer but the name is shown.
 */
export function Stranger({ sighting, page, person, maybe, onKnown }: StrangerProps) {
  const { t, act, format, settings } = useBeside();
  const [searching, setSearching] = useState(false);
  const keys = strongKeys(person);
  const { people, shared } = maybe;
  const name = person.name || (keys[0] ? format.handle(keys[0]) : '');
  const site = format.place(sighting.site);

  const save = async (event: Event, kind?: Customer['kind']) => {
    const names = namesToKeep(sighting, person);
    const args = {
      set: { name, ...(kind && { kind }) },
      keys,
      ...(names.length > 0 && { displayNames: names }),
      link: { by: 'page' as const, from: sighting.site },
    };
    const made = await act(
      event,
      { name: 'customer.save', args },
      {
        said: t(kind === 'internal' ? 'colleague_on' : 'customer_saved', { name }),
        undo: true,
        onUndone: () => onKnown(null),
      },
    );
    if (made?.id) onKnown(made.id);
  };
  // What several people of a firm read is no person's.
  const kind = keys.some(isFirmMailbox) ? 'business' : undefined;
  useKey('save', (event) => void save(event, kind), name !== '');

  const choose = useChoose(sighting, person, onKnown);
  const first = people[0];
  useKey('link', (event) => first && void choose(event, first.customer), people.length === 1);
  useKey('find', () => setSearching(true));

  const why = ({ customer: { code }, remembered }: MaybePerson) =>
    remembered
      ? t('maybe_remembered', { code, site: format.place(remembered.from) })
      : t('maybe_why', { code });
  const isUnsure = people.length > 0 || person.strength === 'weak';
  return (
    <article class="card" data-part={people.length > 0 ? 'maybe' : 'unknown'}>
      <header class="who">
        <span class="avatar avatar-l avatar-unknown" aria-hidden="true">
          <Icon name={people.length > 0 ? 'help' : 'user'} size={20} />
        </span>
        <div class="who-text">
          <h1 class="who-name" data-part="name">
            {name || t('nameless')}
          </h1>
          <p class="who-line">{t(people.length > 0 ? 'maybe_line' : 'unknown_line')}</p>
        </div>
      </header>
      {people.length > 0 && (
        <ul class="people" data-part="maybe-list">
          {people.map((one) => (
            <li key={one.customer.id} class="person">
              <Avatar name={nameOf(one.customer)} id={one.customer.id} size="s" />
              <span class="person-text">
                <b>{t('maybe_name', { name: nameOf(one.customer) })}</b>
                <span class="hint">{why(one)}</span>
              </span>
              <button
                type="button"
                class="button"
                data-act="link"
                onClick={(event) => void choose(event, one.customer)}
              >
                {t('maybe_yes')} {people.length === 1 && <Key of={keyOf('link', settings.keys)} />}
              </button>
            </li>
          ))}
        </ul>
      )}
      <EmployerOffer keys={keys} person={null} name={name} site={sighting.site} onKnown={onKnown} />
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
        ) : shared ? (
          <p class="hint" data-part="shared-name">
            {t(shared === 'rows' ? 'shared_rows' : 'shared_customers', { site })}
          </p>
        ) : (
          isUnsure && <p class="hint">{t('weak_hint', { site })}</p>
        )}
        {name !== '' && (
          <ActionButton
            act="save"
            icon="user-plus"
            label={t(people.length > 0 ? 'save_other' : 'save')}
            hotkey={keyOf('save', settings.keys)}
            primary={people.length === 0 && shared === null}
            onAct={(event) => void save(event, kind)}
          />
        )}
        {name !== '' && keys.length > 0 && !kind && (
          <button
            type="button"
            class="text-button"
            data-act="save-colleague"
            onClick={(event) => void save(event, 'internal')}
          >
            {t('save_colleague')}
          </button>
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
          begin={keys.length > 0 ? '' : person.name}
          onChoose={(event, customer) => void choose(event, customer)}
          onClose={() => setSearching(false)}
        />
      )}
      <Draft page={page} sighting={sighting} />
    </article>
  );
}
