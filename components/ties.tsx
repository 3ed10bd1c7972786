import { useState } from 'preact/hooks';
import type { Customer } from '../lib/domain/entities.ts';
import { holdsOn, inTieOrder, isInternal, isOrganisation, type Tie } from '../lib/domain/membership.ts';
import type { PersonFigures } from '../lib/domain/query.ts';
import { useBeside } from './context.ts';
import { CustomerSearch } from './customer-search.tsx';
import { useDay } from './employment.tsx';
import { writeRoute } from './hash-route.ts';
import { closeOnEscape } from './keys.ts';
import { Avatar, FormActs, IconButton, nameOf, Section } from './parts.tsx';

export interface TiesProps {
  customer: Customer;
  /** Whether the others are its people, or the organisations it works for. */
  of: 'people' | 'organisations';
  ties: Tie[];
  /** What each of its people bought for the organisation. */
  figures?: PersonFigures[];
}

/** People of an organisation, or organisations of a person: added by search, edited and taken away in place. */
export function Ties({ customer, of, ties, figures = [] }: TiesProps) {
  const { t, host, act, notify, mayAct, fail } = useBeside();
  const today = useDay();
  const [adding, setAdding] = useState(false);
  const [editing, setEditing] = useState<string | null>(null);
  const ends = (other: string) =>
    of === 'people'
      ? { person: other, organisation: customer.id }
      : { person: customer.id, organisation: other };
  const said = (other: string) =>
    of === 'people'
      ? t('member_added', { name: other, firm: nameOf(customer) })
      : t('member_added', { name: nameOf(customer), firm: other });

  const add = async (event: Event, other: Customer) => {
    const [person, firm] = of === 'people' ? [other, customer] : [customer, other];
    if (isInternal(firm) || (of === 'people' && isOrganisation(person.kind)) || person.id === firm.id) {
      notify({ text: t('member_unfit', { name: nameOf(other) }), tone: 'fail' });
      return;
    }
    const done = await act(
      event,
      { name: 'membership.save', args: ends(other.id) },
      { said: said(nameOf(other)), undo: true },
    );
    if (done) setAdding(false);
  };
  /** Two commands, one toast, one undo. */
  const create = async (event: Event, name: string) => {
    if (!mayAct(event)) return;
    try {
      const kind = of === 'people' ? 'individual' : 'business';
      const made = await host.store.run({ name: 'customer.save', args: { set: { name, kind } } });
      const tied = await host.store.run({ name: 'membership.save', args: ends(made.id ?? '') });
      const changes = [made.change, tied.change].flatMap((one) => one ?? []);
      notify({ text: said(name), changes });
      setAdding(false);
    } catch (error) {
      fail(error);
    }
  };

  return (
    <Section
      part={of === 'people' ? 'firm-people' : 'firms'}
      title={t(of === 'people' ? 'firm_people' : 'works_for')}
      aside={ties.length > 1 ? String(ties.length) : undefined}
      tools={
        !adding && (
          <IconButton
            act={of === 'people' ? 'add-person' : 'add-firm'}
            icon="plus"
            label={t(of === 'people' ? 'firm_people_add' : 'works_for_add')}
            onAct={() => setAdding(true)}
          />
        )
      }
    >
      {adding && (
        <CustomerSearch
          label={t(of === 'people' ? 'firm_people_find' : 'works_for_find')}
          onChoose={(event, other) => void add(event, other)}
          onCreate={(event, name) => void create(event, name)}
          onClose={() => setAdding(false)}
        />
      )}
      {ties.length === 0 && !adding && (
        <p class="empty">{t(of === 'people' ? 'firm_people_none' : 'works_for_none')}</p>
      )}
      <ul class="identities">
        {ties.toSorted(inTieOrder(today)).map((tie) => (
          <li key={tie.other.id} class="identity" data-part="tie" data-customer={tie.other.id}>
            <Avatar name={nameOf(tie.other)} id={tie.other.id} size="s" />
            <span class="identity-text">
              <a href={writeRoute('customers', tie.other.id)} data-act="open-tie">
                {nameOf(tie.other)}
              </a>
              <TieHint
                isMain={of === 'organisations' && ties.length > 1 && tie.primary}
                tie={tie}
                today={today}
                figure={figures.find((one) => one.tie.other.id === tie.other.id)}
              />
              {editing === tie.other.id && (
                <TieForm tie={tie} ends={ends(tie.other.id)} onClose={() => setEditing(null)} />
              )}
            </span>
            {editing !== tie.other.id && (
              <span class="row-tools">
                <IconButton
                  act="edit-tie"
                  icon="edit"
                  label={t('tie_edit', { name: nameOf(tie.other) })}
                  onAct={() => setEditing(tie.other.id)}
                />
                <IconButton
                  act="remove-tie"
                  icon="close"
                  label={t('tie_remove', { name: nameOf(tie.other) })}
                  onAct={(event) =>
                    void act(
                      event,
                      { name: 'membership.remove', args: ends(tie.other.id) },
                      { said: t('tie_removed', { name: nameOf(tie.other) }), undo: true },
                    )
                  }
                />
              </span>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

interface TieHintProps {
  tie: Tie;
  today: string;
  figure?: PersonFigures;
  /** The first of several organisations. */
  isMain: boolean;
}

function TieHint({ tie, today, figure, isMain }: TieHintProps) {
  const { t, format } = useBeside();
  const former = !holdsOn(tie, today);
  const days = [
    tie.from && t('tie_from', { day: format.date(tie.from) }),
    tie.until && t('tie_until', { day: format.date(tie.until) }),
  ];
  const bought = Object.entries(figure?.money ?? {}).map(([currency, sum]) => format.money(sum, currency));
  const told = [
    ...tie.roles,
    isInternal(tie.other) && t('kind_internal'),
    isMain && t('tie_primary_short'),
    former && t('tie_former'),
    ...days,
    ...bought,
  ].filter(Boolean);
  return told.length > 0 ? <span class="hint">{told.join(' · ')}</span> : null;
}

/** Roles that shops write to. */
const ROLES = [
  'role_accounting',
  'role_director',
  'role_purchasing',
  'role_store',
  'role_reception',
] as const;

function TieForm(props: { tie: Tie; ends: { person: string; organisation: string }; onClose: () => void }) {
  const { tie, ends, onClose } = props;
  const { t, act } = useBeside();
  const save = async (event: Event) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const roles = text('roles')
      .split(',')
      .map((role) => role.trim().slice(0, 60))
      .filter(Boolean);
    const args = {
      ...ends,
      roles: [...new Set(roles)],
      primary: form.get('primary') !== null,
      from: text('from'),
      until: text('until'),
    };
    if (await act(event, { name: 'membership.save', args }, { said: t('saved'), undo: true })) onClose();
  };
  return (
    <form
      class="tie-form"
      data-part="tie-form"
      onSubmit={(event) => void save(event)}
      onKeyDown={closeOnEscape(onClose)}
    >
      <label class="label">
        <span>{t('tie_roles')}</span>
        <input
          class="field"
          name="roles"
          data-part="tie-roles"
          list="tie-role-list"
          maxLength={400}
          defaultValue={tie.roles.join(', ')}
          placeholder={t('tie_roles_hint')}
        />
        <datalist id="tie-role-list">
          {ROLES.map((role) => (
            <option key={role} value={t(role)} />
          ))}
        </datalist>
      </label>
      <span class="tie-days">
        {(['from', 'until'] as const).map((end) => (
          <label key={end} class="label">
            <span>{t(end === 'from' ? 'tie_first' : 'tie_last')}</span>
            <input class="field" type="date" name={end} max="9999-12-31" defaultValue={tie[end]} />
          </label>
        ))}
      </span>
      <label class="check">
        <input type="checkbox" name="primary" defaultChecked={tie.primary} />
        <span>{t('tie_primary')}</span>
      </label>
      <FormActs act="save-tie" label={t('tie_save')} onCancel={onClose} />
    </form>
  );
}
