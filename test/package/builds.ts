import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** The two production builds, by the name of their folder under `.output`. */
export const builds = ['chrome-mv3', 'firefox-mv3'] as const;

export type Build = (typeof builds)[number];

/** The folder of a build; throws when it was not built. */
export function folderOf(build: Build): string {
  const folder = join(root, '.output', build);
  if (!existsSync(folder)) throw new Error(`No ${folder}. Run "npm run build" first.`);
  return folder;
}

/** Paths of all files of a build from its folder, with forward slashes, in order. */
export function filesOf(build: Build): string[] {
  const folder = folderOf(build);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

export function bytesOf(build: Build, file: string): Buffer {
  return readFileSync(join(folderOf(build), file));
}

export function textOf(build: Build, file: string): string {
  return bytesOf(build, file).toString('utf8');
}

export function manifestOf(build: Build): Record<string, unknown> {
  return JSON.parse(textOf(build, 'manifest.json'));
}

/** What runs in a vendor's page, and nothing else does. */
export const IN_THE_PAGE = ['detector.js', 'panel.js'];

/** The worker's own file. */
export const WORKER = 'background.js';

/** What the worker loads where the browser has no `browser` of its own. */
export const POLYFILL = 'polyfill.js';

/** The scripts of the extension's own pages. */
export function pageScripts(build: Build): string[] {
  const others = [...IN_THE_PAGE, WORKER, POLYFILL];
  return filesOf(build).filter((file) => file.endsWith('.js') && !others.includes(file));
}
