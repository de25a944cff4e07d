import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

/** @typedef {{passed: number, failed: number, skipped: number}} Count */

/** @type {Count} */
export const none = { passed: 0, failed: 0, skipped: 0 };

/** A step that is no test suite counts as one. @returns {Count} */
export function single(passed) {
  return { ...none, [passed ? 'passed' : 'failed']: 1 };
}

/** @param {Count} a @param {Count} b @returns {Count} */
export function sum(a, b) {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  };
}

/** Where the runner leaves the results of a step's tests. */
export function reportFile(name) {
  return join(root, '.artifacts', 'tests', `${name}.json`);
}

/**
 * Counts a vitest report. A file that broke before its first test counts as one failure, and so
 * does a run that failed without naming a test, ran none, or left no report.
 * @param {{numPassedTests: number, numFailedTests: number, numPendingTests: number,
 *   numTodoTests: number, testResults: {status: string, assertionResults: unknown[]}[]} | null} report
 * @param {number} exitCode
 * @returns {Count}
 */
export function countOf(report, exitCode) {
  if (report === null) return single(false);
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  const count = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  const silent = exitCode !== 0 || count.passed === 0;
  return count.failed === 0 && silent ? sum(count, single(false)) : count;
}

/** @param {string} file the report @param {number} exitCode the runner's @returns {Count} */
export function testsOf(file, exitCode) {
  try {
    return countOf(JSON.parse(readFileSync(file, 'utf8')), exitCode);
  } catch {
    return countOf(null, exitCode);
  }
}
