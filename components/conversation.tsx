import { useState } from 'preact/hooks';
import { cardArgs } from '../lib/domain/card-args.ts';
import type { Customer } from '../lib/domain/entities.ts';
import { maybeOf } from '../lib/domain/maybe.ts';
import type { CardView, CustomerDetail, KeyOwner } from '../lib/domain/query.ts';
import type { Sighting } from '../lib/domain/sighting.ts';
import { Card } from './card.tsx';
import { useBeside } from './context.ts';
import { Found } from './found.tsx';
import { GuardTint } from './guard-tint.tsx';
import type { PageState } from './host.ts';
import { LoosePiece } from './loose-piece.tsx';
import { NeverBanner } from './never.tsx';
import { PanelFrame } from './panel-frame.tsx';
import { Peek } from './peek.tsx';
import { PeopleBar, type Pick } from './people-bar.tsx';
import { Promises } from './promises.tsx';
import { Failed, GroupChat, Nobody, Opening } from './quiet-states.tsx';
import { Stranger } from './stranger.tsx';
import { sameSubject } from './subject.ts';
import { useTags } from './tag-book.tsx';
import { useChoose } from './use-choose.ts';
import { useLive } from './use-live.ts';
import { useMount } from './use-mount.ts';

export interface ConversationProps {
  page: PageState;
  sighting: Sighting;
  onRetry: () => void;
}

/** Asks the book who this is, once per sighting, and never shows an answer that belongs to another page. */
export function Conversation({ page, sighting, onRetry }: ConversationProps) {
  const { host } = useBeside();
  const args = cardArgs(sighting);
  const card = useLive(host.store, { name: 'card', args });
  const tags = useTags();
  const answered = tags !== null && card.of !== null && sameSubject(card.of.args, args);
  if (answered && card.value && !sighting.group) {
    const { logged, loggedBefore } = card.value;
    // Until the book has answered for a message that just came in, the entry it found stands for the one before.
    const newer = card.of?.args.messageId !== args.messageId;
    const view = newer ? { ...card.value, logged: null, loggedBefore: logged ?? loggedBefore } : card.value;
    return <People page={page} sighting={sighting} view={view} />;
  }
  return (
    <PanelFrame page={page}>
      {answered && card.error ? (
        <Failed error={card.error} onRetry={onRetry} />
      ) : answered && card.value ? (
        <>
          <Promises page={page} customer={null} />
          <GroupChat page={page} customers={card.value.customers} />
        </>
      ) : (
        <Opening />
      )}
    </PanelFrame>
  );
}

/** Where somebody of the thread is known, the others are asked about by their handles alone. */
const NO_MAYBE = { maybe: [], remembered: [] };

function People({ page, sighting, view }: { page: PageState; sighting: Sighting; view: CardView }) {
  const { host, asked: shortcut } = useBeside();
  const [pick, setPick] = useState<Pick>(null);
  const [peek, setPeek] = useState<KeyOwner | null>(null);
  const { customers, detail } = view;
  const people = sighting.counterparts;
  const first = customers[0] ?? null;
  // One person, several customers: two cards claim what the page shows, and only the seller can tell.
  const contested = people.length <= 1 && customers.length > 1;

  let wanted = contested ? null : (first?.id ?? null);
  if (pick) wanted = 'customer' in pick ? pick.customer : null;
  const own = wanted !== null && wanted === first?.id;
  const asked = useLive(
    host.store,
    wanted !== null && !own ? { name: 'customer', args: { id: wanted } } : null,
  );
  const other = asked.of?.args.id === wanted ? asked.value : undefined;

  let shown: { customer: Customer; detail: CustomerDetail } | null = null;
  if (own && first && detail) shown = { customer: first, detail };
  else if (!own && other) shown = { customer: other.customer, detail: other };
  // A customer that was picked and then removed answers null: the people of the page take its place.
  const waiting = wanted !== null && !shown && other !== null;
  const matched = shown !== null && customers.some((one) => one.id === shown.customer.id);
  const index = pick && 'person' in pick ? pick.person : customers.length === 0 ? 0 : -1;
  const stranger = people[index] ?? null;
  const mount = useMount(shown?.customer.id ?? '', shortcut?.id ?? 0);
  const know = (customer: string | null) => {
    setPeek(null);
    setPick(customer === null ? null : { customer });
  };
  const choose = useChoose(sighting, stranger, know);
  if (peek) {
    return (
      <PanelFrame page={page}>
        <Peek
          owner={peek}
          onBack={() => setPeek(null)}
          onThem={stranger && !shown ? (event, customer) => void choose(event, customer) : undefined}
        />
      </PanelFrame>
    );
  }

  return (
    <PanelFrame page={page} customer={shown?.customer}>
      <GuardTint warnings={page.warnings} />
      <Promises page={page} customer={shown?.customer.id ?? null} />
      {(people.length > 1 || contested) && (
        <PeopleBar
          people={people}
          customers={customers}
          shown={shown?.customer.id ?? null}
          stranger={shown ? -1 : index}
          contested={contested}
          onPick={setPick}
        />
      )}
      {shown ? (
        <Card
          key={mount}
          customer={shown.customer}
          detail={shown.detail}
          card={view}
          sighting={sighting}
          page={page}
          selection={page.selection}
          everybody={matched && !contested ? customers : [shown.customer]}
          confirmed={!matched}
          onPeek={setPeek}
        />
      ) : waiting ? (
        <Opening />
      ) : stranger ? (
        <>
          {view.never && <NeverBanner rule={view.never} />}
          <Stranger
            key={index}
            sighting={sighting}
            page={page}
            person={stranger}
            maybe={maybeOf(stranger, customers.length === 0 ? view : NO_MAYBE, page.listed)}
            onKnown={know}
          />
          <Found sighting={sighting} customer={null} onShow={setPeek} />
          <LoosePiece page={page} />
        </>
      ) : (
        !contested && (
          <>
            <Nobody />
            <LoosePiece page={page} />
          </>
        )
      )}
    </PanelFrame>
  );
}
