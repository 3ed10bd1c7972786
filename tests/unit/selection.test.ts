import { expect, it } from 'vitest';
import { keepSelection, takeSelection } from '../../lib/background/selection.ts';
import { createTabPages } from '../../lib/background/tab-pages.ts';

const shelf = { get: async () => ({}), set: async () => undefined, remove: async () => undefined };
const apiWith = (selected: string | Error) =>
  ({
    scripting: {
      executeScript: async () => {
        if (selected instanceof Error) throw selected;
        return [{ result: selected }];
      },
    },
  }) as never;

it('what is selected on the page is kept for its panel, trimmed and capped', async () => {
  const pages = createTabPages(shelf);
  expect(await takeSelection(apiWith(`  ${'á'.repeat(5000)}  `), pages, 7)).toBe(true);
  expect((await pages.read(7)).selection).toBe('á'.repeat(4000));
});

it('nothing selected, or a page that may not be read, leaves what was there', async () => {
  const pages = createTabPages(shelf);
  await pages.change(7, { selection: 'trước' });
  expect(await takeSelection(apiWith(' \n '), pages, 7)).toBe(false);
  expect(await takeSelection(apiWith(new Error('Cannot access contents')), pages, 7)).toBe(false);
  expect((await pages.read(7)).selection).toBe('trước');
});

it('a page that Beside has no recipe for is known by its address, another keeps its own', async () => {
  const pages = createTabPages(shelf);
  await keepSelection(pages, 7, 'hai hộp', 'https://helpdesk.example/t/1');
  expect(await pages.read(7)).toMatchObject({ url: 'https://helpdesk.example/t/1', selection: 'hai hộp' });
  await pages.change(8, { site: 'gmail', url: 'https://mail.google.com/mail/u/0/' });
  await keepSelection(pages, 8, 'hai hộp', 'https://mail.google.com/mail/u/0/#inbox/x');
  expect((await pages.read(8)).url).toBe('https://mail.google.com/mail/u/0/');
});
