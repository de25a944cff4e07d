// `npm run screenshots`: the README's and the stores' pictures, made from the built extension.
import { run } from './command.mjs';
import { prepared } from './prepare.mjs';

await prepared(async () => {
  const built = await run('npm', ['run', '--silent', 'build']);
  return built === 0 ? run('node', ['test/setup/pictures.ts']) : built;
});
