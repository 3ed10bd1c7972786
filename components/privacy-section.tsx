import type { EraseReceipt, FileCount, LedgerView } from '../lib/domain/ledger.ts';
import { useBeside } from './context.ts';
import { ErasedList } from './erase.tsx';
import { Icon } from './icon.tsx';
import { Section } from './parts.tsx';
import { RetentionRules } from './retention-rules.tsx';
import { saveFile } from './save-file.ts';
import { useLive } from './use-live.ts';

/** What was read, what left this device, what was erased: counts and dates, nobody's name. */
export function PrivacySection() {
  const { t, host } = useBeside();
  const ledger = useLive(host.store, { name: 'ledger', args: {} }).value;
  return (
    <div class="sheet-page" data-part="privacy">
      <h1 class="page-title">{t('section_privacy')}</h1>
      {ledger && (
        <>
          <Sent files={ledger.files} sync={ledger.sync} />
          <Reads reads={ledger.reads} />
          <Section part="retention" title={t('retention')}>
            <RetentionRules thinned={ledger.thinned} />
          </Section>
          <Erased receipts={ledger.erased} />
        </>
      )}
    </div>
  );
}

/** Without sync nothing in Beside asks for an address: a property, which a test holds. With it, every byte is counted. */
function Sent({ files, sync }: Pick<LedgerView, 'files' | 'sync'>) {
  const { t, format, host } = useBeside();
  return (
    <Section part="sent" title={t('sent')}>
      <p class="sent-figure" data-part="sent-bytes">
        <Icon name="lock" /> {sync ? t('sent_synced', { size: format.size(sync.sent) }) : t('sent_none')}
      </p>
      <p class="hint">
        {sync
          ? t('sent_synced_hint', {
              received: format.size(sync.received),
              when: format.moment(sync.last, host.now()),
            })
          : t('sent_hint')}
      </p>
      <ul class="rules">
        <FileLine kind="exports" count={files.exports} />
        <FileLine kind="living" count={files.living} />
      </ul>
    </Section>
  );
}

function FileLine({ kind, count }: { kind: 'exports' | 'living'; count: FileCount | null }) {
  const { t, format, host } = useBeside();
  return (
    <li class="rule" data-part={`sent-${kind}`}>
      <span>
        <b>{t(`sent_${kind}`)}</b>
        <span class="hint">
          {count
            ? t('sent_files', {
                count: count.files,
                size: format.size(count.bytes),
                when: format.moment(count.last, host.now()),
              })
            : t('sent_no_files')}
        </span>
      </span>
    </li>
  );
}

function Reads({ reads }: { reads: LedgerView['reads'] }) {
  const { t, format, host } = useBeside();
  const sites = Object.entries(reads).sort(([, a], [, b]) => b.last - a.last);
  const now = host.now();
  return (
    <Section part="reads" title={t('reads')}>
      <p class="hint">{t('reads_hint')}</p>
      {sites.length === 0 ? (
        <p>{t('reads_none')}</p>
      ) : (
        <table class="ledger">
          <thead>
            <tr>
              <th scope="col">{t('reads_site')}</th>
              <th scope="col" class="number">
                {t('reads_threads')}
              </th>
              <th scope="col">{t('reads_first')}</th>
              <th scope="col">{t('reads_last')}</th>
            </tr>
          </thead>
          <tbody>
            {sites.map(([site, { threads, first, last }]) => (
              <tr key={site} data-part="read" data-site={site}>
                <th scope="row">{format.place(site)}</th>
                <td class="number">{format.count(threads)}</td>
                <td>{format.day(first, now)}</td>
                <td title={format.exact(last)}>{format.moment(last, now)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function Erased({ receipts }: { receipts: EraseReceipt[] }) {
  const { t } = useBeside();
  return (
    <Section part="erased" title={t('erased')}>
      <p class="hint">{t('erased_hint')}</p>
      {receipts.length === 0 && <p>{t('erased_none')}</p>}
      <ol class="receipts">
        {receipts.map((receipt) => (
          <Receipt key={receipt.id} receipt={receipt} />
        ))}
      </ol>
    </Section>
  );
}

function Receipt({ receipt }: { receipt: EraseReceipt }) {
  const { t, format, host } = useBeside();
  const { at, counts, pending, closedBooks } = receipt;
  const left = [
    ...pending.map((copy) => t(`erased_pending_${copy}`)),
    ...(closedBooks > 0 ? [t('erased_closed_books', { count: closedBooks })] : []),
    t('erased_own_files'),
  ];
  return (
    <li class="receipt" data-part="receipt">
      <span class="receipt-head">
        <b title={format.exact(at)}>{format.moment(at, host.now())}</b>
        <button
          type="button"
          class="text-button"
          data-act="save-receipt"
          onClick={() => saveFile(fileName(at), 'application/json', written(receipt))}
        >
          <Icon name="download" /> {t('erased_save')}
        </button>
      </span>
      <ErasedList counts={counts} />
      <p class="hint">{left.join(' ')}</p>
    </li>
  );
}

const fileName = (at: number): string => `beside-receipt-${new Date(at).toISOString().slice(0, 10)}.json`;

/** A receipt as a file: counts and dates alone. */
const written = ({ at, counts, pending, closedBooks }: EraseReceipt): string =>
  `${JSON.stringify({ beside: 'erase-receipt', v: 1, at: new Date(at).toISOString(), counts, pending, closedBooks }, null, 2)}\n`;
