import type { Command, CommandResult } from '../domain/command.ts';
import type { CardView, Query, QueryName, QueryResult } from '../domain/query.ts';
import type { Live, Store } from '../domain/store.ts';
import type { PanelEventMap, ShownCustomer } from './api.ts';

/** Fires one of the panel's events. @returns false when the page prevented it. */
export type Emit = <N extends keyof PanelEventMap>(name: N, detail: PanelEventMap[N]['detail']) => boolean;

/** What a command that went through is told as. */
function tell(command: Command, { id, change, existing }: CommandResult, emit: Emit): void {
  if (id === null || change === null || existing) return;
  switch (command.name) {
    case 'customer.save':
      emit('customer-saved', { id, change });
      break;
    case 'interaction.log':
      emit('interaction-logged', { id, change, customers: command.args.customers });
      break;
    case 'reminder.set':
    case 'reminder.move':
      emit('reminder-set', { id, change, at: command.args.due.at });
      break;
  }
}

/**
 * A store that tells the page what went through it, and who was shown.
 * @param shown hears every answer about the open page.
 */
export function toldStore(store: Store, emit: Emit, shown: (card: CardView) => void): Store {
  return {
    live<N extends QueryName>(query: Query<N>): Live<QueryResult<N>> {
      const live = store.live(query);
      if (query.name !== 'card') return live;
      return {
        ...live,
        subscribe: (observer) =>
          live.subscribe({
            ...observer,
            next(value) {
              shown(value as CardView);
              observer.next(value);
            },
            error: (error) => observer.error?.(error),
          }),
      };
    },
    async run(command) {
      const result = await store.run(command);
      tell(command, result, emit);
      return result;
    },
  };
}

/** Tells of the customer whom a card shows, once until another one is shown. */
export function shownTeller(emit: Emit): (card: CardView) => void {
  let last = '';
  return ({ customers: [first] }) => {
    if (!first || first.id === last) return;
    last = first.id;
    const { id, code, name, keys } = first;
    const detail: ShownCustomer = { id, code, name, keys: [...keys] };
    emit('customer-shown', detail);
  };
}
