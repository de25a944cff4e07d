import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { run } from './command.mjs';
import { root, SetupFailure } from './root.mjs';

// Chrome and Edge themselves are left out: since version 137 Chrome refuses --load-extension.
const CHROMIUM = ['chromium', 'chromium-browser', 'ungoogled-chromium'];
const FIREFOX = ['firefox-esr', 'firefox-developer-edition'];

/** Folders beyond the PATH, and the places of macOS and Windows. */
const FOLDERS = ['/usr/bin', '/usr/local/bin'];
const PLACES = {
  chromium: ['/Applications/Chromium.app/Contents/MacOS/Chromium'],
  firefox: [
    '/Applications/Firefox Developer Edition.app/Contents/MacOS/firefox',
    'C:\\Program Files\\Firefox Developer Edition\\firefox.exe',
  ],
};

/** Pages in Hebrew and Japanese need their letters, the languages' tests the browsers' own texts. */
const DEBIAN_PACKAGES = {
  chromium: ['chromium', 'chromium-l10n'],
  firefox: ['firefox-esr', 'firefox-esr-l10n-he'],
  fonts: ['fonts-liberation', 'fonts-noto-core', 'fonts-noto-cjk'],
};

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * The first of the names that is a program in one of the folders.
 * @param {string[]} names
 * @param {string[]} folders
 * @returns {string | null}
 */
export function firstProgram(names, folders) {
  for (const name of names) {
    for (const folder of folders) {
      const file = join(folder, name);
      if (folder !== '' && isProgram(file)) return file;
    }
  }
  return null;
}

function downloaded(name) {
  try {
    const playwright = createRequire(join(root, 'package.json'))('playwright');
    const file = playwright[name].executablePath();
    return existsSync(file) ? file : null;
  } catch {
    return null;
  }
}

function locate(name, names) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...FOLDERS];
  return firstProgram(names, folders) ?? PLACES[name].find(isProgram) ?? downloaded(name);
}

/** Path of a Chromium that loads unpacked extensions, or null. Playwright's download comes last. */
export function chromiumPath() {
  return locate('chromium', CHROMIUM);
}

/** Path of a Firefox that takes unsigned extensions, or null. Playwright's download comes last. */
export function firefoxPath() {
  return locate('firefox', FIREFOX);
}

function isDebianAsRoot() {
  try {
    const release = readFileSync('/etc/os-release', 'utf8');
    return /^ID="?debian"?$/m.test(release) && process.getuid?.() === 0;
  } catch {
    return false;
  }
}

function isInstalled(name) {
  const { stdout } = spawnSync('dpkg-query', ['-s', name], { encoding: 'utf8' });
  return /^Status: install ok installed$/m.test(stdout ?? '');
}

/**
 * Debian's packages that are missing. A browser of another origin needs none of its own.
 * @param {{chromium: string | null, firefox: string | null}} found
 * @param {(name: string) => boolean} installed
 */
export function missingPackages(found, installed) {
  const wanted = [...DEBIAN_PACKAGES.fonts];
  for (const browser of ['chromium', 'firefox']) {
    const packages = DEBIAN_PACKAGES[browser];
    if (found[browser] === null || installed(packages[0])) wanted.push(...packages);
  }
  return wanted.filter((name) => !installed(name));
}

async function installFromDebian(packages) {
  console.log(`Installing ${packages.join(', ')} (apt-get)`);
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
  const wait = ['-q', '-o', 'DPkg::Lock::Timeout=300'];
  await run('apt-get', [...wait, 'update'], quiet);
  await run('apt-get', [...wait, 'install', '-y', '--no-install-recommends', ...packages], quiet);
}

function found() {
  return { chromium: chromiumPath(), firefox: firefoxPath() };
}

function missingNames(browsers) {
  return Object.keys(browsers).filter((name) => browsers[name] === null);
}

/** Installs Chromium and Firefox where they are missing: from Debian as root, else by Playwright. */
export async function ensureBrowsers() {
  if (isDebianAsRoot()) {
    const packages = missingPackages(found(), isInstalled);
    if (packages.length > 0) await installFromDebian(packages);
  }
  const missing = missingNames(found());
  if (missing.length === 0) return;
  console.log(`Downloading ${missing.join(' and ')} (playwright install)`);
  await run('playwright', ['install', ...missing]);
  const still = missingNames(found());
  if (still.length > 0) {
    throw new SetupFailure(
      `No ${still.join(' and no ')} was found and none could be installed. Install Chromium and ` +
        'Firefox ESR (or Firefox Developer Edition), so that `chromium` and `firefox-esr` are on ' +
        'the PATH. On Debian: sudo apt-get install chromium firefox-esr',
    );
  }
}
