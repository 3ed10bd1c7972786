import { useBeside } from './context.ts';
import { writeRoute } from './hash-route.ts';
import { Avatar, nameOf, Quiet } from './parts.tsx';
import { useLive } from './use-live.ts';

/** Everybody who works in the shop: their cards, apart from buyers. */
export function ColleagueSection() {
  const { t, host, format, act } = useBeside();
  const found = useLive(host.store, { name: 'colleagues', args: {} }).value;
  return (
    <div class="sheet-page">
      <h1 class="page-title">{t('section_colleagues')}</h1>
      <p class="hint">{t('colleagues_hint')}</p>
      {found?.length === 0 && (
        <Quiet
          part="colleagues-none"
          icon="users"
          title={t('colleagues_none_title')}
          text={t('colleagues_none_text')}
        />
      )}
      <ul class="colleagues">
        {found?.map((customer) => (
          <li key={customer.id} class="identity" data-part="colleague" data-customer={customer.id}>
            <Avatar name={nameOf(customer)} id={customer.id} size="s" />
            <span class="identity-text">
              <a href={writeRoute('customers', customer.id)} data-act="open-customer">
                {nameOf(customer)}
              </a>
              <span class="hint">
                {customer.code}
                {customer.keys[0] && ` · ${format.handle(customer.keys[0])}`}
              </span>
            </span>
            <button
              type="button"
              class="text-button"
              data-act="no-colleague"
              onClick={(event) =>
                void act(
                  event,
                  { name: 'customer.save', args: { id: customer.id, set: { kind: 'individual' } } },
                  { said: t('colleague_off', { name: nameOf(customer) }), undo: true },
                )
              }
            >
              {t('colleague_stop')}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
