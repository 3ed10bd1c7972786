import { useState } from 'preact/hooks';
import type { TextKey } from '../lib/domain/text.ts';
import {
  DECISIONS,
  type Decision,
  DOUBTS,
  type DoubtReason,
  type ImportDesk,
  type ImportLook,
  type ImportOptions,
  type Target,
} from '../lib/domain/transfer.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { ImportColumns } from './import-columns.tsx';
import { ImportNumbers } from './import-progress.tsx';
import { DoubtfulRows, SampleRows } from './import-rows.tsx';

/** How a file writes its letters, where that is worth a word. */
const ENCODINGS: Record<string, string> = {
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1258': 'Windows-1258',
  tcvn3: 'TCVN3 (ABC)',
  vni: 'VNI',
};

/** The dry run: what would happen, the meaning of each column, what to do with doubtful rows; then one button. */
export function ImportLookView({ look, desk }: { look: ImportLook; desk: ImportDesk }) {
  const { t, format, mayAct } = useBeside();
  const [targets, setTargets] = useState<Target[]>(() => look.columns.map(({ target }) => target));
  const again = (next: Target[], options: ImportOptions) => {
    setTargets(next);
    desk.look(next, options);
  };
  const { counts } = look;
  const blocked = look.lying.length > 0;
  if (look.backup) return <BackupLook look={look} desk={desk} />;
  return (
    <>
      <p>
        <b>{t('import_found', { file: look.file })}</b>{' '}
        <span class="hint">
          {t('import_count_rows', { count: format.count(counts.rows) })}
          {look.preset &&
            ` · ${t('import_preset', { name: t(`preset_${look.preset.replaceAll('-', '_')}` as TextKey) })}`}
          {ENCODINGS[look.encoding] && ` · ${t('import_encoding', { name: ENCODINGS[look.encoding]! })}`}
        </span>
      </p>
      {(look.encoding === 'tcvn3' || look.encoding === 'vni') && (
        <p class="banner" role="status" data-part="import-old-font">
          <Icon name="alert" />
          <span class="banner-text">{t('import_old_font', { name: ENCODINGS[look.encoding]! })}</span>
        </p>
      )}
      {blocked && (
        <p class="banner" role="alert" data-part="import-lying">
          <Icon name="alert" />
          <span class="banner-text">
            {t('import_lying', { headers: look.lying.map((header) => `“${header}”`).join(', ') })}
          </span>
        </p>
      )}
      <ImportNumbers counts={counts} />
      {counts.firms > 0 && (
        <p class="hint" data-part="import-firms">
          {t('import_firms', { count: format.count(counts.firms) })}
        </p>
      )}
      {counts.shared > 0 && (
        <p class="hint" data-part="import-shared">
          {t('import_shared', { count: format.count(counts.shared) })}
        </p>
      )}
      <Choices look={look} onChoose={(options) => again(targets, options)} />
      <span class="form-acts">
        <button
          type="button"
          class="button button-primary"
          data-act="import-start"
          disabled={blocked}
          onClick={(event) => mayAct(event) && desk.start()}
        >
          {t('import_start', { count: format.count(counts.rows) })}
        </button>
        <button type="button" class="button" data-act="import-cancel" onClick={() => desk.close()}>
          {t('import_cancel')}
        </button>
      </span>
      {look.columns.length > 0 && (
        <ImportColumns
          columns={look.columns}
          lying={look.lying}
          targets={targets}
          onTargets={(next) => again(next, look.options)}
        />
      )}
      <DoubtfulRows rows={look.samples.doubtful} all={counts.doubtful} />
      {(['new', 'updated', 'same'] as const).map(
        (kind) =>
          look.samples[kind].length > 0 && (
            <div key={kind} class="import-doubtful">
              <h3>{t(`import_samples_${kind}`)}</h3>
              <SampleRows rows={look.samples[kind]} part={`import-${kind}`} />
            </div>
          ),
      )}
    </>
  );
}

/** A backup has no columns and no choices but one; what it holds was checked to the last byte. */
function BackupLook({ look, desk }: { look: ImportLook; desk: ImportDesk }) {
  const { t, format, host, mayAct } = useBeside();
  const { backup, counts, exact } = look;
  const count = format.count(counts.new);
  return (
    <>
      <p>
        <b>{t('import_found', { file: look.file })}</b>
      </p>
      {backup && (
        <p data-part="import-backup">
          {t('import_backup_at', {
            when: format.moment(backup.at, host.now()),
            count: format.count(backup.customers),
            rows: format.count(backup.rows),
          })}
        </p>
      )}
      <p class="hint">{t(exact ? 'import_backup_exact' : 'import_backup_merge')}</p>
      {!exact && <ImportNumbers counts={counts} />}
      {!exact && <Choices look={look} onChoose={(options) => desk.look([], options)} />}
      <span class="form-acts">
        <button
          type="button"
          class="button button-primary"
          data-act="import-start"
          onClick={(event) => mayAct(event) && desk.start()}
        >
          {t(exact ? 'import_restore' : 'import_restore_rest', { count })}
        </button>
        <button type="button" class="button" data-act="import-cancel" onClick={() => desk.close()}>
          {t('import_cancel')}
        </button>
      </span>
      <DoubtfulRows rows={look.samples.doubtful} all={counts.doubtful} />
    </>
  );
}

/** What may be chosen for each kind of doubt. Where two hold a row's handles there is nobody to write it to. */
const CHOICES: Record<DoubtReason, readonly Decision[]> = {
  'other-name': DECISIONS,
  'rows-differ': DECISIONS,
  'two-holders': ['leave', 'apart'],
};

function Choices({ look, onChoose }: { look: ImportLook; onChoose: (options: ImportOptions) => void }) {
  const { t, format } = useBeside();
  const { options, doubts, counts } = look;
  const decide = (reason: DoubtReason, decision: Decision) =>
    onChoose({ ...options, decisions: { ...options.decisions, [reason]: decision } });
  return (
    <>
      {DOUBTS.filter((reason) => doubts[reason] > 0).map((reason) => (
        <label key={reason} class="label import-choice">
          <span>
            {t(`doubts_${reason.replaceAll('-', '_') as 'other_name'}`, {
              count: format.count(doubts[reason]),
            })}
          </span>
          <select
            class="field"
            data-act={`decide-${reason}`}
            value={options.decisions[reason]}
            onChange={(event) => decide(reason, event.currentTarget.value as Decision)}
          >
            {CHOICES[reason].map((decision) => (
              <option key={decision} value={decision}>
                {t(`decision_${decision}`)}
              </option>
            ))}
          </select>
        </label>
      ))}
      {(counts.updated > 0 || counts.same > 0 || options.overwrite) && (
        <label class="check">
          <input
            type="checkbox"
            data-act="import-overwrite"
            checked={options.overwrite}
            onChange={(event) => onChoose({ ...options, overwrite: event.currentTarget.checked })}
          />
          <span>
            {t('import_overwrite')}
            <span class="hint">{t('import_overwrite_hint')}</span>
          </span>
        </label>
      )}
    </>
  );
}
