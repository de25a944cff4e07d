export interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

export interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
}

/** Counts a vitest report; a run that failed without naming a test counts as one failure. */
export function countOf(report: Report | null, exitCode: number): Count;
