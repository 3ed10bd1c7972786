import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import type { Book } from '../../lib/store/schema.ts';
import { logArgs, START, testBook } from './store-fixture.ts';

const ZONE = 'Asia/Ho_Chi_Minh';
const DAY = 86_400_000;

/** Numbers that look random and are the same each time. */
function seeded(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    // The low digits of such numbers come round too soon.
    return (state >> 9) % below;
  };
}

async function seededBook(seed: number) {
  const driven = await testBook();
  const { run, clock } = driven;
  const next = seeded(seed);
  const { id: vip } = await run('tag.save', { name: 'VIP' });
  const people: string[] = [];
  for (let i = 0; i < 24; i++) {
    const answer = (['yes', 'yes', 'no', null] as const)[next(4)];
    const consent = answer ? { answer, at: START, channel: '', words: '' } : null;
    const { id } = await run('customer.save', {
      set: { name: `Khách ${i}`, consent },
      tags: next(3) ? [vip!] : [],
    });
    people.push(id!);
  }
  await run('customer.merge', { kept: people[0]!, member: people[1]! });
  const { id } = await run('campaign.save', {
    name: 'Tết',
    tag: vip!,
    days: 3,
    zone: ZONE,
    text: 'Chào {tên}',
  });
  for (const customer of people)
    if (next(2)) {
      clock.now = START + next(5) * DAY;
      await run('campaign.mark', { campaign: id!, customer, as: next(4) ? 'sent' : 'skipped' });
    }
  for (let i = 0; i < 80; i++) {
    const customer = people[next(people.length)]!;
    const at = START + next(12 * 24) * 3_600_000;
    const over = { at, direction: next(2) ? ('in' as const) : ('out' as const) };
    if (next(2)) await run('interaction.log', logArgs([customer], `t${i}`, `m${i}`, over));
    else
      await run('order.record', {
        ...{
          customer,
          site: 'shop',
          order: `o${i}`,
          number: `${i}`,
          total: 1000 * i,
          currency: 'VND',
          thread: null,
        },
        ...{ status: next(4) ? 'paid' : 'Đã hủy', at },
      });
  }
  clock.now = START + 20 * DAY;
  return { ...driven, id: id!, vip: vip! };
}

/** The figures once more, from the rows alone, as docs/measures.md defines them. */
async function recounted(book: Book, campaign: string, tag: string) {
  const [rows, sends, orders, entries] = await Promise.all([
    book.customers.toArray(),
    book.sends.where('campaign').equals(campaign).toArray(),
    book.orders.toArray(),
    book.interactions.toArray(),
  ]);
  const { days = 7 } = (await book.campaigns.get(campaign))!;
  const found = { audience: 0, saidNo: 0, unasked: 0, left: 0, sent: 0, skipped: 0, replied: 0, ordered: 0 };
  let won = 0;
  let sum = 0;
  for (const person of rows.filter(({ root }) => root === undefined)) {
    const group = rows.filter((row) => row.id === person.id || row.root === person.id);
    const ids = group.map((row) => row.id);
    const theirs = sends.filter(({ customer }) => ids.includes(customer)).sort((a, b) => a.at - b.at);
    const sent = theirs.find(({ state = 'sent' }) => state === 'sent');
    if (theirs.length > 0) {
      found.audience += 1;
      found[sent ? 'sent' : 'skipped'] += 1;
    } else if (group.some(({ tags }) => tags.includes(tag))) {
      found.audience += 1;
      const said = group.flatMap(({ consent }) => consent ?? []).sort((a, b) => b.at - a.at)[0]?.answer;
      found[said === 'yes' ? 'left' : said === 'no' ? 'saidNo' : 'unasked'] += 1;
    }
    if (!sent) continue;
    const inTime = (at: number) => at > sent.at && at <= sent.at + days * DAY;
    if (
      entries.some(
        (one) => one.direction === 'in' && inTime(one.at) && one.customers.some((id) => ids.includes(id)),
      )
    )
      found.replied += 1;
    const paid = orders.filter(
      ({ customer, at, status }) => ids.includes(customer) && inTime(at) && status === 'paid',
    );
    if (paid.length > 0) found.ordered += 1;
    won += paid.length;
    for (const { total } of paid) sum += total ?? 0;
  }
  return { ...found, orders: won, money: sum > 0 ? { VND: sum } : {} };
}

describe('a campaign', () => {
  test('its figures are those of a second count, on seeded books', async () => {
    let replies = 0;
    for (let seed = 1; seed <= 5; seed++) {
      const { ask, book, clock, id, vip } = await seededBook(seed);
      const figures = await ask('campaignFigures', { id, now: clock.now });
      expect(figures).toEqual(await recounted(book, id, vip));
      for (const part of ['left', 'sent', 'skipped', 'replied', 'ordered', 'saidNo', 'unasked'] as const)
        expect((await ask('campaignPart', { id, part, now: clock.now })).length).toBe(figures[part]);
      replies += figures.replied;
    }
    expect(replies).toBeGreaterThan(5);
  });

  test('who did not agree is never offered; who was marked is not offered again; undo offers them again', async () => {
    const { run, ask, clock } = await testBook();
    const consent = (answer: 'yes' | 'no') => ({ answer, at: START, channel: '', words: '' });
    const { id: lan } = await run('customer.save', { set: { name: 'Lan', consent: consent('yes') } });
    await run('customer.save', { set: { name: 'Hoa', consent: consent('no') } });
    await run('customer.save', { set: { name: 'Mai' } });
    const { id } = await run('campaign.save', { name: 'Tết', zone: ZONE });
    const left = async () =>
      (await ask('campaignPart', { id: id!, part: 'left', now: clock.now })).map(({ name }) => name);
    expect(await left()).toEqual(['Lan']);
    const marked = await run('campaign.mark', { campaign: id!, customer: lan!, as: 'sent' });
    expect(await left()).toEqual([]);
    expect((await run('campaign.mark', { campaign: id!, customer: lan!, as: 'sent' })).change).toBeNull();
    await run('change.undo', { change: marked.change! });
    expect(await left()).toEqual(['Lan']);
    await run('campaign.mark', { campaign: id!, customer: lan!, as: 'skipped' });
    expect(await ask('campaignFigures', { id: id!, now: clock.now })).toMatchObject({
      skipped: 1,
      saidNo: 1,
      unasked: 1,
    });
  });
});
