import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

/** Who may not import what; `#` becomes a number, so that every break has a file of its own. */
const forbiddenImports: [file: string, specifiers: string[]][] = [
  ['src/domain/a#.ts', ['../vendors/site', '../platform/words', 'preact', 'zod/mini', 'node:fs']],
  [
    'src/vendors/one/a#.ts',
    ['../two/site', '../two/api', '../../background/http', '../../content/gather'],
  ],
  ['src/vendors/one/b#.ts', ['../../pages/options', '../../ui/tokens', '../../messages/view']],
  ['src/vendors/one/c#.ts', ['zod', 'zod/mini', 'zod/v4/core']],
  ['src/vendors/v#/site.ts', ['./api', './wire', '../api', '../two/site', 'zod/mini']],
  [
    'src/content/panel/a#.tsx',
    ['../../background/ledger', '../../vendors/one/api', '../../vendors/api', 'zod', 'zod/mini'],
  ],
  [
    'src/content/a#.ts',
    ['../vendors/one/wire', 'webextension-polyfill', '../platform/extension', 'wxt/browser'],
  ],
  ['entrypoints/a#.ts', ['../src/background/router', 'zod/mini', 'webextension-polyfill']],
  [
    'src/ui/a#.tsx',
    ['../background/ledger', '../vendors/one/api', 'zod/mini', '../platform/extension'],
  ],
  [
    'src/pages/options/a#.tsx',
    ['../../background/vault', '../../vendors/one/api', '../../vendors/api', 'zod'],
  ],
  ['src/pages/a#.tsx', ['../vendors/one/wire', 'webextension-polyfill', '../platform/worker']],
  ['entrypoints/options/a#.tsx', ['../../src/background/vault', '../../src/vendors/one/api']],
  ['src/background/a#.ts', ['webextension-polyfill', 'wxt/browser', '@wxt-dev/browser']],
  ['src/messages/a#.ts', ['webextension-polyfill']],
];

const allowedImports: [file: string, specifiers: string[]][] = [
  ['src/domain/ok#.ts', ['./feedback']],
  ['src/vendors/one/ok#.ts', ['../site', '../api', './wire', '../shape', '../../domain/failure']],
  ['src/vendors/ok#/site.ts', ['../site', './addresses', '../../domain/evidence']],
  ['src/content/ok#.ts', ['../vendors/site', '../platform/content', '../messages/client']],
  ['src/pages/ok#.tsx', ['../platform/extension', '../messages/client', '../vendors/site']],
  ['src/platform/ok#.ts', ['webextension-polyfill']],
  ['src/background/ok#.ts', ['../vendors/api', '../messages/contract', 'zod/mini']],
];

const globals = 'style/noRestrictedGlobals';
const properties = 'nursery/noJsRestrictedProperties';
const test = (call: string) => `import { it } from 'vitest';\n${call}('x', () => {});\n`;

/** What else must not be written: where, how, and the rule that says so. */
const forbiddenCode: [file: string, code: string, rule: string][] = [
  ['src/background/fetch.ts', "fetch('/');", globals],
  ['src/vendors/one/fetch.ts', "fetch('/');", globals],
  ['src/platform/fetch.ts', "fetch('/');", globals],
  ['entrypoints/fetch.ts', "fetch('/');", globals],
  ['src/background/http.ts', "fetch('/'); new WebSocket('/');", globals],
  ['src/background/self.ts', "globalThis.fetch('/');", properties],
  ['src/background/xhr.ts', 'new XMLHttpRequest();', globals],
  ['src/content/beacon.ts', "navigator.sendBeacon('/');", properties],
  ['src/content/chrome.ts', 'chrome.runtime.reload();', globals],
  ['src/pages/browser.tsx', 'browser.runtime.reload();', globals],
  ['entrypoints/background.ts', 'chrome.runtime.reload();', globals],
  ['src/pages/store.ts', 'localStorage.clear();', globals],
  ['src/content/adjacent.ts', "document.body.insertAdjacentHTML('beforeend', '');", properties],
  [
    'src/ui/markup.tsx',
    "export const x = <p dangerouslySetInnerHTML={{ __html: '' }} />;",
    'security/noDangerouslySetInnerHtml',
  ],
  ['src/background/eval.ts', "eval('1');", 'security/noGlobalEval'],
  ['src/background/console.ts', "console.log('x');", 'suspicious/noConsole'],
  ['src/background/any.ts', 'export const x: any = 1;', 'suspicious/noExplicitAny'],
  [
    'src/background/bang.ts',
    'export const x = (y?: string) => y!.length;',
    'style/noNonNullAssertion',
  ],
  ['test/unit/skip.test.ts', test('it.skip'), 'suspicious/noSkippedTests'],
  ['test/unit/only.test.ts', test('it.only'), 'suspicious/noFocusedTests'],
];

const allowedCode: [file: string, code: string][] = [
  ['src/platform/chrome.ts', 'chrome.runtime.reload();'],
  ['src/content/text.ts', "document.body.textContent = '';"],
];

function files(groups: [file: string, specifiers: string[]][]) {
  return groups.flatMap(([pattern, specifiers]) =>
    specifiers.map((specifier, index) => ({
      file: pattern.replace('#', String(index)),
      specifier,
      text: `import { x } from '${specifier}';\nexport const y = x;\n`,
    })),
  );
}

let folder: string;
let reported: Map<string, string[]>;

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lint-rules-'));
  for (const name of ['.biome.json', '.gitignore']) cpSync(join(root, name), join(folder, name));
  for (const { file, text } of files([...forbiddenImports, ...allowedImports])) write(file, text);
  for (const [file, code] of [...forbiddenCode, ...allowedCode]) write(file, `${code}\n`);
  const { stdout } = spawnSync(
    join(root, 'node_modules', '.bin', 'biome'),
    ['lint', '--reporter=json', '--max-diagnostics=none'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26 },
  );
  const report: { diagnostics: { category: string; location: { path: string } }[] } =
    JSON.parse(stdout);
  reported = new Map();
  for (const { category, location } of report.diagnostics) {
    const rules = reported.get(location.path) ?? [];
    reported.set(location.path, [...rules, category.replace(/^lint\//, '')]);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the linter refuses', () => {
  it.each(files(forbiddenImports))('$file importing $specifier', ({ file }) => {
    expect(reported.get(file)).toEqual(['style/noRestrictedImports']);
  });

  it.each(forbiddenCode)('in %s: %s', (file, _code, rule) => {
    expect(reported.get(file)).toEqual([rule]);
  });
});

describe('the linter allows', () => {
  it.each(files(allowedImports))('$file importing $specifier', ({ file }) => {
    expect(reported.get(file)).toBeUndefined();
  });

  it.each(allowedCode)('in %s: %s', (file) => {
    expect(reported.get(file)).toBeUndefined();
  });
});
