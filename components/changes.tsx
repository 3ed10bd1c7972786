import type { BulkRecord } from '../lib/domain/bulk.ts';
import { bareFieldName } from '../lib/domain/private-field.ts';
import type { Change } from '../lib/domain/row.ts';
import { knownKey, type Text } from '../lib/domain/text.ts';
import { bulkWords } from './bulk-words.ts';
import { useBeside } from './context.ts';
import { writeRoute } from './hash-route.ts';
import { Section } from './parts.tsx';
import { useTags } from './tag-book.tsx';

/** What a field held and holds, in words; null where the value says nothing to a reader. */
function said(value: unknown, field: string, t: Text): string | null {
  if (value === undefined || value === null || value === '') return t('value_none');
  if (typeof value === 'string' || typeof value === 'number') {
    const key = knownKey(`${field}_${value}`);
    return key ? t(key) : String(value).slice(0, 120);
  }
  if (typeof value === 'boolean') return t(value ? 'value_yes' : 'value_no');
  return null;
}

const OWN_FIELD = 'fields/';

/** What a field is called; a seller's own by its own name, its value unread: `Size_M` is no word of the interface. */
function labelOf(field: string, t: Text): string | null {
  if (field.startsWith(OWN_FIELD)) return bareFieldName(field.slice(OWN_FIELD.length));
  const key = knownKey(`field_${field}`);
  return key && t(key);
}

/** Fields of people that are worth a line: old value → new value. */
function lines(change: Change, t: Text): { label: string; before: string; after: string }[] {
  const found: { label: string; before: string; after: string }[] = [];
  change.ops.forEach(([table, , , fields], index) => {
    if (table !== 'customers') return;
    for (const [field, value] of Object.entries(fields)) {
      const label = labelOf(field, t);
      const before = said(change.prior[index]?.[field], field, t);
      const after = said(value, field, t);
      if (label && before !== null && after !== null && before !== after)
        found.push({ label, before, after });
    }
  });
  return found;
}

/** What changed of a customer, newest first; each change can be taken back by itself. */
export function Changes({ changes }: { changes: Change[] }) {
  const { t } = useBeside();
  if (changes.length === 0) return null;
  return (
    <Section part="changes" title={t('changes')}>
      <ChangeList changes={changes} />
    </Section>
  );
}

/** How many of the customers of a change are named. */
const NAMED = 3;

export interface ChangeListProps {
  changes: Change[];
  /** Of customers, where the list is not about one of them alone. */
  names?: Map<string, string>;
  /** What a change is one page of, where it is. */
  bulkOf?: (change: Change) => BulkRecord | undefined;
  onUndoBulk?: (id: string) => void;
}

export function ChangeList({ changes, names, bulkOf, onUndoBulk }: ChangeListProps) {
  const { t, format, host, undo, mayAct } = useBeside();
  const tags = useTags() ?? [];
  const now = host.now();
  return (
    <ol class="changes">
      {changes.map((change) => {
        const key = knownKey(`did_${change.command.replace('.', '_')}`);
        const bulk = bulkOf?.(change);
        const undone = bulk ? bulk.undone : change.undoneBy !== undefined;
        const takeBack = (event: Event) =>
          bulk && onUndoBulk ? mayAct(event) && onUndoBulk(bulk.id) : void undo(event, [change.id]);
        return (
          <li key={change.id} class={undone ? 'change change-undone' : 'change'} data-part="change">
            <span class="change-text">
              <span>
                {key ? t(key) : t('did_other')}
                {bulk &&
                  ` · ${bulkWords(bulk.change, t, tags)} · ${t('list_all', { count: format.count(bulk.customers) })}`}
                {names && !bulk && <Named ids={change.customers} names={names} />}
              </span>
              {lines(change, t).map(({ label, before, after }) => (
                <span key={label} class="change-line">
                  {label}: <s>{before}</s> → <b>{after}</b>
                </span>
              ))}
              <span class="hint" title={format.exact(change.at)}>
                {format.moment(change.at, now)}
                {undone && ` · ${t('change_undone')}`}
              </span>
            </span>
            {!undone && change.undoes === undefined && change.origin === 'local' && (
              <button type="button" class="text-button" data-act="undo-change" onClick={takeBack}>
                {t('undo')}
              </button>
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** The customers a change is about, each leading to its page. */
function Named({ ids, names }: { ids: readonly string[]; names: Map<string, string> }) {
  const known = ids.filter((id) => names.has(id));
  return (
    <>
      {known.slice(0, NAMED).map((id) => (
        <span key={id}>
          {' · '}
          <a href={writeRoute('customers', id)}>{names.get(id)}</a>
        </span>
      ))}
      {known.length > NAMED && ` +${known.length - NAMED}`}
    </>
  );
}
