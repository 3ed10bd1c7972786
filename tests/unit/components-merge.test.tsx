// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Dashboard } from '../../components/dashboard.tsx';
import type { Customer } from '../../lib/domain/entities.ts';
import { settings } from '../gallery/host.ts';
import { NOW } from '../gallery/sample.ts';
import { Stage } from './components-stage.tsx';

let stage: Stage;
beforeEach(() => {
  stage = new Stage('dashboard');
  const [lan, , , twin] = stage.store.book.customers as [Customer, Customer, Customer, Customer];
  const other: Customer = { ...twin, name: 'lan.shop', contactCount: 1, company: 'Tiệm Lan', stage: 'lead' };
  stage.store.book = {
    ...stage.store.book,
    duplicates: [
      { one: other, other: { ...lan, company: '' }, reasons: [{ kind: 'phone', value: 'tel:+84912345678' }] },
    ],
    merged: {
      c1: [
        {
          customer: other,
          at: NOW,
          shown: [],
          since: [
            { name: 'notes/n', label: 'Ghi sau', at: NOW, suggested: false },
            { name: 'interactions/i', label: 'Hỏi', at: NOW, suggested: true },
          ],
        },
      ],
    },
  };
});
afterEach(async () => {
  await stage.end();
  location.hash = '';
});

async function open(path: string): Promise<void> {
  location.hash = `#/${path}`;
  const all = settings({ language: 'vi' });
  await stage.draw(<Dashboard key={path} host={stage.host} settings={all} sites={[]} snapshot={null} />);
}

describe('the list of duplicates', () => {
  it('says why, lets the seller choose what differs, and shows what only one has', async () => {
    await open('duplicates');
    expect(stage.text('pair')).toContain('0912 345 678');
    await stage.click('open-merge');
    // The company stands on one of them alone: there is nothing to choose.
    expect(stage.part('merge-form')?.textContent).not.toContain('Cửa hàng');
    const names = [...(stage.part('merge-form')?.querySelectorAll<HTMLInputElement>('[name="name"]') ?? [])];
    expect(names.map((one) => one.checked)).toEqual([true, false]);
    names[1]?.click();
    await stage.settle();
    await stage.submit('merge');
    expect(stage.store.commands).toEqual([
      { name: 'customer.merge', args: { kept: 'c1', member: 'c4', shown: ['company', 'name'] } },
    ]);
  });

  it('keeps a pair apart, alone or with all that are chosen', async () => {
    await open('duplicates');
    await stage.click('keep-apart');
    await stage.click('pick');
    await stage.click('apart-picked');
    const apart = { name: 'customer.notSame', args: { one: 'c4', other: 'c1', on: true } };
    expect(stage.store.commands).toEqual([apart, apart]);
  });
});

describe('a merged customer', () => {
  it('is parted with what is suggested and what the seller ticks', async () => {
    await open('customers/c1');
    expect(stage.text('merged')).toContain('lan.shop');
    await stage.click('open-split');
    const [note] = [
      ...(stage.part('split-form')?.querySelectorAll<HTMLInputElement>('[data-act="move"]') ?? []),
    ];
    expect(note?.checked).toBe(false);
    note?.click();
    await stage.settle();
    await stage.submit('split');
    expect(stage.store.commands).toEqual([
      { name: 'customer.split', args: { member: 'c4', move: ['interactions/i', 'notes/n'] } },
    ]);
  });
});
