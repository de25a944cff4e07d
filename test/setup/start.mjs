// `npm start`: shows the extension at work, on a machine that may have nothing but Node and npm.
import { run } from './command.mjs';
import { prepared } from './prepare.mjs';

await prepared(async () => {
  const built = await run('npm', ['run', '--silent', 'build']);
  return built === 0 ? run('node', ['test/setup/demonstration.ts']) : built;
});
