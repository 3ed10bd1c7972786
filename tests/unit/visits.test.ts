import { describe, expect, it } from 'vitest';
import { createVisits } from '../../lib/background/visits.ts';
import type { Draft, DraftResult } from '../../lib/domain/draft.ts';
import type { PageState } from '../../lib/domain/page-state.ts';
import type { CardView } from '../../lib/domain/query.ts';
import type { Sighting } from '../../lib/domain/sighting.ts';
import { page, sighting } from '../gallery/pages.ts';
import { customer } from '../gallery/sample.ts';

const URL = 'https://mail.google.com/mail/u/0/#inbox/t-lan';
const VISIT = { url: URL, site: 'gmail', thread: 't-lan', customer: 'c1', text: 'Dạ em gửi mẫu ạ' };

function stage(holder = 'c1', result: DraftResult = 'inserted') {
  const state: { page: Partial<PageState>; tab: number | null } = { page: {}, tab: 7 };
  const inserted: Draft[] = [];
  const shown: string[] = [];
  let late: () => void = () => {};
  const visits = createVisits({
    pages: {
      read: async () => ({ ...page(), sighting: null, reading: '', ...state.page, url: URL }),
    } as never,
    show: async (url) => {
      shown.push(url);
      return state.tab;
    },
    card: async () => ({ customers: [customer(holder, 'Lan')] }) as CardView,
    insert: async (draft) => {
      inserted.push(draft);
      return result;
    },
    later: (work) => {
      late = work;
    },
  });
  const see = (more: Partial<Sighting> = {}, tab = 7) => {
    state.page = { sighting: { ...sighting(), ...more }, reading: 'r-1' };
    visits.sighted(tab);
  };
  return { visits, inserted, shown, see, state, late: () => late() };
}
const turn = () => new Promise<void>((done) => setImmediate(done));

describe('a visit to a thread', () => {
  it('puts the words into the box once that thread of that customer has been read', async () => {
    const { visits, inserted, shown, see } = stage();
    const result = visits.visit(VISIT);
    await turn();
    expect(inserted).toEqual([]);
    see();
    expect(await result).toBe('inserted');
    expect(shown).toEqual([URL]);
    expect(inserted).toEqual([{ tab: 7, reading: 'r-1', thread: 't-lan', text: VISIT.text }]);
  });

  it('does so at once where the thread stands there already', async () => {
    const { visits, inserted, state } = stage();
    state.page = { sighting: sighting(), reading: 'r-1' };
    expect(await visits.visit(VISIT)).toBe('inserted');
    expect(inserted).toHaveLength(1);
  });

  it('waits while another thread stands there, another tab is read, or the page changed', async () => {
    const { visits, inserted, see, late } = stage();
    const result = visits.visit(VISIT);
    await turn();
    const other = { ...sighting().thread, id: 't-khoa' };
    for (const more of [
      { thread: other },
      { health: 'degraded' as const },
      { group: true },
      { site: 'zalo' },
    ]) {
      see(more);
      await turn();
    }
    see({}, 8);
    await turn();
    expect(inserted).toEqual([]);
    late();
    expect(await result).toBe('moved-on');
  });

  it('puts nothing into a thread that belongs to somebody else now', async () => {
    const { visits, inserted, see } = stage('c2');
    const result = visits.visit(VISIT);
    await turn();
    see();
    expect(await result).toBe('moved-on');
    expect(inserted).toEqual([]);
  });

  it('gives up the one before when another begins, and says what became of the words', async () => {
    const { visits, see } = stage('c1', 'no-box');
    const first = visits.visit(VISIT);
    await turn();
    const second = visits.visit(VISIT);
    expect(await first).toBe('moved-on');
    await turn();
    see();
    expect(await second).toBe('no-box');
  });

  it('opens the thread alone where there is nothing to say', async () => {
    const { visits, inserted, shown, see } = stage();
    expect(await visits.visit({ ...VISIT, text: ' ' })).toBe('opened');
    see();
    await turn();
    expect(shown).toEqual([URL]);
    expect(inserted).toEqual([]);
  });
});
