import type { Queries } from '../../lib/domain/query.ts';
import { cellOfPerson, cellsOfEntry, cellsOfOrder } from '../../lib/domain/report/cell.ts';
import { membersBy, type ReportData } from '../../lib/domain/report/data.ts';
import { goalView } from '../../lib/domain/report/goal.ts';
import { compared, partOf, peopleBehind, type Report } from '../../lib/domain/report/report.ts';
import { dataOfCells } from '../../lib/store/cells/reader.ts';
import { keptIn } from './fake-today.ts';
import type { Book } from './sample.ts';

/** Reports of a book in memory, by the measures that the real one asks. */
const known = new WeakMap<Book, ReportData>();

function dataIn(book: Book): ReportData {
  let data = known.get(book);
  if (!data) {
    data = dataOfCells(book.customers.map(cellOfPerson), [
      ...book.orders.flatMap(cellsOfOrder),
      ...book.interactions.flatMap(cellsOfEntry),
    ]);
    known.set(book, data);
  }
  return data;
}

function reportIn(book: Book, { part, ...args }: Queries['report']['args']): Report {
  const data = dataIn(book);
  if (part === 'promises') {
    const months = (count: number) =>
      keptIn(book, { customer: null, months: new Array<string>(count).fill(args.at), now: args.now });
    return {
      part,
      value: compared(args, (spans) => months(spans.length).map(({ counts }) => counts)),
    };
  }
  const everybody = (book.views ?? []).map(({ id }) => ({ id, among: membersBy(data, () => true) }));
  return { part, value: partOf(data, part, args, everybody) } as Report;
}

const reportPeopleIn = (book: Book, { behind, ...args }: Queries['reportPeople']['args']): string[] =>
  peopleBehind(dataIn(book), behind, args);

const reportOwnersIn = (book: Book): string[] => [
  ...new Set(book.customers.map(({ owner }) => owner).filter((owner) => owner !== '')),
];

function goalIn(book: Book, { zone, now }: Queries['goal']['args']): Queries['goal']['out'] {
  const goal = (book.goals ?? []).find((one) => !one.ended);
  return goal ? goalView(dataIn(book), goal, zone, now) : null;
}

export const reportAnswers = (book: Book) => ({
  report: (args: Queries['report']['args']) => reportIn(book, args),
  reportPeople: (args: Queries['reportPeople']['args']) => reportPeopleIn(book, args),
  reportOwners: () => reportOwnersIn(book),
  goal: (args: Queries['goal']['args']) => goalIn(book, args),
});
