import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { freshConversation } from '../e2e/acts.ts';
import { addresses, type Stage } from '../e2e/stage.ts';
import { FIXTURES } from '../sandbox/sandbox.ts';
import type { Figure } from './figures.ts';
import { pageWith, type Variant } from './page-cost.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** A host that is no vendor's; whatever stands here is loaded from loopback as well. */
export const ELSEWHERE = 'elsewhere.example';
const { appHost } = FIXTURES.clarityq;
const HYPOTHESIS = join(import.meta.dirname, 'node_modules', 'hypothesis', 'build');
const text = (...path: string[]) => readFileSync(join(ROOT, ...path));
const JS = { 'content-type': 'text/javascript; charset=utf-8' };
const CSS = { 'content-type': 'text/css; charset=utf-8' };
const JSON_TYPE = { 'content-type': 'application/json' };

const SURVEY = {
  id: 'bench',
  name: 'Feedback',
  type: 'popover',
  start_date: '2020-01-01T00:00:00Z',
  end_date: null,
  appearance: {},
  questions: [{ id: 'q', type: 'rating', question: 'Good?', display: 'emoji', scale: 3 }],
};

/** The scripts of each, as the built extension and the peers' packages have them. */
const SCRIPTS: Record<string, Buffer[]> = {
  'Verdict, no conversation': [text('.output', 'chrome-mv3', 'detector.js')],
  'Verdict, a conversation': [
    text('.output', 'chrome-mv3', 'detector.js'),
    text('.output', 'chrome-mv3', 'orphan.js'),
    text('.output', 'chrome-mv3', 'words', 'en.js'),
    text('.output', 'chrome-mv3', 'panel.js'),
  ],
  'Sentry feedback': [text('.artifacts', 'bench', 'sentry.js')],
  'Hypothesis client': ['boot.js', 'scripts/annotator.bundle.js', 'scripts/sidebar.bundle.js'].map(
    (name) => readFileSync(join(HYPOTHESIS, name)),
  ),
  'PostHog surveys': [text('.artifacts', 'bench', 'posthog.js')],
};

/** Bytes of script, plain and compressed. */
export function bytes(): Figure[] {
  const sum = (all: Buffer[], size: (one: Buffer) => number) =>
    all.reduce((total, one) => total + size(one), 0) / 1000;
  return Object.entries(SCRIPTS)
    .flatMap(([what, all]) => [
      {
        part: 'Cost to the page: scripts, minified',
        what,
        unit: 'kB' as const,
        values: [sum(all, ({ length }) => length)],
      },
      {
        part: 'Cost to the page: scripts, compressed',
        what,
        unit: 'kB' as const,
        values: [sum(all, (one) => gzipSync(one, { level: 9 }).length)],
      },
    ])
    .sort((a, b) => b.part.localeCompare(a.part));
}

/** Serves the pages, the peers' files and what stands for the peers' servers. */
export function serveAll({ sandbox }: Stage, runs: number): Variant[] {
  const put = (path: string, body: string | Buffer, headers: Record<string, string> = {}) =>
    sandbox.serve(ELSEWHERE, path, { body, headers });
  for (const host of [ELSEWHERE, appHost]) {
    sandbox.serve(host, '/blank', {
      body: '<!doctype html><title>Blank</title><link rel="icon" href="data:,">',
    });
  }
  put('/bare', pageWith(''));
  for (const name of ['sentry', 'posthog']) {
    put(`/${name}.js`, text('.artifacts', 'bench', `${name}.js`), JS);
    put(`/${name}`, pageWith(`<script src="/${name}.js" defer></script>`));
  }
  put('/api/1/envelope/', '{}', JSON_TYPE);
  const flags = JSON.stringify({ surveys: [SURVEY], featureFlags: {}, flags: {} });
  for (const path of ['/flags/', '/api/surveys/', '/array/phc_bench/config', '/e/', '/i/v0/e/']) {
    put(`/posthog${path}`, path === '/e/' ? '{}' : flags, JSON_TYPE);
  }
  const assets = JSON.parse(readFileSync(join(HYPOTHESIS, 'manifest.json'), 'utf8')) as object;
  for (const name of ['boot.js', ...Object.keys(assets)]) {
    const type = name.endsWith('.css') ? CSS : JS;
    put(`/hypothesis/build/${name}`, readFileSync(join(HYPOTHESIS, name)), type);
  }
  const settings = (more: object) =>
    `<script type="application/json" class="js-hypothesis-config">${JSON.stringify({
      assetRoot: `https://${ELSEWHERE}/hypothesis/`,
      sidebarAppUrl: `https://${ELSEWHERE}/hypothesis/app.html`,
      ...more,
    })}</script>`;
  const boot = '<script src="/hypothesis/build/boot.js"></script>';
  put('/hypothesis', pageWith(settings({ openSidebar: false }) + boot));
  put(
    '/hypothesis/app.html',
    `<!doctype html><html><head><base target="_top">${settings({ apiUrl: `https://${ELSEWHERE}/h/api/` })}</head><body><hypothesis-app></hypothesis-app>${boot}</body></html>`,
  );
  for (const path of ['/h/api/', '/h/api/links']) put(path, '{"links":{}}', JSON_TYPE);

  sandbox.serve(appHost, '/settings', { body: pageWith('') });
  const conversations = Array.from({ length: runs + 1 }, (_, run) => {
    const url = addresses.clarityq(freshConversation(sandbox, `Run ${run}`));
    sandbox.serve(appHost, new URL(url).pathname, { body: pageWith('') });
    return url;
  });
  const elsewhere = (path: string) => () => `https://${ELSEWHERE}${path}`;
  return [
    { name: 'bare', url: elsewhere('/bare') },
    { name: 'Verdict, no conversation', url: () => `https://${appHost}/settings` },
    { name: 'Verdict, a conversation', url: (run) => conversations[run + 1] ?? '' },
    { name: 'Sentry feedback', url: elsewhere('/sentry') },
    { name: 'Hypothesis client', url: elsewhere('/hypothesis') },
    { name: 'PostHog surveys', url: elsewhere('/posthog') },
  ];
}
