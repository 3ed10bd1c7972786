import { nextState } from '../lib/domain/contact.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { useComplaintStep } from './today-rows.tsx';
import { useLive } from './use-live.ts';

/** Complaints that need something still: how old, how they stand, and the next step. */
export function Complaints({ customer }: { customer: string }) {
  const { t, host, format } = useBeside();
  const step = useComplaintStep();
  const open = useLive(host.store, { name: 'complaints', args: { customer } });
  const rows = open.of?.args.customer === customer ? (open.value ?? []) : [];
  if (rows.length === 0) return null;
  return (
    <ul class="complaints" data-part="complaints">
      {rows.map((complaint) => {
        const next = nextState(complaint.status) ?? 'confirmed';
        const isOpen = complaint.status === 'open';
        const words = complaint.subject || complaint.text;
        return (
          <li
            key={complaint.id}
            class={isOpen ? 'banner banner-warn' : 'banner'}
            data-part="complaint"
            data-status={complaint.status}
          >
            <Icon name={isOpen ? 'alert' : 'wait'} />
            <span class="banner-text">
              {t(`complaint_age_${isOpen ? 'open' : 'good'}`, {
                span: format.span(host.now() - complaint.at),
              })}
              {words !== '' && <span class="fact-more">{words}</span>}
            </span>
            <button
              type="button"
              class="text-button"
              data-act="complaint-step"
              onClick={(event) => void step(event, complaint.id, next)}
            >
              {t(`complaint_to_${next}`)}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
