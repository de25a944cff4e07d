import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { root } from './root.mjs';

/**
 * The environment for every command: the project's own Node and tools come first on the PATH,
 * whatever Node started npm. Colours are for terminals; in a log they hide the text.
 */
export function environment() {
  const { PATH = '', FORCE_COLOR, ...inherited } = process.env;
  const colour = FORCE_COLOR === undefined ? {} : { FORCE_COLOR };
  const rest = { ...inherited, ...(process.stdout.isTTY ? colour : { NO_COLOR: '1' }) };
  const first = [join(root, 'node_modules', 'node', 'bin'), join(root, 'node_modules', '.bin')];
  return { ...rest, PATH: [...first, PATH].join(delimiter) };
}

/**
 * Runs a command in the repository's folder and shows what it prints, without standard input.
 * @param {string} name
 * @param {string[]} args
 * @param {Record<string, string>} [extra] environment variables to add
 * @returns {Promise<number>} its exit code; 127 when it cannot be started, 128 when it was killed
 */
export function run(name, args, extra = {}) {
  return new Promise((resolve) => {
    const child = spawn(name, args, {
      cwd: root,
      env: { ...environment(), ...extra },
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    });
    child.on('error', () => resolve(127));
    child.on('close', (code) => resolve(code ?? 128));
  });
}
