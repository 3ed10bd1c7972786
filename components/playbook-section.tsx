import { useState } from 'preact/hooks';
import { type Playbook, stepsOf } from '../lib/domain/playbook.ts';
import { TRADES } from '../lib/domain/trade.ts';
import { CampaignBlock } from './campaign-block.tsx';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { Quiet, Section } from './parts.tsx';
import { PlaybookEditor } from './playbook-editor.tsx';
import { readyPlaybooks } from './playbook-sets.ts';
import { useLive } from './use-live.ts';

/** All playbooks; the one that is open can be changed, tried, and switched on. */
export function PlaybookSection() {
  const { t, host, act } = useBeside();
  const found = useLive(host.store, { name: 'playbooks', args: {} }).value;
  const [open, setOpen] = useState<string | null>(null);
  if (!found) return <div aria-busy="true" />;
  const add = async (event: Event) => {
    const made = await act(
      event,
      {
        name: 'playbook.save',
        args: { name: t('playbook_new_name'), position: found.length, zone: host.zone, steps: [] },
      },
      { said: t('playbook_made'), undo: true },
    );
    if (made?.id) setOpen(made.id);
  };
  return (
    <div class="sheet-page" data-part="playbooks">
      <h1 class="page-title">{t('playbooks')}</h1>
      <p class="hint">{t('playbooks_hint')}</p>
      {found.length === 0 ? (
        <Quiet
          part="playbooks-none"
          icon="kept"
          title={t('playbooks_none_title')}
          text={t('playbooks_none_text')}
        />
      ) : (
        <ul class="playbooks">
          {found.map((playbook) => (
            <PlaybookLine
              key={playbook.id}
              playbook={playbook}
              open={open === playbook.id}
              onOpen={(on) => setOpen(on ? playbook.id : null)}
            />
          ))}
        </ul>
      )}
      <span class="form-acts">
        <button type="button" class="button" data-act="add-playbook" onClick={(event) => void add(event)}>
          <Icon name="plus" /> {t('playbook_add')}
        </button>
      </span>
      <CampaignBlock />
      <ReadyPlaybooks have={found} onMade={setOpen} />
    </div>
  );
}

function PlaybookLine(props: { playbook: Playbook; open: boolean; onOpen: (open: boolean) => void }) {
  const { t } = useBeside();
  const { playbook, open, onOpen } = props;
  return (
    <li class="playbook" data-part="playbook" data-playbook={playbook.id} data-on={playbook.on}>
      <button
        type="button"
        class="playbook-head"
        data-act="open-playbook"
        aria-expanded={open}
        onClick={() => onOpen(!open)}
      >
        <Icon name={open ? 'down' : 'next'} />
        <span class="playbook-name">{playbook.name}</span>
        <span class={playbook.on ? 'playbook-state playbook-on' : 'playbook-state'}>
          <Icon name={playbook.on ? 'check' : 'power'} size={13} />
          {t(playbook.on ? 'playbook_is_on' : 'playbook_is_off')}
        </span>
        <span class="hint">{t('playbook_steps', { count: stepsOf(playbook).length })}</span>
      </button>
      {open && <PlaybookEditor playbook={playbook} />}
    </li>
  );
}

/** Playbooks that shops of a trade use. They are added switched off, to be looked at first. */
function ReadyPlaybooks({ have, onMade }: { have: readonly Playbook[]; onMade: (id: string) => void }) {
  const { t, language, host, act } = useBeside();
  return (
    <Section part="ready-playbooks" title={t('playbook_sets')} aside={t('playbook_sets_hint')}>
      <ul class="sets">
        {TRADES.map((trade) =>
          readyPlaybooks(trade, language).map((ready) => {
            const has = have.some(({ steps }) => ready.steps.some(({ id }) => steps[id]));
            const add = async (event: Event) => {
              const made = await act(
                event,
                { name: 'playbook.save', args: { ...ready, position: have.length, zone: host.zone } },
                { said: t('playbook_made'), undo: true },
              );
              if (made?.id) onMade(made.id);
            };
            return (
              <li key={ready.name} class="set" data-part="ready-playbook" data-trade={trade}>
                <h3>{t(`trade_${trade}`)}</h3>
                <ol class="ready-steps">
                  {ready.steps.map((step) => (
                    <li key={step.id}>{step.title}</li>
                  ))}
                </ol>
                {has ? (
                  <p class="hint">
                    <Icon name="check" size={14} /> {t('set_have')}
                  </p>
                ) : (
                  <button
                    type="button"
                    class="button"
                    data-act="add-ready"
                    onClick={(event) => void add(event)}
                  >
                    {t('playbook_take')}
                  </button>
                )}
              </li>
            );
          }),
        )}
      </ul>
    </Section>
  );
}
