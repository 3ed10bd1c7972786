import { useState } from 'preact/hooks';
import type { Campaign, CampaignFigures, CampaignPart } from '../lib/domain/campaign.ts';
import type { CampaignQueries } from '../lib/domain/campaign-schema.ts';
import type { Customer } from '../lib/domain/entities.ts';
import { calledName, pairOf, USUAL_PAIR } from '../lib/domain/say/pronouns.ts';
import { fillTemplate } from '../lib/domain/say/template.ts';
import type { Sitting } from '../lib/domain/sitting.ts';
import { useBeside } from './context.ts';
import { writeRoute } from './hash-route.ts';
import { Icon } from './icon.tsx';
import { nameOf } from './parts.tsx';
import { stopOfCampaign } from './sitting.tsx';
import { useOpenRow } from './today-rows.tsx';
import { useLive } from './use-live.ts';

const PART_SET: Record<CampaignPart, true> = {
  left: true,
  sent: true,
  skipped: true,
  replied: true,
  ordered: true,
  saidNo: true,
  unasked: true,
};
const PARTS = Object.keys(PART_SET) as CampaignPart[];
/** Most customers of one sitting. */
const STOPS = 100;

/** How far a campaign has come and what came of it, in numbers that open their customers; and going on with it. */
export function CampaignFiguresOf({ campaign }: { campaign: Campaign }) {
  const { t, host, format, settings } = useBeside();
  const [part, setPart] = useState<CampaignPart | null>(null);
  const now = Math.floor(host.now() / 60_000) * 60_000;
  const args = { id: campaign.id, now, value: settings.value ?? undefined };
  const figures = useLive(host.store, { name: 'campaignFigures', args }).value;
  const next = useLive(host.store, { name: 'campaignPart', args: { ...args, part: 'left' } }).value ?? [];
  if (!figures) return <div aria-busy="true" />;
  return (
    <div class="playbook-preview" data-part="campaign-figures">
      <p>{t('campaign_audience', { count: format.count(figures.audience) })}</p>
      <span class="step-numbers">
        {PARTS.filter((one) => figures[one] > 0).map((one) => (
          <button
            key={one}
            type="button"
            class="number-button"
            data-act={`part-${one}`}
            aria-expanded={part === one}
            onClick={() => setPart(part === one ? null : one)}
          >
            <b>{format.count(figures[one])}</b> {t(`campaign_part_${one}`)}
          </button>
        ))}
      </span>
      {part && <Behind {...args} part={part} />}
      <Goal campaign={campaign} figures={figures} />
      <Begin campaign={campaign} customers={next} />
    </div>
  );
}

function Goal({ campaign, figures }: { campaign: Campaign; figures: CampaignFigures }) {
  const { t, format } = useBeside();
  const { goalOf, goalNumber } = campaign;
  const sums = Object.entries(figures.money).map(([currency, sum]) => format.money(sum, currency));
  const said =
    goalOf === 'money'
      ? sums.join(' + ') || '0'
      : format.count(goalOf === 'orders' ? figures.orders : figures.replied);
  return (
    <p data-part="campaign-reached">
      {goalNumber > 0
        ? t('campaign_reached', { said, of: format.count(goalNumber), what: t(`campaign_of_${goalOf}`) })
        : t('campaign_so_far', { said, what: t(`campaign_of_${goalOf}`) })}
      {goalOf !== 'money' && sums.length > 0 && ` · ${sums.join(' + ')}`}
    </p>
  );
}

function Behind(props: CampaignQueries['campaignPart']['args']) {
  const { host } = useBeside();
  const found = useLive(host.store, { name: 'campaignPart', args: { ...props } });
  if (!found.value || found.of?.args.part !== props.part) return <div aria-busy="true" />;
  return (
    <ul class="behind" data-part="campaign-customers">
      {found.value.map((customer) => (
        <li key={customer.id}>
          <a href={writeRoute('customers', customer.id)} data-act="open-customer">
            {nameOf(customer)}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Goes through those who are left, one after the other, with the words in the box. */
function Begin({ campaign, customers }: { campaign: Campaign; customers: readonly Customer[] }) {
  const { t, host, fail, settings } = useBeside();
  const open = useOpenRow();
  const stops = customers
    .slice(0, STOPS)
    .map((customer) => stopOfCampaign(customer, campaign.id, wordsOf(campaign, customer, settings.shopName)));
  const begin = (event: Event) => {
    const [first] = stops;
    if (!first || !host.sitting) return;
    const sitting: Sitting = { list: 'campaign', stops, at: 0, done: 0, text: '' };
    const who = { id: first.customer!, name: first.name, code: '' };
    host.sitting
      .write(sitting)
      .then(() => void open(event, { customer: who, thread: null, text: first.text }), fail);
  };
  if (stops.length === 0) return <p class="hint">{t('campaign_nobody_left')}</p>;
  return (
    <>
      <p class="hint" data-part="campaign-sample">
        {t('campaign_sample', { name: stops[0]!.name })} {stops[0]!.text || t('campaign_no_text')}
      </p>
      <span class="form-acts">
        <button
          type="button"
          class="button button-primary"
          data-act="campaign-begin"
          disabled={campaign.text.trim() === ''}
          onClick={begin}
        >
          <Icon name="reply" /> {t('sitting_start', { count: stops.length })}
        </button>
        <span class="hint">{t('playbook_never_sends')}</span>
      </span>
    </>
  );
}

/** The words of a campaign for one customer. What is not known stays in braces, to be seen before it is sent. */
function wordsOf(campaign: Campaign, customer: Customer, shop: string): string {
  const name = calledName(customer.name);
  return fillTemplate(campaign.text, {
    pair: pairOf(customer.pronouns || USUAL_PAIR),
    ...(name && { name, fullName: customer.name }),
    ...(shop && { shop }),
  }).text;
}
