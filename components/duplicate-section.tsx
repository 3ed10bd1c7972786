import { useState } from 'preact/hooks';
import type { Customer } from '../lib/domain/entities.ts';
import type { Reason } from '../lib/domain/likeness.ts';
import type { DuplicatePair } from '../lib/domain/query.ts';
import { useBeside } from './context.ts';
import { writeRoute } from './hash-route.ts';
import { Icon } from './icon.tsx';
import { MergeForm, shownFirst } from './merge-form.tsx';
import { Avatar, nameOf, Quiet } from './parts.tsx';
import { useLive } from './use-live.ts';

/** Pairs on the page; when they are decided, the next ones come. */
const SHOWN = 50;

const idOf = ({ one, other }: DuplicatePair) => `${one.id} ${other.id}`;

/** Customers who may be one person, with the reasons: merged, or kept apart for good, one by one or together. */
export function DuplicateSection() {
  const { t, host, format, act } = useBeside();
  const live = useLive(host.store, { name: 'duplicates', args: { limit: SHOWN } });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<string | null>(null);
  const found = live.value;
  const pairs = found?.pairs ?? [];
  const picked = pairs.filter((pair) => chosen.has(idOf(pair)));

  const keepApart = ({ one, other }: DuplicatePair, event: Event) =>
    act(
      event,
      { name: 'customer.notSame', args: { one: one.id, other: other.id, on: true } },
      { said: t('kept_apart'), undo: true },
    );
  const mergePicked = async (event: Event) => {
    for (const { one, other } of picked) {
      const [kept, member] = shownFirst(one, other);
      const args = { kept: kept.id, member: member.id };
      const said = t('merged', { name: nameOf(kept) });
      if (!(await act(event, { name: 'customer.merge', args }, { said, undo: true }))) return;
    }
    setChosen(new Set());
  };
  const apartPicked = async (event: Event) => {
    for (const pair of picked) if (!(await keepApart(pair, event))) return;
    setChosen(new Set());
  };
  const pick = (id: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    setChosen(next);
  };

  return (
    <div class="sheet-page">
      <h1 class="page-title">{t('section_duplicates')}</h1>
      <p class="hint">{t('duplicates_hint')}</p>
      {found && pairs.length === 0 && (
        <Quiet
          part="duplicates-none"
          icon="users"
          title={t('duplicates_none_title')}
          text={t('duplicates_none_text')}
        />
      )}
      {found && pairs.length > 0 && (
        <div class="pairs-acts" data-part="bulk">
          <label class="check">
            <input
              type="checkbox"
              data-act="pick-all"
              checked={picked.length === pairs.length}
              onChange={(event) =>
                setChosen(event.currentTarget.checked ? new Set(pairs.map(idOf)) : new Set())
              }
            />
            <span>{t('duplicates_count', { count: format.count(found.total) })}</span>
          </label>
          {picked.length > 0 && (
            <span class="pairs-buttons">
              <button type="button" class="button" data-act="merge-picked" onClick={mergePicked}>
                {t('merge_picked', { count: format.count(picked.length) })}
              </button>
              <button type="button" class="button" data-act="apart-picked" onClick={apartPicked}>
                {t('apart_picked', { count: format.count(picked.length) })}
              </button>
            </span>
          )}
        </div>
      )}
      <ul class="pairs">
        {pairs.map((pair) => {
          const id = idOf(pair);
          const [kept, member] = shownFirst(pair.one, pair.other);
          return (
            <li key={id} class="pair" data-part="pair">
              <input
                type="checkbox"
                data-act="pick"
                aria-label={t('pair_pick', { one: nameOf(kept), other: nameOf(member) })}
                checked={chosen.has(id)}
                onChange={(event) => pick(id, event.currentTarget.checked)}
              />
              <div class="pair-people">
                <Person customer={kept} />
                <Person customer={member} />
              </div>
              <ul class="pair-reasons" aria-label={t('pair_reasons')}>
                {pair.reasons.map((reason) => (
                  <li key={reason.kind} class="hint">
                    <Icon name="link" size={12} /> <Why reason={reason} />
                  </li>
                ))}
              </ul>
              {open === id ? (
                <MergeForm
                  kept={kept}
                  member={member}
                  onDone={() => setOpen(null)}
                  onClose={() => setOpen(null)}
                />
              ) : (
                <span class="pair-acts">
                  <button type="button" class="button" data-act="open-merge" onClick={() => setOpen(id)}>
                    {t('merge_ask')}
                  </button>
                  <button
                    type="button"
                    class="text-button"
                    data-act="keep-apart"
                    onClick={(event) => void keepApart(pair, event)}
                  >
                    {t('keep_apart')}
                  </button>
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Person({ customer }: { customer: Customer }) {
  const { t, format, host } = useBeside();
  return (
    <a class="pair-person" href={writeRoute('customers', customer.id)}>
      <Avatar name={nameOf(customer)} id={customer.id} size="s" />
      <span class="person-text">
        <b>{nameOf(customer)}</b>
        <span class="hint">
          {customer.code}
          {customer.keys[0] && ` · ${format.handle(customer.keys[0])}`}
        </span>
        <span class="hint">
          {customer.lastContactAt ? format.ago(customer.lastContactAt, host.now()) : t('never_met')}
        </span>
      </span>
    </a>
  );
}

function Why({ reason: { kind, value } }: { reason: Reason }) {
  const { t, format } = useBeside();
  switch (kind) {
    case 'key':
      return <>{t('why_key', { what: format.handle(value) })}</>;
    case 'phone':
      return <>{t('why_phone', { what: format.handle(value) })}</>;
    case 'tax':
      return <>{t('why_tax', { what: value })}</>;
    case 'code':
      return <>{t('why_code', { what: value })}</>;
    case 'name-place':
      return <>{t('why_name_place', { what: value })}</>;
    case 'name-company':
      return <>{t('why_name_company', { what: value })}</>;
    case 'name':
      return <>{t('why_name')}</>;
  }
}
