import { createHash } from 'node:crypto';
import { realpathSync, rmSync } from 'node:fs';
import {
  copyFile,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  realpath,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Where Chromium on Linux reads policies; there is no other place for one profile alone. */
const CHROMIUM = '/etc/chromium/policies/managed';

/**
 * A copy of the package for one browser alone: an unpacked extension's id follows from its folder,
 * so that no other browser on this machine has the same.
 */
export async function ownCopy(extensionDir: string, profileDir: string): Promise<string> {
  const copy = await mkdtemp(join(profileDir, 'package-'));
  await cp(extensionDir, copy, { recursive: true });
  return copy;
}

/** The id Chromium gives to an unpacked extension: the beginning of its folder's SHA-256 in letters. */
export function unpackedId(folder: string): string {
  const hash = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 32);
  return [...hash].map((digit) => 'abcdefghijklmnop'[Number.parseInt(digit, 16)]).join('');
}

/**
 * The policy of one extension in Chromium's real folder, in a file that binds this id alone. Also
 * gone when this process ends. Throws where the folder cannot be written.
 */
export function chromiumPolicy(id: string): { write(policy: object | null): Promise<void> } {
  const file = join(CHROMIUM, `verdict-${id}.json`);
  let isThere = false;
  process.on('exit', () => {
    if (isThere) rmSync(file, { force: true });
  });
  return {
    async write(policy) {
      if (policy) await put(file, { '3rdparty': { extensions: { [id]: policy } } });
      else if (isThere) await rm(file, { force: true });
      isThere = policy !== null;
    },
  };
}

/**
 * The installed Firefox in a folder of its own, made of links, because it reads policies beside its
 * own binary and nowhere else that a profile could name. Returns the binary.
 */
export async function ownFirefox(binary: string, profileDir: string): Promise<string> {
  const file = await realpath(binary);
  const folder = join(profileDir, 'firefox');
  await mkdir(join(folder, 'distribution'), { recursive: true });
  for (const name of await readdir(dirname(file))) {
    if (name === 'distribution' || name === basename(file)) continue;
    await symlink(join(dirname(file), name), join(folder, name));
  }
  // The binary finds its folder by its own place, not by a link's.
  await copyFile(file, join(folder, basename(file)));
  return join(folder, basename(file));
}

/** Puts the policy of one add-on beside that binary; null takes it away. */
export async function putFirefoxPolicy(
  binary: string,
  id: string,
  policy: object | null,
): Promise<void> {
  const file = join(dirname(binary), 'distribution', 'policies.json');
  if (policy) await put(file, { policies: { '3rdparty': { Extensions: { [id]: policy } } } });
  else await rm(file, { force: true });
}

/** Writes it in one step: a browser that is watching never reads half of it. */
async function put(file: string, contents: object): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify(contents));
  await rename(`${file}.new`, file);
}
