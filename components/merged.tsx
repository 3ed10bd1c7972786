import { useState } from 'preact/hooks';
import type { Customer } from '../lib/domain/entities.ts';
import type { MergedMember, SinceMerge } from '../lib/domain/query.ts';
import { useBeside } from './context.ts';
import { CustomerSearch } from './customer-search.tsx';
import { Icon } from './icon.tsx';
import { closeOnEscape } from './keys.ts';
import { MergeForm } from './merge-form.tsx';
import { FormActs, IconButton, nameOf, Section } from './parts.tsx';
import { useTags } from './tag-book.tsx';
import { useLive } from './use-live.ts';

/** Who is merged into this customer, each to be parted again; and a way to merge another one. */
export function Merged({ customer }: { customer: Customer }) {
  const { t, host, format } = useBeside();
  const members = useLive(host.store, { name: 'merged', args: { customer: customer.id } }).value ?? [];
  const [searching, setSearching] = useState(false);
  const [other, setOther] = useState<Customer | null>(null);
  const [parting, setParting] = useState<string | null>(null);
  return (
    <Section
      part="merged"
      title={t('merged_title')}
      tools={
        !searching &&
        !other && (
          <IconButton act="merge-with" icon="plus" label={t('merge_with')} onAct={() => setSearching(true)} />
        )
      }
    >
      {searching && (
        <CustomerSearch
          label={t('merge_find')}
          onChoose={(_event, found) => {
            setSearching(false);
            if (found.id !== customer.id) setOther(found);
          }}
          onClose={() => setSearching(false)}
        />
      )}
      {other && (
        <>
          <p>{t('merge_these', { one: nameOf(customer), other: nameOf(other) })}</p>
          <MergeForm
            kept={customer}
            member={other}
            onDone={() => setOther(null)}
            onClose={() => setOther(null)}
          />
        </>
      )}
      {members.length === 0 && !searching && !other && <p class="empty">{t('merged_none')}</p>}
      <ul class="identities">
        {members.map((member) => (
          <li key={member.customer.id} class="identity" data-part="member">
            <span class="fact-sure">
              <Icon name="link" />
            </span>
            <span class="identity-text">
              <span>
                {nameOf(member.customer)} <span class="hint">{member.customer.code}</span>
              </span>
              <span class="hint" title={format.exact(member.at)}>
                {t('merged_on', { when: format.day(member.at, host.now()) })}
              </span>
              {parting === member.customer.id && (
                <SplitForm member={member} onClose={() => setParting(null)} />
              )}
            </span>
            {parting !== member.customer.id && (
              <button
                type="button"
                class="text-button"
                data-act="open-split"
                onClick={() => setParting(member.customer.id)}
              >
                {t('split')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Says what goes with whom: what the two had before goes back by itself, what came since is asked. */
function SplitForm({ member, onClose }: { member: MergedMember; onClose: () => void }) {
  const { t, act } = useBeside();
  const [going, setGoing] = useState<ReadonlySet<string>>(
    () => new Set(member.since.filter(({ suggested }) => suggested).map(({ name }) => name)),
  );
  const name = nameOf(member.customer);
  const split = async (event: Event) => {
    event.preventDefault();
    const args = { member: member.customer.id, move: [...going] };
    const said = t('split_done', { name });
    if (await act(event, { name: 'customer.split', args }, { said, undo: true })) onClose();
  };
  const turn = (item: string, on: boolean) => {
    const next = new Set(going);
    if (on) next.add(item);
    else next.delete(item);
    setGoing(next);
  };
  return (
    <form
      class="split-form"
      data-part="split-form"
      onSubmit={(event) => void split(event)}
      onKeyDown={closeOnEscape(onClose)}
    >
      <p class="hint">{t(member.since.length > 0 ? 'split_since' : 'split_plain', { name })}</p>
      {member.since.map((item) => (
        <label key={item.name} class="check">
          <input
            type="checkbox"
            data-act="move"
            checked={going.has(item.name)}
            onChange={(event) => turn(item.name, event.currentTarget.checked)}
          />
          <span>
            <Since item={item} />
          </span>
        </label>
      ))}
      <FormActs act="split" label={t('split')} onCancel={onClose} />
    </form>
  );
}

const KINDS = {
  notes: 'since_note',
  orders: 'since_order',
  reminders: 'since_reminder',
  interactions: 'since_interaction',
  memberships: 'since_membership',
  runs: 'since_run',
  sends: 'since_send',
  keys: 'since_key',
  tags: 'since_tag',
} as const;

function Since({ item }: { item: SinceMerge }) {
  const { t, format, host } = useBeside();
  const tags = useTags() ?? [];
  const kind = item.name.slice(0, item.name.indexOf('/')) as keyof typeof KINDS;
  const label =
    kind === 'keys'
      ? format.handle(item.label)
      : kind === 'tags'
        ? (tags.find(({ id }) => id === item.label)?.name ?? '')
        : item.label;
  return (
    <>
      {t(KINDS[kind], { what: label.slice(0, 80) })}{' '}
      <span class="hint">{format.moment(item.at, host.now())}</span>
    </>
  );
}
