import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, rmSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** A browser's process with everything it started, in a group of its own. */
export interface BrowserProcess {
  child: ChildProcess;
  /** What the browser wrote about its own troubles, newest last, 64 kB at most. */
  complaints(): string;
  /** Resolves when the process has ended. */
  ended: Promise<void>;
  /** Ends the group at once (SIGKILL) and waits. */
  kill(): Promise<void>;
}

const KEPT_CHARACTERS = 65_536;
const running = new Set<number>();
const profiles = new Set<string>();
const REMOVAL = { recursive: true, force: true, maxRetries: 5, retryDelay: 100 };
process.on('exit', () => {
  for (const pid of running) endGroup(pid);
  for (const profile of profiles) rmSync(profile, REMOVAL);
});
// Which is how vitest ends a process, and which without this would leave browsers behind.
process.once('SIGTERM', () => process.exit(143));

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}

/** First of the names that is an executable on the PATH; null when none is. */
export function onPath(names: string[]): string | null {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      try {
        const file = join(folder, name);
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not in this folder.
      }
    }
  }
  return null;
}

/**
 * Starts a browser in a process group of its own, which also ends with this process.
 * @param pipes true opens file descriptors 3 (to the browser) and 4 (from it)
 */
export function startProcess(
  file: string,
  args: string[],
  options: { pipes: boolean; env?: Record<string, string> },
): BrowserProcess {
  const child = spawn(file, args, {
    detached: true,
    env: { ...process.env, ...options.env },
    stdio: options.pipes
      ? ['ignore', 'ignore', 'pipe', 'pipe', 'pipe']
      : ['ignore', 'ignore', 'pipe'],
  });
  const { pid } = child;
  if (pid !== undefined) running.add(pid);
  let words = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-KEPT_CHARACTERS);
  });
  const ended = new Promise<void>((resolve) => {
    const finish = () => {
      if (pid !== undefined) {
        endGroup(pid);
        running.delete(pid);
      }
      resolve();
    };
    child.once('exit', finish);
    child.once('error', (error) => {
      words += error.message;
      finish();
    });
  });
  return {
    child,
    complaints: () => words,
    ended,
    async kill() {
      if (pid !== undefined) endGroup(pid);
      await ended;
    },
  };
}

/** A fresh, empty profile folder, which does not outlive this process. */
export async function makeProfile(browser: string): Promise<string> {
  const profile = await mkdtemp(join(tmpdir(), `verdict-${browser}-`));
  profiles.add(profile);
  return profile;
}

/** Removes all that a folder holds. */
export async function emptyFolder(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name), REMOVAL);
}

/** Removes a profile; a browser's last writes may race with it, so it tries again. */
export async function removeProfile(folder: string): Promise<void> {
  await rm(folder, REMOVAL);
  profiles.delete(folder);
}

/** The work's result; when the work fails, what was made for it is tidied away first. */
export async function orTidy<T>(work: Promise<T>, tidy: () => Promise<void>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    await tidy();
    throw error;
  }
}
