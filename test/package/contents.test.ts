import { describe, expect, it } from 'vitest';
import { builds, filesOf, IN_THE_PAGE, pageScripts, textOf, WORKER } from './builds.ts';

/** The words of the worker's half; `present` proves below that they would be seen. */
const canaries = {
  'a header with a key': /X-API-Key|Authorization|Bearer /i,
  'a header with a person': /X-Impersonate-Email/i,
  // Not `conversations`: the detector reads that word in the page's own calls.
  'the path of a write': /\/api\/v1|\/feedbacks?\b|get-token/i,
  zod: /\bZodMini|_zod\b|\$ZodType|invalid_union/,
  'the ledger': /indexedDB/,
};

/** Code that is not in the package, or that is made while running. */
const foreign = {
  'a script or style from elsewhere':
    /(src|href)=["']?(https?:)?\/\/|@import\s|url\(["']?(https?:)?\/\//i,
  'an import from elsewhere': /import\s*\(?["'`](https?:)?\/\//,
  importScripts: /\bimportScripts\s*\((?!\s*(["'`])\/\w+\.js\1\s*\))/,
  eval: /(^|[^.\w$])eval\s*\(/,
  'new Function': /\bnew\s+Function\s*\(|(^|[^.\w$])Function\s*\(/,
  'a timer that takes text': /\bset(Timeout|Interval)\s*\(\s*["'`]/,
};

function found(patterns: Record<string, RegExp>, text: string): string[] {
  return Object.keys(patterns).filter((name) => patterns[name]?.test(text));
}

describe.each(builds)('%s', (build) => {
  it.each(IN_THE_PAGE)('%s holds nothing of the worker’s half', (file) => {
    expect(found(canaries, textOf(build, file))).toEqual([]);
  });

  it('no page’s script holds anything of the worker’s half, but the names Options cleans off', () => {
    const leaks = pageScripts(build).flatMap((file) =>
      found(canaries, textOf(build, file)).map((name) => `${name} in ${file}`),
    );
    expect(pageScripts(build).length).toBeGreaterThanOrEqual(3);
    // A pasted `Authorization: Bearer …` loses its header's name where it was pasted.
    const cleaned = /^a header with a key in chunks\/options-/;
    expect(leaks.filter((leak) => !cleaned.test(leak))).toEqual([]);
  });

  it('the worker holds every canary, so none of them is blind', () => {
    expect(found(canaries, textOf(build, WORKER))).toEqual(Object.keys(canaries));
  });

  it('content scripts and pages carry no polyfill that outweighs them', () => {
    for (const file of IN_THE_PAGE) {
      expect(textOf(build, file)).not.toContain('This script should only be loaded in a browser');
    }
  });

  it('runs only the package’s own code', () => {
    const code = filesOf(build).filter((file) => /\.(js|html|css)$/.test(file));
    const strange = code.map((file) => [file, found(foreign, textOf(build, file))]);
    expect(strange.filter(([, words]) => words?.length !== 0)).toEqual([]);
  });

  it('writes nothing to a console from where keys and other people’s pages are', () => {
    for (const file of [...IN_THE_PAGE, WORKER]) {
      expect(textOf(build, file)).not.toMatch(/\bconsole\b/);
    }
  });

  it('has no script and no style inside its pages', () => {
    for (const page of filesOf(build).filter((file) => file.endsWith('.html'))) {
      expect(textOf(build, page)).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=/i);
    }
  });

  it('has no source map and no trace of the machine that built it', () => {
    expect(filesOf(build).filter((file) => file.endsWith('.map'))).toEqual([]);
    for (const file of filesOf(build).filter((name) => /\.(js|css|html|json)$/.test(name))) {
      expect(textOf(build, file)).not.toMatch(
        /sourceMappingURL=|node_modules\/|\/home\/|\/Users\//,
      );
    }
  });
});

describe('each pattern for foreign code sees it', () => {
  it.each([
    ['<script src="https://cdn.example/a.js">', 'a script or style from elsewhere'],
    ['a{background:url(//cdn.example/a.png)}', 'a script or style from elsewhere'],
    ['import("https://cdn.example/a.js")', 'an import from elsewhere'],
    ['importScripts("//cdn.example/a.js")', 'importScripts'],
    ['importScripts(name)', 'importScripts'],
    ['x=eval("1")', 'eval'],
    ['new Function("return 1")', 'new Function'],
    ['setTimeout("x()",1)', 'a timer that takes text'],
  ])('%s', (text, name) => {
    expect(found(foreign, text)).toContain(name);
  });
});
