import { useEffect, useRef, useState } from 'preact/hooks';
import { DRAFT_MAX, type DraftResult } from '../lib/domain/draft.ts';
import { holesIn } from '../lib/domain/say/template.ts';
import type { Sighting } from '../lib/domain/sighting.ts';
import { useBeside, useKey } from './context.ts';
import type { Host, PageState } from './host.ts';
import { Icon } from './icon.tsx';
import { KeptDrafts, subjectOf } from './kept-drafts.ts';
import { isComposing, keyOf } from './keys.ts';
import { ActionButton, Key } from './parts.tsx';
import { type Buyer, TemplateTools } from './template-tools.tsx';

/**
 * What is written for whom, while the panel lives. The panel follows the page from thread to thread: a half-written
 * answer waits for its own, and never stands beside another.
 */
const kept = new WeakMap<Host['store'], KeptDrafts>();

function draftsOf(host: Host): KeptDrafts {
  const drafts = kept.get(host.store) ?? new KeptDrafts(host.store);
  kept.set(host.store, drafts);
  return drafts;
}

/** The thread and its people: what a draft is for. */
const subjectIn = ({ site, thread, counterparts }: Sighting) =>
  subjectOf(
    site,
    thread.id,
    counterparts.map(({ name, identities }) => [name, identities]),
  );

/** Puts words into the answer field of a thread; they are there when it is drawn next. */
export function keepDraft(host: Host, sighting: Sighting, text: string): void {
  draftsOf(host).set(subjectIn(sighting), text.slice(0, DRAFT_MAX));
}

export interface DraftProps {
  page: PageState;
  sighting: Sighting;
  /** Whom templates are filled in for. */
  buyer?: Buyer;
  /** Words from elsewhere on the card, put behind what is written; each object once. */
  offered?: { text: string } | null;
}

const NOBODY: Buyer = { customer: null, orders: [] };

/** A short answer, put into the site's own reply box: the seller reads it there and sends it. */
export function Draft({ page, sighting, buyer = NOBODY, offered = null }: DraftProps) {
  const { host } = useBeside();
  if (page.tab === null || page.reading === '' || !host.copy) return null;
  const subject = subjectIn(sighting);
  return (
    <DraftFold
      key={subject}
      subject={subject}
      page={page}
      sighting={sighting}
      buyer={buyer}
      offered={offered}
    />
  );
}

function DraftFold(props: DraftProps & { subject: string }) {
  const { subject, page, sighting, buyer = NOBODY, offered = null } = props;
  const { t, host, settings, mayAct, asked, take } = useBeside();
  const drafts = draftsOf(host);
  const [open, setOpen] = useState(drafts.has(subject));
  const [round, setRound] = useState(0);
  // Words that were handed in take the place of what stands in the field.
  useEffect(() => {
    if (!take('draft')) return;
    setOpen(true);
    setRound((old) => old + 1);
  }, [asked]);
  const hotkey = keyOf('draft', settings.keys);
  // Where the browser cannot tell whether the frame is seen, a page could make the seller press its button unseen.
  const elsewhere = host.insertDraft ? undefined : host.openSidePanel;
  const begin = (event: Event) => {
    if (!elsewhere) setOpen(true);
    else if (mayAct(event)) elsewhere();
  };
  // What was offered before this thread was opened is another buyer's.
  const [taken, setTaken] = useState(offered);
  const rounds = useRef(0);
  if (offered && offered !== taken) {
    const before = drafts.get(subject);
    drafts.set(subject, before === '' ? offered.text : `${before}\n${offered.text}`);
    rounds.current += 1;
    setTaken(offered);
    setOpen(true);
  }
  useKey('draft', begin, !open);
  if (!open) {
    return (
      <div class="draft-fold">
        <ActionButton act="draft" icon="reply" label={t('draft_open')} hotkey={hotkey} onAct={begin} />
      </div>
    );
  }
  return (
    <DraftForm
      key={`${rounds.current} ${round}`}
      page={page}
      sighting={sighting}
      buyer={buyer}
      first={drafts.get(subject)}
      onText={(text) => drafts.set(subject, text)}
      onClose={() => setOpen(false)}
    />
  );
}

interface DraftFormProps extends DraftProps {
  first: string;
  onText: (text: string) => void;
  onClose: () => void;
}

function DraftForm({ page, sighting, buyer = NOBODY, first, onText, onClose }: DraftFormProps) {
  const { t, host, notify, fail, mayAct } = useBeside();
  const [text, setText] = useState(first);
  /** Why it is not in the box, and not copied either: then the seller copies it. */
  const [stuck, setStuck] = useState<DraftResult | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const busy = useRef(false);
  const armed = useRef(false);
  const words = text.trim();
  const isEmpty = words === '';
  /** The words that the seller was told have holes in them: pressed again, they are put in all the same. */
  const [warned, setWarned] = useState('');
  useEffect(() => {
    const area = field.current;
    area?.focus();
    area?.setSelectionRange(area.value.length, area.value.length);
  }, []);

  const change = (value: string) => {
    setText(value);
    setStuck(null);
    onText(value);
  };
  const leave = () => {
    onText('');
    onClose();
  };

  const put = async (event: Event) => {
    if (busy.current || isEmpty || !host.insertDraft || page.tab === null || !mayAct(event)) return;
    if (stopAtHole()) return;
    busy.current = true;
    const draft = { tab: page.tab, reading: page.reading, thread: sighting.thread.id, text: words };
    try {
      await tell(await host.insertDraft(draft));
    } catch (error) {
      fail(error);
    } finally {
      busy.current = false;
    }
  };
  /** A name in braces that nothing was put in for would be sent as it is: the first press shows it instead. */
  const stopAtHole = (): boolean => {
    const [hole] = holesIn(text);
    if (!hole || warned === words) return false;
    setWarned(words);
    field.current?.focus();
    field.current?.setSelectionRange(hole.at, hole.at + hole.length);
    return true;
  };
  const tell = async (result: DraftResult) => {
    if (result === 'inserted') {
      notify({ text: t('draft_inserted') });
      leave();
    } else if (result === 'moved-on') {
      notify({ text: t('draft_moved_on'), tone: 'fail' });
    } else {
      await host.copy?.(words).then(
        () => notify({ text: t(result === 'no-box' ? 'draft_no_box' : 'draft_refused') }),
        // The browser copies in the seller's own click alone.
        () => setStuck(result),
      );
    }
  };
  const copy = (event: Event) => {
    if (isEmpty || !mayAct(event) || stopAtHole()) return;
    const copied = () => {
      setStuck(null);
      notify({ text: t('draft_copied') });
    };
    host.copy?.(words).then(copied, () => notify({ text: t('draft_not_copied'), tone: 'fail' }));
  };

  /**
   * Enter acts when it is let go. The focus goes to the site's box, where an Enter that is still held would send.
   */
  const arm = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      onClose();
    }
    const wanted = event.target === button.current || event.ctrlKey || event.metaKey;
    if (event.key !== 'Enter' || !wanted || !host.insertDraft) return;
    if (event.target !== button.current && event.target !== field.current) return;
    event.preventDefault();
    armed.current = true;
  };
  const fire = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !armed.current) return;
    armed.current = false;
    void put(event);
  };

  return (
    <section class="draft-form" data-part="draft" aria-label={t('draft_open')} onKeyDown={arm} onKeyUp={fire}>
      <textarea
        ref={field}
        class="field"
        rows={3}
        maxLength={DRAFT_MAX}
        aria-label={t('draft_field')}
        placeholder={t('draft_placeholder')}
        data-part="draft-field"
        value={text}
        onInput={(event) => change(event.currentTarget.value)}
      />
      <TemplateTools field={field} text={text} onText={change} buyer={buyer} sighting={sighting} />
      {warned !== '' && warned === words && (
        <p class="draft-stuck" data-part="draft-holes" role="alert">
          <Icon name="alert" size={14} />
          <span>{t('draft_holes')}</span>
        </p>
      )}
      {stuck && (
        <p class="draft-stuck" data-part="draft-stuck" role="status">
          <Icon name="alert" size={14} />
          <span>{t(stuck === 'no-box' ? 'draft_stuck_no_box' : 'draft_stuck_refused')}</span>
        </p>
      )}
      {host.insertDraft ? (
        <p class="hint">{t('draft_hint')}</p>
      ) : (
        <p class="hint" data-part="draft-elsewhere">
          {t('draft_elsewhere')}
        </p>
      )}
      <span class="form-acts">
        {(stuck !== null || !host.insertDraft) && (
          <button
            type="button"
            class="button button-primary"
            data-act="copy-draft"
            disabled={isEmpty}
            onClick={copy}
          >
            <Icon name="copy" /> {t('copy')}
          </button>
        )}
        {host.insertDraft && (
          <button
            ref={button}
            type="button"
            class={stuck ? 'button' : 'button button-primary'}
            data-act="put-draft"
            aria-keyshortcuts="Control+Enter"
            disabled={isEmpty}
            onClick={(event) => void put(event)}
          >
            {t('draft_put')} <Key of="Ctrl ⏎" />
          </button>
        )}
        <button type="button" class="text-button" data-act="close-draft" onClick={onClose}>
          {t('close')}
        </button>
      </span>
    </section>
  );
}
