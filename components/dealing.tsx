import type { Customer } from '../lib/domain/entities.ts';
import { heardPair } from '../lib/domain/say/heard-pair.ts';
import { PAIRS, USUAL_PAIR, writePair } from '../lib/domain/say/pronouns.ts';
import type { PriceGroup } from '../lib/domain/say/rows.ts';
import type { SightedMessage } from '../lib/domain/sighting.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { Section } from './parts.tsx';
import { useLive } from './use-live.ts';

export interface PairChoiceProps {
  /** Null where nobody is in the book: then the choice is for this draft alone. */
  customer: Customer | null;
  /** '' until it was said. */
  pronouns: string;
  /** Of the open thread: they show how the seller has called the buyer. */
  messages?: readonly SightedMessage[];
  onChoose?: (pair: string) => void;
}

/** How this buyer and the seller call each other; what was heard in the thread is offered on one click. */
export function PairChoice({ customer, pronouns, messages = [], onChoose }: PairChoiceProps) {
  const { t, act } = useBeside();
  const heard = heardPair(messages);
  const all = [...new Set([...PAIRS, ...[pronouns, heard].filter(Boolean)])];
  const choose = async (event: Event, pair: string) => {
    if (!customer) onChoose?.(pair);
    else {
      const args = { id: customer.id, set: { pronouns: pair } };
      const said = pair === '' ? t('saved') : t('pair_saved', { pair: writePair(pair) });
      if (await act(event, { name: 'customer.save', args }, { said, undo: true })) onChoose?.(pair);
    }
  };
  return (
    <span class="pair-choice" data-part="pair">
      <select
        class="plain-select"
        data-act="pair"
        aria-label={t('pair')}
        title={t('pair')}
        value={pronouns}
        onChange={(event) => void choose(event, event.currentTarget.value)}
      >
        <option value="">{t('pair_usual', { pair: writePair(USUAL_PAIR) })}</option>
        {all.map((pair) => (
          <option key={pair} value={pair}>
            {writePair(pair)}
          </option>
        ))}
      </select>
      {heard !== '' && heard !== pronouns && (
        <button
          type="button"
          class="chip chip-choice"
          data-act="take-pair"
          title={t('pair_heard_hint')}
          onClick={(event) => void choose(event, heard)}
        >
          <Icon name="message" size={12} /> {t('pair_heard', { pair: writePair(heard) })}
        </button>
      )}
    </span>
  );
}

/** Which prices this buyer pays. Nothing to choose while the shop has one price for all. */
export function PriceGroupChoice({
  customer,
  groups,
}: {
  customer: Customer;
  groups: readonly PriceGroup[];
}) {
  const { t, act } = useBeside();
  if (groups.length === 0) return null;
  return (
    <select
      class="plain-select"
      data-act="price-group"
      aria-label={t('price_group')}
      title={t('price_group')}
      value={groups.some(({ id }) => id === customer.priceGroup) ? customer.priceGroup : ''}
      onChange={(event) => {
        const args = { id: customer.id, set: { priceGroup: event.currentTarget.value } };
        void act(event, { name: 'customer.save', args }, { said: t('saved'), undo: true });
      }}
    >
      <option value="">{t('price_common')}</option>
      {groups.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}

/** On the customer's own page: how they are called, and what they pay. */
export function Dealing({ customer }: { customer: Customer }) {
  const { t, host } = useBeside();
  const prices = useLive(host.store, { name: 'priceList', args: {} }).value;
  return (
    <Section part="dealing" title={t('dealing')}>
      <dl class="profile">
        <div>
          <dt>{t('pair')}</dt>
          <dd>
            <PairChoice customer={customer} pronouns={customer.pronouns} />
          </dd>
        </div>
        {prices && prices.groups.length > 0 && (
          <div>
            <dt>{t('price_group')}</dt>
            <dd>
              <PriceGroupChoice customer={customer} groups={prices.groups} />
            </dd>
          </div>
        )}
      </dl>
    </Section>
  );
}
