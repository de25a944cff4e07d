import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderOf } from './builds.ts';

interface Finding {
  _type: string;
  code: string;
  file?: string;
}

const cli = join(import.meta.dirname, '..', '..', 'node_modules', 'web-ext', 'bin', 'web-ext.js');

it('Mozilla’s linter has nothing to say', () => {
  const { stdout } = spawnSync(
    process.execPath,
    [
      cli,
      'lint',
      '--source-dir',
      folderOf('firefox-mv3'),
      '--output',
      'json',
      '--no-config-discovery',
    ],
    { encoding: 'utf8', env: { ...process.env, NODE_ENV: 'test' }, maxBuffer: 2 ** 26 },
  );
  const report: Record<'errors' | 'warnings' | 'notices', Finding[]> = JSON.parse(stdout);
  expect(report.errors).toEqual([]);
  expect(report.notices).toEqual([]);
  expect(report.warnings).toEqual([]);
});
