import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Note } from '../lib/domain/entities.ts';
import { useBeside, useKey } from './context.ts';
import { isComposing, keyOf } from './keys.ts';
import { FormActs, IconButton, Section } from './parts.tsx';
import { TagOffer } from './tag-offer.tsx';

export interface NotesProps {
  customer: string;
  /** Tags the customer wears: a note that speaks of others offers them. */
  worn: string[];
  notes: Note[];
  /** The surface has its own button that opens the note field. */
  adding: boolean;
  onAdding: (adding: boolean) => void;
}

/** Notes of a person: pinned first, then the newest. */
export function Notes({ customer, worn, notes, adding, onAdding }: NotesProps) {
  const { t, act, settings } = useBeside();
  const [editing, setEditing] = useState<string | null>(null);
  useKey('note', () => onAdding(true));
  const sorted = notes.toSorted((a, b) => Number(b.pinned) - Number(a.pinned) || b.at - a.at);
  const add = async (event: Event, text: string) => {
    const done = await act(
      event,
      { name: 'note.add', args: { customer, text } },
      { said: t('note_added'), undo: true },
    );
    if (done) onAdding(false);
  };
  if (sorted.length === 0 && !adding) return null;
  return (
    <Section
      part="notes"
      title={t('notes')}
      tools={
        !adding && (
          <IconButton
            act="note"
            icon="plus"
            label={t('note_add')}
            hotkey={keyOf('note', settings.keys)}
            onAct={() => onAdding(true)}
          />
        )
      }
    >
      {adding && (
        <NoteField
          value=""
          offer={(text) => <TagOffer text={text} customer={customer} worn={worn} />}
          onSave={add}
          onClose={() => onAdding(false)}
        />
      )}
      <ul class="notes">
        {sorted.map((note) => (
          <li key={note.id} class={note.pinned ? 'note note-pinned' : 'note'} data-part="note">
            {editing === note.id ? (
              <NoteField
                value={note.text}
                onClose={() => setEditing(null)}
                onSave={async (event, text) => {
                  const args = { id: note.id, text };
                  const done = await act(
                    event,
                    { name: 'note.edit', args },
                    { said: t('saved'), undo: true },
                  );
                  if (done) setEditing(null);
                }}
              />
            ) : (
              <NoteView note={note} onEdit={() => setEditing(note.id)} />
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function NoteView({ note, onEdit }: { note: Note; onEdit: () => void }) {
  const { t, act, format, host } = useBeside();
  const pin = (event: Event) => {
    const args = { id: note.id, pinned: !note.pinned };
    void act(
      event,
      { name: 'note.edit', args },
      { said: t(note.pinned ? 'note_unpinned' : 'note_pinned'), undo: true },
    );
  };
  const remove = (event: Event) =>
    void act(event, { name: 'note.delete', args: { id: note.id } }, { said: t('note_deleted'), undo: true });
  return (
    <>
      <p class="note-text">{note.text}</p>
      <div class="note-foot">
        <span class="hint" title={format.exact(note.at)}>
          {note.pinned && `${t('note_is_pinned')} · `}
          {format.moment(note.at, host.now())}
          {note.editedAt !== null && ` · ${t('note_edited')}`}
        </span>
        <span class="row-acts row-tools">
          <IconButton
            act="pin"
            icon={note.pinned ? 'unpin' : 'pin'}
            label={t(note.pinned ? 'note_unpin' : 'note_pin')}
            onAct={pin}
          />
          <IconButton act="edit-note" icon="edit" label={t('note_edit')} onAct={onEdit} />
          {host.mayDestroy && (
            <IconButton act="delete-note" icon="trash" label={t('note_delete')} onAct={remove} />
          )}
        </span>
      </div>
    </>
  );
}

function NoteField(props: {
  value: string;
  /** What stands below the words while they are written. */
  offer?: (text: string) => ComponentChildren;
  onSave: (event: Event, text: string) => void;
  onClose: () => void;
}) {
  const { t } = useBeside();
  const [text, setText] = useState(props.value);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const area = field.current;
    area?.focus();
    area?.setSelectionRange(area.value.length, area.value.length);
  }, []);
  const save = (event: Event) => {
    event.preventDefault();
    const text = field.current?.value.trim() ?? '';
    if (text === '') props.onClose();
    else props.onSave(event, text);
  };
  return (
    <form class="note-form" onSubmit={save}>
      <textarea
        ref={field}
        class="field"
        rows={3}
        maxLength={10_000}
        aria-label={t('note_field')}
        placeholder={t('note_placeholder')}
        data-part="note-field"
        defaultValue={props.value}
        onInput={(event) => props.offer && setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (isComposing(event)) return;
          if (event.key === 'Enter' && !event.shiftKey) save(event);
          if (event.key === 'Escape') {
            event.stopPropagation();
            props.onClose();
          }
        }}
      />
      {props.offer?.(text)}
      <FormActs act="save-note" label={t('note_save')} hotkey="Enter" onCancel={props.onClose} />
    </form>
  );
}
