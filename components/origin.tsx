import { useState } from 'preact/hooks';
import type { Customer } from '../lib/domain/entities.ts';
import { useBeside } from './context.ts';
import { CustomerSearch } from './customer-search.tsx';
import { writeRoute } from './hash-route.ts';
import { nameOf, Section } from './parts.tsx';
import { useLive } from './use-live.ts';
import { WordChips, WordField } from './word-field.tsx';

/** Where a customer came from, who sent them, whom they sent, and why they stopped. */
export function Origin({ customer }: { customer: Customer }) {
  const { t, act, host } = useBeside();
  const [searching, setSearching] = useState(false);
  const { id } = customer;
  const live = useLive(host.store, { name: 'referrals', args: { customer: id } });
  const { by = null, sent = [] } = (live.of?.args.customer === id && live.value) || {};
  const save = (event: Event, set: { source?: string; referredBy?: string; stopped?: Customer['stopped'] }) =>
    act(event, { name: 'customer.save', args: { id, set } }, { said: t('saved'), undo: true });
  return (
    <Section part="origin" title={t('origin')}>
      <dl class="profile">
        <div>
          <dt>{t('field_source')}</dt>
          <dd>
            <WordField
              key={customer.source ?? ''}
              list="source"
              label={t('field_source')}
              value={customer.source ?? ''}
              onValue={(source, event) => void save(event, { source })}
            />
          </dd>
        </div>
        <div>
          <dt>{t('field_referredBy')}</dt>
          <dd data-part="referred-by">
            {searching ? (
              <CustomerSearch
                label={t('field_referredBy')}
                onChoose={(event, { id: sender }) => {
                  if (sender !== id) void save(event, { referredBy: sender });
                  setSearching(false);
                }}
                onClose={() => setSearching(false)}
              />
            ) : (
              <>
                {by && <a href={writeRoute('customers', by.id)}>{nameOf(by)}</a>}{' '}
                <button
                  type="button"
                  class="text-button"
                  data-act="set-sender"
                  onClick={() => setSearching(true)}
                >
                  {t(by ? 'origin_change' : 'profile_add')}
                </button>
                {by && (
                  <button
                    type="button"
                    class="text-button"
                    data-act="clear-sender"
                    onClick={(event) => void save(event, { referredBy: '' })}
                  >
                    {t('origin_nobody')}
                  </button>
                )}
              </>
            )}
          </dd>
        </div>
        {sent.length > 0 && (
          <div>
            <dt>{t('origin_sent', { count: sent.length })}</dt>
            <dd class="names" data-part="referred">
              {sent.map((one) => (
                <a key={one.id} href={writeRoute('customers', one.id)}>
                  {nameOf(one)}
                </a>
              ))}
            </dd>
          </div>
        )}
        {customer.orderCount > 0 && (
          <div>
            <dt>{t('origin_stopped')}</dt>
            <dd>
              <StopReason customer={customer} />
            </dd>
          </div>
        )}
      </dl>
    </Section>
  );
}

/** Why a buyer stopped, in one tap; another takes it back. */
export function StopReason({ customer }: { customer: Customer }) {
  const { t, act, host } = useBeside();
  const stopped = customer.stopped ?? null;
  // Who ordered again has not stopped.
  const reason = stopped && (customer.lastOrderAt ?? 0) <= stopped.at ? stopped.reason : '';
  return (
    <WordChips
      list="reason"
      label={t('origin_stopped')}
      value={reason}
      onValue={(word, event) => {
        const set = { stopped: word === '' ? null : { reason: word, at: host.now() } };
        void act(
          event,
          { name: 'customer.save', args: { id: customer.id, set } },
          { said: t('saved'), undo: true },
        );
      }}
    />
  );
}
