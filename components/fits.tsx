import { useState } from 'preact/hooks';
import type { FitView } from '../lib/domain/care-query.ts';
import type { Customer } from '../lib/domain/entities.ts';
import { filledLine, lineOf } from './care-words.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { nameOf } from './parts.tsx';
import { useProposeDraft } from './propose-draft.ts';
import { useLive } from './use-live.ts';

/** What goes with what they bought. Nothing is asked of the book until it is unfolded. */
export function Fits({ customer }: { customer: Customer }) {
  const { t } = useBeside();
  const [open, setOpen] = useState(false);
  if ((customer.bought ?? []).length === 0) return null;
  return (
    <div class="fits" data-part="fits">
      <button
        type="button"
        class="fold-line"
        data-act="fits"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name={open ? 'up' : 'down'} size={14} />
        <span class="fold-name">{t('fits')}</span>
      </button>
      {open && <FitRows customer={customer} />}
    </div>
  );
}

function FitRows({ customer }: { customer: Customer }) {
  const { t, host, act, settings } = useBeside();
  const propose = useProposeDraft();
  const rows = useLive(host.store, { name: 'fits', args: { customer: customer.id } }).value;
  if (!rows) return <div aria-busy="true" />;
  if (rows.length === 0) return <p class="hint">{t('fits_none')}</p>;
  const write = (event: Event, { name }: FitView) =>
    propose(event, filledLine(lineOf(t, settings, 'fit'), { name: nameOf(customer), item: name }));
  const refuse = (event: Event, { key, name }: FitView) =>
    void act(
      event,
      { name: 'customer.refuse', args: { customer: customer.id, product: key, on: true } },
      { said: t('fits_refused', { what: name }), undo: true },
    );
  return (
    <ul class="matters">
      {rows.map((fit) => (
        <li key={fit.key} class="matter" data-part="fit">
          <Icon name="plus" size={14} />
          <span class="matter-words">
            {fit.name}
            <span class="hint">
              {t('fits_because', { both: fit.both, of: fit.of, what: fit.becauseName })}
            </span>
          </span>
          <span class="matter-acts">
            <button
              type="button"
              class="text-button"
              data-act="fit-write"
              onClick={(event) => write(event, fit)}
            >
              {t('fits_write')}
            </button>
            <button
              type="button"
              class="text-button"
              data-act="fit-refuse"
              onClick={(event) => refuse(event, fit)}
            >
              {t('fits_refuse')}
            </button>
          </span>
        </li>
      ))}
    </ul>
  );
}
