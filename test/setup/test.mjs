// `npm test`: every check there is, in order, on a machine that may have nothing but Node and npm.
import { rmSync } from 'node:fs';
import { run } from './command.mjs';
import { prepared } from './prepare.mjs';
import { none, reportFile, single, sum, testsOf } from './tally.mjs';

const steps = [
  {
    title: 'Types',
    commands: [
      ['wxt', 'prepare'],
      ['tsc', '--noEmit'],
    ],
  },
  { title: 'Lint', commands: [['biome', 'ci', '--error-on-warnings']] },
  { title: 'Unit tests', projects: ['unit'] },
  { title: 'Chrome build', commands: [['wxt', 'build']], isBuild: true },
  { title: 'Firefox build', commands: [['wxt', 'build', '-b', 'firefox']], isBuild: true },
  { title: 'Package checks', projects: ['package'], needsBuild: true },
  {
    title: 'End to end in Chromium and Firefox',
    projects: ['chromium', 'firefox'],
    needsBuild: true,
  },
];

async function runCommands(commands) {
  for (const [name, ...args] of commands) {
    if ((await run(name, args)) !== 0) return single(false);
  }
  return single(true);
}

async function runProjects(projects) {
  const file = reportFile(projects.join('-'));
  rmSync(file, { force: true });
  const chosen = projects.flatMap((project) => ['--project', project]);
  const args = ['run', '--config', 'test/setup/vitest.config.ts', ...chosen];
  const output = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  return testsOf(file, await run('vitest', [...args, ...output]));
}

function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

await prepared(async () => {
  let total = none;
  let built = true;
  const summary = [];
  for (const step of steps) {
    console.log(`\n=== ${step.title} ===`);
    const begin = performance.now();
    let count;
    if (step.needsBuild && !built) {
      console.log('Not run: there is no build to check.');
      count = single(false);
    } else {
      count = await (step.projects ? runProjects(step.projects) : runCommands(step.commands));
    }
    if (step.isBuild && count.failed > 0) built = false;
    total = sum(total, count);
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    summary.push(`${step.title}: ${inWords(count)} (${seconds} s)`);
    console.log(summary.at(-1));
  }
  console.log(`\n=== Summary ===\n${summary.join('\n')}\n\n${inWords(total)}`);
  return total.failed === 0 ? 0 : 1;
});
