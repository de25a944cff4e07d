import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { firstProgram, missingPackages } from './browsers.mjs';
import { matches } from './dependencies.mjs';
import { countOf } from './tally.mjs';

describe('the dependencies are installed again', () => {
  const wanted = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b-win32': { version: '2.0.0', optional: true },
  };

  it.each([
    ['nothing is installed', {}, false],
    ['all is as the lock says', { 'node_modules/a': { version: '1.0.0' } }, true],
    ['a version differs', { 'node_modules/a': { version: '1.0.1' } }, false],
    [
      'an optional version differs',
      { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b-win32': { version: '1.9.0' } },
      false,
    ],
  ])('%s', (_case, installed, same) => {
    expect(matches(wanted, installed)).toBe(same);
  });
});

describe('a browser is', () => {
  it('the first name that is a program, not a folder order of luck', () => {
    const folder = mkdtempSync(join(tmpdir(), 'programs-'));
    for (const name of ['early', 'late']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'early', 'second'), '', { mode: 0o755 });
    writeFileSync(join(folder, 'late', 'first'), '', { mode: 0o755 });
    writeFileSync(join(folder, 'early', 'text'), '', { mode: 0o644 });
    const folders = ['', join(folder, 'early'), join(folder, 'late')];
    expect(firstProgram(['first', 'second'], folders)).toBe(join(folder, 'late', 'first'));
    expect(firstProgram(['text', 'second'], folders)).toBe(join(folder, 'early', 'second'));
    chmodSync(join(folder, 'early', 'second'), 0o644);
    expect(firstProgram(['second'], folders)).toBeNull();
    rmSync(folder, { recursive: true });
  });

  it('installed from Debian with its languages and fonts', () => {
    expect(missingPackages({ chromium: null, firefox: null }, () => false)).toEqual([
      'fonts-liberation',
      'fonts-noto-core',
      'fonts-noto-cjk',
      'chromium',
      'chromium-l10n',
      'firefox-esr',
      'firefox-esr-l10n-he',
    ]);
  });

  it('left alone where it came from elsewhere', () => {
    const found = { chromium: '/opt/chromium', firefox: '/usr/bin/firefox-esr' };
    const installed = new Set(['firefox-esr', 'fonts-liberation', 'fonts-noto-core']);
    expect(missingPackages(found, (name) => installed.has(name))).toEqual([
      'fonts-noto-cjk',
      'firefox-esr-l10n-he',
    ]);
  });
});

describe('the count', () => {
  const report = (passed: number, failed: number, skipped: number, files: [string, number][]) => ({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: skipped,
    numTodoTests: 0,
    testResults: files.map(([status, tests]) => ({
      status,
      assertionResults: Array.from({ length: tests }, () => ({})),
    })),
  });

  it.each([
    ['all passed', report(3, 0, 1, [['passed', 4]]), 0, { passed: 3, failed: 0, skipped: 1 }],
    ['one failed', report(2, 1, 0, [['failed', 3]]), 1, { passed: 2, failed: 1, skipped: 0 }],
    [
      'a file that broke before its tests',
      report(2, 0, 0, [
        ['passed', 2],
        ['failed', 0],
      ]),
      1,
      { passed: 2, failed: 1, skipped: 0 },
    ],
    [
      'an error outside of every test',
      report(2, 0, 0, [['passed', 2]]),
      1,
      { passed: 2, failed: 1, skipped: 0 },
    ],
    ['no test at all', report(0, 0, 0, []), 0, { passed: 0, failed: 1, skipped: 0 }],
    ['no report', null, 0, { passed: 0, failed: 1, skipped: 0 }],
  ])('%s', (_case, given, exitCode, expected) => {
    expect(countOf(given, exitCode)).toEqual(expected);
  });
});
