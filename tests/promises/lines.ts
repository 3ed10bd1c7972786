import { readFileSync } from 'node:fs';
import { findPromises } from '../../lib/domain/promise/find.ts';

export interface Line {
  language: 'vi' | 'vi-bare' | 'en';
  promise: boolean;
  text: string;
}
export type Part = 'tuning' | 'evaluation';

/** The labelled lines of one part, in the order of its file. @throws when a line stands in no section. */
export function readLines(part: Part): Line[] {
  const lines: Line[] = [];
  let section: Omit<Line, 'text'> | null = null;
  for (const text of readFileSync(new URL(`./${part}.txt`, import.meta.url), 'utf8').split('\n')) {
    const head = /^\[(vi|vi-bare|en) ([+-])\]$/.exec(text);
    if (head) section = { language: head[1] as Line['language'], promise: head[2] === '+' };
    else if (text.trim() === '' || text.startsWith('#')) continue;
    else if (section) lines.push({ ...section, text });
    else throw new Error(`${part}: no section before ${text}`);
  }
  return lines;
}

export interface Score {
  lines: number;
  precision: number;
  recall: number;
  missed: Line[];
  wrong: Line[];
}

/** Wednesday 25 November 2026, 10:20 in Ho Chi Minh City. */
export const NOW = Date.UTC(2026, 10, 25, 3, 20);
export const ZONE = 'Asia/Ho_Chi_Minh';

/** How well the catcher does on these lines, each taken alone, as nobody's talk. */
export function score(lines: readonly Line[]): Score {
  const missed: Line[] = [];
  const wrong: Line[] = [];
  let right = 0;
  for (const line of lines) {
    const found = findPromises(line.text, { now: NOW, zone: ZONE, language: 'vi' }).length > 0;
    if (found && line.promise) right += 1;
    else if (found) wrong.push(line);
    else if (line.promise) missed.push(line);
  }
  return {
    lines: lines.length,
    precision: right / (right + wrong.length),
    recall: right / (right + missed.length),
    missed,
    wrong,
  };
}

/** What is promised of lines that the grammar was not tuned on. */
export const GOAL = { precision: 0.92, recall: 0.8 };

export const say = (name: string, { lines, precision, recall }: Score): string =>
  `${name.padEnd(12)} ${String(lines).padStart(4)} lines   precision ${precision.toFixed(3)}   recall ${recall.toFixed(3)}`;
