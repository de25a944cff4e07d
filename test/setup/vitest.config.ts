import { join } from 'node:path';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';

const root = join(import.meta.dirname, '..', '..');
const oxc = { jsx: { runtime: 'automatic', importSource: 'preact' } } as const;

/** Every file under test/e2e runs once per browser, unless its name says which one. */
function endToEnd(browser: 'chromium' | 'firefox', other: string): TestProjectConfiguration {
  return {
    oxc,
    test: {
      name: browser,
      root,
      include: ['test/e2e/**/*.test.ts'],
      exclude: [`test/e2e/**/*.${other}.test.ts`],
      env: { VERDICT_BROWSER: browser },
      // Each has a browser at work; on two cores a third makes the other two miss their moments.
      maxWorkers: 2,
      // What the files share (the sandbox's code, its certificate's library) is loaded once a worker.
      isolate: false,
      testTimeout: 120_000,
      hookTimeout: 120_000,
    },
  };
}

export default defineConfig({
  root,
  test: {
    allowOnly: false,
    projects: [
      {
        oxc,
        test: {
          name: 'unit',
          root,
          include: ['test/{unit,contract,sandbox,setup}/**/*.test.{ts,tsx}'],
          testTimeout: 30_000,
        },
      },
      {
        oxc,
        test: {
          name: 'package',
          root,
          include: ['test/package/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      endToEnd('chromium', 'firefox'),
      endToEnd('firefox', 'chromium'),
    ],
  },
});
