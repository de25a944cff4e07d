import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.mjs';
import { root, SetupFailure } from './root.mjs';

/**
 * Whether what is installed is what the lock file asks for. Compared by content: times change with
 * every checkout. Packages for other platforms are in the lock and never installed.
 * @param {Record<string, {version?: string, optional?: boolean}>} wanted packages of package-lock.json
 * @param {Record<string, {version?: string}>} installed packages of node_modules/.package-lock.json
 */
export function matches(wanted, installed) {
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = installed[path];
    return found === undefined ? entry.optional === true : found.version === entry.version;
  });
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}

function ownNodeIsThere() {
  const folder = join(root, 'node_modules', 'node', 'bin');
  return existsSync(join(folder, 'node')) || existsSync(join(folder, 'node.exe'));
}

/** Installs the dependencies when something is missing or differs from the lock file. */
export async function ensureDependencies() {
  const wanted = packagesOf('package-lock.json');
  if (!matches(wanted, packagesOf(join('node_modules', '.package-lock.json')))) {
    console.log('Installing the dependencies (npm ci)');
    const code = await run('npm', ['ci', '--loglevel=error']);
    if (code !== 0) {
      throw new SetupFailure(
        `npm ci ended with ${code}. Connect to the npm registry and try again.`,
      );
    }
  }
  if (!ownNodeIsThere()) {
    await run('npm', ['rebuild', 'node', '--loglevel=error']);
    if (!ownNodeIsThere() && Number.parseInt(process.versions.node, 10) < 24) {
      throw new SetupFailure(
        'The install script of the "node" package did not run, so Node 24 is missing. ' +
          'Allow install scripts (npm config delete ignore-scripts), or start this with Node 24.',
      );
    }
  }
}
