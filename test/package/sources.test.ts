import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesOf, filesOf } from './builds.ts';
import { readZip, unpack } from './zip.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const WXT = join(ROOT, 'node_modules', 'wxt');

function inNode(args: string[], cwd: string): void {
  // The test runner's own mode would make another build of it.
  const { NODE_ENV, VITEST, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, env });
  if (status !== 0) throw new Error(`${stdout}\n${stderr}`);
}

/** What is packed for Mozilla: the package, and the sources that its reviewers build it from. */
describe('the packages for Mozilla', () => {
  const folder = mkdtempSync(join(tmpdir(), 'verdict-sources-'));
  const fresh = join(folder, 'fresh');
  let extension: Map<string, Buffer>;
  let sources: Map<string, Buffer>;

  beforeAll(() => {
    inNode([join(import.meta.dirname, 'pack.mjs'), folder], ROOT);
    const zipNamed = (end: string) =>
      join(folder, readdirSync(folder).find((name) => name.endsWith(end)) ?? end);
    extension = readZip(zipNamed('-firefox.zip'));
    sources = readZip(zipNamed('-sources.zip'));
    unpack(zipNamed('-sources.zip'), fresh);
    symlinkSync(join(ROOT, 'node_modules'), join(fresh, 'node_modules'));
    inNode([join(WXT, 'bin', 'wxt.mjs'), 'build', '-b', 'firefox'], fresh);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('hold the build, file for file and byte for byte', () => {
    expect([...extension.keys()].sort()).toEqual(filesOf('firefox-mv3'));
    for (const [path, content] of extension) {
      expect([path, content.equals(bytesOf('firefox-mv3', path))]).toEqual([path, true]);
    }
  });

  it('hold sources that are built to the same bytes in a clean folder', () => {
    expect(extension.size).toBeGreaterThan(20);
    for (const [path, content] of extension) {
      const built = readFileSync(join(fresh, '.output', 'firefox-mv3', path));
      expect([path, content.equals(built)]).toEqual([path, true]);
    }
  });

  it('hold what it takes to build them, and nothing that was built or installed', () => {
    const needed = ['package.json', 'package-lock.json', 'wxt.config.ts', 'tsconfig.json'];
    for (const path of [...needed, 'README.md', 'LICENSE']) expect(sources.has(path)).toBe(true);
    const paths = [...sources.keys()];
    expect(
      paths.filter((path) => /(^|\/)(node_modules|\.output|\.wxt|\.artifacts)\//.test(path)),
    ).toEqual([]);
    expect(paths.filter((path) => /\.(zip|map|log|pem|key)$/.test(path))).toEqual([]);
  });
});
