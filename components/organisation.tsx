import { useState } from 'preact/hooks';
import type { Customer, Size } from '../lib/domain/entities.ts';
import { invoiceBlock, isOrganisation } from '../lib/domain/membership.ts';
import type { Bonds, OrganisationView } from '../lib/domain/query.ts';
import { readTaxCode } from '../lib/domain/tax-code.ts';
import { useBeside } from './context.ts';
import { OrderRows, Sums } from './money.tsx';
import { ActionButton, EditableText, nameOf, Section } from './parts.tsx';
import { Ties } from './ties.tsx';
import { useLive } from './use-live.ts';
import { SIZE_ORDER } from './vocabulary.ts';

/** Whether a customer's page speaks of people and invoices. */
const isFirm = (customer: Customer, bonds: Bonds): boolean =>
  isOrganisation(customer.kind) || bonds.people.length > 0;

/** Beside a customer's profile: what an invoice needs, or where a person works. */
export function WorkProfile({ customer, bonds }: { customer: Customer; bonds: Bonds }) {
  return (
    <>
      {isFirm(customer, bonds) && <Invoice customer={customer} />}
      {(!isOrganisation(customer.kind) || bonds.organisations.length > 0) && (
        <Ties customer={customer} of="organisations" ties={bonds.organisations} />
      )}
    </>
  );
}

/** Who an organisation is reached through, and what they all bought. */
export function Team({ customer, bonds }: { customer: Customer; bonds: Bonds }) {
  const { host } = useBeside();
  const asked = isFirm(customer, bonds);
  const args = { id: customer.id, zone: host.zone };
  const { value } = useLive(host.store, asked ? { name: 'organisation', args } : null);
  if (!asked) return null;
  return (
    <>
      <Ties customer={customer} of="people" ties={bonds.people} figures={value?.people} />
      {value && <TeamMoney customer={customer} view={value} />}
    </>
  );
}

const LINES = ['taxCode', 'company', 'invoiceAddress', 'invoiceEmail', 'industry'] as const;
const MAX: Record<(typeof LINES)[number], number> = {
  taxCode: 40,
  company: 200,
  invoiceAddress: 400,
  invoiceEmail: 254,
  industry: 120,
};

/** What an invoice needs, and the whole of it copied by one click, in Vietnamese, as book-keepers ask for it. */
function Invoice({ customer }: { customer: Customer }) {
  const { t, act, host, notify, fail } = useBeside();
  const [editing, setEditing] = useState<string | null>(null);
  const save = (event: Event, set: { [line in (typeof LINES)[number]]?: string } & { size?: Size }) =>
    void act(
      event,
      { name: 'customer.save', args: { id: customer.id, set } },
      { said: t('saved'), undo: true },
    );
  const { doubt } = readTaxCode(customer.taxCode);
  const copy = () => {
    host.copy?.(invoiceBlock(customer)).then(() => notify({ text: t('invoice_copied') }), fail);
  };
  return (
    <Section part="invoice" title={t('invoice')}>
      <dl class="profile">
        {LINES.map((line) => (
          <div key={line}>
            <dt>{t(line === 'company' ? 'field_legalName' : `field_${line}`)}</dt>
            <dd class={customer[line] ? '' : 'profile-empty'}>
              <EditableText
                part={line}
                label={t(line === 'company' ? 'field_legalName' : `field_${line}`)}
                placeholder={line === 'company' ? nameOf(customer) : t('profile_add')}
                value={customer[line]}
                max={MAX[line]}
                editing={editing === line}
                onEditing={(on) => setEditing(on ? line : null)}
                onSave={(event, text) => save(event, { [line]: text })}
              />
              {line === 'taxCode' && doubt && (
                <span class="hint fact-late" data-part="tax-doubt" role="status">
                  {t(`tax_doubt_${doubt}`)}{' '}
                  {doubt === 'zero' && (
                    <button
                      type="button"
                      class="text-button"
                      data-act="tax-zero"
                      onClick={(event) => save(event, { taxCode: `0${customer.taxCode}` })}
                    >
                      {t('tax_zero_add')}
                    </button>
                  )}
                </span>
              )}
            </dd>
          </div>
        ))}
        <div>
          <dt>{t('field_size')}</dt>
          <dd>
            <select
              class="plain-select"
              aria-label={t('field_size')}
              data-act="size"
              value={customer.size}
              onChange={(event) => save(event, { size: event.currentTarget.value as Size })}
            >
              {SIZE_ORDER.map((size) => (
                <option key={size} value={size}>
                  {size === '' ? t('profile_add') : t(`size_${size}`)}
                </option>
              ))}
            </select>
          </dd>
        </div>
      </dl>
      {host.copy && <ActionButton act="copy-invoice" icon="copy" label={t('invoice_copy')} onAct={copy} />}
    </Section>
  );
}

/** Orders shown of an organisation; the rest unfolds. */
const SHOWN = 5;

/** Orders of the organisation and of its people together, with who bought, and the last contact of them all. */
function TeamMoney({ customer, view }: { customer: Customer; view: OrganisationView }) {
  const { t, format, host } = useBeside();
  const [all, setAll] = useState(false);
  const { orders, money, lastContactAt, people } = view;
  if (people.length === 0 || (orders.length === 0 && lastContactAt === undefined)) return null;
  const buyers = new Map(
    people.flatMap(({ tie }) =>
      [tie.other.id, ...(tie.other.members ?? [])].map((id) => [id, nameOf(tie.other)]),
    ),
  );
  const shown = all ? orders : orders.slice(0, SHOWN);
  return (
    <Section part="team-money" title={t('team_money')} aside={t('orders_count', { count: orders.length })}>
      <Sums money={money} orders={orders} lastOrderAt={orders[0]?.at} />
      {lastContactAt !== undefined && (
        <p class="hint" title={format.exact(lastContactAt)} data-part="team-contact">
          {t('team_contact', { ago: format.ago(lastContactAt, host.now()) })}
        </p>
      )}
      <OrderRows orders={shown} whose={(order) => buyers.get(order.customer) ?? nameOf(customer)} />
      {orders.length > shown.length && (
        <button type="button" class="text-button" data-act="all-orders" onClick={() => setAll(true)}>
          {t('show_all', { count: format.count(orders.length) })}
        </button>
      )}
    </Section>
  );
}
