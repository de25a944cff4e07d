import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  drawers,
  markupFromStrings,
  type Sources,
  unregisteredVendors,
  workerCodeInViews,
} from './architecture.ts';

const root = join(import.meta.dirname, '..', '..');

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    );
}

function tree(files: Record<string, string>): Sources {
  return new Map(Object.entries(files));
}

describe('the sources', () => {
  const paths = [...filesBelow('src'), ...filesBelow('entrypoints')];
  const sources = new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));

  it('are read', () => {
    expect(paths).toContain('src/domain/feedback.ts');
    expect(paths).toContain('entrypoints/background.ts');
  });

  it('keep the worker’s code out of content scripts, views and pages', () => {
    expect(workerCodeInViews(sources)).toEqual([]);
  });

  it('write no markup from strings', () => {
    expect(markupFromStrings(sources)).toEqual([]);
  });

  it('have no drawers', () => {
    expect(drawers([...paths, ...filesBelow('test'), ...filesBelow('public')])).toEqual([]);
  });

  it('name every vendor in every registry', () => {
    expect(unregisteredVendors(sources)).toEqual([]);
  });
});

describe('each rule notices a break', () => {
  it.each([
    ['src/content/gather.ts', 'src/messages/contract.ts'],
    ['src/content/panel/panel.tsx', 'src/background/ledger.ts'],
    ['src/ui/thumb.tsx', 'src/vendors/clarityq/wire.ts'],
    ['src/pages/options.tsx', 'src/vendors/clarityq/api.ts'],
    ['entrypoints/detector.ts', 'src/platform/extension.ts'],
    ['entrypoints/popup/main.tsx', 'src/vendors/api.ts'],
  ])('%s reaching %s through another file', (view, target) => {
    const between = 'src/messages/between.ts';
    const up = '../'.repeat(view.split('/').length - 1);
    const text = (from: string) => `import { x } from '${from}';\nexport const y = x;`;
    const sources = tree({
      [view]: text(`${up}src/messages/between`),
      [between]: text(`../${target.replace('src/', '').replace('.ts', '')}`),
      [target]: 'export const x = 1;',
    });
    expect(workerCodeInViews(sources)).toEqual([`${view} → ${between} → ${target}`]);
  });

  it.each([
    ["import { z } from 'zod/mini';", 1],
    ["export * from 'zod/mini';", 1],
    ["export const z = () => import('zod/mini');", 1],
    ["import 'zod';", 1],
    ["import type { z } from 'zod/mini';", 0],
    ["import { type z } from 'zod/mini';", 0],
    ["export type Z = import('zod/mini').ZodMiniType;", 0],
    ["import { z } from 'zodiac';", 0],
  ])('a view with %s: %i', (text, count) => {
    expect(workerCodeInViews(tree({ 'src/ui/a.tsx': text }))).toHaveLength(count);
  });

  it('the worker may use all of it', () => {
    expect(workerCodeInViews(tree({ 'src/background/a.ts': "import 'zod/mini';" }))).toEqual([]);
  });

  it.each([
    ["x.innerHTML = '';", 1],
    ["x['outerHTML'] += '';", 1],
    ["x.srcdoc = '';", 1],
    ["x.textContent = '';", 0],
    ['const y = x.innerHTML;', 0],
  ])('markup from strings in %s: %i', (text, count) => {
    expect(markupFromStrings(tree({ 'src/ui/a.tsx': text }))).toHaveLength(count);
  });

  it('a drawer, as a file or as a folder', () => {
    const bad = ['src/utils/a.ts', 'src/ui/helpers.ts', 'src/types.ts', 'test/lib/a.ts'];
    const good = ['src/domain/feedback.ts', 'src/ui/library.tsx', 'src/content/link.ts'];
    expect(drawers([...bad, ...good])).toEqual(bad);
  });

  it('a vendor that not every registry names', () => {
    const sources = tree({
      'src/vendors/site.ts': "import { site } from './third/site';\nexport const s = [site];",
      'src/vendors/located.ts':
        "import { located } from './third/located';\nexport const l = [located];",
      'src/vendors/api.ts': 'export const apis = [];',
      'src/vendors/third/site.ts': 'export const site = 1;',
    });
    expect(unregisteredVendors(sources)).toEqual(['src/vendors/api.ts does not name third']);
  });
});
