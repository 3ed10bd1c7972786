import { useEffect, useRef, useState } from 'preact/hooks';
import type { Customer, View } from '../lib/domain/entities.ts';
import {
  HINTS,
  type Hint,
  LEAD_MOST,
  LEAD_PARTS,
  type LeadPart,
  leadScore,
  RELATIONS,
  type Relation,
  relationOf,
} from '../lib/domain/knowing.ts';
import { portraitOf } from '../lib/domain/portrait.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { isComposing } from './keys.ts';
import { writeListAddress } from './list-address.ts';
import { IconButton, Section } from './parts.tsx';
import { useTags } from './tag-book.tsx';
import { useFilterTime } from './use-filter-time.ts';
import { useLive } from './use-live.ts';
import { relationKey } from './vocabulary.ts';
import { useWorth } from './worth.tsx';

/** The segments of a customer, asked for when the card has been drawn: nobody waits for them. */
export function useSegments(customer: string): View[] {
  const { host } = useBeside();
  const [late, setLate] = useState(false);
  const time = useFilterTime();
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 0);
    return () => clearTimeout(timer);
  }, []);
  const live = useLive(host.store, late ? { name: 'segmentsOf', args: { customer, time } } : null);
  return live.of?.args.customer === customer ? (live.value ?? []) : [];
}

/** On a customer's own page: who they are in a paragraph, what to mind, how the shop deals with them. */
export function KnowingSection({ customer }: { customer: Customer }) {
  const { t } = useBeside();
  const segments = useSegments(customer.id);
  return (
    <Section part="knowing" title={t('knowing')}>
      <Portrait customer={customer} />
      <Hints customer={customer} />
      <RelationChoice customer={customer} segments={segments} />
      {customer.stage === 'lead' && <LeadMarks customer={customer} />}
      {segments.length > 0 && (
        <p class="segments-in" data-part="segments-in">
          <span class="hint">{t('segments_in')}</span>
          {segments.map(({ id, name }) => (
            <a
              key={id}
              class="chip"
              data-act="open-segment"
              href={writeListAddress({ view: id, shown: null })}
            >
              <span class="chip-name">{name}</span>
            </a>
          ))}
        </p>
      )}
    </Section>
  );
}

/** The same behind one line of the card. */
export function KnowingFold({ customer, segments }: { customer: Customer; segments: View[] }) {
  const { t } = useBeside();
  const [open, setOpen] = useState(false);
  return (
    <section class="section knowing-fold" data-part="knowing-fold" aria-label={t('knowing')}>
      <button
        type="button"
        class="fold-button"
        data-act="unfold-knowing"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name="user" />
        <span>
          <b>{t('portrait')}</b>
        </span>
        <Icon name={open ? 'up' : 'down'} size={14} />
      </button>
      {open && (
        <>
          <Portrait customer={customer} />
          <Hints customer={customer} />
          <RelationChoice customer={customer} segments={segments} />
          {customer.stage === 'lead' && <LeadMarks customer={customer} />}
        </>
      )}
    </section>
  );
}

function Portrait({ customer }: { customer: Customer }) {
  const { t, format } = useBeside();
  const all = useTags() ?? [];
  const worth = useWorth(customer);
  const tags = customer.tags.flatMap((id) => all.find((tag) => tag.id === id) ?? []);
  const text = portraitOf({ customer, tags, worth }, { t, format });
  return (
    <p class={text ? 'portrait' : 'hint'} data-part="portrait">
      {text || t('portrait_none')}
    </p>
  );
}

/** What pleases and what must not happen, a line each. */
function Hints({ customer }: { customer: Customer }) {
  const { t, act } = useBeside();
  const [hint, setHint] = useState<Hint>('do');
  const field = useRef<HTMLInputElement>(null);
  const lines = Object.entries(customer.hints ?? {});
  const save = (event: Event, line: string, value: Hint | null) =>
    act(
      event,
      { name: 'customer.save', args: { id: customer.id, set: { hints: { [line]: value } } } },
      { said: t('hint_saved'), undo: true },
    );
  const add = async (event: Event) => {
    event.preventDefault();
    const line = field.current?.value.trim() ?? '';
    if (line !== '' && (await save(event, line, hint)) && field.current) field.current.value = '';
  };
  return (
    <div class="hints" data-part="hints">
      {HINTS.map((one) => {
        const some = lines.filter(([, kind]) => kind === one);
        if (some.length === 0) return null;
        return (
          <ul key={one} class={`hint-lines hint-${one}`} aria-label={t(`hint_${one}`)}>
            {some.map(([line]) => (
              <li key={line} data-part="hint-line">
                <Icon name={one === 'do' ? 'check' : 'ban'} size={14} />
                <span>
                  <span class="unseen">{t(`hint_${one}`)}: </span>
                  {line}
                </span>
                <IconButton
                  act="remove-hint"
                  icon="close"
                  label={t('hint_remove', { line })}
                  onAct={(event) => void save(event, line, null)}
                />
              </li>
            ))}
          </ul>
        );
      })}
      {lines.length === 0 && <p class="hint">{t('hints_none')}</p>}
      <form class="hint-form" onSubmit={(event) => void add(event)}>
        <select
          class="plain-select"
          aria-label={t('hint_add')}
          data-act="hint-kind"
          value={hint}
          onChange={(event) => setHint(event.currentTarget.value as Hint)}
        >
          {HINTS.map((one) => (
            <option key={one} value={one}>
              {t(`hint_add_${one}`)}
            </option>
          ))}
        </select>
        <input
          ref={field}
          class="field"
          data-part="hint-field"
          aria-label={t('hint_add')}
          placeholder={t('hint_add')}
          maxLength={160}
        />
        <button type="submit" class="icon-button" data-act="add-hint" aria-label={t('hint_add')}>
          <Icon name="plus" />
        </button>
      </form>
    </div>
  );
}

function RelationChoice({ customer, segments }: { customer: Customer; segments: View[] }) {
  const { t, act } = useBeside();
  const inherited = relationOf({ relation: '' }, segments);
  const from = segments.find(({ relation }) => relation !== '');
  return (
    <label class="label">
      <span>{t('relation')}</span>
      <select
        class="field"
        data-act="relation"
        value={customer.relation}
        onChange={(event) =>
          void act(
            event,
            {
              name: 'customer.save',
              args: { id: customer.id, set: { relation: event.currentTarget.value as Relation | '' } },
            },
            { said: t('saved'), undo: true },
          )
        }
      >
        <option value="">
          {from
            ? t('relation_from', { relation: t(relationKey(inherited)), segment: from.name })
            : t('relation_none')}
        </option>
        {RELATIONS.map((one) => (
          <option key={one} value={one}>
            {t(relationKey(one))}
          </option>
        ))}
      </select>
    </label>
  );
}

const MARKS = Array.from({ length: LEAD_MOST + 1 }, (_, mark) => mark);

/** Need, money, time: a press each, or the digits 0 to 3, which go on to the next question by themselves. */
function LeadMarks({ customer }: { customer: Customer }) {
  const { t, act } = useBeside();
  const root = useRef<HTMLDivElement>(null);
  const score = leadScore(customer);
  const mark = (event: Event, part: LeadPart, value: number) => {
    const set = { [part]: customer[part] === value ? null : value };
    void act(
      event,
      { name: 'customer.save', args: { id: customer.id, set } },
      { said: t('saved'), undo: true },
    );
  };
  const byKey = (event: KeyboardEvent, part: LeadPart) => {
    if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!/^[0-3]$/.test(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    mark(event, part, Number(event.key));
    const next = LEAD_PARTS[LEAD_PARTS.indexOf(part) + 1];
    root.current?.querySelector<HTMLElement>(`[data-lead="${next}"] button`)?.focus();
  };
  return (
    <div class="lead" data-part="lead" ref={root}>
      <p>
        {t('lead_score')} {score !== undefined && <b class="number">{t('lead_score_of', { score })}</b>}
      </p>
      {LEAD_PARTS.map((part) => (
        <fieldset key={part} class="lead-row" data-lead={part} onKeyDown={(event) => byKey(event, part)}>
          <legend>{t(`lead_${part}`)}</legend>
          <span class="segments">
            {MARKS.map((value) => (
              <button
                key={value}
                type="button"
                class="segment"
                data-act="lead-mark"
                data-value={value}
                aria-pressed={customer[part] === value}
                onClick={(event) => mark(event, part, value)}
              >
                {t(`lead_mark_${value as 0}`)}
              </button>
            ))}
          </span>
        </fieldset>
      ))}
    </div>
  );
}
