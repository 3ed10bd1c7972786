import { parseArgs } from 'node:util';
import { type Figure, printTable } from './figures.ts';
import { cardRows } from './rows/card.ts';
import { catchUpRow } from './rows/catch-up.ts';
import { contentSizeRow } from './rows/content-size.ts';
import { fortyTabsRow } from './rows/forty-tabs.ts';
import { listFilterRows } from './rows/list-filter.ts';
import { listFirstRows } from './rows/list-first.ts';
import { mergeRow } from './rows/merge.ts';
import { pageShareRow } from './rows/page-share.ts';
import { promiseLineRow } from './rows/promise-line.ts';
import { reportRows } from './rows/report.ts';
import { searchRows } from './rows/search.ts';
import { transferRows } from './rows/transfer.ts';
import { widgetRows } from './rows/widget.ts';

/** Row ids → who measures them. Rows that share a seeded book are measured by one function. */
const MEASURES: { ids: string[]; measure(customers: number[], ids: Set<string>): Promise<Figure[]> }[] = [
  { ids: ['content-size'], measure: contentSizeRow },
  { ids: ['page-share'], measure: pageShareRow },
  { ids: ['card-warm', 'card-switch', 'card-cold'], measure: cardRows },
  { ids: ['forty-tabs'], measure: fortyTabsRow },
  { ids: ['catch-up'], measure: catchUpRow },
  { ids: ['list-first'], measure: listFirstRows },
  { ids: ['list-filter'], measure: listFilterRows },
  { ids: ['merge'], measure: mergeRow },
  { ids: ['promise-line'], measure: promiseLineRow },
  { ids: ['report-cold', 'report-warm'], measure: reportRows },
  { ids: ['search-warm', 'search-cold'], measure: searchRows },
  { ids: ['import', 'export'], measure: transferRows },
  { ids: ['widget-size', 'widget-first'], measure: widgetRows },
];
const IDS = MEASURES.flatMap((one) => one.ids);
const SIZES = [1_000, 10_000, 100_000];

const USAGE = `npm run bench -- [ID…] [--customers N] [--json]\nIds: ${IDS.join(', ')}`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      customers: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
  });
  const unknown = positionals.filter((id) => !IDS.includes(id));
  const customers = values.customers === undefined ? SIZES : [Number(values.customers)];
  if (values.help || unknown.length > 0 || customers.some((n) => !Number.isInteger(n) || n < 1)) {
    process.stderr.write(`${unknown.length > 0 ? `No such row: ${unknown.join(', ')}\n` : ''}${USAGE}\n`);
    return values.help ? 0 : 2;
  }
  const wanted = new Set(positionals.length > 0 ? positionals : IDS);
  const figures: Figure[] = [];
  for (const { ids, measure } of MEASURES) {
    if (!ids.some((id) => wanted.has(id))) continue;
    process.stderr.write(`measuring ${ids.filter((id) => wanted.has(id)).join(', ')}\n`);
    figures.push(...(await measure(customers, wanted)));
  }
  process.stdout.write(`${values.json ? JSON.stringify(figures) : printTable(figures)}\n`);
  return 0;
}

process.exitCode = await main();
