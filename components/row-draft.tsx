import { useEffect, useRef, useState } from 'preact/hooks';
import { DRAFT_MAX } from '../lib/domain/draft.ts';
import type { Reminder } from '../lib/domain/entities.ts';
import { useBeside } from './context.ts';
import type { Host } from './host.ts';
import { isComposing } from './keys.ts';
import { FormActs } from './parts.tsx';

/** What is written for a row of Today while this surface lives; a reminder keeps its own in the book. */
const kept = new WeakMap<Host['store'], Map<string, string>>();

function draftsOf(host: Host): Map<string, string> {
  const drafts = kept.get(host.store) ?? new Map<string, string>();
  kept.set(host.store, drafts);
  return drafts;
}

/** The words for a row; undefined where none were written here. */
export const rowDraft = (host: Host, row: string): string | undefined => draftsOf(host).get(row);

export interface RowDraftProps {
  row: string;
  first: string;
  /** Where the words are kept for good. */
  reminder?: Reminder;
  onClose: () => void;
}

/** A line to be put into the thread's box when the row is opened. */
export function RowDraft({ row, first, reminder, onClose }: RowDraftProps) {
  const { t, host, act } = useBeside();
  const [text, setText] = useState(first);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const keep = async (event: Event) => {
    event.preventDefault();
    const words = text.trim();
    if (!reminder) draftsOf(host).set(row, words);
    else if (words !== reminder.draft) {
      const { id, customer, title, due, thread } = reminder;
      const args = { id, customer, title, due, thread, draft: words };
      if (!(await act(event, { name: 'reminder.set', args }, { said: t('row_kept'), undo: true }))) return;
    }
    onClose();
  };
  return (
    <form
      class="row-draft"
      data-part="row-draft"
      onSubmit={(event) => void keep(event)}
      onKeyDown={(event) => {
        if (isComposing(event)) return;
        if (event.key === 'Escape') {
          event.stopPropagation();
          onClose();
        }
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void keep(event);
      }}
    >
      <textarea
        ref={field}
        class="field"
        rows={2}
        maxLength={DRAFT_MAX}
        aria-label={t('draft_field')}
        placeholder={t('row_placeholder')}
        data-part="row-draft-field"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <FormActs act="keep-row-draft" label={t('row_keep')} quiet onCancel={onClose} />
    </form>
  );
}
