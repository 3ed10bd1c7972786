import { useEffect, useRef, useState } from 'preact/hooks';
import { dueAtWall } from '../lib/domain/due.ts';
import type { Customer } from '../lib/domain/entities.ts';
import type { MatterKind } from '../lib/domain/matter.ts';
import { PARCEL_ENDS } from '../lib/domain/parcels.ts';
import { filledLine, lineOf } from './care-words.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { closeOnEscape } from './keys.ts';
import { FormActs, Key, nameOf } from './parts.tsx';
import { useProposeDraft } from './propose-draft.ts';

/** A reminder of a warranty comes so many days before its last. */
const AHEAD = 7;
const SCORES = Array.from({ length: 11 }, (_, score) => score);

/** 0 to 10: a press, or a digit; `+` is 10. */
export function Scores({
  onScore,
  focused = false,
}: {
  onScore: (event: Event, score: number) => void;
  focused?: boolean;
}) {
  const { t } = useBeside();
  const root = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (focused) root.current?.querySelector<HTMLElement>('button')?.focus();
  }, [focused]);
  return (
    <fieldset
      ref={root}
      class="scores"
      data-part="scores"
      onKeyDown={(event) => {
        const score = event.key === '+' ? 10 : /^\d$/.test(event.key) ? Number(event.key) : null;
        if (score === null || event.altKey || event.ctrlKey || event.metaKey) return;
        event.stopPropagation();
        event.preventDefault();
        onScore(event, score);
      }}
    >
      <legend class="hint">{t('survey_scores')}</legend>
      {SCORES.map((score) => (
        <button
          key={score}
          type="button"
          class="score"
          data-act={`score-${score}`}
          onClick={(event) => onScore(event, score)}
        >
          {score}
        </button>
      ))}
    </fieldset>
  );
}

/** What is noted of a customer, of one kind: in one press where it can be. */
export function MatterForm({
  kind,
  customer,
  onClose,
}: {
  kind: MatterKind;
  customer: Customer;
  onClose: () => void;
}) {
  const { t, act, host, notify, fail, mayAct, settings } = useBeside();
  const propose = useProposeDraft();
  const [what, setWhat] = useState('');
  const [until, setUntil] = useState('');
  const root = useRef<HTMLFormElement>(null);
  useEffect(() => root.current?.querySelector<HTMLElement>('input, button')?.focus(), []);
  const ask = { customer: customer.id, kind };
  const write = async (event: Event, args: object) => {
    const said = t('matter_saved', { what: t(`matter_${kind}`) });
    const named = what.trim() === '' ? {} : { what: what.trim() };
    const done = await act(
      event,
      { name: 'matter.save', args: { ...ask, ...named, ...args } },
      { said, undo: true },
    );
    if (done) onClose();
    return done;
  };
  /** A warranty with its reminder: one undo takes both back. */
  const warrant = async (event: Event) => {
    if (until === '' || !mayAct(event)) return;
    try {
      const { change } = await host.store.run({
        name: 'matter.save',
        args: { ...ask, what: what.trim(), until },
      });
      const day = Temporal.PlainDate.from(until).subtract({ days: AHEAD });
      const due = dueAtWall(`${day}T09:00`, host.zone);
      const title = t('warranty_remind', { name: nameOf(customer), what: what.trim() });
      const set =
        due.at > host.now()
          ? await host.store.run({
              name: 'reminder.set',
              args: { customer: customer.id, title, due, thread: null },
            })
          : null;
      const changes = [change, set?.change ?? null].filter((one) => one !== null);
      notify({ text: t(set ? 'warranty_saved' : 'warranty_saved_late'), changes });
      onClose();
    } catch (error) {
      fail(error);
    }
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (kind === 'wait' && what.trim() !== '') void write(event, {});
    if (kind === 'warranty') void warrant(event);
  };
  return (
    <form
      ref={root}
      class="matter-form"
      data-part={`form-${kind}`}
      onSubmit={submit}
      onKeyDown={(event) => {
        closeOnEscape(onClose)(event);
        const end = kind === 'parcel' ? PARCEL_ENDS[Number(event.key) - 1] : undefined;
        if (!end || (event.target as HTMLElement).tagName === 'INPUT' || event.altKey) return;
        event.stopPropagation();
        void write(event, { state: end });
      }}
    >
      {kind === 'parcel' && (
        <span class="choices">
          {PARCEL_ENDS.map((end, i) => (
            <button
              key={end}
              type="button"
              class="button"
              data-act={`parcel-${end}`}
              onClick={(event) => void write(event, { state: end })}
            >
              {t(`parcel_${end}`)} <Key of={String(i + 1)} />
            </button>
          ))}
        </span>
      )}
      {kind === 'survey' && (
        <>
          <Scores focused onScore={(event, score) => void write(event, { state: 'answered', score })} />
          <span>
            <button
              type="button"
              class="button"
              data-act="survey-ask"
              onClick={(event) =>
                void write(event, {}).then(
                  (done) =>
                    done &&
                    propose(event, filledLine(lineOf(t, settings, 'survey'), { name: nameOf(customer) })),
                )
              }
            >
              <Icon name="reply" /> {t('survey_ask')}
            </button>
          </span>
        </>
      )}
      {(kind === 'wait' || kind === 'warranty') && (
        <>
          <input
            class="field"
            maxLength={200}
            data-part="matter-what"
            aria-label={t(`matter_what_${kind}`)}
            placeholder={t(`matter_what_${kind}`)}
            value={what}
            onInput={(event) => setWhat(event.currentTarget.value)}
          />
          {kind === 'warranty' && (
            <label class="label">
              <span>{t('warranty_last')}</span>
              <input
                class="field"
                type="date"
                data-part="matter-until"
                value={until}
                onInput={(event) => setUntil(event.currentTarget.value)}
              />
            </label>
          )}
          <FormActs
            act="save-matter"
            label={t('matter_save')}
            disabled={kind === 'wait' ? what.trim() === '' : until === ''}
            quiet
            onCancel={onClose}
          />
        </>
      )}
    </form>
  );
}
