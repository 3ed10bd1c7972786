import { useState } from 'preact/hooks';
import {
  EXPORT_FORMATS,
  type ExportDesk,
  type ExportFormat,
  type ExportScope,
} from '../lib/domain/transfer.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { Progress } from './import-progress.tsx';
import { nameOf, Section } from './parts.tsx';
import { isPassphrase, NO_PASSPHRASE, PassphraseFields } from './passphrase-fields.tsx';
import { useTags } from './tag-book.tsx';
import { useLive } from './use-live.ts';

/** Which formats can be sealed: the others are for other programs, which could not open them. */
const SEALABLE: readonly ExportFormat[] = ['backup', 'html'];

/**
 * A file for whoever is to have it: kind, whom, and what stays out; then one button.
 * @param props.only a customer's id, where one came from that customer's page.
 */
export function ExportSection({ desk, only = '' }: { desk: ExportDesk; only?: string }) {
  const { t, format, fail, mayAct, notify } = useBeside();
  const [kind, setKind] = useState<ExportFormat>('backup');
  const [scope, setScope] = useState<ExportScope>(only === '' ? { kind: 'all' } : { kind: 'one', id: only });
  const [withPrivate, setWithPrivate] = useState(false);
  const [agreed, setAgreed] = useState(false);
  const [passphrase, setPassphrase] = useState(NO_PASSPHRASE);
  const [share, setShare] = useState<number | null>(null);
  const [said, setSaid] = useState('');
  const sealable = SEALABLE.includes(kind);
  const ready = !sealable || isPassphrase(passphrase);

  const write = async (event: Event) => {
    event.preventDefault();
    if (share !== null || !ready || !mayAct(event)) return;
    setShare(0);
    setSaid('');
    try {
      const secret = sealable ? passphrase.one : '';
      const file = await desk.write(
        { format: kind, scope, private: withPrivate, passphrase: secret, ...(agreed && { agreed }) },
        setShare,
      );
      if (file.customers === 0) notify({ text: t('export_none') });
      else {
        desk.save(file);
        setSaid(t('export_done', { count: format.count(file.customers), file: file.name }));
      }
    } catch (error) {
      fail(error);
    } finally {
      setShare(null);
    }
  };
  return (
    <Section part="export" title={t('export_title')}>
      <p class="hint">{t('export_hint')}</p>
      <form class="import" onSubmit={(event) => void write(event)}>
        <label class="label">
          <span>{t('export_format')}</span>
          <select
            class="field"
            data-act="export-format"
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value as ExportFormat)}
          >
            {EXPORT_FORMATS.map((one) => (
              <option key={one} value={one}>
                {t(`format_${one}`)}
              </option>
            ))}
          </select>
        </label>
        <Scope scope={scope} only={only} onScope={setScope} />
        <label class="check">
          <input
            type="checkbox"
            data-act="export-agreed"
            checked={agreed}
            onChange={(event) => setAgreed(event.currentTarget.checked)}
          />
          <span>
            {t('export_agreed')}
            <span class="hint">{t('export_agreed_hint')}</span>
          </span>
        </label>
        {sealable && <PassphraseFields value={passphrase} onChange={setPassphrase} />}
        <label class="check">
          <input
            type="checkbox"
            data-act="export-private"
            checked={withPrivate}
            onChange={(event) => setWithPrivate(event.currentTarget.checked)}
          />
          <span>
            {t('export_private')}
            <span class="hint">{t('export_private_hint')}</span>
          </span>
        </label>
        <span class="form-acts">
          <button
            type="submit"
            class="button button-primary"
            data-act="export"
            disabled={share !== null || !ready}
          >
            <Icon name="download" /> {t(share === null ? 'export_write' : 'export_writing')}
          </button>
        </span>
        {share !== null && <Progress share={share} label={t('export_writing')} />}
        <p role="status" data-part="export-done">
          {said}
        </p>
      </form>
    </Section>
  );
}

function Scope(props: { scope: ExportScope; only: string; onScope: (scope: ExportScope) => void }) {
  const { t, host } = useBeside();
  const { scope, only, onScope } = props;
  const [one] =
    useLive(host.store, { name: 'customers', args: { ids: only === '' ? [] : [only] } }).value ?? [];
  const tags = useTags() ?? [];
  const some = scope.kind === 'some' ? scope : { kind: 'some' as const, text: '', tags: [] };
  const turn = (id: string) =>
    onScope({
      ...some,
      tags: some.tags.includes(id) ? some.tags.filter((one) => one !== id) : [...some.tags, id],
    });
  return (
    <fieldset class="import">
      <legend class="hint">{t('export_scope')}</legend>
      <span class="form-acts">
        {one && (
          <label class="check">
            <input
              type="radio"
              name="export-scope"
              data-act="scope-one"
              checked={scope.kind === 'one'}
              onChange={() => onScope({ kind: 'one', id: only })}
            />
            <span>{t('scope_one', { name: nameOf(one) })}</span>
          </label>
        )}
        {(['all', 'some'] as const).map((kind) => (
          <label key={kind} class="check">
            <input
              type="radio"
              name="export-scope"
              data-act={`scope-${kind}`}
              checked={scope.kind === kind}
              onChange={() => onScope(kind === 'all' ? { kind: 'all' } : some)}
            />
            <span>{t(`scope_${kind}`)}</span>
          </label>
        ))}
      </span>
      {scope.kind === 'some' && (
        <>
          <label class="label">
            <span>{t('export_find')}</span>
            <input
              class="field"
              data-part="export-find-field"
              maxLength={200}
              value={scope.text}
              onInput={(event) => onScope({ ...scope, text: event.currentTarget.value })}
            />
          </label>
          {tags.length > 0 && (
            <fieldset class="export-tags">
              <legend class="hint">{t('export_tags')}</legend>
              {tags.map(({ id, name }) => (
                <label key={id} class="check">
                  <input
                    type="checkbox"
                    data-act="export-tag"
                    checked={scope.tags.includes(id)}
                    onChange={() => turn(id)}
                  />
                  <span>{name}</span>
                </label>
              ))}
            </fieldset>
          )}
        </>
      )}
    </fieldset>
  );
}
