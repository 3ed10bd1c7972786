import { useState } from 'preact/hooks';
import type { CommandInput } from '../lib/domain/command.ts';
import type { Customer } from '../lib/domain/entities.ts';
import { logOf } from '../lib/domain/log.ts';
import { useBeside } from './context.ts';
import { CustomerSearch } from './customer-search.tsx';
import type { PageState } from './host.ts';
import { nameOf } from './parts.tsx';
import { pieceId } from './subject.ts';

/** Selected text where no customer is shown: the seller says whose it is. Logged once, with a link to the page. */
export function LoosePiece({ page }: { page: PageState }) {
  const { t, act, host } = useBeside();
  const [choosing, setChoosing] = useState(false);
  const { selection } = page;
  if (selection === '') return null;
  const log = async (event: Event, customer: Customer) => {
    const said = t('log_piece_for', { name: nameOf(customer) });
    const args = pieceOf(page, customer.id);
    if (await act(event, { name: 'interaction.log', args }, { said, undo: true })) host.dropSelection?.();
  };
  return (
    <div class="piece piece-loose" data-part="selection">
      <blockquote class="piece-text">{selection}</blockquote>
      {choosing ? (
        <CustomerSearch
          label={t('log_piece_whose')}
          onChoose={(event, customer) => void log(event, customer)}
          onClose={() => setChoosing(false)}
        />
      ) : (
        <span class="row-acts">
          <button type="button" class="button" data-act="log-selection" onClick={() => setChoosing(true)}>
            {t('log_piece_whose')}
          </button>
          {host.dropSelection && (
            <button type="button" class="text-button" onClick={() => host.dropSelection?.()}>
              {t('not_now_button')}
            </button>
          )}
        </span>
      )}
    </div>
  );
}

/** The piece as a log entry: of the open thread where there is one, else of the page's address. */
function pieceOf(page: PageState, customer: string): CommandInput<'interaction.log'> {
  const { selection, sighting, origin, site } = page;
  const base =
    sighting?.health === 'ok' ? logOf(sighting, { ids: [customer], isMixed: false }, null, selection) : null;
  if (base) return { ...base, count: 1, messageId: pieceId(base.messageId, selection) };
  const thread = origin === '' ? null : { site: site ?? 'web', id: origin, url: `${origin}/`, subject: '' };
  return {
    customers: [customer],
    kind: 'message',
    direction: 'unknown',
    subject: '',
    text: selection,
    channel: site ?? 'web',
    thread,
    messageId: pieceId('', selection),
    count: 1,
  };
}
