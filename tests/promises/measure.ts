import { GOAL, type Line, type Part, readLines, say, score } from './lines.ts';

/**
 * `npm run promises`: prints how well promises are found, and fails below the goal. `--tuning` leaves the evaluation part
 * alone while the grammar is changed; `--wrong` lists wrong lines, of the tuning part only.
 */
const onlyTuning = process.argv.includes('--tuning');
const parts: Part[] = onlyTuning ? ['tuning'] : ['tuning', 'evaluation'];
for (const part of parts) {
  const lines = readLines(part);
  console.log(say(part, score(lines)));
  for (const language of ['vi', 'vi-bare', 'en']) {
    console.log(say(`  ${language}`, score(lines.filter((line) => line.language === language))));
  }
}
if (process.argv.includes('--wrong')) {
  const { missed, wrong } = score(readLines('tuning'));
  const list = (name: string, found: Line[]) =>
    console.log([name, ...found.map(({ text }) => `  ${text}`)].join('\n'));
  list('not found', missed);
  list('found, but no promise', wrong);
}
if (!onlyTuning) {
  const { precision, recall } = score(readLines('evaluation'));
  if (precision < GOAL.precision || recall < GOAL.recall) {
    console.error(`below the goal: precision ${GOAL.precision}, recall ${GOAL.recall}`);
    process.exitCode = 1;
  }
}
