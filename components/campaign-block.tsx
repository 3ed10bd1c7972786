import { useState } from 'preact/hooks';
import type { Campaign } from '../lib/domain/campaign.ts';
import type { CommandInput } from '../lib/domain/command.ts';
import { CampaignFiguresOf } from './campaign-figures.tsx';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { IconButton, Section } from './parts.tsx';
import { AudienceFields } from './playbook-audience.tsx';
import { useLive } from './use-live.ts';

/** Campaigns, under the playbooks: one message to many, each written to by hand, and what came of it. */
export function CampaignBlock() {
  const { t, host, act } = useBeside();
  const found = useLive(host.store, { name: 'campaigns', args: {} }).value;
  const [open, setOpen] = useState<string | null>(null);
  const add = async (event: Event) => {
    const made = await act(
      event,
      { name: 'campaign.save', args: { name: t('campaign_new_name'), zone: host.zone } },
      { said: t('campaign_made'), undo: true },
    );
    if (made?.id) setOpen(made.id);
  };
  return (
    <Section
      part="campaigns"
      title={t('campaigns')}
      aside={t('campaigns_hint')}
      tools={
        <button
          type="button"
          class="text-button"
          data-act="add-campaign"
          onClick={(event) => void add(event)}
        >
          <Icon name="plus" /> {t('campaign_add')}
        </button>
      }
    >
      <ul class="playbooks">
        {found?.map((campaign) => (
          <li key={campaign.id} class="playbook" data-part="campaign" data-campaign={campaign.id}>
            <button
              type="button"
              class="playbook-head"
              data-act="open-campaign"
              aria-expanded={open === campaign.id}
              onClick={() => setOpen(open === campaign.id ? null : campaign.id)}
            >
              <Icon name={open === campaign.id ? 'down' : 'next'} />
              <span class="playbook-name">{campaign.name}</span>
              <span class="hint">{campaign.goal}</span>
            </button>
            {open === campaign.id && <CampaignBody campaign={campaign} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}

type Change = Omit<CommandInput<'campaign.save'>, 'id'>;

/** How many days after it was written an answer or an order counts. */
const WINDOWS = [3, 7, 14, 30];

function CampaignBody({ campaign }: { campaign: Campaign }) {
  const { t, host, act } = useBeside();
  const { id } = campaign;
  const save = (event: Event, change: Change) =>
    void act(event, { name: 'campaign.save', args: { id, ...change } }, { said: t('saved'), undo: true });
  const line = (name: 'name' | 'goal', max: number) => (
    <label class="label">
      <span>{t(`campaign_${name}`)}</span>
      <input
        class="field"
        data-part={`campaign-${name}`}
        maxLength={max}
        defaultValue={campaign[name]}
        onChange={(event) => save(event, { [name]: event.currentTarget.value })}
      />
    </label>
  );
  const days = [...new Set([...WINDOWS, campaign.days])].sort((a, b) => a - b);
  return (
    <div class="playbook-body" data-part="campaign-body">
      <div class="playbook-audience">
        {line('name', 80)}
        {line('goal', 400)}
        <label class="label">
          <span>{t('campaign_number')}</span>
          <span class="number-of">
            <input
              class="field"
              type="number"
              min={0}
              data-part="campaign-number"
              defaultValue={campaign.goalNumber || ''}
              onChange={(event) => save(event, { goalNumber: event.currentTarget.valueAsNumber || 0 })}
            />
            <select
              class="field"
              data-act="campaign-of"
              aria-label={t('campaign_of')}
              value={campaign.goalOf}
              onChange={(event) => save(event, { goalOf: event.currentTarget.value as Campaign['goalOf'] })}
            >
              {(['replies', 'orders', 'money'] as const).map((one) => (
                <option key={one} value={one}>
                  {t(`campaign_of_${one}`)}
                </option>
              ))}
            </select>
          </span>
        </label>
        <label class="label">
          <span>{t('campaign_days')}</span>
          <select
            class="field"
            data-act="campaign-days"
            value={String(campaign.days)}
            onChange={(event) => save(event, { days: Number(event.currentTarget.value) })}
          >
            {days.map((one) => (
              <option key={one} value={String(one)}>
                {t('campaign_days_of', { count: one })}
              </option>
            ))}
          </select>
        </label>
        <AudienceFields tag={campaign.tag} view={campaign.view} onSave={save} />
        <label class="label step-wide">
          <span>{t('campaign_text')}</span>
          <textarea
            class="field"
            rows={3}
            maxLength={5000}
            data-part="campaign-text"
            defaultValue={campaign.text}
            onChange={(event) => save(event, { text: event.currentTarget.value })}
          />
        </label>
        <p class="hint">{t('campaign_text_hint')}</p>
      </div>
      <CampaignFiguresOf campaign={campaign} />
      {host.mayDestroy && (
        <IconButton
          act="delete-campaign"
          icon="trash"
          label={t('campaign_delete', { name: campaign.name })}
          onAct={(event) =>
            void act(
              event,
              { name: 'campaign.delete', args: { id } },
              { said: t('campaign_deleted', { name: campaign.name }), undo: true },
            )
          }
        />
      )}
    </div>
  );
}
