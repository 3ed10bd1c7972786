import { useEffect, useState } from 'preact/hooks';
import type { Customer } from '../lib/domain/entities.ts';
import { isFirmMailbox } from '../lib/domain/mail-domain.ts';
import { isOrganisation } from '../lib/domain/membership.ts';
import type { KeyOwner } from '../lib/domain/query.ts';
import { chipsOf, type FoundChip, isTheirs } from '../lib/domain/recognise/chips.ts';
import type { Sighting } from '../lib/domain/sighting.ts';
import { knownKey } from '../lib/domain/text.ts';
import { useBeside } from './context.ts';
import { Icon, type IconName } from './icon.tsx';
import { nameOf } from './parts.tsx';
import { useLive } from './use-live.ts';

/** So many stand open; the rest unfolds. */
const SHOWN = 3;
const ICONS: Record<FoundChip['kind'], IconName> = {
  phone: 'phone',
  email: 'mail',
  order: 'order',
  parcel: 'package',
};

export interface FoundProps {
  sighting: Sighting;
  /** Whom what is found can be added to; null while nobody is known. */
  customer: Customer | null;
  /** Shows the card of the customer that something belongs to. */
  onShow: (owner: KeyOwner) => void;
}

/**
 * Numbers, addresses and codes in the open thread. Each says who wrote it and whose it is, else offers to add it here;
 * nothing is saved by itself. Looked for once the card is painted.
 */
export function Found({ sighting, customer, onShow }: FoundProps) {
  const { t, host, settings } = useBeside();
  const [read, setRead] = useState<{ thread: string; chips: FoundChip[] }>({ thread: '', chips: [] });
  const [all, setAll] = useState(false);
  const { region, own } = settings;
  const thread = `${sighting.site} ${sighting.thread.id}`;
  useEffect(() => {
    const chips = chipsOf(sighting, { region, own });
    // Mostly there is nothing, and then nothing is drawn again.
    setRead((old) => (chips.length === 0 && old.chips.length === 0 ? old : { thread, chips }));
  }, [sighting, region, own]);

  // What was found in another thread never stands here, not for one frame.
  const chips = read.thread === thread ? read.chips : [];
  const keys = chips.map((chip) => chip.key);
  const answer = useLive(host.store, keys.length > 0 ? { name: 'owners', args: { keys } } : null);
  const asked = new Set(answer.of?.args.keys);
  const owners = new Map(answer.value?.map((owner) => [owner.key, owner]));
  const rows = chips
    .filter(({ key }) => asked.has(key) && !customer?.keys.includes(key))
    .map((chip) => ({ chip, owner: owners.get(chip.key) ?? null }))
    .filter(({ owner }) => owner === null || owner.customer.id !== customer?.id)
    .sort((a, b) => Number(b.owner !== null) - Number(a.owner !== null));
  if (rows.length === 0) return null;
  const shown = all ? rows : rows.slice(0, SHOWN);
  const hidden = rows.length - shown.length;
  return (
    <section class="found" data-part="found" aria-label={t('found')}>
      <ul class="found-list">
        {shown.map(({ chip, owner }) => (
          <Chip
            key={chip.key}
            chip={chip}
            owner={owner}
            customer={customer}
            site={sighting.site}
            onShow={onShow}
          />
        ))}
        {(hidden > 0 || all) && rows.length > SHOWN && (
          <li>
            <button
              type="button"
              class="text-button"
              data-act="more-found"
              aria-expanded={all}
              onClick={() => setAll(!all)}
            >
              {all ? t('found_less') : t('found_more', { count: hidden })}
            </button>
          </li>
        )}
      </ul>
    </section>
  );
}

function Chip(props: {
  chip: FoundChip;
  owner: KeyOwner | null;
  customer: Customer | null;
  site: string;
  onShow: (owner: KeyOwner) => void;
}) {
  const { t, act, host, format, notify, fail } = useBeside();
  const { chip, owner, customer, site, onShow } = props;
  const what = format.handle(chip.key);
  const issuer = chip.issuer === '' ? null : knownKey(`code_of_${chip.issuer.replaceAll('-', '_')}`);
  const label = issuer ? `${t(issuer)} ${chip.text}` : what;
  const from = t(`found_${chip.direction}`);
  const add = (event: Event) => {
    if (!customer) return;
    const args = { customer: customer.id, key: chip.key, link: { by: 'page' as const, from: site } };
    const said = t('found_added', { what: label, name: nameOf(customer) });
    void act(event, { name: 'identity.link', args }, { said, undo: true });
  };
  const copy = () => {
    host.copy?.(chip.text).then(() => notify({ text: t('found_copied', { what: chip.text }) }), fail);
  };
  return (
    <li class="found-chip" data-part="found-chip" data-key={chip.key} data-direction={chip.direction}>
      <span class="found-from" title={from}>
        {chip.direction !== 'unknown' && <Icon name={chip.direction} size={13} />}
        <Icon name={ICONS[chip.kind]} size={14} />
        <span class="unseen">{from}</span>
      </span>
      {host.copy ? (
        <button
          type="button"
          class="found-text"
          data-act="copy-found"
          title={t('found_copy', { what: label })}
          onClick={copy}
        >
          {label}
        </button>
      ) : (
        <span class="found-text">{label}</span>
      )}
      {owner ? (
        <button
          type="button"
          class="found-owner"
          data-act="show-owner"
          title={t('found_owner', { name: nameOf(owner.customer) })}
          onClick={() => onShow(owner)}
        >
          {t('found_owner', { name: nameOf(owner.customer) })}
        </button>
      ) : (
        customer &&
        isTheirs(chip) &&
        (isOrganisation(customer.kind) || !isFirmMailbox(chip.key)) && (
          <button
            type="button"
            class="found-add"
            data-act="add-found"
            aria-label={t('found_add', { what: label, name: nameOf(customer) })}
            title={t('found_add', { what: label, name: nameOf(customer) })}
            onClick={add}
          >
            <Icon name="plus" size={14} />
          </button>
        )
      )}
    </li>
  );
}
