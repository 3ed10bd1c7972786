import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { ERASED_KINDS, type EraseView } from '../lib/domain/ledger.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { Section } from './parts.tsx';
import { useLive } from './use-live.ts';

/** Letters and digits alone: what is typed to confirm is compared without its looks. */
const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/**
 * Erasing a person: what will go is listed first, then it is confirmed by typing their code, because nothing takes it
 * back. Folded until it is asked for.
 */
export function Erase({ id, opened = false }: { id: string; opened?: boolean }) {
  const { t } = useBeside();
  const [open, setOpen] = useState(opened);
  if (!open) {
    return (
      <button
        type="button"
        class="text-button danger"
        data-act="erase-customer"
        onClick={() => setOpen(true)}
      >
        <Icon name="eraser" /> {t('erase')}
      </button>
    );
  }
  return <EraseForm id={id} onClose={() => setOpen(false)} />;
}

function EraseForm({ id, onClose }: { id: string; onClose: () => void }) {
  const { t, host, act, notify } = useBeside();
  const view = useLive(host.store, { name: 'erase', args: { id } }).value;
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const field = useId();
  const input = useRef<HTMLInputElement>(null);
  const known = view != null;
  // Asked for in the panel, or far down a long page: what will go must be in sight.
  useEffect(() => {
    if (!known) return;
    input.current?.focus({ preventScroll: true });
    input.current?.form?.scrollIntoView({ block: 'nearest' });
  }, [known]);
  if (view === undefined) return <div aria-busy="true" />;
  if (view === null) return null;
  const word = view.code || view.name;
  const ready = word !== '' && bare(typed) === bare(word) && !busy;
  const erase = async (event: Event) => {
    event.preventDefault();
    if (!ready) return;
    setBusy(true);
    const done = await act(event, { name: 'customer.erase', args: { id } });
    setBusy(false);
    if (!done) return;
    notify({ text: t('erase_done') });
    host.openDashboard('privacy');
  };
  return (
    <Section part="erase" title={t('erase_title', { name: view.name || view.code })}>
      <form class="erase" onSubmit={(event) => void erase(event)}>
        <p>{t('erase_text')}</p>
        <ErasedList counts={view.counts} />
        <p class="hint">{t('erase_history')}</p>
        <p class="hint">
          {view.living === null ? t('erase_files') : t('erase_living', { folder: view.living })}
        </p>
        <label class="label" for={field}>
          {t('erase_confirm', { word })}
        </label>
        <input
          ref={input}
          id={field}
          class="field"
          data-part="erase-field"
          autocomplete="off"
          spellcheck={false}
          maxLength={200}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <span class="form-acts">
          <button type="submit" class="button button-danger" data-act="erase-now" disabled={!ready}>
            <Icon name="eraser" /> {t('erase_now')}
          </button>
          <button type="button" class="button" data-act="erase-cancel" onClick={onClose}>
            {t('cancel')}
          </button>
        </span>
      </form>
    </Section>
  );
}

/** What goes, or went, by kind; kinds of which there is nothing are left out. */
export function ErasedList({ counts }: { counts: EraseView['counts'] }) {
  const { t, format } = useBeside();
  const kinds = ERASED_KINDS.filter((kind) => counts[kind] > 0);
  return (
    <ul class="erased-list">
      <li>{t('erased_profile')}</li>
      {kinds.map((kind) => (
        <li key={kind} data-kind={kind}>
          {t(`erased_${kind}`, { count: format.count(counts[kind]) })}
        </li>
      ))}
    </ul>
  );
}

/** Of somebody in the bin: they are gone from every list, and still there. */
export function EraseFromBin({ id }: { id: string }) {
  const { t, host } = useBeside();
  const view = useLive(host.store, { name: 'erase', args: { id } }).value;
  if (!view || !host.mayDestroy) return null;
  return (
    <div class="section">
      <p class="hint">{t('erase_bin')}</p>
      <Erase id={id} />
    </div>
  );
}
