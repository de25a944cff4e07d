/** Path of a Chromium that loads unpacked extensions, or null. Playwright's download comes last. */
export function chromiumPath(): string | null;

/** Path of a Firefox that takes unsigned extensions, or null. Playwright's download comes last. */
export function firefoxPath(): string | null;

/** The first of the names that is a program in one of the folders, or null. */
export function firstProgram(names: string[], folders: string[]): string | null;

/** Debian's packages that are missing, given the browsers' paths and what is installed. */
export function missingPackages(
  found: { chromium: string | null; firefox: string | null },
  installed: (name: string) => boolean,
): string[];

/** Installs Chromium and Firefox where they are missing; throws with a sentence when it cannot. */
export function ensureBrowsers(): Promise<void>;
