// `npm run bench`: what the extension costs a page beside others, how fast it is, and how it grows.
// Median and spread of VERDICT_BENCH_RUNS runs (9 unless set), each kind of page in turn, so that a
// machine that slows down slows all of them. It takes about thirteen minutes; figures and chart are
// written to .github/performance.txt and .github/performance.svg. VERDICT_BENCH_PARTS names some of
// pages, speed, ledgers, queues, answers and tabs; the others' figures stay as they were last.
import { run } from '../setup/command.mjs';
import { prepared } from '../setup/prepare.mjs';

const here = 'test/bench';
const bundle = (name) => [
  `${here}/node_modules/.bin/rolldown`,
  `${here}/peers/${name}.js`,
  '--file',
  `.artifacts/bench/${name}.js`,
  '--format',
  'iife',
  '--platform',
  'browser',
  '--minify',
];

const steps = [
  ['npm', 'ci', '--prefix', here, '--ignore-scripts', '--loglevel=error'],
  bundle('sentry'),
  bundle('posthog'),
  ['wxt', 'build'],
  ['node', `${here}/measure.ts`],
];

await prepared(async () => {
  for (const [name, ...args] of steps) {
    const code = await run(name, args);
    if (code !== 0) return code;
  }
  return 0;
});
