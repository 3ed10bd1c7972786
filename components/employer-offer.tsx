import type { Customer } from '../lib/domain/entities.ts';
import type { Employer } from '../lib/domain/query.ts';
import { useBeside, useKey } from './context.ts';
import { Icon } from './icon.tsx';
import { keyOf } from './keys.ts';
import { Key, nameOf } from './parts.tsx';
import { useLive } from './use-live.ts';

export interface EmployerOfferProps {
  /** Handles of the page that are theirs. */
  keys: string[];
  /** Who is known already, and works for nobody yet; null for a stranger. */
  person: Customer | null;
  /** What a stranger is saved as. */
  name: string;
  site: string;
  /** The customer that the page is about from now on; null when that was taken back. */
  onKnown: (customer: string | null) => void;
}

/**
 * Somebody who writes from a firm's own mail domain: "contact person of X?", with the reason. A shared mailbox is the
 * firm itself. A no is remembered. Asked for once the card is painted.
 */
export function EmployerOffer({ keys, person, name, site, onKnown }: EmployerOfferProps) {
  const { t, host, act, format, settings } = useBeside();
  const mails = keys.filter((key) => key.startsWith('email:'));
  const asked = useLive(host.store, mails.length > 0 ? { name: 'employers', args: { keys: mails } } : null);
  const isAnswered = asked.of?.args.keys.join() === mails.join();
  const offers = isAnswered ? (asked.value ?? []).filter((one) => one.organisation.id !== person?.id) : [];
  const [only] = offers;
  const hasKey = person === null && offers.length === 1;
  useKey('link', (event) => only && void yes(event, only), hasKey);

  const yes = async (event: Event, { organisation, key, isMailbox }: Employer) => {
    const firm = nameOf(organisation);
    const link = { by: 'page' as const, from: site };
    const options = { undo: true, onUndone: () => onKnown(null) };
    if (isMailbox) {
      const args = { customer: organisation.id, key, link: { by: 'user' as const, from: site } };
      const done = await act(
        event,
        { name: 'identity.link', args },
        { ...options, said: t('linked', { name: firm }) },
      );
      if (done) onKnown(organisation.id);
      return;
    }
    if (person) {
      const args = { person: person.id, organisation: organisation.id };
      const said = t('member_added', { name: nameOf(person), firm });
      await act(event, { name: 'membership.save', args }, { said, undo: true });
      return;
    }
    const args = { set: { name }, keys, link, organisation: organisation.id };
    const said = t('member_added', { name, firm });
    const made = await act(event, { name: 'customer.save', args }, { ...options, said });
    if (made?.id) onKnown(made.id);
  };
  const no = (event: Event, { organisation, key }: Employer) =>
    void act(
      event,
      { name: 'membership.refuse', args: { organisation: organisation.id, key, on: true } },
      { said: t('member_refused', { what: format.handle(key), firm: nameOf(organisation) }), undo: true },
    );
  const why = ({ because, person: colleague }: Employer) =>
    colleague
      ? t('employer_why_person', { name: nameOf(colleague), what: format.handle(because) })
      : t('employer_why', { what: format.handle(because) });

  if (offers.length === 0) return null;
  return (
    <ul class="offers" data-part="employer-offer">
      {offers.map((offer) => (
        <li key={offer.organisation.id} class="offer">
          <Icon name="building" />
          <span class="offer-text">
            <span>
              {t(offer.isMailbox ? 'employer_mailbox' : 'employer_ask', { firm: nameOf(offer.organisation) })}
            </span>
            <span class="hint">{why(offer)}</span>
            <span class="offer-acts">
              <button
                type="button"
                class="button"
                data-act="employer-yes"
                onClick={(event) => void yes(event, offer)}
              >
                {t(person || offer.isMailbox ? 'employer_yes' : 'employer_save')}{' '}
                {hasKey && <Key of={keyOf('link', settings.keys)} />}
              </button>
              <button
                type="button"
                class="text-button"
                data-act="employer-no"
                onClick={(event) => no(event, offer)}
              >
                {t('employer_no')}
              </button>
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
