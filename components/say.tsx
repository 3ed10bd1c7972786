import { useState } from 'preact/hooks';
import type { Customer, Order } from '../lib/domain/entities.ts';
import type { Sighting } from '../lib/domain/sighting.ts';
import { Draft } from './draft.tsx';
import type { PageState } from './host.ts';
import { useProposedDraft } from './propose-draft.ts';
import { QuoteFold } from './quotes.tsx';

/** What the seller says next: an answer, or a quote that becomes one. */
export function Say(props: { page: PageState; sighting: Sighting; customer: Customer; orders: Order[] }) {
  const { page, sighting, customer, orders } = props;
  const [offered, setOffered] = useState<{ text: string } | null>(null);
  useProposedDraft((text) => setOffered({ text }));
  return (
    <div class="say">
      <Draft page={page} sighting={sighting} buyer={{ customer, orders }} offered={offered} />
      <QuoteFold customer={customer} onText={(text) => setOffered({ text })} />
    </div>
  );
}
