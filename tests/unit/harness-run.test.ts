import { describe, expect, test } from 'vitest';
import { total } from '../harness/run.ts';

describe('the closing line of npm test', () => {
  test('sums the tests of all suites', () => {
    const file = { name: 'a', status: 'passed', message: '', assertionResults: [{ status: 'passed' }] };
    expect(total({ numPassedTests: 5, numFailedTests: 2, numPendingTests: 0, testResults: [file] })).toEqual({
      passed: 5,
      failed: 2,
    });
  });

  test('counts a file that could not be loaded as a failure', () => {
    const broken = { name: 'b', status: 'failed', message: 'cannot import', assertionResults: [] };
    expect(
      total({ numPassedTests: 5, numFailedTests: 0, numPendingTests: 0, testResults: [broken] }),
    ).toEqual({
      passed: 5,
      failed: 1,
    });
  });

  test('does not count a failed test twice, once for itself and once for its file', () => {
    const file = { name: 'c', status: 'failed', message: '', assertionResults: [{ status: 'failed' }] };
    expect(
      total({ numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, testResults: [file] }).failed,
    ).toBe(1);
  });
});
