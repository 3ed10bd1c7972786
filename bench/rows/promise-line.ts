import { findPromises } from '../../lib/domain/promise/find.ts';
import { NOW, readLines, ZONE } from '../../tests/promises/lines.ts';
import { type Figure, figure } from '../figures.ts';

/** Milliseconds a line may take. */
const BUDGET = 2;
const ROUNDS = 5;

/** One line of a seller, from its text to what was promised in it; every labelled line, once the grammars are warm. */
export async function promiseLineRow(): Promise<Figure[]> {
  const lines = [...readLines('tuning'), ...readLines('evaluation')];
  const read = (text: string) => findPromises(text, { now: NOW, zone: ZONE, language: 'vi' });
  for (const { text } of lines) read(text);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const { text } of lines) {
      const begin = performance.now();
      read(text);
      times.push(performance.now() - begin);
    }
  }
  return [
    figure(
      'promise-line',
      0,
      'ms',
      times,
      BUDGET,
      'a line looked at for promises; limit: the budget of 2 ms',
    ),
  ];
}
