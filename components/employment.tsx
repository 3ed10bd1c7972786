import { calendarDay } from '../lib/domain/due.ts';
import type { Customer } from '../lib/domain/entities.ts';
import { holdsOn, inTieOrder, isOrganisation, type Tie } from '../lib/domain/membership.ts';
import type { Bonds } from '../lib/domain/query.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { nameOf } from './parts.tsx';

/** So many stand on the card; the page has all. */
const FIRMS = 2;
const PEOPLE = 3;

/** Today on the seller's calendar, as days of memberships are written. */
export function useDay(): string {
  const { host } = useBeside();
  return calendarDay(host.now(), host.zone);
}

/** On the card: where a person works, a quiet line each; who an organisation is reached through. */
export function Employment({ customer, bonds }: { customer: Customer; bonds: Bonds }) {
  const { t, host } = useBeside();
  const today = useDay();
  const { organisations, people } = bonds;
  if (organisations.length + people.length === 0) return null;
  const open = () => host.openDashboard(`customers/${customer.id}`);
  const firms = organisations.toSorted(inTieOrder(today)).slice(0, FIRMS);
  const known = people.filter((tie) => holdsOn(tie, today)).toSorted(inTieOrder(today));
  const shown = known.slice(0, PEOPLE);
  const more = people.length - shown.length;
  return (
    <>
      {firms.map((tie) => (
        <TieLine key={tie.other.id} part="employer" tie={tie} today={today} />
      ))}
      {organisations.length > FIRMS && (
        <More text={t('firms_more', { count: organisations.length - FIRMS })} onOpen={open} />
      )}
      {shown.map((tie) => (
        <TieLine key={tie.other.id} part="contact-person" tie={tie} today={today} />
      ))}
      {more > 0 && <More text={t('people_more', { count: more })} onOpen={open} />}
    </>
  );
}

function More({ text, onOpen }: { text: string; onOpen: () => void }) {
  return (
    <button type="button" class="text-button tie-more" data-act="open-ties" onClick={onOpen}>
      {text}
    </button>
  );
}

function TieLine({ part, tie, today }: { part: string; tie: Tie; today: string }) {
  const { t, host } = useBeside();
  const { other, roles } = tie;
  const isFirm = isOrganisation(other.kind);
  const was = !holdsOn(tie, today);
  const role = roles.join(', ');
  return (
    <p class="fact tie-line" data-part={part}>
      <Icon name={isFirm ? 'building' : 'user'} />
      <button
        type="button"
        class="tie-open"
        data-act="open-tie"
        title={nameOf(other)}
        onClick={() => host.openDashboard(`customers/${other.id}`)}
      >
        <b>{nameOf(other)}</b>
        {(role !== '' || was) && (
          <span class="fact-more">{[role, was && t('tie_former')].filter(Boolean).join(' · ')}</span>
        )}
      </button>
    </p>
  );
}
