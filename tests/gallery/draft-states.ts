import { Failure } from '../../lib/domain/failure.ts';
import type { PageState } from '../../lib/domain/page-state.ts';
import type { State } from './states.ts';

const DRAFTED = 'type:draft-field:Dạ mẫu này còn size S ạ, em giữ cho chị hai bộ nhé.';

/** A reply on its way into the site's box, beside a customer and beside somebody unknown. */
export const draftStates = (page: PageState, stranger: PageState): Record<string, State> => ({
  drafting: { surface: 'panel', page, press: ['draft', DRAFTED] },
  'drafting-unknown': { surface: 'panel', page: stranger, press: ['draft'] },
  'draft-inserted': { surface: 'panel', page, press: ['draft', DRAFTED, 'put-draft'] },
  'draft-copied': {
    surface: 'panel',
    page,
    press: ['draft', DRAFTED, 'put-draft'],
    host: { insertDraft: async () => 'no-box' },
  },
  'draft-stuck': {
    surface: 'panel',
    page,
    press: ['draft', DRAFTED, 'put-draft'],
    host: {
      insertDraft: async () => 'refused',
      copy: async () => Promise.reject(new Failure('refused')),
    },
  },
  'draft-elsewhere': {
    surface: 'panel',
    page,
    press: ['draft', DRAFTED],
    host: { insertDraft: undefined, openSidePanel: undefined },
  },
});
