import type { Recipe } from '../domain/recipe.ts';
import messenger from './messenger.ts';

const { people, thread, watch } = messenger;
const site = { id: 'facebook-marketplace', name: 'Facebook Marketplace' };
const HOST = '^https://(?:(?:www|web)\\.facebook\\.com|(?:www\\.)?messenger\\.com)';
const THREAD = '/marketplace/t/(\\d+)';

/**
 * A thread about something for sale, under its own address; the page is Messenger's. Its number is the thread's, never
 * the buyer's. The same thread under Messenger's address is read as Messenger's, with the thing in its subject.
 */
const conversation: Recipe = {
  ...messenger,
  ...site,
  address: `${HOST}${THREAD.replace('(', '(?:')}(?:[/?#]|$)`,
  thread: {
    ...thread,
    id: [...thread.id.filter((take) => take.in !== 'url'), { in: 'url', match: THREAD }],
    witnesses: [
      ...(thread.witnesses ?? []).filter((take) => take.in !== 'url'),
      { in: 'url', match: THREAD },
    ],
    token: [{ in: 'url', match: THREAD }],
    group: [],
  },
  people: {
    header: {
      ...people.header!,
      identities: [
        {
          as: 'facebook-thread:',
          take: [{ join: [{ in: 'url', match: THREAD }, { in: 'subject' }], glue: ' ', match: '^\\d+' }],
        },
      ],
    },
  },
};

/** The inbox opens threads in place, without an address and without numbers: names alone. */
const inbox: Recipe = {
  ...messenger,
  ...site,
  address: `${HOST}/marketplace/inbox(?:[/?#]|$)`,
  thread: {
    ...thread,
    holds: ['[role="log"]', '[data-message-id]'],
    id: [{ in: 'subject' }],
    witnesses: [],
    token: [],
    group: [],
  },
  people: { header: { ...people.header!, identities: [] } },
  watch: { ...watch, agrees: 'settle' },
};
export default [conversation, inbox];
