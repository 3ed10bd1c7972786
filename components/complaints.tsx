import { useState } from 'preact/hooks';
import { nextState } from '../lib/domain/contact.ts';
import type { Interaction } from '../lib/domain/entities.ts';
import { readAmount } from '../lib/domain/say/amount.ts';
import { wordOf } from './care-words.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { closeOnEscape } from './keys.ts';
import { isUnread, MeantAmount } from './meant-amount.tsx';
import { FormActs, IconButton } from './parts.tsx';
import { useComplaintStep } from './today-rows.tsx';
import { useLive } from './use-live.ts';
import { WordChips, WordField } from './word-field.tsx';

/** Complaints that need something still: how old, how they stand, and the next step. */
export function Complaints({ customer }: { customer: string }) {
  const { host } = useBeside();
  const open = useLive(host.store, { name: 'complaints', args: { customer } });
  const rows = open.of?.args.customer === customer ? (open.value ?? []) : [];
  if (rows.length === 0) return null;
  return (
    <ul class="complaints" data-part="complaints">
      {rows.map((complaint) => (
        <ComplaintBanner key={complaint.id} complaint={complaint} />
      ))}
    </ul>
  );
}

function ComplaintBanner({ complaint }: { complaint: Interaction }) {
  const { t, host, format } = useBeside();
  const step = useComplaintStep();
  const [telling, setTelling] = useState(false);
  const next = nextState(complaint.status) ?? 'confirmed';
  const isOpen = complaint.status === 'open';
  const words = [wordOf(t, 'cause', complaint.cause ?? ''), complaint.subject || complaint.text];
  return (
    <li class={isOpen ? 'banner banner-warn' : 'banner'} data-part="complaint" data-status={complaint.status}>
      <Icon name={isOpen ? 'alert' : 'wait'} />
      <span class="banner-text">
        {t(`complaint_age_${isOpen ? 'open' : 'good'}`, { span: format.span(host.now() - complaint.at) })}
        <span class="fact-more">{words.filter(Boolean).join(' · ')}</span>
      </span>
      <button
        type="button"
        class="text-button"
        data-act="complaint-step"
        onClick={(event) => void step(event, complaint.id, next)}
      >
        {t(`complaint_to_${next}`)}
      </button>
      <IconButton
        act="complaint-note"
        icon="edit"
        label={t('complaint_note')}
        expanded={telling}
        onAct={() => setTelling(!telling)}
      />
      {telling && <ComplaintForm complaint={complaint} onClose={() => setTelling(false)} />}
    </li>
  );
}

/** Why it came to this, how it was made good and what that cost, and what is done so that it never happens again. */
export function ComplaintForm({ complaint, onClose }: { complaint: Interaction; onClose: () => void }) {
  const { t, act } = useBeside();
  const [cause, setCause] = useState(complaint.cause ?? '');
  const [remedy, setRemedy] = useState(complaint.remedy ?? '');
  const [cost, setCost] = useState(complaint.cost ? String(complaint.cost) : '');
  const [lesson, setLesson] = useState(complaint.lesson ?? '');
  const save = async (event: Event) => {
    event.preventDefault();
    if (isUnread(cost)) return;
    const args = { id: complaint.id, cause, remedy, cost: readAmount(cost), lesson };
    if (await act(event, { name: 'interaction.note', args }, { said: t('saved'), undo: true })) onClose();
  };
  return (
    <form
      class="complaint-form"
      data-part="complaint-form"
      onSubmit={(event) => void save(event)}
      onKeyDown={closeOnEscape(onClose)}
    >
      <WordChips list="cause" label={t('complaint_cause')} value={cause} onValue={setCause} />
      <span class="two-fields">
        <WordField list="remedy" label={t('complaint_remedy')} value={remedy} onValue={setRemedy} />
        <input
          class="field"
          inputMode="decimal"
          maxLength={24}
          data-part="complaint-cost"
          aria-label={t('complaint_cost')}
          placeholder={t('complaint_cost')}
          value={cost}
          onInput={(event) => setCost(event.currentTarget.value)}
        />
      </span>
      <MeantAmount typed={cost} currency="VND" />
      <input
        class="field"
        maxLength={400}
        data-part="complaint-lesson"
        aria-label={t('complaint_lesson')}
        placeholder={t('complaint_lesson')}
        value={lesson}
        onInput={(event) => setLesson(event.currentTarget.value)}
      />
      <FormActs act="save-complaint" label={t('complaint_save')} quiet onCancel={onClose} />
    </form>
  );
}
