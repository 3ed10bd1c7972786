import { type Line, type Part, readLines, type Score, score } from './lines.ts';

/** Promised of lines that the grammar was not tuned on. */
const GOAL = { precision: 0.92, recall: 0.8 };

/** `npm run promises`: prints how well promises are found, and fails below the goal; `--wrong` lists tuning lines. */
const say = (name: string, { lines, precision, recall }: Score) =>
  console.log(
    `${name.padEnd(22)} ${String(lines).padStart(4)} lines   precision ${precision.toFixed(3)}   recall ${recall.toFixed(3)}`,
  );
const parts: Part[] = process.argv.includes('--tuning') ? ['tuning'] : ['tuning', 'evaluation'];
for (const part of parts) {
  const lines = readLines(part);
  say(part, score(lines));
  for (const language of ['vi', 'vi-bare', 'en']) {
    say(`  ${language}`, score(lines.filter((line) => line.language === language)));
  }
}
if (process.argv.includes('--wrong')) {
  const { missed, wrong } = score(readLines('tuning'));
  const list = (name: string, found: Line[]) =>
    console.log([name, ...found.map(({ text }) => `  ${text}`)].join('\n'));
  list('not found', missed);
  list('found, but no promise', wrong);
}
const { precision, recall } = score(readLines('evaluation'));
if (precision < GOAL.precision || recall < GOAL.recall) {
  console.error(`below the goal: precision ${GOAL.precision}, recall ${GOAL.recall}`);
  process.exitCode = 1;
}
