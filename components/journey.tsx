import { useState } from 'preact/hooks';
import type { JourneyPart } from '../lib/domain/journey.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { useLive } from './use-live.ts';

const DAY = 86_400_000;

/** Where and how often the two of them met, stage by stage, behind a fold: it is asked for when it is opened. */
export function Journey({ customer }: { customer: string }) {
  const { t, host } = useBeside();
  const [open, setOpen] = useState(false);
  const found = useLive(host.store, open ? { name: 'journey', args: { customer } } : null).value;
  return (
    <section class="journey section" data-part="journey" aria-label={t('journey')}>
      <Fold open={open} onOpen={setOpen} />
      {open &&
        found &&
        (found.length > 0 ? <Stages parts={found} /> : <p class="hint">{t('journey_none')}</p>)}
    </section>
  );
}

/** The journeys of a list or tag together. */
export function JourneyOfGroup(props: { tag: string | null; view: string | null }) {
  const { t, host, format, settings } = useBeside();
  const [open, setOpen] = useState(false);
  const now = Math.floor(host.now() / 60_000) * 60_000;
  const args = { ...props, zone: host.zone, now, value: settings.value ?? undefined };
  const found = useLive(host.store, open ? { name: 'groupJourney', args } : null).value;
  return (
    <div class="journey" data-part="group-journey">
      <Fold open={open} onOpen={setOpen} />
      {open && found && (
        <>
          {found.looked < found.audience && (
            <p class="hint">
              {t('journey_looked', { looked: format.count(found.looked), all: format.count(found.audience) })}
            </p>
          )}
          {found.parts.length > 0 ? <Stages parts={found.parts} /> : <p class="hint">{t('journey_none')}</p>}
        </>
      )}
    </div>
  );
}

function Fold({ open, onOpen }: { open: boolean; onOpen: (open: boolean) => void }) {
  const { t } = useBeside();
  return (
    <button
      type="button"
      class="care-line"
      data-act="journey"
      aria-expanded={open}
      onClick={() => onOpen(!open)}
    >
      <Icon name={open ? 'down' : 'next'} size={14} />
      <span>{t('journey')}</span>
    </button>
  );
}

type Part = Omit<JourneyPart, 'gaps'> & { gaps?: JourneyPart['gaps']; customers?: number; longGaps?: number };

function Stages({ parts }: { parts: readonly Part[] }) {
  const { t, format, host } = useBeside();
  return (
    <ol class="journey-stages">
      {parts.map((part) => {
        const friction = (['complaints', 'barriers', 'refused'] as const).filter((one) => part[one] > 0);
        return (
          <li key={part.stage} data-part="journey-stage" data-stage={part.stage}>
            <b>{t(`journey_${part.stage}`)}</b>
            {part.customers !== undefined && (
              <span class="hint"> · {t('journey_customers', { count: format.count(part.customers) })}</span>
            )}
            <p>
              {t('journey_met', { online: format.count(part.online), offline: format.count(part.offline) })}
              {part.medianGap !== null && ` · ${t('journey_gap', { count: days(part.medianGap) })}`}
            </p>
            {friction.length > 0 && (
              <p class="journey-friction">
                <Icon name="alert" size={13} />
                {friction
                  .map((one) => t(`journey_is_${one}`, { count: format.count(part[one]) }))
                  .join(' · ')}
              </p>
            )}
            {(part.gaps ?? []).map(({ from, until }) => (
              <p key={from} class="journey-long">
                <Icon name="late" size={13} />
                {t('journey_long', {
                  count: days(until - from),
                  from: format.day(from, host.now()),
                  until: format.day(until, host.now()),
                })}
              </p>
            ))}
            {(part.longGaps ?? 0) > 0 && (
              <p class="journey-long">
                <Icon name="late" size={13} />
                {t('journey_long_of', { count: format.count(part.longGaps!) })}
              </p>
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** Whole days; less than one is shown as one. */
const days = (ms: number): number => Math.max(1, Math.round(ms / DAY));
