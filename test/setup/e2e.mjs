// `npm run e2e [chromium|firefox] [part of a file's name]`: the end-to-end tests on the build there is.
import { run } from './command.mjs';

const browsers = ['chromium', 'firefox'];
const chosen = browsers.filter((name) => process.argv.includes(name));
const filters = process.argv.slice(2).filter((word) => !browsers.includes(word));

const projects = (chosen.length > 0 ? chosen : browsers).flatMap((name) => ['--project', name]);
process.exitCode = await run('vitest', [
  'run',
  '--config',
  'test/setup/vitest.config.ts',
  ...projects,
  ...filters,
]);
