// `npm run soak`: what `npm test` proves of delivery and of parsers, many more times over, and of the
// packages as their reviewers see them, on the build of now.
import { run } from '../setup/command.mjs';
import { prepared } from '../setup/prepare.mjs';

/**
 * Random runs per vendor in process, runs per vendor in each browser, kills of each browser, and
 * cases that each parser meets.
 */
const {
  VERDICT_RUNS = '1000',
  VERDICT_ROUNDS = '20',
  VERDICT_KILLS = '5',
  VERDICT_CASES = '10000',
} = process.env;
const counts = { VERDICT_RUNS, VERDICT_ROUNDS, VERDICT_KILLS, VERDICT_CASES };

const tests = ['vitest', 'run', '--config', 'test/setup/vitest.config.ts', '--project'];
const steps = [
  ['node', 'test/soak/audit.mjs'],
  ['node', 'test/soak/stores.mjs'],
  [...tests, 'unit', 'test/unit/fuzz/', 'pages/csv'],
  [...tests, 'unit', 'chaos', 'guard-timelines', 'crash-points'],
  ['npm', 'run', '--silent', 'build'],
  // One after the other: what a machine with two cores makes of both at once is not delivery's doing.
  [...tests, 'chromium', 'delivery/survival'],
  [...tests, 'firefox', 'delivery/survival'],
];

await prepared(async () => {
  let failed = 0;
  for (const [name, ...args] of steps) {
    if ((await run(name, args, counts)) !== 0) failed += 1;
  }
  return failed === 0 ? 0 : 1;
});
