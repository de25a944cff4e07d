// The packages for the stores as one command makes them, and what Mozilla's reviewers do with the
// sources: a clean folder, `npm ci`, `npm run build`, and every file compared byte for byte.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { readZip, unpack } from '../package/zip.ts';
import { run } from '../setup/command.mjs';
import { root } from '../setup/root.mjs';

/** The stores' packages, and the build each has to hold. */
const PACKAGES = [
  ['-chrome.zip', 'chrome-mv3'],
  ['-edge.zip', 'chrome-mv3'],
  ['-firefox.zip', 'firefox-mv3'],
];

function fail(words) {
  console.error(words);
  process.exit(1);
}

async function must(name, args) {
  if ((await run(name, args)) !== 0) fail(`${name} ${args.join(' ')} failed`);
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

/** Fails where a package does not hold a build's files, all of them and no others. */
function compare(zip, build) {
  const packed = readZip(zip);
  const names = filesIn(build);
  if (names.length < 20) fail(`Nothing was built in ${build}`);
  for (const name of new Set([...packed.keys(), ...names])) {
    const same = names.includes(name) && packed.get(name)?.equals(readFileSync(join(build, name)));
    if (!same) fail(`${name} is not the same in ${zip} and ${build}`);
  }
  console.log(`${zip}: ${packed.size} files as in ${build}`);
}

const output = join(root, '.output');
for (const name of readdirSync(output)) if (name.endsWith('.zip')) rmSync(join(output, name));
await must('npm', ['run', '--silent', 'zip']);
const zipNamed = (end) =>
  join(output, readdirSync(output).find((name) => name.endsWith(end)) ?? fail(`No ${end}`));
for (const [end, build] of PACKAGES) compare(zipNamed(end), join(output, build));

const clean = mkdtempSync(join(tmpdir(), 'verdict-reviewed-'));
try {
  unpack(zipNamed('-sources.zip'), clean);
  await must('npm', ['--prefix', clean, 'ci', '--no-audit', '--no-fund']);
  await must('npm', ['--prefix', clean, 'run', '--silent', 'build']);
  for (const [end, build] of PACKAGES) compare(zipNamed(end), join(clean, '.output', build));
} finally {
  rmSync(clean, { recursive: true, force: true });
}
