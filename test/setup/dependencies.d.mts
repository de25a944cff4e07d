/** Whether the installed packages are those of the lock file. */
export function matches(
  wanted: Record<string, { version?: string; optional?: boolean }>,
  installed: Record<string, { version?: string }>,
): boolean;

/** Installs the dependencies when something is missing or differs from the lock file. */
export function ensureDependencies(): Promise<void>;
