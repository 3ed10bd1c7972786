import type { Customer } from '../lib/domain/entities.ts';
import { staleSince } from '../lib/domain/knowing.ts';
import { fieldOf, stampOf } from '../lib/domain/merge.ts';
import { readStamp } from '../lib/domain/stamp.ts';
import { useBeside } from './context.ts';

/** Asks of a field that nobody has looked at for long whether it still holds; one press says yes. */
export function Stale({ customer, name }: { customer: Customer; name: string }) {
  const { t, act, format, host, settings } = useBeside();
  if (!fieldOf('customers', customer, name)) return null;
  const stamp = stampOf('customers', customer, name);
  const writtenAt = stamp === '' ? undefined : readStamp(stamp).ms;
  const since = staleSince(name, { checked: customer.checked, writtenAt }, host.now(), settings.staleMonths);
  if (since === null) return null;
  return (
    <span class="stale hint" data-part="stale" data-field={name}>
      {t('stale_ask', { when: format.day(since, host.now()) })}{' '}
      <button
        type="button"
        class="text-button"
        data-act="still-right"
        onClick={(event) =>
          void act(
            event,
            { name: 'customer.confirm', args: { id: customer.id, name } },
            { said: t('stale_done'), undo: true },
          )
        }
      >
        {t('stale_yes')}
      </button>
    </span>
  );
}
