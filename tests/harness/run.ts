// `npm test`: runs every suite and ends with one plain line, `N passed, N failed`.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const root = join(import.meta.dirname, '..', '..');
const results = join(root, '.tests', `results-${process.pid}.json`);

/** The part of vitest's JSON report that the total needs. */
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  testResults: { name: string; status: string; message: string; assertionResults: { status: string }[] }[];
}

/** Passed and failed tests of all suites. A file that could not even be loaded counts as one failure. */
export function total(report: Report): { passed: number; failed: number } {
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length };
}

async function main(args: string[]): Promise<number> {
  const long = args.includes('--long');
  const stores = args.includes('--all-stores');
  const rest = args.filter((arg) => arg !== '--long' && arg !== '--all-stores');
  if (stores) rest.push('--project', 'stores');
  mkdirSync(join(root, '.tests'), { recursive: true });
  const child = spawn(
    join(root, 'node_modules', '.bin', 'node'),
    [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${results}`,
      ...rest,
    ],
    {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        ...(long ? { BESIDE_LONG: '1' } : {}),
        ...(stores ? { BESIDE_STORES: 'all' } : {}),
      },
    },
  );
  const code = await new Promise<number>((resolve) => {
    child.on('error', () => resolve(1));
    child.on('close', (status) => resolve(status ?? 1));
  });
  let sum = { passed: 0, failed: 0 };
  if (existsSync(results)) {
    sum = total(JSON.parse(readFileSync(results, 'utf8')) as Report);
    rmSync(results);
  }
  // An error outside every test (a set-up that broke, a stray rejection) must not look like success.
  if (code !== 0 && sum.failed === 0) sum.failed = 1;
  if (sum.passed === 0 && sum.failed === 0) sum.failed = 1;
  console.log(`\n${sum.passed} passed, ${sum.failed} failed`);
  return sum.failed === 0 ? 0 : 1;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
