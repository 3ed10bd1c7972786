import type { BulkRecord } from '../lib/domain/bulk.ts';
import { FINAL_COMMANDS } from '../lib/domain/command.ts';
import type { Tag } from '../lib/domain/entities.ts';
import type { Format } from '../lib/domain/format.ts';
import { bareFieldName } from '../lib/domain/private-field.ts';
import type { Change } from '../lib/domain/row.ts';
import { knownKey, type Text } from '../lib/domain/text.ts';
import { bulkWords } from './bulk-words.ts';
import { useBeside } from './context.ts';
import { writeRoute } from './hash-route.ts';
import { Section } from './parts.tsx';
import { useTags } from './tag-book.tsx';

/** Lines of one change that are shown: an import or a merge may hold thousands. */
const SHOWN = 6;

interface Line {
  label: string;
  before: string | null;
  after: string | null;
}

/** What the words of a change need to know: names of tags, and how times are said. */
interface Words {
  t: Text;
  format: Format;
  now: number;
  tags: readonly Tag[];
}

/** What a field held or holds, in words; null where the value says nothing to a reader. */
function said(value: unknown, field: string, { t, format, now }: Words): string | null {
  if (value === undefined || value === null || value === '' || (value === false && field !== 'autoLog'))
    return t('value_none');
  if (typeof value === 'string' || typeof value === 'number') {
    const key = knownKey(`${field}_${value}`);
    return key ? t(key) : String(value).slice(0, 120);
  }
  if (typeof value === 'boolean') return t(value ? 'value_yes' : 'value_no');
  const { at, answer } = value as { at?: unknown; answer?: unknown };
  if (field === 'consent') return t(answer === 'yes' ? 'consent_yes' : 'consent_no');
  if (field === 'due' && typeof at === 'number') return format.moment(at, now);
  return null;
}

/** An element of a set or map: a handle, a tag, a field of the seller's own. */
function elementLine(name: string, before: unknown, after: unknown, words: Words): Line | null {
  const { t, format, tags } = words;
  const [kind = '', element = ''] = [name.slice(0, name.indexOf('/')), name.slice(name.indexOf('/') + 1)];
  if (kind === 'fields')
    return {
      label: bareFieldName(element),
      before: said(before, '', words),
      after: said(after, '', words),
    };
  const what =
    kind === 'links'
      ? format.handle(element)
      : kind === 'tags'
        ? (tags.find(({ id }) => id === element)?.name ?? null)
        : null;
  if (kind === 'hints') {
    const hint = after ?? before;
    const label = t(hint === 'dont' ? 'hint_dont' : 'hint_do');
    return after ? { label, before: null, after: element } : { label, before: element, after: null };
  }
  if (what === null) return null;
  const label = t(kind === 'links' ? 'field_links' : 'field_tags');
  return after ? { label, before: null, after: what } : { label, before: what, after: null };
}

/** Of a row that was just made only what it says is told; of a customer, nothing: all of it is new. */
const TOLD_OF_NEW = ['text', 'title', 'number', 'due', 'subject'];

/** What a change did, line by line: old value → new value. */
function lines(change: Change, words: Words): Line[] {
  const found: Line[] = [];
  change.ops.forEach(([table, , , fields], index) => {
    const prior = change.prior[index];
    const isNew = change.prior.length === 0 || (prior?._del === true && !('_del' in fields));
    for (const [field, value] of Object.entries(fields)) {
      if (isNew && (table === 'customers' || !TOLD_OF_NEW.includes(field))) continue;
      const was = prior?.[field];
      if (field.includes('/')) {
        const line = table === 'customers' ? elementLine(field, was, value, words) : null;
        if (line) found.push(line);
        continue;
      }
      const label = knownKey(`field_${field}`);
      const before = isNew ? null : said(was, field, words);
      const after = said(value, field, words);
      if (label && after !== null && before !== after) found.push({ label: words.t(label), before, after });
    }
  });
  return found.filter(({ before, after }) => before !== null || after !== null).slice(0, SHOWN);
}

/**
 * What changed of a customer, newest first; each change can be taken back by itself.
 * @param since when their page was last looked at; absent the first time.
 */
export function Changes({ changes, since }: { changes: Change[]; since?: number }) {
  const { t, format, host } = useBeside();
  if (changes.length === 0) return null;
  const fresh = since === undefined ? 0 : changes.filter(({ at }) => at > since).length;
  return (
    <Section part="changes" title={t('changes')}>
      {since !== undefined && (
        <p class="hint" data-part="changes-since">
          {fresh > 0
            ? t('changes_since', { count: fresh, when: format.moment(since, host.now()) })
            : t('changes_none_since', { when: format.moment(since, host.now()) })}
        </p>
      )}
      <ChangeList changes={changes} since={since} />
    </Section>
  );
}

/** How many of the customers of a change are named. */
const NAMED = 3;

/**
 * @param props.names of customers, where the list is not about one of them alone.
 * @param props.since what is newer is marked.
 * @param props.bulkOf what a change is one page of, where it is.
 */
export function ChangeList(props: {
  changes: Change[];
  names?: Map<string, string>;
  since?: number | undefined;
  bulkOf?: (change: Change) => BulkRecord | undefined;
  onUndoBulk?: (id: string) => void;
}) {
  const { changes, names, since = Number.POSITIVE_INFINITY, bulkOf, onUndoBulk } = props;
  const { t, format, host, undo, mayAct } = useBeside();
  const tags = useTags() ?? [];
  const now = host.now();
  const words = { t, format, now, tags };
  return (
    <ol class="changes">
      {changes.map((change) => {
        const key = knownKey(`did_${change.command.replace('.', '_')}`);
        const bulk = bulkOf?.(change);
        const undone = bulk ? bulk.undone : change.undoneBy !== undefined;
        const takeBack = (event: Event) =>
          bulk && onUndoBulk ? mayAct(event) && onUndoBulk(bulk.id) : void undo(event, [change.id]);
        return (
          <li
            key={change.id}
            class={undone ? 'change change-undone' : 'change'}
            data-part="change"
            data-new={change.at > since}
          >
            <span class="change-text">
              <span>
                {key ? t(key) : t('did_other')}
                {bulk &&
                  ` · ${bulkWords(bulk.change, t, tags)} · ${t('list_all', { count: format.count(bulk.customers) })}`}
                {names && !bulk && <Named ids={change.customers} names={names} />}
              </span>
              {lines(change, words).map(({ label, before, after }) => (
                <span key={`${label} ${before} ${after}`} class="change-line">
                  {label}: {before !== null && <s>{before}</s>}
                  {before !== null && after !== null && ' → '}
                  {after !== null && <b>{after}</b>}
                </span>
              ))}
              <span class="hint" title={format.exact(change.at)}>
                {change.at > since && <b class="change-new">{t('change_new')} · </b>}
                {format.moment(change.at, now)}
                {undone && ` · ${t('change_undone')}`}
              </span>
            </span>
            {!undone && isUndoable(change) && (
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

/** Imports are taken back as a whole, where they were made; what was erased is gone from here too. */
const isUndoable = ({ undoes, origin, command }: Change): boolean =>
  undoes === undefined && origin === 'local' && !FINAL_COMMANDS.includes(command);

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
